import pytest
from skills.scripted import Ask, ScriptedHearing

from voice_os.mode import Mode
from voice_os.understanding.recognition import Recognizer

WISHES = {
    Mode.MUTED: (
        "mute yourself",
        "Mute.",
        "please stop listening",
        "Stop listening to me for a while.",
        "Could you turn off the microphone?",
        "don't listen",
    ),
    Mode.OPEN: (
        "just listen",
        "Listen all the time, please.",
        "hands free",
        "Hands-free mode.",
        "keep listening",
        "you don't need the key",
    ),
    Mode.NAME: (
        "only listen when I say your name",
        "Listen only when I say your name.",
        "please only answer if I say your name",
        "wait until I say your name",
        "wait for your name",
    ),
    Mode.KEY: (
        "only when I press the key",
        "Listen only when I press the key.",
        "push to talk",
        "push-to-talk, please",
        "go back to push to talk",
        "only listen while I hold the button",
    ),
}


@pytest.mark.parametrize(
    ("mode", "text"), [(mode, text) for mode, several in WISHES.items() for text in several]
)
async def test_she_listens_as_she_is_told(
    ask: Ask, hearing: ScriptedHearing, mode: Mode, text: str
) -> None:
    hearing.mode = Mode.OPEN if mode is Mode.KEY else Mode.KEY
    said = await ask(text)
    assert hearing.mode is mode
    assert 0 < len(said.split()) < 20


async def test_who_mutes_her_learns_how_to_be_heard_again(ask: Ask) -> None:
    assert "voice-os mute" in await ask("mute yourself")


async def test_asked_whether_she_listens_she_tells_the_truth(
    ask: Ask, hearing: ScriptedHearing
) -> None:
    said = set()
    for hearing.mode in Mode:
        said.add(await ask("are you listening?"))
        said.add(await ask("Can you hear me?"))
    assert len(said) == len(Mode)


@pytest.mark.parametrize(
    "text",
    [
        "listen to this song",
        "he never listens",
        "stop listening to the radio",
        "what is push to talk",
        "are you listening to music",
        "I say your name",
    ],
)
def test_what_is_said_about_listening_changes_nothing(recognizer: Recognizer, text: str) -> None:
    wish = recognizer.recognize(text)
    assert wish is None or wish.skill.subject != "listening"
