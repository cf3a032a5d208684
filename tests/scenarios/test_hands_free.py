"""Scripted conversations without the key, on virtual time."""

import asyncio
from itertools import pairwise

import pytest
from scenarios.stage import Script, play, press, release, sound, speech, television, tell

from voice_os.breath import Breath
from voice_os.desktop import Signal
from voice_os.events import (
    AnswerEnded,
    ClauseStarted,
    DraftDropped,
    ModeChanged,
    Notice,
    PartialTranscript,
    State,
    StateChanged,
    TranscriptReady,
    TurnMeasured,
    TurnReopened,
)
from voice_os.mode import Mode
from voice_os.settings import Settings
from voice_os.skills import Effect, registry, skill

OPEN = Settings(listening={"mode": "open"})
NAME = Settings(listening={"mode": "name"})
MUTED = Settings(listening={"mode": "muted"})

STORY = "Once upon a time there was a fox. " * 6
TALES = Script(
    answers={
        "tell me about the moon": "It is round. It is far away, and it shines.",
        "tell me a story": STORY,
        "tell me a long story please": STORY,
    }
)


# Open microphone


def test_without_a_key_speech_is_answered_when_it_is_over() -> None:
    record = play(speech(1, 2.5, "tell me about the moon"), until=12, script=TALES, settings=OPEN)
    assert record.understood == ["tell me about the moon"]
    assert record.of(AnswerEnded)[0].heard == "It is round. It is far away, and it shines."
    assert record.states == [
        State.WAITING,
        State.LISTENING,
        State.THINKING,
        State.SPEAKING,
        State.WAITING,
    ]


def test_the_answer_is_there_when_the_turn_is_over() -> None:
    record = play(speech(1, 2.5, "tell me about the moon"), until=12, script=TALES, settings=OPEN)
    timings = record.of(TurnMeasured)[0].timings
    assert timings.released is not None
    assert timings.first_audio is not None
    assert timings.first_sample is not None
    assert timings.first_audio < timings.released
    assert timings.first_sample - timings.released < 0.05


def test_a_pause_in_mid_sentence_does_not_end_the_turn() -> None:
    record = play(
        speech(1, 2, "tell me"),
        speech(2.4, 3.4, "about the moon"),
        until=14,
        script=TALES,
        settings=OPEN,
    )
    assert record.understood == ["tell me about the moon"]
    assert len(record.of(TurnMeasured)) == 1
    assert record.of(DraftDropped)
    assert not record.sounding(1, 3.4)


def test_who_goes_on_before_the_answer_is_heard_reopens_the_turn() -> None:
    slow = Script(answers=TALES.answers, token_delay=0.8)
    record = play(
        speech(1, 2, "tell me"),
        speech(3.4, 4.4, "about the moon"),
        until=20,
        script=slow,
        settings=OPEN,
    )
    assert record.of(TurnReopened)
    assert record.understood[-1] == "tell me about the moon"
    assert [event.turn for event in record.of(AnswerEnded)] == [1]
    assert not record.sounding(1, 4.4)
    assert "tell me about the moon" in record.prompts[-1][-1].content
    assert len(record.prompts[-1]) == 2  # the part that was taken back is in no history


def test_a_correction_after_the_end_is_part_of_the_turn() -> None:
    slow = Script(answers={"the sun no the moon": "It shines."}, token_delay=0.5)
    record = play(
        speech(1, 2, "the sun"), speech(3, 4, "no the moon"), until=16, script=slow, settings=OPEN
    )
    assert record.understood[-1] == "the sun no the moon"
    assert record.of(AnswerEnded)[-1].heard == "It shines."


def test_what_a_skill_has_done_is_not_taken_back() -> None:
    record = play(
        speech(1, 2.5, "set a timer for ten minutes"),
        speech(3.6, 5.0, "what time is it"),
        until=16,
        settings=OPEN,
    )
    assert not record.of(TurnReopened)
    assert record.understood[-1] == "what time is it"


