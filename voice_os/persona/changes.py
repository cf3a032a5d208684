"""Changing an identity: each change is a version, with its date and reason. Pure functions.

What is asked for may go anywhere within the bounds of `Manner` and `Voice`. What drifts of itself
stays within `DRIFT` of what was last asked for.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Literal

from pydantic import ValidationError

from voice_os.errors import Problem
from voice_os.persona import Change, Identity, Manner, Voice

DRIFT = 0.1
"""How far a shade of her manner may drift, in all, from where it was last asked to be."""

ASKED = "You asked me to."
"""The reason of what was asked for."""

_PARTS: dict[str, type[Manner] | type[Voice]] = {"manner": Manner, "voice": Voice}


def changed(
    identity: Identity,
    new: Mapping[str, Any],
    *,
    what: str,
    why: str,
    at: datetime,
    kind: Literal["met", "asked", "drift", "undo"] = "asked",
    undoes: int | None = None,
) -> Identity:
    """The next version, with `new` values by their places: {"name": …, "manner.warmth": …}.

    The same one where nothing changes. Raises `Problem` where a value is not allowed.
    """
    if all(value_at(identity, place) == value for place, value in new.items()):
        return identity
    before = {place: value_at(identity, place) for place in new}
    was = {place: value for place, value in before.items() if value is not None}
    change = Change(
        version=identity.version + 1, at=at, kind=kind, what=what, why=why, was=was, undoes=undoes
    )
    over = {"version": change.version, "changes": (*identity.changes, change)}
    return _with(identity, {**new, **over})


def undone(
    identity: Identity, at: datetime, within: Collection[str] = (), version: int | None = None
) -> Identity:
    """The next version, in which the last change that still holds is taken back.

    `within`: only changes of these parts ("manner", "voice") count; `version`: only that one does.
    Raises `Problem` where there is nothing to take back.
    """
    taken_back = {change.undoes for change in identity.changes}
    for change in reversed(identity.changes):
        parts = {place.partition(".")[0] for place in change.was}
        if change.kind == "undo" or change.version in taken_back:
            continue
        if version is not None and change.version != version:
            continue
        if not within or parts <= set(within):
            return changed(
                identity,
                change.was,
                what=f"took back: {change.what}",
                why=ASKED,
                at=at,
                kind="undo",
                undoes=change.version,
            )
    raise Problem("There is nothing to take back.")


def as_met(identity: Identity) -> dict[str, float]:
    """Her manner and voice as they were when they last met, else from the first, by places."""
    first: dict[str, float] = {
        f"{part}.{name}": value_at(identity, f"{part}.{name}")
        for part, model in _PARTS.items()
        for name in model.model_fields
    }
    for change in reversed(identity.changes):
        if change.kind == "met":
            break
        first |= {place: value for place, value in change.was.items() if place in first}
    return first


def drifted(identity: Identity, shade: str, by: float, *, why: str, at: datetime) -> Identity:
    """The next version, in which a shade of her manner has moved by itself, within its bounds."""
    place = f"manner.{shade}"
    here, anchor = value_at(identity, place), _last_asked(identity, place)
    to = bounded(place, min(max(here + by, anchor - DRIFT), anchor + DRIFT))
    word = "more" if to > here else "less"
    what = f"grew a little {word} {ADJECTIVES[shade]}"
    return changed(identity, {place: to}, what=what, why=why, at=at, kind="drift")


ADJECTIVES = {
    "warmth": "warm",
    "playfulness": "playful",
    "talkativeness": "talkative",
    "directness": "direct",
}
"""What she is who has much of a shade."""


def value_at(identity: Identity, place: str) -> Any:
    """What stands at a place: "name", "manner.warmth"."""
    found: Any = identity
    for part in place.split("."):
        found = getattr(found, part)
    return found


def bounded(place: str, value: float) -> float:
    """The nearest value that a place such as "voice.rate" may have, to two digits."""
    part, _, name = place.partition(".")
    least, most = bounds(_PARTS[part], name)
    return round(min(max(value, least), most), 2)


def bounds(part: type[Manner] | type[Voice], name: str) -> tuple[float, float]:
    """The least and the greatest value of a shade, or of a trait of her voice."""
    limits = part.model_fields[name].metadata
    (least,) = [limit.ge for limit in limits if hasattr(limit, "ge")]
    (most,) = [limit.le for limit in limits if hasattr(limit, "le")]
    return least, most


def _last_asked(identity: Identity, place: str) -> float:
    """Where a place was before it began to drift."""
    anchor: float = value_at(identity, place)
    for change in reversed(identity.changes):
        if place in change.was:
            if change.kind != "drift":
                break
            anchor = change.was[place]
    return anchor


def _with(identity: Identity, new: Mapping[str, Any]) -> Identity:
    data = identity.model_dump()
    for place, value in new.items():
        *parts, name = place.split(".")
        table = data
        for part in parts:
            table = table[part]
        table[name] = value
    try:
        return Identity.model_validate(data)
    except ValidationError as error:
        raise Problem(sentence_of(error)) from None


def sentence_of(error: ValidationError) -> str:
    """What is wrong with an identity, for people."""
    first = error.errors()[0]
    where = ".".join(map(str, first["loc"]))
    if first["type"] == "extra_forbidden":
        return f"{where!r} is no part of an identity."
    return f"{where!r} cannot be {first.get('input')!r}: {first['msg'].lower()}."
