"""Facts beside one another: what supersedes what, in whatever order it is told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from voice_os.memory import Fact
from voice_os.memory.facts import NAME, YOU, as_of, called, correct, learn, name_of, retract

YEAR = datetime(2026, 1, 1, tzinfo=UTC)


def month(number: int, day: int = 1) -> datetime:
    return YEAR.replace(month=number, day=day)


def home(
    value: str,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    told: datetime,
    source: int = 1,
) -> Fact:
    return Fact(YOU, "home", value, since, until, (source,), told=told)


def known_of(*facts: Fact) -> list[Fact]:
    known: list[Fact] = []
    for fact in facts:
        known = learn(known, fact)
    return known


def where(known: list[Fact], when: datetime | None = None) -> list[str]:
    return [fact.value for fact in as_of(known, YOU, "home", when)]


def test_a_new_fact_supersedes_the_old_one_from_its_date_on() -> None:
    known = known_of(
        home("Bergen", told=month(1)), home("Oslo", since=month(6), told=month(6, 20), source=2)
    )
    assert where(known) == ["Oslo"]
    assert where(known, month(5)) == ["Bergen"]
    assert where(known, month(6)) == ["Oslo"]


def test_news_that_come_late_take_their_place_on_the_calendar() -> None:
    known = known_of(
        home("Oslo", since=month(6), told=month(7)),
        home("Rome", since=month(5), told=month(7, 2), source=2),
    )
    assert where(known) == ["Oslo"]
    assert where(known, month(5, 20)) == ["Rome"]
    assert where(known, month(4)) == []


def test_moves_with_dates_come_out_the_same_in_any_order() -> None:
    moves = [
        home(town, since=month(number), told=month(12, place), source=place)
        for place, (town, number) in enumerate([("Oslo", 3), ("Rome", 5), ("Bath", 8)], 1)
    ]
    outcomes = {
        tuple(sorted((f.value, f.since, f.until) for f in known_of(*order)))
        for order in permutations(moves)
    }
    assert len(outcomes) == 1


def test_what_was_said_without_a_date_is_not_taken_to_have_been_so_before() -> None:
    known = known_of(home("Oslo", told=month(6)))
    assert where(known, month(5)) == []
    assert where(known, month(6)) == ["Oslo"]


def test_a_month_said_loosely_does_not_lose_to_what_was_said_within_it() -> None:
    known = known_of(
        home("Oslo", told=month(9, 20)),
        home("Rome", since=month(9), told=month(11), source=2),
    )
    assert where(known) == ["Rome"]


def test_a_fact_told_twice_is_kept_once_with_both_its_sources() -> None:
    known = known_of(home("Oslo", told=month(1)), home("oslo", told=month(2), source=2))
    (fact,) = known
    assert (fact.value, fact.sources, fact.told) == ("Oslo", (1, 2), month(1))


def test_learning_a_fact_again_changes_nothing() -> None:
    facts = [
        home("Bergen", told=month(1)),
        home("Oslo", since=month(6), told=month(6, 20), source=2),
        home("Rome", since=month(3), until=month(4), told=month(7), source=3),
    ]
    known = known_of(*facts)
    for fact in facts:
        assert sorted(map(repr, learn(known, fact))) == sorted(map(repr, known))


def test_an_end_without_a_value_ends_whichever_held() -> None:
    known = known_of(home("Oslo", told=month(1)), home("", until=month(5), told=month(5)))
    assert where(known) == []
    assert where(known, month(4)) == ["Oslo"]


def test_a_denial_ends_what_was_thought_and_tells_nothing_else() -> None:
    denial = home("Oslo", since=month(5), until=month(5), told=month(5))
    assert known_of(denial) == []
    assert where(known_of(home("Oslo", told=month(1)), denial)) == []


def test_a_while_elsewhere_does_not_end_what_went_on_behind_it() -> None:
    known = known_of(
        home("Oslo", since=month(1), told=month(9)),
        home("Paris", since=month(3), until=month(5), told=month(9, 2), source=2),
    )
    assert [where(known, month(n))[0] for n in (2, 4, 6)] == ["Oslo", "Paris", "Oslo"]


def test_a_changed_mind_ends_the_liking() -> None:
    def taste(attribute: str, told: datetime) -> Fact:
        return Fact(YOU, attribute, "tea", None, None, (1,), True, told)

    known = known_of(taste("likes", month(1)), taste("dislikes", month(3)))
    assert as_of(known, YOU, "likes", None) == []
    assert [f.value for f in as_of(known, YOU, "likes", month(2))] == ["tea"]
    assert [f.value for f in as_of(known, YOU, "dislikes", None)] == ["tea"]


def test_what_was_told_of_a_nameless_sister_is_her_own_once_she_has_a_name() -> None:
    known = known_of(
        Fact("your sister", "home", "Bergen", None, None, (1,), told=month(1)),
        Fact(YOU, "sister", "Anna", None, None, (2,), True, month(2)),
        Fact("your sister", "home", "Rome", None, None, (3,), told=month(3)),
    )
    assert [f.value for f in as_of(known, "Anna", "home", None)] == ["Rome"]
    assert called(known, "your sister") == "Anna"


def test_of_two_sisters_neither_is_the_sister() -> None:
    known = known_of(
        Fact(YOU, "sister", "Anna", None, None, (1,), True, month(1)),
        Fact(YOU, "sister", "Berta", None, None, (2,), True, month(1)),
    )
    assert called(known, "your sister") == "your sister"


def test_a_new_name_is_another_name_of_the_same_dog() -> None:
    known = known_of(
        Fact(YOU, "dog", "Rex", None, None, (1,), True, month(1)),
        Fact("your dog", NAME, "Max", None, None, (2,), told=month(3)),
    )
    assert name_of(known, "Rex") == "Max"
    assert name_of(known, "Rex", month(2)) == "Rex"
    assert called(known, "max") == "Rex"


def test_what_was_wrong_never_was_and_what_it_had_ended_goes_on_until_what_is_right() -> None:
    wrong = home("Rome", since=month(5), told=month(6), source=2)
    known = known_of(home("Oslo", told=month(1)), wrong)
    right = correct(known, wrong, home("Bath", told=month(6, 2), source=3))
    assert where(right) == ["Bath"]
    assert where(right, month(4)) == ["Oslo"]
    assert "Rome" not in repr(right)
    assert where(retract(known, wrong)) == ["Oslo"]


_TOWNS = st.sampled_from(["Oslo", "Rome", "Bath"])
_DAYS = st.integers(0, 700).map(lambda days: YEAR + timedelta(days=days, hours=7))


@given(st.lists(st.tuples(_TOWNS, st.none() | _DAYS), max_size=8))
def test_one_lives_in_one_place_at_a_time_whatever_was_told(
    said: list[tuple[str, datetime | None]],
) -> None:
    told = [YEAR + timedelta(days=800 + place) for place in range(len(said))]
    facts = [
        home(town, since=since, told=at, source=place)
        for place, ((town, since), at) in enumerate(zip(said, told, strict=True))
    ]
    known = known_of(*facts)
    for day in range(0, 820, 13):
        assert len(as_of(known, YOU, "home", YEAR + timedelta(days=day))) <= 1
    assert len(where(known)) == (1 if said else 0)


def test_a_move_that_is_news_overtakes_a_home_told_just_before() -> None:
    known = known_of(
        home("Oslo", told=month(6, 20)), home("Rome", since=month(6, 13), told=month(6, 20))
    )
    assert where(known) == ["Rome"]


def test_a_move_long_ago_came_before_a_home_told_without_a_date() -> None:
    long_ago = month(1).replace(year=2010)
    known = known_of(home("Oslo", told=month(6)), home("Rome", since=long_ago, told=month(6, 2)))
    assert where(known) == ["Oslo"]


def test_what_is_so_still_is_so_now_since_whenever() -> None:
    long_ago = month(1).replace(year=2010)
    still = replace(home("Rome", since=long_ago, told=month(6, 2)), current=True)
    assert where(known_of(home("Oslo", told=month(6)), still)) == ["Rome"]


def test_a_stretch_told_loosely_begins_behind_a_move_told_by_its_date() -> None:
    still = replace(home("Paris", since=month(1), told=month(12)), current=True)
    known = known_of(home("Lyon", since=month(3), told=month(4)), still)
    assert where(known) == ["Paris"]
    assert where(known, month(3, 2)) == ["Lyon"]
