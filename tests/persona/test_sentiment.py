"""What shows in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_os.persona.mood import Feeling
from voice_os.persona.sentiment import feeling_of, is_farewell

FAREWELLS = (
    *("Goodbye.", "bye bye", "Good night!", "See you tomorrow.", "See you!", "I have to go now."),
    *("I'm off to bed.", "Talk to you later.", "Take care!", "I'm leaving.", "I've got to run."),
    *("So long.", "I have to go, I love you.", "Goodbye, you were wonderful!"),
)


@pytest.mark.parametrize(
    "text", ["I got the job, I'm so happy!", "What a lovely day.", "I love it"]
)
def test_good_news_is_glad_and_lively(text: str) -> None:
    feeling = feeling_of(text)
    assert feeling.valence > 0.3
    assert feeling.arousal > 0


@pytest.mark.parametrize(
    "text", ["I'm so tired and sad.", "My dog died.", "I feel lonely tonight."]
)
def test_grief_and_weariness_are_low_and_still(text: str) -> None:
    feeling = feeling_of(text)
    assert feeling.valence < -0.3
    assert feeling.arousal < 0


@pytest.mark.parametrize("text", ["I hate this, it is a disaster!", "That idiot makes me furious!"])
def test_anger_is_low_and_lively(text: str) -> None:
    feeling = feeling_of(text)
    assert feeling.valence < -0.3
    assert feeling.arousal > 0


@pytest.mark.parametrize("text", ["set a timer for five minutes", "what time is it", "", "日本語"])
def test_plain_words_show_nothing(text: str) -> None:
    assert feeling_of(text) == Feeling()


@pytest.mark.parametrize("text", FAREWELLS)
def test_a_farewell_moves_nothing(text: str) -> None:
    assert is_farewell(text)
    assert feeling_of(text) == Feeling()


@given(st.sampled_from(FAREWELLS), st.sampled_from(["I love you.", "You're great!", "I'm sad."]))
def test_nor_does_one_with_warm_or_sad_words_beside_it(farewell: str, words: str) -> None:
    assert feeling_of(f"{words} {farewell}") == Feeling()
    assert feeling_of(f"{farewell} {words}") == Feeling()


@pytest.mark.parametrize(
    "text",
    [
        "I'm going to Rome, I'm so happy.",
        "I take care of my mother.",
        "I was so happy to see you.",
        "I have to go to the dentist and I'm terrified.",
    ],
)
def test_what_only_sounds_like_one_is_none(text: str) -> None:
    assert not is_farewell(text)


@given(st.text())
def test_any_text_has_a_feeling_within_its_bounds(text: str) -> None:
    feeling = feeling_of(text)
    assert -1 <= feeling.valence <= 1
    assert -1 <= feeling.arousal <= 1
