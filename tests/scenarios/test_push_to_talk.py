"""Scripted conversations with the key, on virtual time."""

import pytest
from scenarios.stage import Record, Script, play, press, release, signal, speech, toggle

from voice_os.events import (
    AnswerEnded,
    ClauseStarted,
    EngineAwaited,
    NotUnderstood,
    State,
    StateChanged,
    TurnFailed,
    TurnMeasured,
)
from voice_os.settings import Settings

MOON = Script(answers={"tell me about the moon": "It is round. It is far away, and it shines."})


def test_hold_speak_let_go_and_she_answers() -> None:
    record = play(
        press(1.0), speech(1.2, 3.0, "tell me about the moon"), release(3.2), until=12, script=MOON
    )
    assert record.understood == ["tell me about the moon"]
    assert record.of(AnswerEnded) == [
        AnswerEnded(1, "It is round. It is far away, and it shines.", cut_off=False)
    ]
    assert record.states == [
        State.WAITING,
        State.LISTENING,
        State.THINKING,
        State.SPEAKING,
        State.WAITING,
    ]


def test_a_plain_wish_is_answered_without_the_model() -> None:
    record = play(press(1), speech(1.2, 2.5, "what time is it"), release(2.6), until=8)
    assert record.prompts == []
    assert "12" in record.of(AnswerEnded)[0].heard or "noon" in record.of(AnswerEnded)[0].heard


def test_a_tap_without_speech_is_no_turn() -> None:
    record = play(press(1), release(1.1), until=4)
    assert record.transcribed == []
    assert not record.of(TurnMeasured)
    assert record.states == [
        State.WAITING,
        State.LISTENING,
        State.WAITING,
    ]


def test_speech_while_the_key_is_up_is_not_heard() -> None:
    record = play(speech(1, 3, "this is private"), until=5)
    assert record.transcribed == []


def test_a_word_begun_just_before_the_key_is_kept() -> None:
    record = play(speech(0.8, 1.4, "what time is it"), press(1.0), release(2.0), until=8)
    assert record.understood == ["what time is it"]


def test_without_pre_roll_the_microphone_is_open_only_while_the_key_is_down() -> None:
    settings = Settings(key={"pre_roll": 0})
    # The microphone's own clock stands still while it is closed, so this is said from its opening.
    record = play(
        press(1), speech(0.2, 1.4, "what time is it"), release(3), until=6, settings=settings
    )
    assert record.understood == ["what time is it"]


def test_the_last_word_is_heard_out_though_the_key_came_up_too_soon() -> None:
    record = play(press(1), speech(1.2, 2.7, "what time is it"), release(2.5), until=8)
    assert record.understood == ["what time is it"]
    timings = record.of(TurnMeasured)[0].timings
    assert timings.released == pytest.approx(2.5, abs=0.04)
    assert timings.speech_end == pytest.approx(2.7, abs=0.04)


def test_the_answer_is_prepared_while_the_key_is_still_down() -> None:
    record = play(
        press(1), speech(1.2, 3.0, "tell me about the moon"), release(4.5), until=12, script=MOON
    )
    timings = record.of(TurnMeasured)[0].timings
    assert timings.first_audio is not None
    assert timings.first_sample is not None
    assert timings.first_audio < 4.5 < timings.first_sample < 4.6


def test_an_answer_prepared_in_a_pause_is_dropped_when_the_person_goes_on() -> None:
    record = play(
        press(1),
        speech(1.2, 2.2, "tell me about"),
        speech(3.2, 4.2, "the moon"),
        release(4.4),
        until=14,
        script=MOON,
    )
    assert record.understood == ["tell me about the moon"]
    assert len(record.of(TurnMeasured)) == 1
    assert not record.sounding(2.2, 4.4)


def test_a_key_press_silences_her_at_once_and_she_keeps_what_was_heard() -> None:
    record = play(
        press(1),
        speech(1.2, 3.0, "tell me about the moon"),
        release(3.2),
        press(4.6),
        speech(5.0, 6.0, "what time is it"),
        release(6.2),
        until=14,
        script=MOON,
        settings=Settings(audio={"earcons": False}),
    )
    cut, after = record.of(AnswerEnded)
    assert cut.cut_off
    assert "It is round. It is far away, and it shines.".startswith(cut.heard)
    assert 0 < len(cut.heard) < len("It is round. It is far away, and it shines.")
    assert record.sounding(4.5, 4.6)
    assert not record.sounding(4.62, 6.2)
    assert not after.cut_off


