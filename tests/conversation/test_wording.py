import pytest

from voice_os.conversation.wording import is_question, more_to_come


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("I'd like a coffee and", "en"),
        ("Because.", "en"),
        ("what I mean is, um", "en"),
        ("turn on the", "en"),
        ("set a timer for twenty", "en"),
        ("wake me at three", "en"),
        ("wake me at 3.", "en"),
        ("milk, eggs,", "en"),
        ("milk, eggs...", "en"),
        ("Ich möchte einen Kaffee und", "de"),
        ("stell den Wecker um sieben", "de"),
        ("je voudrais un café et", "fr"),
        ("réveille-moi à sept", "fr"),
        ("quiero un café y", "es"),
        ("pon una alarma a las siete", "es"),
        ("eu quero um café e", "pt"),
        ("me acorda às sete", "pt"),
        ("vorrei un caffè e", "it"),
        ("ik wil koffie en", "nl"),
        ("whatever, in any language,", "xx"),
    ],
)
def test_more_is_to_come(said: str, language: str) -> None:
    assert more_to_come(said, language)


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("", "en"),
        ("...", "en"),
        ("yes", "en"),
        ("What time is it?", "en"),
        ("calculate twelve times seven", "en"),
        ("where are you from", "en"),
        ("turn the light on", "en"),
        ("do you like this", "en"),
        ("who was that", "en"),
        ("tell me what time it is", "en"),
        ("it was in 2019.", "en"),
        ("a bird in the sand", "en"),
        ("mach das Licht ein", "de"),
        ("was ist das", "de"),
        ("quelle heure est-il", "fr"),
        ("qué hora es", "es"),
        ("que horas são", "pt"),
        ("che ore sono", "it"),
        ("hoe laat is het", "nl"),
        ("and", "xx"),
    ],
)
def test_it_may_well_be_all(said: str, language: str) -> None:
    assert not more_to_come(said, language)


def test_a_question_is_what_was_heard_as_one() -> None:
    assert is_question("What time is it? ")
    assert not is_question("What time is it")
