"""Which skills a language model is offered: few, and for open talk hardly ever any."""

import pytest

from voice_os.skills import Effect
from voice_os.skills.registry import Registry
from voice_os.understanding.shortlist import MOST, Shortlist


@pytest.fixture(scope="module")
def shortlist(everything: Registry) -> Shortlist:
    return Shortlist(everything.skills)


@pytest.mark.parametrize(
    "text",
    [
        "I had a terrible day at work.",
        "My sister's timer broke yesterday.",
        "That was a lovely evening.",
        "The music in that film was beautiful.",
        "We set the table and lit a candle.",
        "I read a book about whales and alarms.",
        "",
        "timer " * 100,
    ],
)
def test_a_statement_is_no_wish_whatever_it_mentions(shortlist: Shortlist, text: str) -> None:
    assert shortlist.of(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("could you get rid of that timer for the eggs", "timers.cancel_timer"),
        ("I'd like the music a good deal louder over here", "volume.louder"),
        ("the window with the browser should be closed", "windows.close_window"),
    ],
)
def test_a_wish_is_offered_the_skill_that_it_may_mean(
    shortlist: Shortlist, text: str, wanted: str
) -> None:
    offered = [one.name for one in shortlist.of(text)]
    assert wanted in offered
    assert len(offered) <= MOST


def test_a_question_is_offered_nothing_that_acts(shortlist: Shortlist) -> None:
    offered = shortlist.of("what timers, alarms and windows were there")
    assert offered
    assert all(one.effect is Effect.READS for one in offered)
