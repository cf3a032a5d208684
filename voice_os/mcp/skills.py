"""The tools of other programs' servers as skills.

A tool that does not call itself read-only changes something, and is read back first, unless the
person has allowed it (the subject is "home_server", where the settings call the server "home"). One
that calls its world open, sends.
"""

import json
import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from voice_os.consent import Effect, Policy
from voice_os.consent.network import Network
from voice_os.consent.policies import Policies
from voice_os.mcp import Offer
from voice_os.mcp.servers import Servers
from voice_os.paths import cache_folder
from voice_os.settings import McpSettings
from voice_os.skills import Proposal, Skill
from voice_os.skills.quantities import number, whole_number
from voice_os.skills.services import Utterance
from voice_os.skills.slots import Slot

_LOG = logging.getLogger(__name__)

_LONGEST = 80
"""Characters of a tool's description that are told."""


def skills_of(server: str, offers: Iterable[Offer]) -> list[Skill]:
    """The skills that a server's tools are."""
    return [_skill(server, offer) for offer in offers]


def remembered(settings: Mapping[str, McpSettings]) -> list[Skill]:
    """The skills that servers had when they were last asked, so that they need not run yet."""
    return [
        skill for name, each in settings.items() for skill in skills_of(name, _kept(name, each))
    ]


def _kept(name: str, settings: McpSettings) -> list[Offer]:
    try:
        kept = json.loads(_note(name).read_text("utf-8"))
        if kept["settings"] != settings.model_dump(mode="json"):
            return []
        return [Offer(**{**one, "effect": Effect(one["effect"])}) for one in kept["offers"]]
    except (OSError, ValueError, LookupError, TypeError):
        return []


def note(name: str, settings: McpSettings, offers: Iterable[Offer]) -> None:
    """Keep what a server offers, for the next start."""
    kept = {
        "settings": settings.model_dump(mode="json"),
        "offers": [asdict(offer) for offer in offers],
    }
    path = _note(name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".part")
        partial.write_text(json.dumps(kept), "utf-8")
        partial.replace(path)
    except OSError:
        _LOG.warning("what %s offers could not be kept", name, exc_info=True)


def _note(name: str) -> Path:
    return cache_folder() / "mcp" / f"{name}.json"


def _skill(server: str, offer: Offer) -> Skill:
    effect, description = offer.effect, _described(offer)
    subject = f"{server}_server"  # apart from her own subjects

    async def call(
        _servers: Servers,
        _policies: Policies,
        _network: Network,
        _utterance: Utterance,
        **slots: object,
    ) -> str | Proposal:
        arguments = {
            name: _utterance.as_said(value) if isinstance(value, str) else value
            for name, value in slots.items()
        }

        async def do() -> str:
            said = await _servers.all[server].call(offer.name, arguments, _network)
            return said or "Done."

        name = f"{subject}.{offer.name}"
        allowed = (_policies.chosen(name) or _policies.chosen(subject)) is Policy.ALLOW
        if effect is Effect.READS or (effect is Effect.CHANGES and allowed):
            return await do()
        values = "".join(f", {key}: {value}" for key, value in arguments.items())
        return Proposal(f"With {server}: {description}{values}. Shall I?", do)

    call.__name__ = offer.name
    return Skill(
        function=call,
        subject=subject,
        description=description,
        effect=effect,
        sentences={"en": _sentences(offer)},
        slots={name: _slot(each) for name, each in offer.parameters.items()},
        services={
            "_servers": Servers,
            "_policies": Policies,
            "_network": Network,
            "_utterance": Utterance,
        },
        needed=frozenset(offer.needed),
    )


def _described(offer: Offer) -> str:
    """What a tool does, in a short line: it is told to people, and to the language model."""
    first = re.split(r"[.\n]", offer.description)[0]
    plain = " ".join(re.sub(r"[^\w\s',-]", " ", first).split())[:_LONGEST].strip()
    said = plain or _words(offer)
    return said[0].lower() + said[1:]


def _words(offer: Offer) -> str:
    """A tool's name as words: "turnOnLight" and "turn_on_light" are "turn on light"."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z0-9]+", " ", offer.name)
    return " ".join(apart.lower().split()) or "do it"


def _sentences(offer: Offer) -> tuple[str, ...]:
    """What people can say without a model: the tool's name, and what it needs behind it."""
    first, *others = _words(offer).split()
    slot, *more = [*offer.needed, ""]
    if not others or len(more) > 1 or not re.fullmatch(r"\w*", slot):  # one word is soon said
        return ()
    name = " ".join([first, "[the|my|a]", *others])
    return (f"{name} [the|my|in the|for|of] {{{slot}}}" if slot else name,)


def _slot(schema: Mapping[str, Any]) -> Slot:
    """A parameter: what is said for it is read by the type that its schema names."""
    kind = schema.get("type")

    def parse(words: str) -> object:
        if kind in (None, "string"):
            return words
        if kind == "integer":
            return whole_number(words)
        if kind == "number":
            return float(number(words))
        if kind == "boolean" and words in ("yes", "no", "on", "off"):
            return words in ("yes", "on")
        return json.loads(words)

    plain = {
        key: schema[key] for key in ("type", "enum", "items", "minimum", "maximum") if key in schema
    }
    return Slot(parse, tuple, plain or {"type": "string"})
