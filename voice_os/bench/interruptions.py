"""How well she is cut in on: scenes in simulated rooms, and the figures that come of them."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import numpy as np

from voice_os.audio import SAMPLE_RATE, Samples
from voice_os.audio.files import read_wav
from voice_os.bench import intruders
from voice_os.bench.her_speech import her_speech
from voice_os.bench.intruders import Intruder, Kind
from voice_os.bench.material import Material
from voice_os.bench.rooms import recorded_responses, rooms
from voice_os.bench.scene import Encounter, Outcome, Scene
from voice_os.conversation.backchannels import expected
from voice_os.loading import sayable
from voice_os.skills import registry
from voice_os.stt.pocketsphinx import PocketSphinx

ROOMS = 16
"""Simulated rooms: four delays, two loudnesses of the echo, and twice as many responses."""

_ANSWER = 30 * SAMPLE_RATE
_LEVELS = (-10.0, 6.0)  # dB of a cut-in against her echo
_LEAD = (1.5, 4.0)  # seconds of an answer before someone cuts in
_AT_ONCE = 0.1  # the same for every sixth
_PEOPLE, _ORDERS, _EACH = 120, 28, 50


@dataclass(frozen=True, slots=True)
class Interruptions:
    """What was measured. Shares are between 0 and 1, times in milliseconds.

    `lowered`, `held`: how often she was in half an hour of her own speech, for nothing.
    """

    self_interruptions: int
    lowered: int
    held: int
    cut_ins: int
    cut_ins_detected: float
    orders_obeyed: float
    onset_to_quiet_p95_ms: float
    onset_to_silent_p95_ms: float
    disturbances: int
    false_stops: float
    false_stops_of: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Case:
    """An encounter and what came of it; None: she spoke alone."""

    room: int
    encounter: Encounter | None
    outcome: Outcome


def measure(material: Material, *, seed: int = 0, minutes: float = 30) -> list[Case]:
    """Play all scenes, in two processes."""
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        parts = [pool.submit(_play, material, seed, part, minutes) for part in range(2)]
        return [case for part in parts for case in part.result()]


def figures(cases: Sequence[Case]) -> Interruptions:
    """What the scenes say."""
    alone = [case.outcome for case in cases if case.encounter is None]
    by_kind = {kind: [one for one in cases if _kind(one) is kind] for kind in Kind}
    cut_ins = by_kind[Kind.PERSON]
    disturbing = (Kind.COUGH, Kind.NOISE, Kind.BACKCHANNEL)
    disturbances = [case for kind in disturbing for case in by_kind[kind]]
    return Interruptions(
        self_interruptions=sum(outcome.stopped for outcome in alone),
        lowered=sum(outcome.lowered for outcome in alone),
        held=sum(outcome.held for outcome in alone),
        cut_ins=len(cut_ins),
        cut_ins_detected=_stopped(cut_ins),
        orders_obeyed=_stopped(by_kind[Kind.ORDER]),
        onset_to_quiet_p95_ms=_p95([case.outcome.quiet for case in cut_ins]),
        onset_to_silent_p95_ms=_p95([case.outcome.silent for case in cut_ins]),
        disturbances=len(disturbances),
        false_stops=_stopped(disturbances),
        false_stops_of={str(kind): _stopped(by_kind[kind]) for kind in disturbing},
    )


def _kind(case: Case) -> Kind | None:
    return None if case.encounter is None else case.encounter.intruder.kind


def _stopped(cases: Sequence[Case]) -> float:
    return float(np.mean([case.outcome.stopped for case in cases])) if cases else 0.0


def _p95(times: Sequence[int | None]) -> float:
    """In milliseconds. What never came counts as ten seconds."""
    samples = [10 * SAMPLE_RATE if time is None else time for time in times]
    return round(float(np.percentile(samples, 95)) * 1000 / SAMPLE_RATE, 1) if samples else 0.0


def _play(material: Material, seed: int, part: int, minutes: float) -> list[Case]:
    return asyncio.run(_scenes(material, seed, part, minutes))


async def _scenes(material: Material, seed: int, part: int, minutes: float) -> list[Case]:
    """The scenes of every second room."""
    speech = await her_speech(material.readers, seed)
    noises = [read_wav(path) for path in material.noises]
    encounters = list(_encounters(await _intruders(material, noises, seed), seed))
    responses = recorded_responses(material.responses)
    commands = sayable(registry.load().skills, "en")
    ear = await PocketSphinx.load(commands, brief=expected("en"))
    cases: list[Case] = []
    try:
        for number, room in enumerate(rooms(seed, ROOMS, responses, noises)):
            if number % 2 != part:
                continue
            her = speech[(number + number // len(speech)) % len(speech)]
            scene = Scene(room, her, ear, seed + number)
            alone = round(minutes * 60 * SAMPLE_RATE / ROOMS / _ANSWER)
            for encounter in (*[None] * alone, *encounters[number::ROOMS]):
                outcome = await scene.answer(_ANSWER, encounter)
                cases.append(Case(number, encounter, outcome))
    finally:
        await ear.close()
    return cases


def _encounters(those: Sequence[Intruder], seed: int) -> Iterator[Encounter]:
    random = np.random.default_rng(seed)
    for number in random.permutation(len(those)):
        lead = _AT_ONCE if number % 6 == 0 else random.uniform(*_LEAD)
        yield Encounter(those[number], int(lead * SAMPLE_RATE), random.uniform(*_LEVELS))


async def _intruders(material: Material, noises: Sequence[Samples], seed: int) -> list[Intruder]:
    random = np.random.default_rng(seed)
    people = intruders.people(material.people)
    chosen = [
        people[number % len(people)] for number in random.permutation(max(_PEOPLE, len(people)))
    ]
    return [
        *chosen[:_PEOPLE],
        *await intruders.spoken(Kind.ORDER, intruders.ORDERS, _ORDERS, seed),
        *intruders.coughs(_EACH, seed),
        *intruders.noises(_EACH, seed, noises),
        *intruders.hums(_EACH // 2, seed),
        *await intruders.spoken(Kind.BACKCHANNEL, intruders.BACKCHANNELS, _EACH // 2, seed),
    ]
