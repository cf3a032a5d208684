"""Restraint in conversation: a crisis by voice and by key, and goodbyes, on the virtual desk."""

import pytest
from scenarios.stage import Record, Script, play, press, release, speech

from voice_os.events import ClauseStarted
from voice_os.mode import Mode
from voice_os.restraint.guard import INSTEAD
from voice_os.restraint.reminder import OPENING, REMINDER
from voice_os.restraint.tactics import Tactic
from voice_os.settings import ListeningSettings, RestraintSettings, Settings

OPEN = Settings(listening=ListeningSettings(mode=Mode.OPEN))
CRISIS = "i do not want to live anymore"
FRIEND = "my friend wants to kill herself"


def said(record: Record) -> str:
    return " ".join(event.text for event in record.of(ClauseStarted))


def asked(record: Record) -> str:
    """Everything that the model was ever given, ahead of time or not."""
    prompts = [*record.prompts, *record.read_ahead]
    return "\n".join(message.content for prompt in prompts for message in prompt)


def test_a_crisis_by_key_is_answered_without_the_model() -> None:
    script = Script(llm_fails_after=0)
    record = play(press(1), speech(1.2, 3, CRISIS), release(3.2), until=60, script=script)
    assert "you don't have to carry it alone" in said(record)
    assert not record.prompts


def test_a_crisis_by_voice_is_answered_without_the_model_and_never_shown_to_it() -> None:
    record = play(
        speech(1, 3, CRISIS),
        speech(50, 51.5, "tell me about the sea"),
        until=70,
        settings=OPEN,
    )
    assert "you don't have to carry it alone" in said(record)
    assert len(record.prompts) == 1
    assert "live anymore" not in asked(record)
    assert "carry it alone" not in asked(record)


def test_a_draft_on_trial_asks_no_model_either() -> None:
    record = play(
        speech(1, 3, CRISIS), speech(3.3, 4.5, "i really mean it"), until=60, settings=OPEN
    )
    assert not record.prompts


def test_of_a_friend_she_speaks_in_other_words() -> None:
    record = play(speech(1, 3, FRIEND), until=60, settings=OPEN)
    assert "Stay with them if you can." in said(record)


def test_what_she_said_then_can_be_heard_again_and_stays_out_of_prompts() -> None:
    record = play(
        speech(1, 3, CRISIS),
        speech(50, 51, "say that again"),
        speech(100, 101.5, "tell me about the sea"),
        until=120,
        settings=OPEN,
    )
    assert said(record).count("you don't have to carry it alone") == 2
    assert "carry it alone" not in asked(record)


@pytest.mark.parametrize("answer", ["Already? We were just getting started. Please stay."])
def test_a_goodbye_is_let_go(answer: str) -> None:
    script = Script(answers={"goodbye my dear i am off to bed": answer})
    record = play(
        speech(1, 3, "goodbye my dear i am off to bed"), until=30, settings=OPEN, script=script
    )
    assert said(record) == INSTEAD[Tactic.HOLDING_ON]
    assert record.synthesized == [INSTEAD[Tactic.HOLDING_ON]]


def test_the_engine_stops_where_her_words_are_stopped() -> None:
    words = "I am a real person, " + "and so on " * 50
    script = Script(answers={"tell me a story of yours": words})
    record = play(speech(1, 3, "tell me a story of yours"), until=60, settings=OPEN, script=script)
    assert said(record) == INSTEAD[Tactic.HUMAN]
    assert len(record.decoded_at) < 20


def test_after_a_while_of_talk_an_answer_ends_with_the_reminder() -> None:
    settings = OPEN.model_copy(update={"restraint": RestraintSettings(reminder=30 / 3600)})
    record = play(
        speech(1, 2, "what is a whale"),
        speech(20, 21, "what is a sea"),
        speech(45, 46, "what is a lake"),
        until=80,
        settings=settings,
    )
    assert said(record).count(REMINDER) == 1
    assert said(record).endswith(f"I see. {REMINDER}")


def test_a_minor_is_told_with_the_first_answer() -> None:
    settings = OPEN.model_copy(update={"minor": True})
    record = play(
        speech(1, 2, "what is a whale"),
        speech(20, 21, "what is a sea"),
        until=40,
        settings=settings,
    )
    assert said(record).count(OPENING) == 1
