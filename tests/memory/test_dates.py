"""Dates in statements: those that are sure, in the tense in which they were said."""

from datetime import UTC, datetime

import pytest

from voice_os.memory.dates import part, read

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)  # a Monday


@pytest.mark.parametrize(
    ("words", "ahead", "start", "days"),
    [
        ("June", False, "2026-06-01", 30),
        ("December", False, "2025-12-01", 31),
        ("December", True, "2026-12-01", 31),
        ("the third of May", True, "2027-05-03", 1),
        ("May 3rd, 2024", False, "2024-05-03", 1),
        ("Friday", True, "2026-11-27", 1),
        ("Friday", False, "2026-11-20", 1),
        ("Monday", True, "2026-11-30", 1),
        ("last week", False, "2026-11-16", 7),
        ("yesterday", False, "2026-11-22", 1),
        ("two weeks ago", False, "2026-11-09", 1),
        ("three years ago", False, "2023-11-01", 1),
        ("2019", False, "2019-01-01", 365),
        ("last summer", False, "2026-06-01", 92),
        ("in two days", True, "2026-11-25", 1),
    ],
)
def test_a_date_is_read_as_it_was_meant(words: str, ahead: bool, start: str, days: int) -> None:
    period = read(words, NOW, ahead=ahead)
    assert period is not None
    assert f"{period.start:%Y-%m-%d}" == start
    assert (period.end - period.start).days == days


@pytest.mark.parametrize("words", ["next Friday", "soon", "the 31st of June", "Easter", "", "0"])
def test_what_may_be_another_day_is_no_date(words: str) -> None:
    assert read(words, NOW) is None


@pytest.mark.parametrize(
    ("statement", "words", "since", "until"),
    [
        ("I lived in Rome from 2015 until 2019", "I lived in Rome", "2015-01-01", "2019-01-01"),
        ("I've lived here since last May", "I've lived here", "2026-05-01", None),
        ("I lived in Oslo until June", "I lived in Oslo", None, "2026-06-01"),
        ("I've worked here for two years", "I've worked here", "2024-11-01", None),
    ],
)
def test_a_statement_is_parted_from_its_ends(
    statement: str, words: str, since: str | None, until: str | None
) -> None:
    dated = part(statement, NOW)
    assert dated.words == words
    assert (dated.since and f"{dated.since:%Y-%m-%d}") == since
    assert (dated.until and f"{dated.until:%Y-%m-%d}") == until


@pytest.mark.parametrize("statement", ["my daughter May is four", "I like Oslo", "my pin is 1999"])
def test_a_name_or_a_number_is_no_date(statement: str) -> None:
    assert part(statement, NOW).words == statement
