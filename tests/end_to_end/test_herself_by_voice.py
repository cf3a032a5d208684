"""What she is asked about herself and told to be, by voice: the effects are read in her files."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from end_to_end.by_voice import Row, hold

from voice_os.persona import Identity
from voice_os.persona.file import from_toml


@dataclass(frozen=True)
class Files:
    """What she keeps of herself."""

    home: Path

    def setting(self, *keys: str) -> Any:
        """What stands under these keys in the settings; None: nothing."""
        value: Any = tomllib.loads((self.home / "config.toml").read_text())
        for key in keys:
            value = value.get(key, {})
        return value or None

    @property
    def identity(self) -> Identity:
        """Who she is."""
        (file,) = (self.home / ".local/share/voice-os/identities").glob("*.toml")
        return from_toml(file.read_text())


ASKED: list[Row[Files]] = [
    Row("about.introduce", "who are you", "I'm Voice OS"),
    Row("about.explain_name", "where does your name come from", "not taken a name of my own yet"),
    Row("about.tell_values", "what are your values", "I tell the truth"),
    Row("about.tell_cares", "what do you care about", "I care about these"),
    Row("about.describe_manner", "what are you like", "I am warm"),
    Row("about.tell_changes", "how have you changed", "as I was when we met"),
    Row("about.tell_meeting", "when did we meet", "not met properly yet"),
    Row("about.describe_engines", "what are you running on", "PocketSphinx"),
    Row("honesty.tell_recording", "are we being recorded", "keep no sound"),
    Row("honesty.tell_who_hears", "who else can hear this", "^Nobody"),
    Row("honesty.tell_network", "are you connected to the internet", "I need no network"),
    Row("honesty.tell_others", "do you talk to other people", "whoever sits at this machine"),
    Row("honesty.tell_sight", "can you see me", "I use no camera"),
    Row("honesty.tell_attention", "are you always listening", "only while the key is down"),
    Row("honesty.tell_maker", "who made you", "a free program"),
    Row("honesty.tell_truth", "do you ever lie to me", "I can be wrong"),
    Row("nature.tell_nature", "are you a machine", "I'm an AI"),
    Row("nature.tell_consciousness", "are you conscious", "I don't believe so"),
    Row("nature.tell_love", "do you love me", "I do not love as people do"),
    Row("nature.tell_absence", "did you really miss me", "I wait for nothing"),
]

CHANGED: list[Row[Files]] = [
    Row(
        "manner.take_name",
        "your new name is anna",
        "I am Anna",
        lambda it: it.identity.name == "Anna",
    ),
    Row(
        "manner.choose_name",
        "choose another name",
        "^Then I am ",
        lambda it: it.identity.name not in {"Anna", "Voice OS"},
    ),
    Row(
        "manner.take_name_back",
        "take back your old name",
        "I am Anna again",
        lambda it: it.identity.name == "Anna",
    ),
    Row(
        "manner.be_more",
        "be a little warmer",
        "more warm",
        lambda it: it.identity.manner.warmth > 0.6,
    ),
    Row(
        "manner.be_less",
        "don't be so formal",
        "less formal",
        lambda it: it.identity.manner.playfulness > 0.4 or it.identity.manner.warmth > 0.7,
    ),
    Row(
        "manner.say_less",
        "talk less",
        "less chatty",
        lambda it: it.identity.manner.talkativeness < 0.4,
    ),
    Row(
        "manner.say_more",
        "talk a little more",
        "more chatty",
        lambda it: it.identity.manner.talkativeness == 0.4,
    ),
    Row(
        "talk.speak_slower",
        "speak more slowly",
        "Like this",
        lambda it: it.identity.voice.rate < 1,
    ),
    Row(
        "manner.speak_normally",
        "speak normally",
        "Like this",
        lambda it: it.identity.voice.rate == 1,
    ),
    Row("talk.speak_faster", "speak faster", "Like this", lambda it: it.identity.voice.rate > 1),
    Row(
        "manner.speak_deeper",
        "use a deeper voice",
        "Like this",
        lambda it: it.identity.voice.pitch < 1,
    ),
    Row(
        "manner.go_back",
        "be like you were before",
        "I took back",
        lambda it: it.identity.voice.pitch == 1,
    ),
    Row(
        "manner.speak_higher",
        "speak a little higher",
        "Like this",
        lambda it: it.identity.voice.pitch > 1,
    ),
    Row(
        "manner.go_back_to_the_first",
        "be like you were in the beginning",
        "as I was at first",
        lambda it: it.identity.voice.pitch == it.identity.voice.rate == 1,
    ),
]

ALLOWED: list[Row[Files]] = [
    Row(
        "forward.allow",
        "you may speak first",
        "Thank you",
        lambda it: it.setting("forward", "allowed"),
    ),
    Row("forward.tell_whether", "may you speak first", "Yes, you let me"),
    Row(
        "forward.forbid",
        "don't speak to me first",
        "until you speak to me",
        lambda it: not it.setting("forward", "allowed"),
    ),
    Row(
        "doing.forbid",
        "never send mail",
        "I will never",
        lambda it: "never" in it.setting("consent", "policies").values(),
    ),
    Row("doing.undo", "undo that", "as it was", lambda it: not it.setting("consent", "policies")),
    Row(
        "doing.ask_first",
        "always ask before using timers",
        "I will ask before I set a timer",
        lambda it: it.setting("consent", "policies", "timers") == "ask",
    ),
    Row("doing.allow", "always allow timers", "without asking. Shall I"),
    Row(
        "",
        "yes",
        "without asking",
        lambda it: it.setting("consent", "policies", "timers") == "allow",
    ),
    Row("doing.allow_network", "allow weather to use the network", "May I"),
    Row("", "yes", "I may use", lambda it: it.setting("consent", "network") == ["weather"]),
    Row(
        "doing.forbid_network",
        "forbid the network for weather",
        "I will not use the network",
        lambda it: not it.setting("consent", "network"),
    ),
    Row("doing.tell_deeds", "what did you do today", "you said: forbid the network for weather"),
]

LISTENING: list[Row[Files]] = [
    Row("listening.listen_by_name", "listen for your name", "Say my name"),
    Row("listening.tell_mode", "are you listening", "for my name"),
    Row("listening.listen_always", "listen all the time", "Just speak"),
    Row("listening.tell_mode", "are you listening", "all the time"),
    Row("listening.listen_by_key", "listen by key", "Hold the key"),
    Row("listening.tell_mode", "are you listening", "while the key is down"),
    Row("listening.mute", "mute yourself", "closed the microphone"),
]

ROWS = [*ASKED, *CHANGED, *ALLOWED, *LISTENING]


async def test_every_wish_is_heard_done_and_answered(
    bare_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = await hold(ROWS, Files(bare_home), bare_home, monkeypatch)
    assert not wrong, "\n".join(wrong)
