"""What falls due in a conversation: heard while muted, and when somebody is back."""

from scenarios.stage import play, press, release, speech, tell

from voice_os.events import AnswerEnded
from voice_os.mode import Mode
from voice_os.settings import Settings

QUIET = Settings(audio={"earcons": False})


def test_a_timer_is_heard_while_she_is_muted() -> None:
    record = play(
        press(1),
        speech(1.2, 3.0, "set a timer for ten seconds"),
        release(3.2),
        tell(8, Mode.MUTED),
        until=25,
        settings=QUIET,
    )
    assert record.microphone[-1][1] == "closed"
    assert "timer is done" in record.of(AnswerEnded)[-1].heard
    assert record.sounding(13.25, 13.6)


def test_what_is_to_be_told_on_return_is_told_after_the_first_words_after_an_absence() -> None:
    record = play(
        press(1),
        speech(1.2, 4.0, "remind me to call Anna when I get back from lunch"),
        release(4.2),
        press(60),
        speech(60.2, 61.5, "what time is it"),
        release(61.7),
        press(900),
        speech(900.2, 901.5, "what time is it"),
        release(901.7),
        until=920,
        settings=QUIET,
    )
    answers = [(at, event.heard) for at, event in record.events if isinstance(event, AnswerEnded)]
    reminders = [at for at, heard in answers if heard.startswith("I'm to remind you")]
    assert len(reminders) == 1
    assert 902 < reminders[0] < 912
