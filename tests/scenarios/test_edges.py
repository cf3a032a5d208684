"""Scripted conversations at the edges: nothing to say, failures at bad moments, and the end."""

import numpy as np
import pytest
from scenarios.stage import Record, Script, play, press, release, signal, speech

from voice_os.audio import PLAYBACK_RATE
from voice_os.audio.earcons import Earcon, sound
from voice_os.desktop import Signal
from voice_os.events import (
    AnswerEnded,
    ClauseStarted,
    EngineAwaited,
    State,
    StateChanged,
    TurnFailed,
    TurnMeasured,
)
from voice_os.settings import Settings

MOON = Script(answers={"tell me about the moon": "It is round. It is far away, and it shines."})
SILENT = Settings(audio={"earcons": False})


def chimed(record: Record, earcon: Earcon, at: float) -> bool:
    """Whether an earcon, and nothing else, was played from a second on."""
    expected = sound(earcon)
    played = np.concatenate(record.played)
    for start in range(int((at - 0.05) * PLAYBACK_RATE), int((at + 0.1) * PLAYBACK_RATE), 48):
        part = played[start : start + len(expected)]
        if len(part) == len(expected) and np.allclose(part, expected, atol=1e-3):
            return True
    # The frames of a simulated speaker begin anywhere: compare how loud it is instead.
    part = played[int(at * PLAYBACK_RATE) : int(at * PLAYBACK_RATE) + len(expected)]
    return bool(np.isclose(np.abs(part).max(), np.abs(expected).max(), rtol=0.02))


@pytest.mark.parametrize("answer", ["🙂", "", "<think>hm</think>"])
def test_an_answer_with_nothing_to_say_ends_the_turn(answer: str) -> None:
    record = play(
        press(1),
        speech(1.2, 3, "tell me about the moon"),
        release(3.8),
        until=12,
        script=Script(answers={"tell me about the moon": answer}),
    )
    assert len(record.of(TurnMeasured)) == 1
    assert record.of(StateChanged)[-1].state is State.WAITING


def test_a_key_that_bounces_keeps_the_utterance_open() -> None:
    record = play(
        press(1),
        speech(1.2, 2.0, "what time"),
        release(2.1),
        press(2.1),
        speech(2.4, 3.2, "is it"),
        release(3.4),
        until=10,
    )
    assert record.of(StateChanged)[-1].state is State.WAITING
    assert record.of(AnswerEnded)


def test_release_and_press_at_once_lose_no_announcement() -> None:
    record = play(
        press(1),
        speech(1.2, 3.0, "set a timer for ten seconds"),
        release(3.2),
        press(13.0),
        signal(13.6, Signal.RELEASE),
        signal(13.6, Signal.PRESS),
        release(14),
        until=22,
    )
    assert any("timer is done" in answer.heard for answer in record.of(AnswerEnded))
    assert record.of(StateChanged)[-1].state is State.WAITING


def test_an_interrupted_turn_that_fails_on_its_way_out_stays_silent() -> None:
    record = play(
        press(1),
        speech(1.2, 3.0, "tell me about the moon"),
        release(3.2),
        press(4.0),
        speech(4.4, 5.4, "what time is it"),
        release(5.6),
        until=12,
        script=Script(answers=MOON.answers, fails_when_cut_off=True, token_delay=0.3),
        settings=SILENT,
    )
    assert not record.of(TurnFailed)
    assert not record.sounding(4.1, 5.6)
    assert len([answer for answer in record.of(AnswerEnded) if not answer.cut_off]) == 1


def test_after_an_interruption_the_model_reads_ahead_what_was_cut_off_too() -> None:
    record = play(
        press(1),
        speech(1.2, 3.0, "tell me about the moon"),
        release(3.2),
        press(4.6),
        speech(5.0, 6.0, "go on then"),
        release(6.2),
        until=14,
        script=MOON,
    )
    assert record.prompts[-1][:-1] in [ahead[:-1] for ahead in record.read_ahead]


def test_a_turn_interrupted_while_an_engine_loads_does_not_stop_the_loading() -> None:
    record = play(
        press(1),
        speech(1.2, 2.2, "what time is it"),
        release(2.4),
        press(5.5),
        speech(5.7, 6.5, "tell me about the moon"),
        release(6.7),
        until=24,
        script=Script(answers=MOON.answers, loading=8.0),
    )
    assert record.of(AnswerEnded)[-1].heard.startswith("It is round.")


def test_asking_for_patience_is_no_part_of_the_answer() -> None:
    record = play(
        press(1),
        speech(1.2, 2.2, "tell me about the moon"),
        release(2.4),
        until=20,
        script=Script(answers=MOON.answers, loading=8.0),
    )
    timings = record.of(TurnMeasured)[0].timings
    assert timings.transcript is not None
    assert timings.first_token is not None
    assert timings.transcript < timings.first_token
    assert record.of(EngineAwaited)
    states = record.states
    assert states.index(State.THINKING) < states.index(State.SPEAKING)
    assert record.times_of(ClauseStarted)[0] > 8


