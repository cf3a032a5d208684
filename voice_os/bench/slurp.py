"""What people asked an assistant, as SLURP wrote it down, and where each of it belongs here.

SLURP (Bastianelli and others, 2020) has some 60 intents with the words of their slots. The tables
below say which of her destinations is right for an intent, and which of her slots a type of SLURP's
is. Several destinations are right where a person is served by any: whoever is to be reminded of
a meeting has it in the calendar or among the reminders; `remembering.tell_known` leaves to open
talk what it was never told, `dictionary.define` what is in no dictionary, and
`contacts.tell_birthday` whom the address book does not know.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voice_os.errors import Problem
from voice_os.understanding.classifier import CANNOT, OPEN
from voice_os.understanding.wording import tidy

_PLAYING = (
    *("media.play", "media.resume", "media.pause", "media.next_track", "media.previous_track"),
    *("media.shuffle", "media.repeat"),
)
_SMALL_TALK = (
    *("about.introduce", "about.describe_engines", "about.list_skills", "about.greet"),
    *("about.answer_call", "about.accept_thanks", "about.part", "feelings.tell_mood"),
)
"""What of small talk she answers in words of her own, without a language model."""

DESTINATIONS: Mapping[str, tuple[str, ...]] = {
    "alarm_query": ("alarms.list_alarms",),
    "alarm_remove": ("alarms.cancel_alarm", "alarms.cancel_all_alarms"),
    "alarm_set": ("alarms.set_alarm", "alarms.move_alarm"),
    "audio_volume_down": ("volume.quieter", "volume.set_volume"),
    "audio_volume_mute": ("volume.mute", "talk.stop"),
    "audio_volume_up": ("volume.louder", "volume.set_volume"),
    "calendar_query": (
        *("calendar.list_events", "calendar.find_event", "calendar.tell_free"),
        "reminders.list_reminders",
    ),
    "calendar_remove": (
        *("calendar.remove_event", "reminders.cancel_reminder", "reminders.cancel_all_reminders"),
    ),
    "calendar_set": (
        *("calendar.add_event", "calendar.move_event", "reminders.add_reminder"),
        *("reminders.remind_on_return", "reminders.move_reminder"),
    ),
    "cooking_query": (OPEN,),
    "cooking_recipe": (OPEN,),
    "datetime_convert": ("clock.tell_time_in",),
    "datetime_query": (
        *("clock.tell_time", "clock.tell_date", "clock.tell_day", "clock.tell_month"),
        *("clock.tell_year", "clock.tell_time_in"),
    ),
    "email_addcontact": ("contacts.add_contact",),
    "email_query": ("mail.check_mail", "mail.read_mail"),
    "email_querycontact": (
        *("contacts.look_up", "contacts.tell_number", "contacts.tell_address"),
        *("contacts.tell_birthday", "contacts.next_birthday"),
    ),
    "email_sendemail": ("mail.send_mail", "mail.reply"),
    "general_greet": (OPEN, *_SMALL_TALK),
    "general_joke": (OPEN,),
    "general_quirky": (OPEN, *_SMALL_TALK),
    "iot_cleaning": ("home.clean", "home.turn_on"),
    "iot_coffee": ("home.make_coffee", "home.turn_on"),
    "iot_hue_lightchange": ("home.set_colour",),
    "iot_hue_lightdim": ("home.dim",),
    "iot_hue_lightoff": ("home.turn_off",),
    "iot_hue_lighton": ("home.turn_on",),
    "iot_hue_lightup": ("home.brighten",),
    "iot_wemo_off": ("home.turn_off",),
    "iot_wemo_on": ("home.turn_on",),
    "lists_createoradd": ("lists.add_item", "lists.create_list"),
    "lists_query": ("lists.read_list", "lists.ask_item"),
    "lists_remove": ("lists.remove_item", "lists.delete_list", "lists.clear_list"),
    "music_dislikeness": (OPEN,),
    "music_likeness": (OPEN,),
    "music_query": ("media.tell_playing",),
    "music_settings": ("media.repeat", "media.shuffle"),
    "news_query": ("news.headlines",),
    "play_audiobook": _PLAYING,
    "play_game": ("games.play_game",),
    "play_music": _PLAYING,
    "play_podcasts": _PLAYING,
    "play_radio": _PLAYING,
    "qa_currency": ("currency.convert",),
    "qa_definition": ("dictionary.define", "dictionary.spell", OPEN, "remembering.tell_known"),
    "qa_factoid": (
        *(OPEN, "remembering.tell_known", "contacts.tell_birthday", "dictionary.define"),
        "units.convert",
    ),
    "qa_maths": ("arithmetic.calculate", "units.convert"),
    "qa_stock": (CANNOT,),
    "recommendation_events": (CANNOT,),
    "recommendation_locations": (CANNOT,),
    "recommendation_movies": (CANNOT,),
    "social_post": (CANNOT,),
    "social_query": (CANNOT,),
    "takeaway_order": (CANNOT,),
    "takeaway_query": (CANNOT,),
    "transport_query": (CANNOT,),
    "transport_taxi": (CANNOT,),
    "transport_ticket": (CANNOT,),
    "transport_traffic": (CANNOT,),
    "weather_query": ("weather.forecast",),
}
"""By SLURP's scenario and action, the destinations that are right; the first is the usual one."""