def test_a_turn_may_be_reopened_again_and_again() -> None:
    facts = [speech(1 + 2.2 * n, 2 + 2.2 * n, f"the fox was grey {n}") for n in range(4)]
    record = play(*facts, until=25, script=Script(token_delay=2.0), settings=OPEN)
    assert record.understood[-1] == " ".join(f"the fox was grey {n}" for n in range(4))
    assert len(record.of(AnswerEnded)) == 1


def test_a_knock_is_no_turn() -> None:
    record = play(sound(1, 1.03), sound(3, 3.03), until=6, settings=OPEN)
    assert not record.of(TurnMeasured)
    assert record.transcribed == []
    assert record.states == [State.WAITING]


def test_speech_without_words_is_let_pass_in_silence() -> None:
    record = play(speech(1, 2, ""), until=6, settings=OPEN)
    assert record.understood == []
    assert not record.sounding(0, 6)
    assert record.states[-1] is State.WAITING


def test_an_hour_of_silence_does_nothing() -> None:
    record = play(until=3600, settings=OPEN)
    assert record.transcribed == []
    assert record.prompts == []
    assert record.states == [State.WAITING]


def test_a_finished_thought_is_answered_sooner_and_an_unfinished_one_later() -> None:
    def pause(finished: float) -> float:
        script = Script(answers=TALES.answers, finished=finished)
        words = speech(1, 2.5, "tell me about the moon")
        record = play(words, until=14, script=script, settings=OPEN)
        timings = record.of(TurnMeasured)[0].timings
        assert timings.released is not None
        return timings.released - 2.5

    assert pause(0.95) < pause(0.05)


@pytest.mark.parametrize(
    "words", ["tell me about the moon and", "I like it because", "set a timer for twenty"]
)
def test_an_unfinished_sentence_is_waited_for_longer(words: str) -> None:
    def pause(words: str) -> float:
        record = play(speech(1, 2.5, words), until=14, settings=OPEN)
        timings = record.of(TurnMeasured)[0].timings
        assert timings.released is not None
        return timings.released - 2.5

    assert pause(words) > pause("tell me about the moon")


def test_the_patient_wait_longer_than_the_quick() -> None:
    def pause(patience: str) -> float:
        settings = Settings(listening={"mode": "open", "patience": patience})
        record = play(speech(1, 2.5, "tell me about the moon"), until=14, settings=settings)
        timings = record.of(TurnMeasured)[0].timings
        assert timings.released is not None
        return timings.released - 2.5

    assert pause("quick") < pause("natural") < pause("patient")


# Early work


def test_words_are_shown_while_they_are_said_and_never_taken_back() -> None:
    long = speech(1, 7, "tell me a long story please")
    record = play(long, until=12, script=TALES, settings=OPEN)
    shown = [event.stable for event in record.of(PartialTranscript)]
    assert shown
    assert all(after.startswith(before) for before, after in pairwise(shown))
    assert shown[-1]
    ends = record.times_of(TranscriptReady)[0]
    assert record.times_of(PartialTranscript)[-1] < ends


def test_the_model_reads_along_with_the_stable_words() -> None:
    long = speech(1, 7, "tell me a long story please")
    record = play(long, until=12, script=TALES, settings=OPEN)
    read = [messages[-1].content for messages in record.read_ahead if len(messages) > 1]
    assert any(content.endswith("tell me a long story please") for content in read)


def test_without_speculation_nothing_is_thought_before_the_turn_is_over() -> None:
    settings = Settings(listening={"mode": "open", "speculation": "off"})
    words = speech(1, 4, "tell me about the moon")
    record = play(words, until=14, script=TALES, settings=settings)
    timings = record.of(TurnMeasured)[0].timings
    assert not record.of(PartialTranscript)
    assert timings.transcript is not None
    assert timings.released is not None
    assert timings.transcript > timings.released