def test_history_holds_what_was_heard_and_nothing_else() -> None:
    script = Script(answers={"tell me about the moon": "It is round. It is far away, and shines."})
    record = play(
        press(1),
        speech(1.2, 3.0, "tell me about the moon"),
        release(3.2),
        press(4.6),
        speech(5.0, 6.0, "go on then"),
        release(6.2),
        until=14,
        script=script,
    )
    heard = record.of(AnswerEnded)[0].heard
    front, question, answer, newest = record.prompts[-1]
    assert question.content.endswith("tell me about the moon")
    assert answer.content == heard
    assert newest.content.endswith("go on then")
    assert front == record.prompts[0][0]


def test_pressing_twice_in_a_row_leaves_one_turn() -> None:
    record = play(
        press(1),
        speech(1.1, 2.0, "tell me about the moon"),
        release(2.2),
        press(2.3),
        speech(2.5, 3.5, "what time is it"),
        release(3.6),
        until=10,
        script=MOON,
    )
    answers = record.of(AnswerEnded)
    assert [answer.heard for answer in answers if not answer.cut_off] == [answers[-1].heard]
    assert len(record.of(TurnMeasured)) == 2


def test_toggle_begins_and_ends() -> None:
    settings = Settings(key={"mode": "toggle"})
    record = play(
        press(1),
        release(1.1),
        speech(1.4, 2.4, "what time is it"),
        press(2.8),
        release(2.9),
        until=8,
        settings=settings,
    )
    assert record.understood == ["what time is it"]


def test_a_toggle_from_outside_works_in_hold_mode() -> None:
    record = play(toggle(1), speech(1.4, 2.4, "what time is it"), toggle(2.8), until=8)
    assert record.understood == ["what time is it"]


def test_speech_without_words_is_said_to_be_not_understood() -> None:
    record = play(press(1), speech(1.2, 2.2, ""), release(2.4), until=6)
    assert len(record.of(NotUnderstood)) == 1
    assert not record.of(AnswerEnded)


def test_open_talk_without_a_model_is_answered_honestly() -> None:
    record = play(
        press(1),
        speech(1.2, 2.2, "tell me about the moon"),
        release(2.4),
        until=24,
        script=Script(no_model=True),
    )
    assert "voice-os setup" in record.of(AnswerEnded)[0].heard


def test_a_crash_of_the_recogniser_is_said_and_the_loop_lives_on() -> None:
    script = Script(stt_fails=RuntimeError("boom"))
    record = play(
        press(1),
        speech(1.2, 2.2, "what time is it"),
        release(2.4),
        press(10),
        speech(10.2, 11.2, "what time is it"),
        release(11.4),
        until=20,
        script=script,
    )
    assert [str(failed.cause) for failed in record.of(TurnFailed)] == ["boom", "boom"]
    assert any("went wrong" in clause for clause in record.synthesized)


def test_a_model_that_dies_in_mid_sentence_is_apologised_for() -> None:
    script = Script(answers=MOON.answers, llm_fails_after=6)
    record = play(
        press(1), speech(1.2, 2.2, "tell me about the moon"), release(2.4), until=14, script=script
    )
    assert len(record.of(TurnFailed)) == 1
    assert any("went wrong" in clause for clause in record.synthesized)
    assert record.of(StateChanged)[-1].state is State.WAITING


def test_a_voice_that_dies_is_replaced_by_the_spare_one_for_the_apology() -> None:
    script = Script(tts_fails=MemoryError())
    record = play(
        press(1), speech(1.2, 2.2, "what time is it"), release(2.4), until=10, script=script
    )
    assert record.of(TurnFailed)[0].sentence == "Sorry, this machine ran out of memory for that."
    assert " ".join(record.synthesized) == record.of(TurnFailed)[0].sentence


