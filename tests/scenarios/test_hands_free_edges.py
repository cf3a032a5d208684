"""Scripted conversations without the key, at the edges: bad moments, long sounds, and the end."""

import asyncio

import pytest
from scenarios.stage import Fact, Record, Script, play, press, release, sound, speech, tell

from voice_os.desktop import Signal
from voice_os.events import (
    AnswerEnded,
    PartialTranscript,
    Ready,
    State,
    StateChanged,
    TurnFailed,
    TurnMeasured,
    TurnReopened,
)
from voice_os.mode import Mode
from voice_os.settings import Settings
from voice_os.skills import Effect, Skill, registry, skill

OPEN = Settings(listening={"mode": "open"})
NAME = Settings(listening={"mode": "name"})

MOON = "It is round. It is far away, and it shines."
STORY = "Once upon a time there was a fox. " * 6
TALES = Script(
    answers={
        "tell me about the moon": MOON,
        "tell me a story": STORY,
        "Samantha tell me a story": STORY,
    }
)
SLOW = Script(answers=TALES.answers, token_delay=1.0)


def last_state(record: Record) -> State:
    return record.of(StateChanged)[-1].state


def answers(record: Record) -> list[str]:
    return [event.heard for event in record.of(AnswerEnded)]


def attic(done: list[str], seconds: float = 3.0) -> Skill:
    """A skill that takes its time, and writes down that it came to its end."""

    @skill("tidy the attic", effect=Effect.CHANGES)
    async def tidy() -> str:
        """Tidy the attic."""
        await asyncio.sleep(seconds)
        done.append("attic")
        return "The attic is tidy."

    return tidy


# From mode to mode, in every state


@pytest.mark.parametrize("mode", [Mode.KEY, Mode.MUTED])
@pytest.mark.parametrize("at", [5.1, 5.3, 5.5])
def test_she_goes_on_speaking_if_the_mode_changes_while_she_gives_way(
    mode: Mode, at: float
) -> None:
    record = play(
        speech(1, 2, "tell me a story"),
        speech(5, 5.6, "mm-hm"),
        tell(at, mode),
        until=24,
        script=TALES,
        settings=OPEN,
    )
    assert answers(record) == [STORY.strip()]
    assert record.loudness(7, 9) == pytest.approx(0.25, abs=0.01)
    assert last_state(record) is State.WAITING


@pytest.mark.parametrize("at", [1.5, 2.2, 3.2, 5.0])
@pytest.mark.parametrize("to", [Mode.KEY, Mode.NAME, Mode.MUTED])
def test_a_change_of_mode_leaves_nothing_hanging_at_any_moment(at: float, to: Mode) -> None:
    record = play(
        speech(1, 2, "tell me about the moon"),
        tell(at, to),
        tell(12, Mode.OPEN),
        speech(13, 14, "what time is it"),
        until=36,  # a microphone that is closed hears what is queued when it is opened again
        script=SLOW,
        settings=OPEN,
    )
    assert last_state(record) is State.WAITING
    assert record.understood[-1] == "what time is it"


@pytest.mark.parametrize("to", [Mode.KEY, Mode.NAME])
@pytest.mark.parametrize("at", [1.2, 1.9, 2.3])
def test_what_is_being_said_when_the_mode_changes_is_still_answered(to: Mode, at: float) -> None:
    record = play(
        speech(1, 2, "tell me about the moon"), tell(at, to), until=12, script=TALES, settings=OPEN
    )
    assert answers(record) == [MOON]
    assert last_state(record) is State.WAITING


def test_what_is_said_to_others_when_she_begins_to_listen_to_all_is_not_answered() -> None:
    record = play(
        speech(1, 2.5, "this is private"),
        tell(1.5, Mode.OPEN),
        speech(6, 7, "tell me about the moon"),
        until=16,
        script=TALES,
        settings=NAME,
    )
    assert record.understood == ["tell me about the moon"]


def test_who_cuts_in_while_the_mode_changes_is_listened_to() -> None:
    record = play(
        speech(1, 2, "tell me a story"),
        speech(5, 6.2, "tell me about the moon"),
        tell(5.3, Mode.NAME),
        until=20,
        script=TALES,
        settings=OPEN,
    )
    assert [event.cut_off for event in record.of(AnswerEnded)] == [True, False]
    assert answers(record)[-1] == MOON