@pytest.mark.parametrize(
    "breath", [Breath(load=1.0, on_battery=False), Breath(load=0.0, on_battery=True, charge=0.1)]
)
def test_early_work_gives_way_when_the_machine_is_short_of_breath(breath: Breath) -> None:
    busy = Script(answers=TALES.answers, breath=breath)
    record = play(speech(1, 4, "tell me about the moon"), until=14, script=busy, settings=OPEN)
    assert not record.of(PartialTranscript)
    assert not record.of(DraftDropped)
    assert record.understood == ["tell me about the moon"]


def test_a_draft_acts_only_when_the_turn_is_over() -> None:
    record = play(
        speech(1, 2.2, "set a timer for one second"),
        speech(2.6, 3.6, "no wait I mean the moon"),
        until=14,
        settings=OPEN,
    )
    said = " ".join(event.text.lower() for event in record.of(ClauseStarted))
    assert "starting now" not in said
    assert "timer is done" not in said


# Cutting in

CUT_IN = speech(5, 6.2, "tell me about the moon")


def test_who_talks_to_her_while_she_speaks_is_listened_to() -> None:
    record = play(speech(1, 2, "tell me a story"), CUT_IN, until=20, script=TALES, settings=OPEN)
    first, second = record.of(AnswerEnded)
    assert first.cut_off
    assert STORY.startswith(first.heard)
    assert second.heard == "It is round. It is far away, and it shines."
    assert not record.sounding(5.45, 6.2)


def test_history_keeps_only_what_was_heard_of_an_answer_that_was_cut_off() -> None:
    record = play(speech(1, 2, "tell me a story"), CUT_IN, until=20, script=TALES, settings=OPEN)
    heard = record.of(AnswerEnded)[0].heard
    assert [message.content for message in record.prompts[-1] if message.role == "assistant"] == [
        heard
    ]


def test_she_is_quieter_as_soon_as_somebody_speaks() -> None:
    record = play(speech(1, 2, "tell me a story"), CUT_IN, until=20, script=TALES, settings=OPEN)
    assert record.loudness(4.0, 4.9) == pytest.approx(0.25, abs=0.01)
    assert record.loudness(5.13, 5.2) < 0.1


def test_a_backchannel_does_not_stop_her() -> None:
    record = play(
        speech(1, 2, "tell me a story"),
        speech(5, 5.4, "mm-hm"),
        until=24,
        script=TALES,
        settings=OPEN,
    )
    answers = record.of(AnswerEnded)
    assert [answer.cut_off for answer in answers] == [False]
    assert answers[0].heard == STORY.strip()


def test_a_cough_only_lowers_her() -> None:
    record = play(
        speech(1, 2, "tell me a story"), sound(5, 5.2), until=24, script=TALES, settings=OPEN
    )
    assert [answer.cut_off for answer in record.of(AnswerEnded)] == [False]
    assert record.loudness(6.5, 8) == pytest.approx(0.25, abs=0.01)


def test_who_hums_along_for_long_does_not_stop_her() -> None:
    record = play(
        speech(1, 2, "tell me a story"), sound(5, 6.6), until=24, script=TALES, settings=OPEN
    )
    assert [answer.cut_off for answer in record.of(AnswerEnded)] == [False]
    assert record.of(AnswerEnded)[0].heard == STORY.strip()


def test_her_own_words_coming_back_do_not_stop_her() -> None:
    record = play(
        speech(1, 2, "tell me a story"),
        speech(5, 5.8, "time there was a fox"),
        until=24,
        script=TALES,
        settings=OPEN,
    )
    assert [answer.cut_off for answer in record.of(AnswerEnded)] == [False]
    assert record.understood == ["tell me a story"]