_WHEN = dict.fromkeys(("date", "time", "timeofday", "general_frequency"), "when")
_WHO = dict.fromkeys(("person", "relation", "email_address", "business_name"), "person")
_PLAYED = (
    *("artist_name", "song_name", "music_genre", "playlist_name", "radio_name", "audiobook_name"),
    *("podcast_name", "audiobook_author", "music_album", "music_descriptor", "podcast_descriptor"),
    *("movie_name", "news_topic", "person"),
)
_EVENT = (
    *("event_name", "meal_type", "person", "relation", "place_name", "business_name"),
    "business_type",
)
_TOLD = ("news_topic", "person", "place_name", "event_name", "business_name")

SLOTS: Mapping[str, Mapping[str, str]] = {
    "alarms": {**_WHEN, "event_name": "name"},
    "calendar": {**_WHEN, **dict.fromkeys(_EVENT, "what")},
    "reminders": {**_WHEN, **dict.fromkeys(_EVENT, "what")},
    "clock": {"date": "when", "time": "when", "place_name": "place", "time_zone": "place"},
    "contacts": {**_WHO, "personal_info": "detail"},
    "currency": {"currency_name": "currency"},
    "dictionary": {"definition_word": "word"},
    "games": {"game_name": "game", "game_type": "game"},
    "home": {
        "house_place": "device",
        "device_type": "device",
        "color_type": "colour",
        "change_amount": "amount",
    },
    "lists": {"list_name": "list_name"},
    "mail": {**_WHO, **_WHEN},
    "media": dict.fromkeys(_PLAYED, "what"),
    "news": dict.fromkeys(_TOLD, "topic"),
    "volume": {"change_amount": "amount"},
    "weather": {**_WHEN, "place_name": "place", "weather_descriptor": "condition"},
}
"""By the subject of a destination, the slot that each type of SLURP's is. An event is named with
whom it is and where ("lunch with Anna at the office"), a device with its room ("kitchen lamp"), so
those are one slot. Only what the skill has a slot for counts. Other types it has no
slot for (a source of news, a payment), and other slots SLURP does not write down (what is put on
a list, what is to be written to somebody)."""

_NAMES = re.compile(
    r"^(?:(?:hey|ok|okay|hi) )?(?:olly|siri|alexa|google|cortana) | (?:olly|siri|alexa|google)$"
)
"""The names of other assistants, where one calls them. Hers is taken off before, too."""

_SMALL_WORDS = "at on in the a an for of by to my from and with about some this between o'clock"
_SMALL = frozenset(_SMALL_WORDS.split())
_WORDS_OF_THE_WISH = """
light lights all every me something anything everything more most favorite favourite latest last
next new newest recent recently upcoming current same first second third played added music song
songs track tune tunes artist genre playlist album radio station channel fm podcast podcasts
episode audiobook audio book event events list lists
"""
_OF_THE_WISH = frozenset(_WORDS_OF_THE_WISH.split())
"""Words of the wish itself, which SLURP counts among the slots in some sentences only."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked. `right`: the destinations that are right; `slots`: by SLURP's types."""

    words: str
    scenario: str
    right: tuple[str, ...]
    slots: Mapping[str, str]


def read(file: Path) -> list[Asked]:
    """Read a file of SLURP's (`devel.jsonl`). Raises `Problem` where it is none."""
    try:
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        return [_asked(row) for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Problem(f"{file} is no file of SLURP's: {error}.") from None


def _asked(row: Mapping[str, Any]) -> Asked:
    right = DESTINATIONS[f"{row['scenario']}_{row['action']}"]
    tokens = [token["surface"] for token in row["tokens"]]
    spans: defaultdict[str, list[str]] = defaultdict(list)
    for entity in row["entities"]:
        slot = SLOTS.get(right[0].partition(".")[0], {}).get(entity["type"])
        if slot is not None:
            spans[slot] += [tokens[i] for i in entity["span"]]
    said = tidy(row["sentence"])
    return Asked(
        _NAMES.sub("", said) or said,
        row["scenario"],
        right,
        {slot: content for slot, words in spans.items() if (content := plain(_joined(words)))},
    )


def _joined(tokens: Iterable[str]) -> str:
    """Words of tokens: SLURP parts "mom's" in two."""
    return " ".join(tokens).replace(" '", "'")


_SAME = {
    ("currency", "to"): "currency",
    ("alarms", "what"): "name",
    ("calendar", "person"): "what",
    ("calendar", "place"): "what",
    ("home", "place"): "device",
}
"""Slots of hers that are one in the table."""


_ALIKE = {"grocery": "shopping", "groceries": "shopping"}
"""Words that mean the same to her: there is one list for all that is to be bought."""


def plain(words: str) -> str:
    """The words of a slot that tell something, in one form and order."""
    kept = [word.removesuffix("'s") for word in tidy(words).split()]
    told = [_ALIKE.get(word, word) for word in kept if word not in _SMALL | _OF_THE_WISH]
    return " ".join(sorted(told))


def told(destination: str, slots: Mapping[str, str]) -> dict[str, str]:
    """What was understood of the slots that SLURP writes down for a destination."""
    subject = destination.partition(".")[0]
    known = set(SLOTS.get(subject, {}).values())
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, words in slots.items():
        if (slot := same(destination, name)) in known and (content := plain(words)):
            found[slot].append(content)
    return {slot: plain(" ".join(several)) for slot, several in found.items()}


def same(destination: str, slot: str) -> str:
    """The slot in the table that a destination's slot is."""
    return _SAME.get((destination.partition(".")[0], slot), slot)