def test_the_first_turn_waits_for_an_engine_that_is_loading_and_says_so() -> None:
    script = Script(answers=MOON.answers, loading=6.0)
    record = play(
        press(1), speech(1.2, 2.2, "tell me about the moon"), release(2.4), until=20, script=script
    )
    assert record.of(EngineAwaited)
    assert any("waking up" in clause for clause in record.synthesized)
    assert record.of(AnswerEnded)[-1].heard.startswith("It is round.")


def test_a_turn_that_is_interrupted_does_not_stop_the_loading() -> None:
    script = Script(answers=MOON.answers, loading=6.0)
    record = play(
        press(1),
        speech(1.2, 2.2, "what time is it"),
        release(2.4),
        press(3),
        speech(3.2, 4.2, "tell me about the moon"),
        release(4.4),
        until=20,
        script=script,
    )
    assert record.of(AnswerEnded)[-1].heard.startswith("It is round.")


def test_clauses_follow_each_other_without_a_gap() -> None:
    record = play(
        press(1), speech(1.2, 3.0, "tell me about the moon"), release(3.2), until=12, script=MOON
    )
    first = record.times_of(ClauseStarted)[0]
    seconds = len("It is round.It is far away, and it shines.") * 0.06
    assert record.sounding(first, first + 0.01)
    assert all(
        record.sounding(first + at / 100, first + at / 100 + 0.02)
        for at in range(int(seconds * 100) - 5)
    )


def test_the_front_of_the_prompt_never_moves() -> None:
    record = play(
        press(1),
        speech(1.2, 2.0, "hello moon"),
        release(2.1),
        press(6),
        speech(6.2, 7.0, "hello sun"),
        release(7.1),
        until=12,
    )
    first, second = record.prompts
    assert second[: len(first)] == first


def test_what_was_said_while_she_spoke_is_not_taken_for_the_next_utterance() -> None:
    record = play(
        press(1),
        speech(1.2, 3.0, "tell me about the moon"),
        release(3.2),
        speech(4.0, 4.6, "her own voice"),
        press(4.6),
        speech(5.0, 6.0, "what time is it"),
        release(6.2),
        until=14,
        script=MOON,
    )
    assert record.transcribed[-1] == "what time is it"


def test_what_was_said_long_before_the_key_is_not_heard() -> None:
    record = play(
        speech(1.0, 2.0, "this is private"),
        press(2.5),
        speech(2.8, 3.8, "what time is it"),
        release(4),
        until=8,
    )
    assert record.understood == ["what time is it"]


def test_a_tap_while_she_speaks_silences_her_and_that_is_all() -> None:
    record = play(
        press(1),
        speech(1.2, 3.0, "tell me about the moon"),
        release(3.2),
        press(4.6),
        release(4.7),
        until=10,
        script=MOON,
        settings=Settings(audio={"earcons": False}),
    )
    assert record.of(AnswerEnded)[-1].cut_off
    assert not record.sounding(4.7, 10)
    assert record.of(StateChanged)[-1].state is State.WAITING


def test_a_timer_rings_and_is_announced() -> None:
    record = play(
        press(1),
        speech(1.2, 3.0, "set a timer for ten seconds"),
        release(3.2),
        until=20,
        settings=Settings(audio={"earcons": False}),
    )
    ends = record.times_of(AnswerEnded)
    assert "timer is done" in record.of(AnswerEnded)[-1].heard
    assert 13.2 < ends[-1] < 16
    assert not record.sounding(ends[0] + 0.1, 13.1)
    assert record.sounding(13.25, 13.6)


def test_a_timer_that_is_due_while_the_person_speaks_is_announced_after_the_answer() -> None:
    record = play(
        press(1),
        speech(1.2, 3.0, "set a timer for ten seconds"),
        release(3.2),
        press(12.5),
        speech(12.7, 14.5, "tell me about the moon"),
        release(14.7),
        until=26,
        script=MOON,
    )
    heard = [answer.heard for answer in record.of(AnswerEnded)]
    assert heard[1].startswith("It is round.")
    assert "timer is done" in heard[2]


