"""What no sentence template fits, and still is a wish; and what only sounds like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from understanding.test_recognition import OPEN

from voice_os.skills import Effect
from voice_os.understanding import classifier
from voice_os.understanding.guessing import LEAST, acts
from voice_os.understanding.limits import refusal
from voice_os.understanding.recognition import Recognizer
from voice_os.understanding.times import When
from voice_os.understanding.wording import LONGEST

PLAIN = {
    "get me out of bed at six in the morning": "alarms.set_alarm",
    "which of my alarms are on": "alarms.list_alarms",
    "will there be thunder in vienna on saturday": "weather.forecast",
    "read me what the papers say about the strike": "news.headlines",
    "has anybody written to me since lunch": "mail.check_mail",
    "what have i got to buy according to the shopping list": "lists.read_list",
    "how many yen would i get for twenty pounds": "currency.convert",
}

CANNOT = {
    "get somebody to drive me to the airport in a cab": "cannot.taxi",
    "put this photo on instagram for my friends": "cannot.social",
    "i fancy a curry delivered to the house": "cannot.takeaway",
    "which way is it to the nearest petrol station": "cannot.directions",
}

TALK = """
i had such an argument with my brother yesterday
why is the sky blue
my sister lives in oslo with two cats
who was the first man on the moon
do you ever get bored
how long should i boil potatoes
""".strip().splitlines()


@pytest.mark.parametrize(("said", "name"), PLAIN.items())
def test_a_wish_in_other_words_is_guessed(recognizer: Recognizer, said: str, name: str) -> None:
    guess = recognizer.guesser.guess(said)
    assert guess is not None
    assert guess.name == name


@pytest.mark.parametrize(("said", "name"), CANNOT.items())
def test_what_she_cannot_do_is_said_so(recognizer: Recognizer, said: str, name: str) -> None:
    guess = recognizer.guesser.guess(said)
    assert guess is not None
    assert guess.wish is None
    assert guess.refusal == refusal(name)


@pytest.mark.parametrize("said", TALK)
def test_open_talk_is_left_alone(recognizer: Recognizer, said: str) -> None:
    assert recognizer.guesser.guess(said) is None


@pytest.mark.parametrize("said", sorted({*OPEN} - {"cancel the meeting"}))
def test_what_sounds_like_a_wish_changes_nothing_unasked(recognizer: Recognizer, said: str) -> None:
    guess = recognizer.guesser.guess(said)
    if guess and guess.wish and guess.wish.skill.effect is not Effect.READS:
        # Or there is nothing to do it with: "set a timer for the bomb" is asked how long.
        assert not guess.sure or not guess.wish.slots


@pytest.mark.parametrize("said", ["play a game of chess with me", "start the vacuum cleaner"])
def test_a_template_whose_free_words_say_something_else_is_doubted(
    recognizer: Recognizer, said: str
) -> None:
    assert recognizer.recognize(said) is not None
    assert recognizer.plainly(said) is None


@pytest.mark.parametrize("said", ["play some jazz", "set a timer for five minutes", "stop"])
def test_a_template_that_is_meant_is_not_doubted(recognizer: Recognizer, said: str) -> None:
    wish, plain = recognizer.recognize(said), recognizer.plainly(said)
    assert wish is not None
    assert plain is not None
    assert plain.skill is wish.skill


def test_slots_are_read_by_their_type(recognizer: Recognizer) -> None:
    guess = recognizer.guesser.guess("get me out of bed at six in the morning")
    assert guess is not None
    assert guess.wish is not None
    assert guess.wish.slots["when"] == When.parse("six in the morning")


def test_a_misheard_wish_is_asked_about_rather_than_done(recognizer: Recognizer) -> None:
    guess = recognizer.guesser.guess("settle harm four heaven tomorrow")
    assert guess is None or not guess.sure


@given(st.text(max_size=LONGEST + 10))
def test_any_text_at_all_is_survived(recognizer: Recognizer, text: str) -> None:
    recognizer.guesser.guess(text)


def test_another_language_is_guessed_nothing(recognizer: Recognizer) -> None:
    assert Recognizer([], "de").guesser.guess("wake me at seven") is None


def test_destinations_are_ranked_and_open_talk_is_one() -> None:
    ranked = classifier.ranked(("tell", "me", "something", "about", "yourself"))
    assert ranked[0].name == classifier.OPEN
    assert ranked[0].certainty > LEAST
    assert sum(one.certainty for one in ranked) == pytest.approx(1)


def test_what_would_act_is_known_before_its_skill_is_there() -> None:
    assert acts("mail.send_mail", None)
    assert not acts("mail.check_mail", None)
