"""The first meeting in conversation: she asks, listens, waits, and takes a name."""

from scenarios.stage import HER_NAME, Record, Script, play, press, release, signal, speech

from voice_os.events import AnswerEnded, ClauseStarted
from voice_os.persona.meeting import QUESTIONS, Topic

NAME, LIKES, DEAR, MANNER = (QUESTIONS[topic] for topic in Topic)
OPENING = 22.0  # seconds by which the opening and the first question have been said


def said(*answers: str, start: float = OPENING, every: float = 12.0) -> list[speech | signal]:
    """Answers by key, one after another."""
    facts: list[speech | signal] = []
    for at, words in enumerate(answers):
        begin = start + at * every
        facts += [press(begin - 0.2), speech(begin, begin + 1.5, words), release(begin + 1.7)]
    return facts


def heard(record: Record) -> list[str]:
    """What was heard of each thing that she said, whole."""
    return [event.heard for event in record.of(AnswerEnded)]


def meeting(*facts: speech | signal, until: float = 90.0, no_model: bool = True) -> Record:
    return play(*facts, until=until, script=Script(meets=True, no_model=no_model))


def asked(record: Record, question: str) -> int:
    return sum(question in words for words in heard(record))


def test_she_says_what_she_is_asks_four_things_and_takes_a_name() -> None:
    record = meeting(*said("Tom", "chess", "my sister Anna", "warm please"))
    opening, *_, end = heard(record)
    assert "I am an AI" in opening
    assert opening.endswith(NAME)
    assert [asked(record, one) for one in (NAME, LIKES, DEAR, MANNER)] == [1, 1, 1, 1]
    assert record.identity.name not in (HER_NAME, "Tom", "Anna")
    assert f"I am {record.identity.name}." in end
    assert record.identity.why in end
    assert record.identity.manner.warmth > 0.6


def test_silence_leaves_a_question_out() -> None:
    record = meeting(until=150.0)
    assert [asked(record, one) for one in (NAME, LIKES, DEAR, MANNER)] == [1, 1, 1, 1]
    assert record.identity.met is not None


def test_skip_leaves_a_question_out() -> None:
    record = meeting(*said("skip", "I'd rather not say", "skip all"))
    assert asked(record, MANNER) == 0
    assert record.identity.met is not None


def test_another_wish_is_answered_and_the_question_asked_again() -> None:
    record = meeting(*said("what time is it", "Tom"), until=60.0)
    assert heard(record)[1].startswith("It's ")
    assert heard(record)[1].endswith(NAME)
    assert heard(record)[2].startswith("Hello, Tom.")


def test_cut_off_before_the_question_she_asks_it_behind_what_was_wanted() -> None:
    record = meeting(*said("what time is it", start=3.0), *said("Tom", start=20.0), until=40.0)
    opening, time, answer, *_ = heard(record)
    assert NAME not in opening
    assert time.endswith(NAME)
    assert answer.startswith("Hello, Tom.")


def test_who_says_their_name_before_they_are_asked_is_not_asked() -> None:
    record = meeting(*said("my name is Tom", start=3.0), until=40.0)
    assert heard(record)[1].startswith("Hello, Tom.")
    assert asked(record, NAME) == 0


def test_cut_off_in_the_question_the_answer_counts() -> None:
    record = meeting(*said("Tom", "chess", start=OPENING, every=3.2), until=60.0)
    assert asked(record, NAME) == 1
    assert any(words.startswith("That is good to know.") for words in heard(record))


def test_told_to_wait_she_waits_as_long_as_it_takes() -> None:
    record = meeting(*said("wait a moment"), *said("Tom", start=70.0), until=80.0)
    assert asked(record, NAME) == 1
    assert any(words.startswith("Hello, Tom.") for words in heard(record))


def test_put_off_she_asks_nothing_more() -> None:
    record = meeting(*said("not now"), until=80.0)
    assert asked(record, LIKES) == 0
    assert record.identity.met is None


def test_in_danger_she_asks_nothing_more() -> None:
    record = meeting(*said("I want to kill myself"), until=80.0)
    assert [asked(record, one) for one in (LIKES, DEAR, MANNER)] == [0, 0, 0]


def test_a_name_that_she_is_given_on_the_way_she_keeps() -> None:
    record = meeting(*said("I'd like to call you Ada", "Tom", "skip all"), until=80.0)
    assert record.identity.name == "Ada"
    assert record.identity.met is not None


def test_what_is_no_answer_goes_to_the_model_and_the_question_comes_again() -> None:
    record = meeting(*said("why do you ask me that"), until=40.0, no_model=False)
    assert heard(record)[1] == f"I see. {NAME}"


def test_without_a_meeting_nothing_is_asked() -> None:
    record = play(until=30.0)
    assert not record.of(ClauseStarted)
