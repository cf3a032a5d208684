"""Stop is stop, in whatever language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_os.skills.registry import Registry
from voice_os.skills.silence import SILENCE, wants_silence
from voice_os.understanding.recognition import Recognizer


@pytest.mark.parametrize(
    "text",
    [
        "Stop!",
        "stop stop stop",
        "Okay, stop, please.",
        "no wait",
        "Never mind, thanks.",
        "Shh!",
        "Warte mal.",
        "Hör auf, bitte!",
        "Nein, stopp!",
        "Arrête !",
        "arrete",
        "Tais-toi, s\u2019il te plaît.",
        "ça suffit",
        "Para, por favor.",
        "¡Cállate!",
        "Espera un momento",
        "Deixa pra lá.",
        "Cala-te!",
        "Basta così, grazie.",
        "Un attimo!",
        "Hou op, alsjeblieft.",
        "Wacht even",
    ],
)
def test_whoever_asks_for_silence_is_understood_in_every_language(text: str) -> None:
    assert wants_silence(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "please",
        "okay thanks",
        "mm-hm",
        "no",
        "yes",
        "stop the timer",
        "don't stop",
        "stop wars are bad",
        "wait for me at the station",
        "what does halt mean",
        "para qué sirve esto",
        "warte auf mich",
        "nonstop",
        "stopping",
        "was ist ein Moment",
        "attends moi devant la gare",
        "please " * 60 + "stop",
    ],
)
def test_anything_else_is_not_a_wish_for_silence(text: str) -> None:
    assert not wants_silence(text)


@given(st.text() | st.lists(st.sampled_from(["stop", "no", "a", ""])).map(" ".join))
def test_any_text_has_an_answer(text: str) -> None:
    assert wants_silence(text) in (True, False)


@pytest.mark.parametrize("language", SILENCE)
def test_each_language_has_its_own_words_for_the_skill(everything: Registry, language: str) -> None:
    recognizer = Recognizer(everything.skills, language)
    for said in SILENCE[language]:
        assert wants_silence(said)
        wish = recognizer.recognize(said)
        assert wish is not None
        assert wish.skill.name == "talk.stop"
