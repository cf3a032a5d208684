"""What a sound over her answer makes her do, told as frames: a level, an activity, a length."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_os.audio import FRAME, SAMPLE_RATE, Frame
from voice_os.conversation.interruption import (
    HESITATION,
    LULL,
    NOISE,
    PATIENCE,
    Intrusion,
    Reaction,
    Verdict,
    judge,
    reaction,
)

Sound = tuple[float, float]  # dBFS, voice activity

ROOM: Sound = (-60, 0.0)
VOICE: Sound = (-30, 0.9)
THUMP: Sound = (-30, 0.1)
HUM: Sound = (-31, 0.9)


class Heard:
    """An intrusion, and how she reacted to each frame of it."""

    def __init__(self, *, doubtful: bool = False) -> None:
        self.clock = 0
        self.doubtful = doubtful
        self.intrusion = Intrusion()
        self.reactions: list[Reaction] = []
        self.hear([ROOM] * 20)

    def hear(self, sounds: Sequence[Sound]) -> Reaction:
        for level, activity in sounds:
            samples = np.full(FRAME, 10 ** (level / 20), np.float32)
            if (level, activity) != HUM and self.clock // FRAME % 2:
                samples[::2] *= -1  # who speaks sounds bright and dull by turns
            self.intrusion = self.intrusion.after(
                Frame(self.clock, samples, doubtful=self.doubtful), activity
            )
            self.clock += FRAME
            self.reactions.append(self.now)
        return self.now

    def judged(self, verdict: Verdict) -> Reaction:
        self.intrusion = self.intrusion.judged(verdict)
        return self.now

    @property
    def now(self) -> Reaction:
        return reaction(self.intrusion, self.clock)

    @property
    def wants_words(self) -> bool:
        return self.intrusion.wants_words(self.clock)


def frames(seconds: float) -> int:
    return round(seconds * SAMPLE_RATE / FRAME)


def test_the_first_frame_that_stands_out_lowers_her() -> None:
    assert Heard().hear([VOICE]) is Reaction.LOWERED
    assert Heard().hear([THUMP]) is Reaction.LOWERED


def test_a_sound_in_the_last_quarter_of_a_frame_stands_out() -> None:
    heard = Heard()
    samples = np.full(FRAME, 0.001, np.float32)
    samples[-FRAME // 4 :] = 0.1
    after = heard.intrusion.after(Frame(heard.clock, samples), 0.0)
    assert reaction(after, heard.clock) is Reaction.LOWERED


def test_a_voice_holds_her_within_a_quarter_of_a_second() -> None:
    assert Heard().hear([VOICE] * frames(0.25)) is Reaction.HELD


def test_any_sound_that_lasts_holds_her_for_a_moment() -> None:
    heard = Heard()
    assert heard.hear([THUMP] * frames(0.2)) is Reaction.HELD
    assert heard.hear([ROOM] * (LULL // FRAME)) is Reaction.FULL


def test_a_knock_lowers_her_for_a_moment_and_never_holds_her() -> None:
    heard = Heard()
    assert heard.hear([THUMP] * 2 + [ROOM] * (LULL // FRAME)) is Reaction.FULL
    assert Reaction.HELD not in heard.reactions


def test_she_gets_used_to_a_vacuum_cleaner() -> None:
    heard = Heard()
    assert heard.hear([THUMP] * frames(5)) is Reaction.FULL
    assert Reaction.STOP not in heard.reactions


def test_who_goes_on_talking_stops_her_without_a_word_understood() -> None:
    assert Heard().hear([VOICE] * frames(1.1)) is Reaction.STOP


def test_a_long_hum_does_not_stop_her_and_holds_her_for_a_while_only() -> None:
    heard = Heard()
    assert heard.hear([HUM] * frames(1.9)) is Reaction.HELD
    assert heard.hear([HUM] * frames(1.5)) is Reaction.FULL
    assert Reaction.STOP not in heard.reactions


def test_who_hums_and_then_speaks_is_listened_to() -> None:
    heard = Heard()
    heard.hear([HUM] * frames(1.5))
    assert heard.hear([VOICE] * frames(0.5)) is Reaction.STOP


def test_words_are_wanted_at_a_pause_and_once() -> None:
    heard = Heard()
    heard.hear([VOICE] * frames(0.5))
    assert not heard.wants_words
    heard.hear([ROOM] * frames(0.15))
    assert heard.wants_words
    heard.intrusion = heard.intrusion.asking()
    assert not heard.wants_words


def test_a_click_is_not_worth_a_recogniser() -> None:
    heard = Heard()
    heard.hear([VOICE] * 2 + [ROOM] * 4)
    assert not heard.wants_words


@pytest.mark.parametrize("verdict", [Verdict.BACKCHANNEL, Verdict.ECHO, Verdict.NOTHING])
def test_she_goes_on_when_it_was_nothing_for_her(verdict: Verdict) -> None:
    heard = Heard()
    assert heard.hear([VOICE] * frames(0.5) + [ROOM] * frames(0.2)) is Reaction.HELD
    assert heard.judged(verdict) is Reaction.FULL


def test_an_order_stops_her_as_soon_as_it_is_a_word() -> None:
    heard = Heard()
    heard.hear([VOICE] * 5 + [ROOM] * 4)
    assert heard.wants_words
    assert heard.judged(Verdict.ORDER) is Reaction.STOP


def test_a_scrap_of_a_voice_is_no_order() -> None:
    heard = Heard()
    heard.hear([VOICE] * 3 + [ROOM] * 4)
    assert heard.wants_words
    assert heard.judged(Verdict.ORDER) is not Reaction.STOP


def test_what_hardly_stands_out_is_no_order() -> None:
    heard = Heard()
    heard.hear([(ROOM[0] + 10, 0.9)] * 8 + [ROOM] * 4)
    assert heard.wants_words
    assert heard.judged(Verdict.ORDER) is Reaction.HELD


def test_in_a_room_that_is_not_known_her_own_voice_gives_no_order_and_holds_her_late() -> None:
    heard = Heard(doubtful=True)
    assert heard.hear([VOICE] * 9) is Reaction.LOWERED
    assert heard.hear([VOICE]) is Reaction.HELD
    heard.hear([ROOM] * 4)
    assert heard.wants_words
    assert heard.judged(Verdict.ORDER) is Reaction.HELD


def test_a_slow_recogniser_is_waited_for() -> None:
    heard = Heard()
    heard.hear([VOICE] * 27 + [ROOM] * 5)
    assert heard.wants_words
    heard.intrusion = heard.intrusion.asking()
    assert heard.hear([ROOM] * frames(3)) is Reaction.HELD
    assert heard.judged(Verdict.SPEECH) is Reaction.STOP


def test_an_order_stops_her_however_late_it_is_understood() -> None:
    heard = Heard()
    heard.hear([VOICE] * frames(0.4) + [ROOM] * frames(4))
    assert heard.now is Reaction.FULL
    assert heard.judged(Verdict.ORDER) is Reaction.STOP


def test_words_made_of_a_short_sound_do_not_stop_her() -> None:
    heard = Heard()
    heard.hear([VOICE] * frames(0.4) + [ROOM] * frames(0.2))
    assert heard.judged(Verdict.SPEECH) is Reaction.HELD
    assert heard.hear([ROOM] * (HESITATION // FRAME)) is Reaction.FULL


def test_a_few_words_and_a_few_more_are_speech_to_her() -> None:
    heard = Heard()
    heard.hear([VOICE] * frames(0.4) + [ROOM] * frames(0.2))
    heard.judged(Verdict.SPEECH)
    assert heard.hear([ROOM] * frames(0.5) + [VOICE] * frames(0.5)) is Reaction.STOP


def test_what_is_over_with_her_echo_is_no_speech_to_her() -> None:
    heard = Heard()
    heard.hear([VOICE] * frames(0.5) + [ROOM] * frames(0.2))
    assert heard.judged(Verdict.SPEECH) is not Reaction.STOP


def test_frames_before_the_suppressor_tell_that_somebody_speaks() -> None:
    suppressed, linear = np.zeros(FRAME, np.float32), np.full(FRAME, 0.03, np.float32)
    intrusion = Intrusion()
    for start in range(0, 20 * FRAME, FRAME):
        intrusion = intrusion.after(Frame(start, suppressed), 0.0)
    after = intrusion.after(Frame(20 * FRAME, suppressed, linear=linear), 0.0)
    assert reaction(after, 21 * FRAME) is Reaction.LOWERED


def test_a_short_sentence_stops_her_when_it_is_understood() -> None:
    heard = Heard()
    assert heard.hear([VOICE] * frames(0.9) + [ROOM] * frames(0.2)) is Reaction.HELD
    assert heard.judged(Verdict.SPEECH) is Reaction.STOP


def test_yeah_but_is_a_cut_in_although_yeah_was_none() -> None:
    heard = Heard()
    heard.hear([VOICE] * frames(0.4) + [ROOM] * frames(0.2))
    heard.intrusion = heard.intrusion.asking()
    heard.hear([VOICE] * frames(0.3))
    assert heard.judged(Verdict.BACKCHANNEL) is Reaction.HELD
    assert heard.hear([VOICE] * frames(0.8)) is Reaction.STOP


def test_a_second_cut_in_is_heard_as_the_first_was() -> None:
    heard = Heard()
    heard.hear([VOICE] * frames(0.4) + [ROOM] * frames(0.2))
    heard.judged(Verdict.NOTHING)
    assert heard.hear([ROOM] * frames(0.5)) is Reaction.FULL
    assert heard.hear([VOICE] * frames(0.25)) is Reaction.HELD
    assert heard.hear([VOICE] * frames(0.9)) is Reaction.STOP


def test_a_cut_in_during_the_first_moments_of_an_answer_stops_her() -> None:
    heard = Heard()
    heard.intrusion = Intrusion()
    heard.hear([ROOM] * 2)
    assert heard.hear([VOICE] * frames(1.1)) is Reaction.STOP


def test_what_stopped_her_is_not_undone() -> None:
    heard = Heard()
    heard.hear([VOICE] * frames(1.1))
    assert heard.hear([ROOM] * frames(5)) is Reaction.STOP


@given(st.floats(-100, -20), st.integers(1, 500))
def test_a_steady_quiet_never_lowers_her(level: float, length: int) -> None:
    heard = Heard()
    heard.intrusion, heard.reactions = Intrusion(), []
    heard.hear([(level, 0.0)] * length)
    assert set(heard.reactions) == {Reaction.FULL}


sounds = st.lists(st.tuples(st.floats(-60, 0), st.floats(0, 1)), max_size=60)


@given(sounds)
def test_when_it_is_quiet_again_she_soon_goes_on_unless_stopped(
    heard_before: list[Sound],
) -> None:
    heard = Heard()
    heard.hear(heard_before)
    bound = max(LULL, NOISE, PATIENCE) // FRAME + 1
    assert heard.hear([(-60, 0.0)] * bound) in (Reaction.FULL, Reaction.STOP)


@given(sounds)
def test_without_a_voice_she_never_stops(heard_before: list[Sound]) -> None:
    heard = Heard()
    heard.hear([(level, activity * 0.49) for level, activity in heard_before])
    assert Reaction.STOP not in heard.reactions


@given(sounds, st.sampled_from(Verdict))
def test_a_verdict_on_words_that_nobody_asked_for_does_no_harm(
    heard_before: list[Sound], verdict: Verdict
) -> None:
    heard = Heard()
    heard.hear(heard_before)
    assert heard.judged(verdict) in Reaction


@pytest.mark.parametrize(
    ("words", "language"),
    [
        *(("stop", "en"), ("Wait!", "en"), ("never mind", "en"), ("okay, stop please", "en")),
        *(("Stopp!", "de"), ("warte", "de"), ("Vergiss es.", "de")),
        *(("arrête", "fr"), ("Attends !", "fr"), ("laisse tomber", "fr")),
        *(("para", "es"), ("espera", "es"), ("olvídalo", "es")),
        *(("para", "pt"), ("espera", "pt"), ("esquece", "pt")),
        *(("fermati", "it"), ("aspetta", "it"), ("lascia perdere", "it")),
        *(("stop", "nl"), ("wacht", "nl"), ("laat maar", "nl")),
    ],
)
def test_stop_wait_and_never_mind_are_orders(words: str, language: str) -> None:
    assert judge(words, "The bus will stop here and wait.", language) is Verdict.ORDER


@pytest.mark.parametrize(
    ("words", "language"),
    [
        *(("Mm-hm.", "en"), ("uh-huh", "en"), ("yeah", "en"), ("Right.", "en"), ("oh okay", "en")),
        *(("Ja, genau.", "de"), ("ach so", "de"), ("hm", "de")),
        *(("d'accord", "fr"), ("Ah bon !", "fr"), ("oui oui", "fr")),
        *(("sí, claro", "es"), ("vale", "es"), ("pois é", "pt"), ("tá bom", "pt")),
        *(("ho capito", "it"), ("va bene", "it"), ("ja precies", "nl"), ("oké", "nl")),
    ],
)
def test_a_listener_s_little_words_are_backchannels(words: str, language: str) -> None:
    assert judge(words, "", language) is Verdict.BACKCHANNEL


@pytest.mark.parametrize("words", ["yeah but I mean tomorrow", "what time is it", "tell me more"])
def test_a_sentence_is_speech(words: str) -> None:
    assert judge(words, "A heron can stand in cold water for an hour.", "en") is Verdict.SPEECH


@pytest.mark.parametrize("words", ["heron can stand in cold water", "the heron can stan in cold"])
def test_her_own_words_are_an_echo_even_if_misheard(words: str) -> None:
    said = "A heron can stand in cold water for an hour without moving a feather."
    assert judge(words, said, "en") is Verdict.ECHO


def test_her_own_sentence_with_an_order_in_it_is_an_echo() -> None:
    assert judge("and the bus will stop", "And the bus will stop here.", "en") is Verdict.ECHO


@pytest.mark.parametrize("words", ["", " ", "...", "♪"])
def test_no_words_are_nothing(words: str) -> None:
    assert judge(words, "Anything.", "en") is Verdict.NOTHING
