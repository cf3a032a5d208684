from datetime import UTC, datetime

import pytest

from voice_os.memory.time_words import AROUND, Asked, Span, read

NOW = datetime(2026, 8, 19, 15, 0, tzinfo=UTC)  # a Wednesday


def day(year: int, month: int, number: int) -> datetime:
    return datetime(year, month, number, tzinfo=UTC)


@pytest.mark.parametrize(
    ("question", "inside", "outside"),
    [
        ("What did we talk about yesterday?", day(2026, 8, 18), day(2026, 8, 17)),
        ("Where did I go last spring?", day(2026, 4, 10), day(2026, 7, 1)),
        ("What did I do last weekend?", day(2026, 8, 16), day(2026, 8, 14)),
        ("What did I cook in May?", day(2026, 5, 20), day(2026, 4, 30)),
        ("Who did I meet in May 2024?", day(2024, 5, 20), day(2026, 5, 20)),
        ("What did I read recently?", day(2026, 8, 1), day(2026, 6, 1)),
        ("What was I worried about a few weeks ago?", day(2026, 7, 29), day(2026, 8, 18)),
        ("What did I do before March?", day(2025, 12, 1), day(2026, 3, 2)),
        ("What have I bought since June?", day(2026, 7, 1), day(2026, 5, 1)),
    ],
)
def test_time_words_tell_when(question: str, inside: datetime, outside: datetime) -> None:
    span = read(question, NOW).span
    assert span is not None
    assert within(inside, span)
    assert not within(outside, span)


def within(at: datetime, span: Span) -> bool:
    return (span.start is None or span.start <= at) and (span.end is None or at < span.end)


def test_what_happened_in_may_may_be_told_soon_after() -> None:
    span = read("What did I cook in May?", NOW).span
    assert span is not None
    assert within(day(2026, 6, 5), span)
    assert not within(day(2026, 6, 20), span)


def test_time_words_are_not_looked_for_among_what_was_said() -> None:
    assert "yesterday" not in read("What did we talk about yesterday?", NOW).words
    assert "weeks" not in read("What did I eat a few weeks ago?", NOW).words


@pytest.mark.parametrize(
    ("question", "side", "event"),
    [
        ("Where did I live before the move?", "before", "the move"),
        ("What did I do after my sister's wedding?", "after", "my sister's wedding"),
        ("Who helped me when I broke my arm?", "around", "I broke my arm"),
    ],
)
def test_a_time_may_be_named_by_what_happened(question: str, side: str, event: str) -> None:
    asked = read(question, NOW)
    assert (asked.span, asked.side, asked.event) == (None, side, event)
    assert asked.words == question


@pytest.mark.parametrize(
    "question",
    ["When did I go to Rome?", "What does May like?", "Is my fall coat at the cleaner's?", ""],
)
def test_what_is_no_time_is_left_alone(question: str) -> None:
    assert read(question, NOW) == Asked(question)


def test_beside_an_event() -> None:
    event = day(2026, 3, 3)
    assert Span.beside(event, "before") == Span(None, event)
    assert Span.beside(event, "after") == Span(event, None)
    assert Span.beside(event, "around") == Span(event - AROUND, event + AROUND)
