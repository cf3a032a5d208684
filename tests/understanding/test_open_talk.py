"""What a recogniser is told to expect besides wishes."""

from voice_os.understanding.open_talk import open_talk
from voice_os.understanding.recognition import Recognizer
from voice_os.understanding.wording import tidy


def test_it_is_in_plain_words_and_always_the_same() -> None:
    said = open_talk("en")
    assert len(said) > 300
    assert all(one == tidy(one) and one for one in said)
    assert said == open_talk("en")


def test_one_may_ask_about_anything(recognizer: Recognizer) -> None:
    asked = [one for one in open_talk("en") if one.startswith("tell me about")]
    assert asked
    assert not [one for one in asked if recognizer.recognize(one)]


def test_other_languages_have_none_yet() -> None:
    assert open_talk("de") == []