def test_muted_by_voice_she_says_so_with_the_microphone_closed() -> None:
    record = play(speech(1, 2, "mute yourself"), speech(5, 7, "stop"), until=16, settings=OPEN)
    assert answers(record)[0].endswith("voice-os mute.")
    assert [what for _, what in record.microphone] == ["opened", "closed"]
    assert record.microphone[-1][0] < record.times_of(AnswerEnded)[0] - 1
    assert last_state(record) is State.WAITING


def test_told_to_wait_for_her_name_she_needs_it_from_then_on() -> None:
    record = play(
        speech(1, 2.5, "only listen when I say your name"),
        speech(20, 21, "what time is it"),
        speech(24, 25, "Samantha what time is it"),
        until=32,
        settings=OPEN,
    )
    assert record.understood[1:] == ["Samantha what time is it"]


def test_what_was_said_before_she_was_muted_is_no_part_of_what_is_said_behind_it() -> None:
    record = play(
        speech(1, 2.01, "a secret"),
        tell(2.0, Signal.MUTE),
        tell(2.01, Signal.MUTE),
        speech(2.1, 2.3, "what time is it"),
        until=12,
        settings=OPEN,
    )
    assert all("secret" not in words for words in record.transcribed)


# The key while she listens without it


def test_the_key_begins_anew_where_what_was_said_was_not_said_to_her() -> None:
    record = play(
        speech(1, 4, "dear do you know it"),
        press(4.2),
        speech(4.5, 5.5, "what time is it"),
        release(5.7),
        until=14,
        settings=NAME,
    )
    assert record.understood == ["what time is it"]
    assert record.prompts == []


def test_the_key_pressed_in_the_chatter_keeps_an_announcement_waiting() -> None:
    record = play(
        speech(1, 2.5, "Samantha set a timer for twenty seconds"),
        speech(22, 27, "dear do you know it"),
        press(25),
        speech(27.2, 28.5, "tell me about the moon"),
        release(28.7),
        until=44,
        script=TALES,
        settings=Settings(listening={"mode": "name", "follow_up": 0}),
    )
    assert answers(record)[1:] == [MOON, "Your twenty second timer is done."]


def test_the_key_pressed_while_she_listens_keeps_what_was_said() -> None:
    record = play(
        speech(1, 2.9, "tell me"),
        press(2.7),
        speech(3, 4, "about the moon"),
        release(4.2),
        until=14,
        script=TALES,
        settings=OPEN,
    )
    assert record.understood == ["tell me about the moon"]


def test_the_key_pressed_while_she_listens_says_when_it_is_over() -> None:
    record = play(
        speech(1, 2.9, "tell me"),
        press(2.7),
        speech(4.5, 5.5, "about the moon"),
        release(6.5),
        until=16,
        script=TALES,
        settings=OPEN,
    )
    assert record.understood == ["tell me about the moon"]
    assert record.of(TurnMeasured)[0].timings.released == pytest.approx(6.5, abs=0.04)


def test_the_key_pressed_while_she_is_held_silences_her_and_listens() -> None:
    record = play(
        speech(1, 2, "tell me a story"),
        speech(5, 5.4, "mm-hm"),
        press(5.4),
        speech(5.8, 6.8, "tell me about the moon"),
        release(7),
        until=18,
        script=TALES,
        settings=OPEN,
    )
    assert record.understood[-1] == "tell me about the moon"
    assert answers(record)[-1] == MOON
    assert record.loudness(7.6, 9) == pytest.approx(0.25, abs=0.01)


def test_what_is_said_behind_a_turn_by_key_goes_with_it_though_no_name_is_in_it() -> None:
    record = play(
        press(1),
        speech(1.2, 2.2, "tell me"),
        release(2.4),
        speech(3, 4, "about the moon"),
        until=16,
        script=SLOW,
        settings=NAME,
    )
    assert record.of(TurnReopened)
    assert record.understood[-1] == "tell me about the moon"
    assert answers(record) == [MOON]