def test_a_timer_asked_for_in_a_pause_is_set_once_and_only_at_the_end() -> None:
    record = play(
        press(1),
        speech(1.2, 2.6, "set a timer for ten seconds"),
        speech(3.2, 4.0, "no wait forget that"),
        release(4.2),
        until=30,
    )
    assert not any("timer is done" in answer.heard for answer in record.of(AnswerEnded))


def test_slower_is_slower_and_again_repeats_what_came_before() -> None:
    record = play(
        press(1),
        speech(1.2, 2.2, "what time is it"),
        release(2.4),
        press(6),
        speech(6.2, 7.0, "slower"),
        release(7.2),
        press(11),
        speech(11.2, 12.0, "say that again"),
        release(12.2),
        until=20,
    )
    first, _, third = (answer.heard for answer in record.of(AnswerEnded))
    assert first == third


def test_a_conversation_that_is_ended_in_mid_turn_ends_quietly() -> None:
    record = play(
        press(1), speech(1.2, 3.0, "tell me about the moon"), release(3.2), until=4.5, script=MOON
    )
    assert record.of(AnswerEnded)[0].cut_off


def test_in_the_quiet_after_an_answer_the_model_reads_ahead() -> None:
    record = play(
        press(1), speech(1.2, 3.0, "tell me about the moon"), release(3.2), until=12, script=MOON
    )
    answer = record.of(AnswerEnded)[0].heard
    assert [message.content for message in record.read_ahead[-1]][2:] == [answer]


def test_a_model_that_fails_while_reading_ahead_does_not_end_the_conversation() -> None:
    record = play(
        press(1),
        speech(1.2, 2.2, "what time is it"),
        release(2.4),
        until=8,
        script=Script(reading_ahead_fails=True),
    )
    assert record.of(AnswerEnded)


def test_every_stage_of_a_turn_is_measured_in_its_order() -> None:
    record = play(
        press(1), speech(1.2, 3.0, "tell me about the moon"), release(3.05), until=12, script=MOON
    )
    timings = record.of(TurnMeasured)[0].timings
    stages = [
        timings.speech_end,
        timings.released,
        timings.transcript,
        timings.first_token,
        timings.first_clause,
        timings.first_audio,
        timings.first_sample,
    ]
    assert None not in stages
    assert stages == sorted(stages, key=float)  # type: ignore[arg-type]


def test_while_the_person_speaks_the_model_reads_all_but_their_words() -> None:
    record = play(
        press(1), speech(1.2, 3.0, "tell me about the moon"), release(3.2), until=4, script=MOON
    )
    prompt = record.prompts[0][-1].content
    assert prompt == record.read_ahead[-1][-1].content + "tell me about the moon"


def test_sad_news_are_answered_more_slowly_and_are_in_the_next_prompt_as_a_mood() -> None:
    sad, plain = "my dog died and I am so sad", "tell me about the moon"
    script = Script(answers=dict.fromkeys((sad, plain), "It is a long answer, all of it."))

    def told(words: str) -> Record:
        first = (press(1), speech(1.2, 3, words), release(3.1))
        return play(
            *first, press(12), speech(12.2, 14, plain), release(14.1), until=25, script=script
        )

    def lasted(record: Record) -> float:
        return record.times_of(AnswerEnded)[0] - record.times_of(ClauseStarted)[0]

    calm, low = told(plain), told(sad)
    assert lasted(low) > 1.03 * lasted(calm)
    assert "You are" not in calm.prompts[-1][-1].content
    assert "You are a little subdued" in low.prompts[-1][-1].content


def test_who_suddenly_speaks_much_faster_than_usual_makes_her_lively() -> None:
    def turn(start: float, lasting: float) -> list[speech | signal]:
        words = speech(start + 0.2, start + 0.2 + lasting, "tell me about the moon and the sun")
        return [press(start), words, release(start + 0.3 + lasting)]

    usual = [fact for at in range(6) for fact in turn(1 + 10 * at, lasting=3)]
    record = play(*usual, *turn(61, lasting=1.2), *turn(71, lasting=3), until=80)
    moods = ["full of energy" in prompt[-1].content for prompt in record.prompts]
    assert moods == [False] * 7 + [True]
