"""Facts by rule: few, certain, and each with the words that it rests on."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from memory.lives import HELD_OUT, LATER, WRITTEN_WITH, life

from voice_os.memory import Turn
from voice_os.memory.facts import YOU
from voice_os.memory.rules import facts_in, findings_in

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)


def told(text: str, speaker: str = YOU) -> list[tuple[str, str, str]]:
    facts = facts_in(Turn(7, 1, AT, speaker, text))
    assert all(fact.sources == (7,) and fact.told == AT for fact in facts)
    return [(fact.subject, fact.attribute, fact.value) for fact in facts]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("I live in Oslo now.", [("you", "home", "Oslo")]),
        ("Well, I've moved to New York, actually.", [("you", "home", "New York")]),
        ("I’m from St Ives.", [("you", "origin", "St Ives")]),
        (
            "My sister Anna is a nurse. She lives in Bergen.",
            [("you", "sister", "Anna"), ("Anna", "job", "nurse"), ("Anna", "home", "Bergen")],
        ),
        ("I visited my brother Per.", [("you", "brother", "Per")]),
        ("Tom and I broke up.", [("you", "partner", "Tom")]),
        ("My dog is called Max now.", [("your dog", "name", "Max")]),
        ("Mum lives in Hull.", [("your mother", "home", "Hull")]),
        ("The interview is on Friday.", [("the interview", "date", "2026-11-27")]),
        ("I have an exam tomorrow at nine.", [("the exam", "date", "2026-11-24 at nine")]),
        ("I was born on 3 May 1990.", [("you", "birthday", "3 May")]),
        ("I love rainy days, but I hate snow.", [("you", "likes", "rainy days")]),
        ("Remember that I'm allergic to nuts.", [("you", "allergy", "nuts")]),
        (
            "I quit my job and I live in Rome.",
            [("you", "employer", ""), ("you", "job", ""), ("you", "home", "Rome")],
        ),
    ],
)
def test_a_plain_statement_is_a_fact(text: str, facts: list[tuple[str, str, str]]) -> None:
    assert told(text)[: len(facts)] == facts


NOTHING = """
Do I live in Rome?
I live in Rome, right?
Where I live in Rome nobody knows.
If I moved to Rome, I would be happy.
I might live in Rome.
I wish I lived in Rome.
I think I live in Rome.
Maybe I moved to Rome.
I almost moved to Rome.
I want to work at Nasa.
I'd love a dog called Rex.
Tom said I live in Rome.
She told me "I live in Rome".
"I live in Rome" is a good line.
‘I live in Rome,’ he sang.
Just kidding, I live in Rome.
I live in Rome, haha.
Let's pretend I live in Rome.
In my novel I live in Rome. I work at Nasa.
You live in Rome.
Your sister is called Anna.
I never lived in Rome.
They say my boss is Dave.
I live in a small flat.
I love it.
I like you.
She lives in Rome.
The interview is next Friday.
It's Tuesday.
I hate when that happens.
I moved to the left.
My ex-boyfriend Tom called.
Everybody likes ice.
Someday I'm moving to Rome.
I dreamt that I moved to Rome.
I'm going to Rome.
What if I work at Nasa. I live in Rome, for example.
Sounds like fun.
Their love gives me strength.
Unconditional love is so important.
I love seeing my team succeed.
I love the way it looks.
""".strip().splitlines()


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_not_plainly_asserted_is_no_fact(text: str) -> None:
    assert told(text) == []


def test_her_own_words_are_never_facts() -> None:
    assert told("I live in Oslo.", speaker="Wren") == []


def test_nothing_is_certain_in_a_game() -> None:
    game = Turn(6, 1, AT, "Wren", "Let's play a game: who are you?")
    assert facts_in(Turn(7, 1, AT, YOU, "I live in Rome."), [game]) == []


def test_she_may_be_either_of_two_people() -> None:
    text = "My sister Anna and my sister Berta are here. She lives in Rome."
    assert ("Anna", "home", "Rome") not in told(text)
    assert ("Berta", "home", "Rome") not in told(text)


def test_every_finding_quotes_the_turn() -> None:
    for script in (WRITTEN_WITH | HELD_OUT | LATER).values():
        for line in life(script):
            for finding in findings_in(Turn(1, 1, line.at, YOU, line.words)):
                assert finding.words in line.words
                assert all(word in finding.words for word in finding.fact.value.split()) or (
                    finding.fact.attribute in ("date", "birthday")
                )


@given(st.text(max_size=200))
def test_any_text_at_all_is_survived(text: str) -> None:
    facts_in(Turn(1, 1, AT, YOU, text))


_WORDS = sorted({w for s in WRITTEN_WITH.values() for line in life(s) for w in line.words.split()})


@given(st.lists(st.sampled_from(_WORDS), max_size=25))
def test_any_order_of_familiar_words_is_survived(words: list[str]) -> None:
    facts_in(Turn(1, 1, AT, YOU, " ".join(words)))


def test_she_is_whom_the_turn_before_spoke_of() -> None:
    anna = Turn(6, 1, AT, YOU, "My sister is called Anna.")
    two = Turn(6, 1, AT, YOU, "My sister is called Anna and my aunt is called Berta.")
    now = Turn(7, 1, AT, YOU, "She lives in Rome.")
    assert [fact.subject for fact in facts_in(now, [anna])] == ["Anna"]
    assert facts_in(now, [two]) == []
    assert facts_in(now) == []