def test_a_press_without_words_leaves_no_turn_to_be_reopened() -> None:
    record = play(
        speech(1, 2, "tell me about the moon"),
        press(3),
        release(3.4),
        speech(8, 9, "set a timer for two seconds"),
        until=20,
        script=SLOW,
        settings=OPEN,
    )
    assert record.understood[-1] == "set a timer for two seconds"
    assert "Your two second timer is done." in answers(record)


def test_pressing_twice_lets_a_skill_finish_what_it_does() -> None:
    done: list[str] = []
    play(
        speech(1, 2, "tidy the attic"),
        press(3.5),
        release(3.7),
        press(4),
        release(4.2),
        until=12,
        script=Script(skills=[attic(done), *registry.load().skills]),
        settings=OPEN,
    )
    assert done == ["attic"]


def test_what_is_asked_while_a_skill_still_ends_comes_behind_it_in_history() -> None:
    done: list[str] = []
    record = play(
        press(1),
        speech(1.2, 2, "tidy the attic"),
        release(2.2),
        press(3),
        speech(3.2, 4, "tell me a story"),
        release(4.2),
        press(4.6),
        speech(4.8, 5.6, "tell me about the moon"),
        release(5.8),
        until=20,
        script=Script(answers=TALES.answers, skills=[attic(done, 4.5), *registry.load().skills]),
    )
    said = [m.content.split("\n")[1] for m in record.prompts[-1][1:] if m.role == "user"]
    assert (said[0], said[-1]) == ("tidy the attic", "tell me about the moon")


# What goes on and on


def test_who_speaks_for_longer_than_two_minutes_is_answered_once_they_have_finished() -> None:
    record = play(speech(1, 150, "what time is it"), until=165, settings=OPEN)
    assert len(record.transcribed) < 60
    assert last_state(record) is State.WAITING


def test_a_voice_that_never_ends_and_is_not_for_her_is_let_pass_by_the_way() -> None:
    record = play(
        speech(1, 200, "the news of today"),
        speech(210, 212, "Samantha what time is it"),
        until=222,
        settings=NAME,
    )
    assert len(record.transcribed) < 6
    assert record.understood == ["Samantha what time is it"]


def test_a_timer_is_announced_in_the_first_lull_of_the_chatter() -> None:
    chatter = [speech(10 + 2 * n, 11 + 2 * n, f"blah {n}") for n in range(20)]
    record = play(
        speech(1, 2.5, "Samantha set a timer for twenty seconds"),
        *chatter,
        until=60,
        settings=Settings(listening={"mode": "name", "follow_up": 0}),
    )
    announced = [at for at, event in record.events if getattr(event, "text", "").startswith("Your")]
    assert 23 < announced[0] < 26


# Ends and failures


def test_a_knock_as_she_ends_leaves_her_waiting() -> None:
    first = play(speech(1, 2, "tell me about the moon"), until=12, script=TALES, settings=OPEN)
    ends = first.times_of(AnswerEnded)[0]
    for early in (0.10, 0.06, 0.04, 0.02):
        record = play(
            speech(1, 2, "tell me about the moon"),
            sound(ends - early, ends - early + 0.04),
            until=14,
            script=TALES,
            settings=OPEN,
        )
        assert last_state(record) is State.WAITING


@pytest.mark.parametrize("settings", [OPEN, NAME])
def test_a_recogniser_that_fails_keeps_her_from_nothing(settings: Settings) -> None:
    script = Script(stt_fails=RuntimeError("boom"))
    record = play(
        speech(1, 2, "what time is it"), tell(8, Mode.OPEN), until=20, script=script,
        settings=settings,
    )  # fmt: skip
    assert last_state(record) is State.WAITING
    assert len(record.of(TurnFailed)) == (settings is OPEN)


def test_by_name_a_recogniser_that_fails_holds_up_no_announcement() -> None:
    record = play(
        press(1),
        tell(1.1, Signal.RELEASE),
        speech(2, 3, "what time is it"),
        until=12,
        script=Script(stt_fails=RuntimeError("boom"), typed="set a timer for five seconds"),
        settings=NAME,
    )
    assert "Your five second timer is done." in answers(record)