def test_an_engine_that_is_ready_before_the_release_was_not_awaited() -> None:
    record = play(
        press(1),
        speech(1.2, 2.2, "tell me about the moon"),
        release(6.0),
        until=20,
        script=Script(answers=MOON.answers, loading=4.0),
    )
    assert not record.of(EngineAwaited)


def test_a_model_that_dies_leaves_nothing_playing_but_the_apology() -> None:
    record = play(
        press(1),
        speech(1.2, 2.2, "tell me about the moon"),
        release(2.4),
        until=14,
        script=Script(answers=MOON.answers, llm_fails_after=6),
    )
    assert record.of(AnswerEnded)[0].cut_off
    apology = next(clause for clause in record.synthesized if "Sorry" in clause)
    assert record.synthesized.index(apology) > 0


def test_decoding_rests_while_the_first_clause_is_synthesised() -> None:
    script = Script(answers=MOON.answers, tts_delay=3.0)
    record = play(
        press(1), speech(1.2, 2.2, "tell me about the moon"), release(2.4), until=16, script=script
    )
    timings = record.of(TurnMeasured)[0].timings
    assert timings.first_audio is not None
    assert timings.first_clause is not None
    assert timings.first_audio - timings.first_clause == pytest.approx(3.0, abs=0.1)
    assert record.decoded_at[4] > timings.first_audio


def test_earcons_are_heard_and_can_be_turned_off() -> None:
    facts = (press(1), speech(1.2, 2.2, ""), release(2.4))
    audible = play(*facts, until=6)
    assert chimed(audible, Earcon.LISTENING, 1.0)
    assert audible.sounding(2.4, 3.0)
    silent = play(*facts, until=6, settings=SILENT)
    assert not silent.sounding(0, 6)


def test_an_error_has_a_sound_of_its_own() -> None:
    facts = (press(1), speech(1.2, 2.2, "what time is it"), release(2.4))
    broken = Script(stt_fails=RuntimeError("boom"))
    with_sound = play(*facts, until=10, script=broken)
    without = play(*facts, until=10, script=broken, settings=SILENT)
    difference = np.concatenate(with_sound.played) - np.concatenate(without.played)
    assert np.abs(difference[int(2.3 * PLAYBACK_RATE) :]).max() > 0.01


def test_a_timer_rings_before_it_is_announced_even_without_earcons() -> None:
    record = play(
        press(1),
        speech(1.2, 3.0, "set a timer for ten seconds"),
        release(3.2),
        until=20,
        settings=SILENT,
    )
    announced = record.times_of(ClauseStarted)[-1]
    assert record.sounding(announced - 0.09, announced - 0.01)


def test_a_source_that_ends_ends_the_conversation_behind_the_last_answer() -> None:
    record = play(
        press(1),
        speech(1.2, 2.2, "what time is it"),
        release(2.4),
        until=3,
        microphone_ends=True,
    )
    assert record.of(AnswerEnded)[-1].cut_off is False
    assert record.ended_at is not None
    assert record.ended_at < 8


def test_the_end_does_not_wait_for_a_model_that_nobody_needs() -> None:
    script = Script(llm_loading=50, typed="what time is it")
    record = play(until=1, script=script, microphone_ends=True)
    assert record.ended_at is not None
    assert record.ended_at < 8


def test_typed_words_are_answered_and_then_it_ends() -> None:
    record = play(until=1, script=Script(typed="what time is it"), microphone_ends=True)
    assert "noon" in record.of(AnswerEnded)[0].heard or "12" in record.of(AnswerEnded)[0].heard
    assert record.ended_at is not None


def test_without_pre_roll_it_ends_too() -> None:
    record = play(
        until=1,
        script=Script(typed="what time is it"),
        settings=Settings(key={"pre_roll": 0}),
        microphone_ends=True,
    )
    assert record.of(AnswerEnded)


def test_a_key_held_when_the_source_ends_hangs_nothing() -> None:
    record = play(press(1), speech(1.2, 2.2, "what time is it"), until=4, microphone_ends=True)
    assert record.ended_at is not None
    assert not record.of(AnswerEnded)


def test_the_microphone_rests_while_nobody_is_listened_to() -> None:
    record = play(press(1), speech(1.2, 2.2, "what time is it"), release(2.4), until=8)
    assert record.lateness == [0.032, 1.0, 0.032, 1.0]


def test_without_pre_roll_the_microphone_is_closed_when_the_key_is_up() -> None:
    record = play(
        press(1),
        release(1.5),
        press(3),
        release(3.5),
        until=6,
        settings=Settings(key={"pre_roll": 0}),
    )
    opened = [what for _, what in record.microphone]
    assert opened == ["opened", "closed", "opened", "closed"]


def test_a_very_long_utterance_ends_by_itself_and_is_timed_from_then() -> None:
    record = play(press(1), speech(1.2, 130, "what time is it"), until=140)
    timings = record.of(TurnMeasured)[0].timings
    assert timings.released == pytest.approx(121, abs=1)
