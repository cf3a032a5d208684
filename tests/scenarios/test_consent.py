"""Yes and no in a conversation: by key, hands-free, too late, half heard, and said by herself."""

import pytest
from scenarios.stage import Fact, Record, Script, play, press, release, speech

from voice_os.settings import Settings
from voice_os.skills import Effect, Proposal, registry, skill
from voice_os.skills.acting import LAPSE

OPEN = Settings(listening={"mode": "open"})
NAME = Settings(listening={"mode": "name"})

SENT: list[str] = []


@skill("write to anna", effect=Effect.SENDS)
async def write() -> Proposal:
    """Write to Anna."""

    async def send() -> str:
        SENT.append("hello")
        return "It is sent."

    return Proposal("To Anna: hello, how are you? Shall I send it?", send)


@pytest.fixture(autouse=True)
def _nothing_sent() -> None:
    SENT.clear()


def told(*facts: Fact, until: float = 14, settings: Settings | None = None) -> Record:
    script = Script(skills=[write, *registry.load().skills], no_model=True)
    return play(*facts, until=until, script=script, settings=settings)


def by_key(start: float, end: float, words: str) -> list[Fact]:
    return [press(start - 0.1), speech(start, end, words), release(end + 0.1)]


def test_by_key_a_yes_sends_what_was_read_back() -> None:
    record = told(*by_key(1, 2, "write to anna"), *by_key(7, 7.5, "yes"))
    assert " ".join(record.synthesized[:3]) == "To Anna: hello, how are you? Shall I send it?"
    assert "It is sent." in record.synthesized
    assert SENT == ["hello"]


def test_hands_free_a_yes_sends_what_was_read_back() -> None:
    told(speech(1, 2, "write to anna"), speech(8, 8.6, "yes please"), settings=OPEN)
    assert SENT == ["hello"]


def test_a_yes_that_goes_on_as_a_no_sends_nothing() -> None:
    record = told(
        speech(1, 2, "write to anna"),
        speech(8, 8.4, "yes"),
        speech(8.65, 9.2, "no don't"),  # after a pause in which a draft was begun
        settings=OPEN,
    )
    assert record.understood == ["write to anna", "yes no don't"]
    assert "I won't." in record.synthesized
    assert SENT == []


def test_a_no_sends_nothing_and_a_later_yes_neither() -> None:
    told(
        *by_key(1, 2, "write to anna"),
        *by_key(7, 7.5, "no"),
        *by_key(10, 10.5, "yes"),
        until=16,
    )
    assert SENT == []


def test_a_yes_into_the_middle_of_the_question_sends_nothing() -> None:
    told(*by_key(1, 2, "write to anna"), *by_key(3.2, 3.6, "yes"))
    assert SENT == []


def test_something_else_said_between_lets_the_question_lapse() -> None:
    told(
        *by_key(1, 2, "write to anna"),
        *by_key(7, 8, "what time is it"),
        *by_key(11, 11.5, "yes"),
        until=16,
    )
    assert SENT == []


def test_silence_lets_the_question_lapse() -> None:
    late = 6 + LAPSE
    told(*by_key(1, 2, "write to anna"), *by_key(late, late + 0.5, "yes"), until=late + 4)
    assert SENT == []


def test_her_own_words_coming_back_are_no_yes() -> None:
    record = told(
        speech(1, 2, "write to anna"),
        speech(5.6, 6.6, "shall i send it"),  # while, and just after, she asks
        settings=OPEN,
    )
    assert "It is sent." not in record.synthesized
    assert SENT == []


def test_by_name_a_yes_counts_only_while_she_need_not_be_called() -> None:
    asked = speech(1, 2.4, "samantha write to anna")
    told(asked, speech(20, 20.5, "yes"), until=26, settings=NAME)
    assert SENT == []
    told(asked, speech(9, 9.5, "yes"), until=26, settings=NAME)
    assert SENT == ["hello"]
