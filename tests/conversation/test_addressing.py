"""Her name in what was said: heard however it is spelled, and never where it was not said."""

import json
import re
from pathlib import Path

import pytest

from voice_os.conversation.addressing import addressed

NAMES = (
    *("Voice OS", "Samantha", "Ada", "Eve", "Sam", "Eva", "Ian", "Kat", "Ann", "Max", "Zoe", "Leo"),
    *("Iris", "Luna", "Nora", "Emma", "Alice", "Clara", "Brian", "Harry", "Sally", "Grace", "Seth"),
    *("Olivia", "Jarvis", "Matilda", "Josephine", "Cooper", "Stella", "Athena", "Beth", "Bee"),
)

MISHEARD = {
    "Samantha": ("Samanta", "semantha", "Smantha", "SAMANTHA", "saman tha"),
    "Voice OS": (
        "voice o s",
        "voice oz",
        "Voice-OS",
        "VoiceOS",
        "voice os",
        "voise os",
    ),
    "Alice": ("Alyce", "alise", "Allice"),
    "Rebecca": ("Rebeka", "rebecka", "Rebekka"),
    "Zoë": ("Zoe", "zoé"),
    "Nora": ("Norah", "nora"),
    "Brian": ("Bryan",),
    "Josephine": ("Josefine", "josephin", "Josephina"),
    "Charlie": ("Charley", "Charly"),
    "Matilda": ("Mathilda", "Mattilda"),
}

NEIGHBOURS = {
    "Ada": "canada adam a da aida data",
    "Eve": "evening even every ever eves leave believe i've eva",
    "Sam": "same some sum am salmon samples psalm seem ham",
    "Ann": "an and any anna on nan",
    "Kat": "cat cats at that kate",
    "Seth": "set sets settle said",
    "Beth": "bet both bath bed",
    "Bee": "be been beer by",
    "Ian": "i an in ion iran",
    "Eva": "ever over evan eve a",
    "Harry": "hurry hairy hairy harsh carry",
    "Sally": "silly sale salary sail",
    "Brian": "brain brine iran",
    "Cooper": "copper cop super",
    "Grace": "grass grade grape great race",
    "Samantha": "semantic some another a man the same",
    "Voice OS": "voice voices voice is voice us my voice was voice of invoice",
}


@pytest.mark.parametrize("name", NAMES)
def test_her_name_is_heard_wherever_it_stands_and_left_out_of_what_she_is_told(name: str) -> None:
    wish = "what time is it"
    for said in (name, name.lower(), name.upper()):
        assert addressed(f"{said} {wish}", name) == wish
        assert addressed(f"hey {said}, {wish}?", name) == f"{wish}?"
        assert addressed(f"{wish} {said}", name) == wish
        assert addressed(f"tell me, {said}, {wish}", name) == f"tell me {wish}"
    assert addressed(f"{wish}, {name}?", name) == f"{wish}?"
    assert addressed(f"could you, {name}, set a timer", name) == "could you set a timer"
    assert addressed(f"I am home. {name}, {wish}?", name) == f"I am home. {wish}?"


@pytest.mark.parametrize(
    ("name", "heard"), [(name, one) for name, several in MISHEARD.items() for one in several]
)
def test_it_is_heard_as_recognisers_spell_it(name: str, heard: str) -> None:
    assert addressed(f"{heard}, stop", name) == "stop"
    assert addressed(f"please {heard} what time is it", name) == "please what time is it"


@pytest.mark.parametrize(("name", "words"), list(NEIGHBOURS.items()))
def test_words_that_are_like_it_are_not_it(name: str, words: str) -> None:
    assert addressed(words, name) is None
    for word in words.split():
        assert addressed(word, name) is None
        assert addressed(f"{word.capitalize()} it is.", name) is None


def test_in_a_transcript_with_capitals_a_short_name_in_small_letters_is_a_word() -> None:
    assert addressed("I think it will rain.", "Will") is None
    assert addressed("I think it will rain, Will.", "Will") == "I think it will rain."
    assert addressed("the sky is blue today", "Sky") is not None  # nothing here could tell


@pytest.mark.parametrize(
    "call",
    ["Samantha", "Samantha?", "Hey Samantha!", "okay samantha", "Oh, Samantha."],
)
def test_whoever_only_calls_her_has_said_nothing_else(call: str) -> None:
    assert addressed(call, "Samantha") == ""


@pytest.mark.parametrize(
    "text",
    [
        "Samantha is a nice name",
        "Is Samantha your real name?",
        "who is samantha",
        "What does Samantha mean?",
        "are you samantha",
        "Call me Samantha, please.",
        "do you like the name Samantha",
        "I met Samantha yesterday.",
        "between you and samantha",
        "Samantha's voice is lovely.",
        "Samantha and I went out",
        "Wer ist Samantha?",
    ],
)
def test_talk_about_the_name_is_heard_and_keeps_it(text: str) -> None:
    assert addressed(text, "Samantha") == text


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("samantha is it raining", "is it raining"),
        ("thank you Samantha", "thank you"),
        ("Hello Samantha, how are you?", "Hello, how are you?"),
        ("No Samantha, stop.", "No, stop."),
        ("set a timer for five minutes samantha please", "set a timer for five minutes please"),
        ("could you samantha set a timer", "could you set a timer"),
        ("Samantha, Samantha, stop!", "stop!"),
        ("What time is it? Samantha?", "What time is it?"),
        ("So, Samantha, what now?", "So what now?"),
        ("Wie spät ist es, Samantha?", "Wie spät ist es?"),
        ("Samantha, do you like the name Samantha?", "do you like the name Samantha?"),
    ],
)
def test_only_what_calls_her_is_left_out(text: str, rest: str) -> None:
    assert addressed(text, "Samantha") == rest


def test_names_of_other_scripts_are_names() -> None:
    assert addressed("Сергей, который час?", "Сергей") == "который час?"
    assert addressed("который час", "Сергей") is None


def test_nobody_is_called_by_no_name_and_nothing_is_said_in_silence() -> None:
    assert addressed("hello there", "") is None
    assert addressed("", "Samantha") is None


def sentences(shared: Path) -> list[str]:
    """What people said to assistants (SLURP), and to each other (LoCoMo)."""
    lines = (shared / "data" / "slurp-devel" / "devel.jsonl").read_text("utf-8").splitlines()
    found = [str(json.loads(line)["sentence"]) for line in lines]
    for path in sorted((shared / "data" / "locomo-5").glob("*.json")):
        found += re.findall(r'"text": "(.*)"', path.read_text("utf-8"))
    return found


def test_in_thousands_of_sentences_she_is_called_only_where_her_name_is(shared: Path) -> None:
    said = sentences(shared)
    assert len(said) > 4000
    for name in NAMES[::2]:
        word = re.compile(rf"\b{name}\b", re.IGNORECASE)
        false = [
            text for text in said if addressed(text, name) is not None and not word.search(text)
        ]
        assert false == []


def test_everyone_who_calls_an_assistant_by_its_name_is_heard(shared: Path) -> None:
    for name in ("Olly", "Alexa", "Siri"):
        calls = [text for text in sentences(shared) if re.search(rf"\b{name.lower()}\b", text)]
        assert calls
        for text in calls:
            assert addressed(text, name) is not None
        begun = [text for text in calls if text.startswith(f"{name.lower()} ")]
        told = [addressed(text, name) == text.partition(" ")[2] for text in begun]
        assert told.count(False) <= 1  # "olly is a dollar worth more" might be about olly
