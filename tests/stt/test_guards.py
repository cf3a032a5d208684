import pytest

from voice_os.stt.guards import Result, is_doubtful, is_made_up, repeats


def sure(text: str) -> Result:
    return Result(text, no_speech=0.01, log_probability=-0.2)


def unsure(text: str) -> Result:
    return Result(text, no_speech=0.4, log_probability=-0.9)


def test_what_was_clearly_said_is_believed() -> None:
    assert not is_doubtful(sure("What time is it?"), "en")


def test_probable_silence_with_unlikely_words_is_made_up() -> None:
    assert is_made_up(Result("What time is it?", no_speech=0.7, log_probability=-1.2), "en")


@pytest.mark.parametrize(
    "result",
    [
        Result("Mumbled words", no_speech=0.1, log_probability=-1.2),
        Result("Quiet words", no_speech=0.7, log_probability=-0.3),
    ],
)
def test_one_sign_alone_is_a_doubt_and_no_proof(result: Result) -> None:
    assert is_doubtful(result, "en")
    assert not is_made_up(result, "en")


@pytest.mark.parametrize(
    "text",
    [
        "I'm going to go. " * 12,
        "the the the the the the the the the the",
        "and then so it goes, so it goes, so it goes, so it goes, so it goes",
        "ご視聴" * 30,
    ],
)
def test_a_loop_is_made_up_however_sure_whisper_is(text: str) -> None:
    assert repeats(text)
    assert is_made_up(sure(text), "en")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No, no, no, no!",
        "Very, very, very good.",
        "Set a timer for five minutes and another timer for ten minutes.",
        "Call her, call her, call her now.",
        "zero zero four nine one seven six zero zero zero",
    ],
)
def test_people_repeat_themselves_too(text: str) -> None:
    assert not repeats(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Thank you.", "en"),
        ("Thanks for watching!", "en"),
        ("Vielen Dank.", "de"),
        ("Merci d’avoir regardé cette vidéo !", "fr"),
        ("¡Gracias por ver el video!", "es"),
        ("ご視聴ありがとうございました。", "ja"),
    ],
)
def test_a_phrase_of_subtitles_needs_evidence(text: str, language: str) -> None:
    assert is_made_up(unsure(text), language)
    assert not is_made_up(sure(text), language)


def test_such_a_phrase_within_more_words_is_believed() -> None:
    assert not is_made_up(unsure("Thank you, and now stop the timer."), "en")


def test_a_phrase_of_another_language_is_believed() -> None:
    assert not is_made_up(unsure("Merci."), "en")


@pytest.mark.parametrize(
    "text",
    [
        "Untertitel der Amara.org-Community",
        "Sous-titres réalisés par la communauté d'Amara.org",
        "Untertitel im Auftrag des ZDF, 2020",
        "Субтитры сделал DimaTorzok",
    ],
)
def test_nobody_says_the_credits_of_subtitles(text: str) -> None:
    assert is_made_up(sure(text), "en")


def test_people_may_speak_of_subtitles() -> None:
    assert not is_made_up(sure("Turn on subtitles by default."), "en")
