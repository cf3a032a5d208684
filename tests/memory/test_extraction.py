"""Facts by a language model: what it cannot quote is dropped, whatever it says."""

import json
from collections.abc import AsyncGenerator, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_os.llm import Message
from voice_os.memory import Turn
from voice_os.memory.extraction import LONGEST, Proposal, checked, extract, proposals
from voice_os.memory.facts import YOU

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
TEXT = "We finally found a flat, so I live in Oslo since June. Is Anna in Rome? My boss is Dave."


class Scripted:
    """A language model that answers with one text, whatever it is asked."""

    name = "scripted"
    remark = ""

    def __init__(self, answer: str) -> None:
        self.answer = answer
        self.asked: list[str] = []
        self.told = 0

    async def prefill(self, messages: Sequence[Message]) -> None:
        pass

    async def stream(self, messages: Sequence[Message]) -> AsyncGenerator[str, None]:
        self.asked.append(messages[-1].content)
        for piece in self.answer:
            self.told += 1
            yield piece

    async def close(self) -> None:
        pass


def turn(text: str = TEXT, speaker: str = YOU) -> Turn:
    return Turn(7, 1, AT, speaker, text)


def test_a_fact_whose_words_were_said_is_kept_with_its_date() -> None:
    fact = checked(Proposal("you", "home", "Oslo", "I live in Oslo since June"), turn())
    assert fact is not None
    assert (fact.subject, fact.attribute, fact.value, fact.sources) == ("you", "home", "Oslo", (7,))
    assert fact.since == datetime(2026, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "proposal",
    [
        Proposal("you", "home", "Oslo", "I moved to Oslo"),
        Proposal("you", "home", "Rome", "I live in Oslo"),
        Proposal("Anna", "home", "Rome", "Anna in Rome"),
        Proposal("Tom", "home", "Oslo", "I live in Oslo"),
        Proposal("you", "secret", "Oslo", "I live in Oslo"),
        Proposal("Dave", "boss", "Dave", "My boss is Dave"),
        Proposal("you", "home", "Osl", "I live in Oslo"),
        Proposal("you", "home", "Oslo", ""),
    ],
)
def test_a_fact_without_its_words_is_dropped(proposal: Proposal) -> None:
    assert checked(proposal, turn()) is None


@pytest.mark.parametrize(
    "text",
    [
        "I don't live in Oslo",
        "If I live in Oslo I ski",
        'Tom said "I live in Oslo"',
        "Do I live in Oslo?",
        "Just kidding, I live in Oslo",
    ],
)
def test_a_quotation_of_what_was_not_asserted_is_dropped(text: str) -> None:
    assert checked(Proposal("you", "home", "Oslo", "I live in Oslo"), turn(text)) is None


async def test_a_model_s_answer_is_checked_fact_by_fact() -> None:
    rows = [
        {"subject": "you", "attribute": "home", "value": "Oslo", "quote": "I live in Oslo"},
        {"subject": "you", "attribute": "home", "value": "Bergen", "quote": "I live in Bergen"},
        {"subject": "you", "attribute": "boss", "value": "Dave", "quote": "My boss is Dave"},
    ]
    model = Scripted(f"Here you are:\n```json\n{json.dumps(rows)}\n```")
    facts = await extract(model, turn())
    assert [(fact.attribute, fact.value) for fact in facts] == [("home", "Oslo"), ("boss", "Dave")]
    assert json.dumps(TEXT) in model.asked[0]


async def test_a_model_that_never_ends_is_stopped() -> None:
    model = Scripted("[" * 10 * LONGEST)
    assert await extract(model, turn()) == []
    assert model.told <= LONGEST + 1


async def test_her_own_words_are_not_asked_about() -> None:
    model = Scripted("[]")
    assert await extract(model, turn(speaker="Wren")) == []
    assert model.asked == []


@given(st.text(max_size=200))
def test_any_answer_is_survived(answer: str) -> None:
    list(proposals(answer))
    list(proposals(f"[{answer}]"))