@pytest.mark.parametrize("until", [1.7, 2.1, 2.4, 3.3])
def test_a_microphone_that_ends_in_the_middle_leaves_nothing_unanswered(until: float) -> None:
    record = play(
        speech(1, 2, "tell me about the moon"), until=until, script=SLOW, settings=OPEN,
        microphone_ends=True,
    )  # fmt: skip
    assert answers(record) == [MOON]
    assert record.ended_at is not None


def test_a_microphone_that_ends_while_the_key_is_just_up_leaves_nothing_unanswered() -> None:
    record = play(
        press(1), speech(1.2, 2.2, "tell me about the moon"), release(2.21), until=2.22,
        script=TALES, microphone_ends=True,
    )  # fmt: skip
    assert answers(record) == [MOON]


@pytest.mark.parametrize("until", [5.1, 5.3, 5.5])
def test_a_microphone_that_ends_while_she_gives_way_lets_her_go_on(until: float) -> None:
    record = play(
        speech(1, 2, "tell me a story"), speech(5, 5.6, "mm-hm"), until=until, script=TALES,
        settings=OPEN, microphone_ends=True,
    )  # fmt: skip
    assert answers(record) == [STORY.strip()]
    assert record.ended_at is not None


def test_a_source_without_a_single_frame_ends() -> None:
    record = play(until=0, settings=OPEN, microphone_ends=True)
    assert record.ended_at is not None


def test_words_that_were_shown_and_come_to_nothing_are_taken_away() -> None:
    record = play(
        speech(1, 6, "tell me a story"), tell(5, Mode.MUTED), until=8, script=TALES, settings=OPEN
    )
    shown = record.of(PartialTranscript)
    assert shown
    assert shown[-1] == PartialTranscript("", "")


@pytest.mark.parametrize("words", ["never mind", "stop", "halt", "basta", "laisse tomber"])
@pytest.mark.parametrize("settings", [OPEN, NAME])
def test_who_takes_back_what_they_asked_before_she_speaks_hears_nothing(
    words: str, settings: Settings
) -> None:
    record = play(
        speech(1, 2.2, "Samantha tell me a story"),
        speech(3.4, 4, words),
        until=16,
        script=SLOW,
        settings=settings,
    )
    assert not record.sounding(3, 16)
    assert last_state(record) is State.WAITING


def test_the_model_is_asked_nothing_about_what_was_taken_back() -> None:
    record = play(
        speech(1, 2, "tell me a story"),
        speech(3.4, 4, "never mind"),
        speech(8, 9, "tell me about the moon"),
        until=26,
        script=SLOW,
        settings=OPEN,
    )
    assert answers(record)[-1] == MOON
    assert len(record.prompts[-1]) <= 4


# Cutting in


def test_by_name_no_name_is_needed_to_cut_in() -> None:
    record = play(
        speech(1, 2.2, "Samantha tell me a story"),
        speech(6, 7.4, "tell me about the moon"),
        until=22,
        script=Script(answers={**TALES.answers, "tell me a story": STORY}),
        settings=Settings(listening={"mode": "name", "follow_up": 0}),
    )
    assert record.understood[-1] == "tell me about the moon"
    assert answers(record)[-1] == MOON


@pytest.mark.parametrize("words", ["stop", "wait", "stopp", "arrête", "para", "basta", "hou op"])
def test_stop_works_by_name_too_and_without_the_name(words: str) -> None:
    record = play(
        speech(1, 2.2, "Samantha tell me a story"),
        speech(6, 6.5, words),
        until=14,
        script=Script(answers={**TALES.answers, "tell me a story": STORY}),
        settings=NAME,
    )
    assert record.of(AnswerEnded)[0].cut_off
    assert not record.sounding(7, 14)
    assert last_state(record) is State.WAITING


def test_a_timer_that_was_cut_off_before_a_word_of_it_was_heard_is_announced_again() -> None:
    quiet = play(speech(1, 2, "set a timer for ten seconds"), until=20, settings=OPEN)
    rings = next(at for at, event in quiet.events if getattr(event, "text", "").startswith("Your"))
    record = play(
        speech(1, 2, "set a timer for ten seconds"),
        speech(rings - 0.3, rings + 1.2, "tell me about the moon"),
        until=34,
        script=TALES,
        settings=OPEN,
    )
    assert MOON in answers(record)
    assert any("timer is done" in heard for heard in answers(record))