@pytest.mark.parametrize("words", ["stop", "wait", "never mind", "stopp", "arrête", "para"])
def test_stop_always_works(words: str) -> None:
    record = play(
        speech(1, 2, "tell me a story"),
        speech(5, 5.5, words),
        until=14,
        script=TALES,
        settings=OPEN,
    )
    assert record.of(AnswerEnded)[0].cut_off
    assert not record.sounding(6, 14)
    assert record.states[-1] is State.WAITING


def test_cutting_in_at_the_very_beginning_of_an_answer_works() -> None:
    first = play(speech(1, 2, "tell me a story"), until=6, script=TALES, settings=OPEN)
    begins = first.times_of(ClauseStarted)[0]
    record = play(
        speech(1, 2, "tell me a story"),
        speech(begins + 0.1, begins + 1.6, "no tell me something else"),
        until=20,
        script=TALES,
        settings=OPEN,
    )
    assert record.understood[-1].endswith("no tell me something else")
    assert not record.sounding(begins + 0.6, begins + 1.6)


def test_cutting_in_twice_works() -> None:
    record = play(
        speech(1, 2, "tell me a story"),
        speech(5, 6, "tell me a long story please"),
        speech(9, 10, "tell me about the moon"),
        until=22,
        script=TALES,
        settings=OPEN,
    )
    assert [answer.cut_off for answer in record.of(AnswerEnded)] == [True, True, False]


def test_speaking_while_a_timer_rings_works() -> None:
    record = play(
        speech(1, 2, "set a timer for two seconds"),
        speech(8, 9, "what time is it"),
        until=20,
        settings=OPEN,
    )
    assert record.understood[-1] == "what time is it"
    assert "12" in record.of(AnswerEnded)[-1].heard or "noon" in record.of(AnswerEnded)[-1].heard


def test_a_skill_that_is_at_work_finishes_what_it_does_though_somebody_speaks() -> None:
    done = []

    @skill("tidy the attic", effect=Effect.CHANGES)
    async def tidy() -> str:
        """Tidy the attic."""
        await asyncio.sleep(3)
        done.append("attic")
        return "The attic is tidy."

    record = play(
        speech(1, 2, "tidy the attic"),
        speech(3.5, 4.8, "what time is it"),
        until=16,
        script=Script(skills=[tidy, *registry.load().skills]),
        settings=OPEN,
    )
    assert done == ["attic"]
    assert record.understood == ["tidy the attic", "what time is it"]


# In a room with others in it


def test_a_television_is_not_answered_and_does_not_cut_in() -> None:
    record = play(
        television(0, 80),
        speech(40, 41, "tell me a story"),
        until=80,
        script=TALES,
        settings=OPEN,
    )
    assert record.understood == ["tell me a story"]
    assert [answer.cut_off for answer in record.of(AnswerEnded)] == [False]


def test_who_cuts_in_is_heard_over_a_television() -> None:
    record = play(
        television(0, 80),
        speech(40, 41, "tell me a story"),
        speech(45, 46.2, "tell me about the moon"),
        until=80,
        script=TALES,
        settings=OPEN,
    )
    assert [answer.cut_off for answer in record.of(AnswerEnded)] == [True, False]
    assert record.understood[-1] == "tell me about the moon"


# The key, in every mode


def test_the_key_works_with_an_open_microphone() -> None:
    record = play(
        press(1), speech(1.2, 2.4, "tell me about the moon"), release(2.6), until=12,
        script=TALES, settings=OPEN,
    )  # fmt: skip
    timings = record.of(TurnMeasured)[0].timings
    assert timings.released == pytest.approx(2.6, abs=0.04)


# By name


def test_by_name_only_what_is_said_to_her_is_answered() -> None:
    record = play(
        speech(1, 2.5, "what time is it"),
        speech(6, 8, "Samantha what time is it"),
        until=16,
        settings=NAME,
    )
    assert record.understood == ["Samantha what time is it"]
    assert record.prompts == []
    assert record.of(AnswerEnded)