def test_who_was_answered_too_early_is_waited_for_longer_the_next_time() -> None:
    def waited(*before: Fact) -> float:
        words = speech(40, 41, "tell me about the moon")
        record = play(*before, words, until=60, script=SLOW, settings=OPEN)
        thinking = [
            at
            for at, event in record.events
            if isinstance(event, StateChanged) and event.state is State.THINKING and at > 40
        ]
        return thinking[0] - 41

    broken = [speech(1 + 2.2 * n, 2 + 2.2 * n, f"the fox was grey {n}") for n in range(5)]
    assert waited(*broken) > waited()
    halting = [speech(1 + 1.5 * n, 2 + 1.5 * n, f"the fox was grey {n}") for n in range(5)]
    assert waited(*halting) > waited()


# Engines that load late


@pytest.mark.parametrize("settings", [OPEN, NAME])
def test_engines_that_load_late_lose_no_turn(settings: Settings) -> None:
    record = play(
        speech(1, 2.2, "tell me about the moon"),
        speech(12, 13.2, "Samantha what time is it"),
        until=24,
        script=Script(answers=TALES.answers, loading=8.0),
        settings=settings,
    )
    expected = ["tell me about the moon"] * (settings is OPEN) + ["Samantha what time is it"]
    assert record.understood == expected
    assert last_state(record) is State.WAITING


def test_the_echo_of_one_moment_does_not_take_the_turn_back() -> None:
    record = play(
        speech(1, 2.2, "tell me about the moon"),
        speech(4.2, 4.8, "still waking up"),
        until=24,
        script=Script(answers=TALES.answers, llm_loading=8.0),
        settings=OPEN,
    )
    assert not record.of(TurnReopened)
    assert answers(record) == [MOON]


def test_nothing_is_said_before_she_can_be_spoken_to() -> None:
    record = play(speech(1, 2, "what time is it"), until=8, settings=OPEN)
    assert len(record.of(Ready)) == 1


# Turns that meet one another


def test_a_turn_that_fails_on_its_way_out_may_be_reopened_twice() -> None:
    record = play(
        speech(1, 2, "tell me"),
        speech(3.4, 4.4, "about"),
        speech(5.8, 6.8, "the moon"),
        until=40,
        script=Script(answers=TALES.answers, token_delay=1.5, fails_when_cut_off=True),
        settings=OPEN,
    )
    assert len(record.of(TurnReopened)) == 2
    assert not record.of(TurnFailed)
    assert answers(record) == [MOON]


@pytest.mark.parametrize("settings", [OPEN, NAME, Settings()])
def test_called_by_her_name_alone_she_thinks_of_nothing_to_say(settings: Settings) -> None:
    record = play(press(0.9), speech(1, 1.8, "Samantha"), release(2), until=8, settings=settings)
    assert record.prompts == []
    assert not record.of(TurnFailed)
    assert last_state(record) is State.WAITING


def test_stop_keeps_her_from_telling_what_a_skill_has_done() -> None:
    done: list[str] = []
    record = play(
        speech(1, 2, "tidy the attic"),
        speech(3.5, 4, "stop"),
        until=12,
        script=Script(skills=[attic(done), *registry.load().skills]),
        settings=OPEN,
    )
    assert done == ["attic"]
    assert not record.sounding(4, 12)
    assert last_state(record) is State.WAITING


@pytest.mark.parametrize(("answer", "expected"), [("Is it round?", 2), ("It is round.", 1)])
def test_yes_answers_a_question_that_has_not_quite_ended(answer: str, expected: int) -> None:
    script = Script(answers={"tell me about the moon": answer})
    words = speech(1, 2, "tell me about the moon")
    ends = play(words, until=12, script=script, settings=OPEN).times_of(AnswerEnded)[0]
    record = play(
        words, speech(ends - 0.1, ends + 0.3, "yes"), until=14, script=script, settings=OPEN
    )
    assert len(record.understood) == expected
    assert last_state(record) is State.WAITING