def test_what_is_said_to_others_is_neither_shown_nor_kept() -> None:
    record = play(speech(1, 4, "this is private"), until=8, settings=NAME)
    assert not record.of(TranscriptReady)
    assert not record.of(PartialTranscript) or record.of(PartialTranscript) == [
        PartialTranscript("", "")
    ]
    assert record.states == [State.WAITING]


def test_the_name_may_stand_anywhere() -> None:
    record = play(speech(1, 2.5, "what time is it Samantha"), until=10, settings=NAME)
    assert record.of(AnswerEnded)
    assert record.prompts == []


def test_a_name_inside_another_word_does_not_wake_her() -> None:
    record = play(speech(1, 2.5, "the Samanthas of this world"), until=10, settings=NAME)
    assert not record.of(AnswerEnded)


def test_for_a_while_after_an_answer_no_name_is_needed() -> None:
    record = play(
        speech(1, 2.5, "Samantha what time is it"),
        speech(8, 9.5, "tell me about the moon"),
        speech(40, 41, "tell me a story"),
        until=50,
        script=TALES,
        settings=NAME,
    )
    assert record.understood == ["Samantha what time is it", "tell me about the moon"]


def test_once_her_name_was_heard_she_listens_visibly_and_works_early() -> None:
    record = play(
        speech(1, 4, "Samantha tell me about the moon"),
        until=14,
        script=Script(answers={"tell me about the moon": "It is round."}),
        settings=NAME,
    )
    timings = record.of(TurnMeasured)[0].timings
    assert record.of(PartialTranscript)[0].rest
    assert record.times_of(StateChanged)[1] < 4
    assert timings.first_audio is not None
    assert timings.released is not None
    assert timings.first_audio < timings.released


def test_a_short_wish_with_her_name_at_its_end_is_answered_on_trial_too() -> None:
    record = play(
        speech(1, 2.5, "tell me about the moon Samantha"),
        until=12,
        script=Script(answers={"tell me about the moon": "It is round."}),
        settings=NAME,
    )
    timings = record.of(TurnMeasured)[0].timings
    assert timings.transcript is not None
    assert timings.released is not None
    assert timings.transcript < timings.released


def test_called_by_name_alone_she_listens() -> None:
    record = play(
        speech(1, 1.8, "Samantha"), speech(5, 6.5, "what time is it"), until=14, settings=NAME
    )
    assert record.understood == ["Samantha", "what time is it"]
    assert record.prompts == []


# Muted, and from mode to mode


def test_muted_the_microphone_is_closed() -> None:
    record = play(speech(1, 2.5, "what time is it"), press(1), until=6, settings=MUTED)
    assert record.microphone == []
    assert record.understood == []
    assert any("muted" in event.sentence for event in record.of(Notice))


def test_muting_closes_the_microphone_and_unmuting_opens_it() -> None:
    record = play(tell(2, Signal.MUTE), tell(4, Signal.MUTE), until=6, settings=OPEN)
    assert [what for _, what in record.microphone][:3] == ["opened", "closed", "opened"]
    assert record.microphone[1][0] == pytest.approx(2, abs=0.1)
    assert [event.mode for event in record.of(ModeChanged)] == [Mode.OPEN, Mode.MUTED, Mode.OPEN]


def test_the_mode_is_changed_by_a_command_and_by_the_key() -> None:
    record = play(tell(1, Mode.NAME), tell(2, Signal.NEXT_MODE), until=4, settings=OPEN)
    assert [event.mode for event in record.of(ModeChanged)] == [Mode.OPEN, Mode.NAME, Mode.KEY]


def test_what_was_being_said_when_she_was_muted_is_not_answered() -> None:
    record = play(
        speech(1, 3, "tell me a story"), tell(2, Mode.MUTED), until=8, settings=OPEN, script=TALES
    )
    assert record.understood == []
    assert record.states[-1] is State.WAITING