@pytest.mark.parametrize("settings", [OPEN, NAME])
def test_two_minutes_of_television_do_not_make_her_deaf(settings: Settings) -> None:
    programme = [speech(1 + 3 * n, 3.7 + 3 * n, f"news {n}") for n in range(50)]
    record = play(
        *programme,
        speech(170, 171.5, "Samantha what time is it"),
        until=180,
        settings=settings,
    )
    assert record.understood[-1] == "Samantha what time is it"
    assert last_state(record) is State.WAITING
    if settings is NAME:
        assert len(record.transcribed) <= 10  # her name is looked for at the beginning only


@pytest.mark.parametrize("speculation", ["on", "off", "auto"])
def test_a_pause_within_a_turn_is_none_of_its_end_whatever_is_done_early(speculation: str) -> None:
    settings = Settings(listening={"mode": "open", "speculation": speculation})
    record = play(
        speech(1, 2, "tell me"),
        speech(2.4, 3.4, "about the moon"),
        until=14,
        script=TALES,
        settings=settings,
    )
    assert record.understood == ["tell me about the moon"]
    assert answers(record) == [MOON]


def test_by_name_the_model_is_told_what_time_it_is() -> None:
    record = play(
        speech(1, 2.5, "Samantha tell me about the moon"), until=12, script=TALES, settings=NAME
    )
    assert record.prompts[0][-1].content.startswith("[")
    assert answers(record) == [MOON]


def test_by_name_an_unfinished_sentence_is_waited_for() -> None:
    record = play(
        speech(1, 2.5, "Samantha tell me about the"),
        speech(3.4, 4.4, "moon"),
        until=14,
        script=Script(answers={"tell me about the moon": MOON}),
        settings=NAME,
    )
    assert record.understood == ["Samantha tell me about the moon"]


def test_within_the_follow_up_she_shows_that_she_listens() -> None:
    record = play(
        speech(1, 2.5, "Samantha what time is it"),
        speech(8, 9.5, "tell me about the moon"),
        until=16,
        script=TALES,
        settings=NAME,
    )
    listening = [
        at
        for at, event in record.events
        if isinstance(event, StateChanged) and event.state is State.LISTENING
    ]
    assert listening[-1] == pytest.approx(8.1, abs=0.1)


def test_a_key_turn_ends_where_the_key_says_though_she_listens_always() -> None:
    record = play(
        press(1),
        speech(1.2, 2, "tell me"),
        speech(4, 5, "about the moon"),
        release(5.2),
        until=14,
        script=TALES,
        settings=OPEN,
    )
    assert record.understood == ["tell me about the moon"]
    assert not record.of(TurnReopened)


def test_muted_in_mid_word_by_key_nothing_is_answered() -> None:
    record = play(
        press(1),
        speech(1.2, 3, "tell me a story"),
        tell(2, Mode.MUTED),
        release(3.2),
        until=8,
        script=TALES,
    )
    assert record.understood == []
    assert [what for _, what in record.microphone] == ["opened", "closed"]
    assert last_state(record) is State.WAITING


def test_typed_words_are_thought_about_at_once_with_an_open_microphone_too() -> None:
    record = play(
        speech(9, 10, "tell me about the moon"),
        until=18,
        script=Script(answers=TALES.answers, typed="what time is it"),
        settings=OPEN,
    )
    assert record.of(StateChanged)[0].state is State.THINKING
    assert record.understood == ["what time is it", "tell me about the moon"]


def test_told_to_wait_she_shows_that_she_listens() -> None:
    record = play(
        speech(1, 2, "tell me a story"),
        speech(5, 5.5, "wait"),
        until=12,
        script=TALES,
        settings=OPEN,
    )
    stopped = record.times_of(AnswerEnded)[0]
    after = [
        event.state
        for at, event in record.events
        if isinstance(event, StateChanged) and at > stopped - 0.05
    ]
    assert after[0] is State.LISTENING


def test_by_key_a_sound_over_her_answer_changes_nothing() -> None:
    record = play(
        press(1),
        speech(1.2, 2.2, "tell me a story"),
        release(2.4),
        speech(5, 7, "stop"),
        until=20,
        script=TALES,
    )
    assert answers(record) == [STORY.strip()]
    assert record.loudness(5.2, 5.3) == pytest.approx(0.25, abs=0.01)
    assert record.loudness(6, 7) == pytest.approx(0.25, abs=0.01)
