"""Model Context Protocol: other programs' tools as her skills, and her skills as their tools."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from voice_os.consent import Effect


@dataclass(frozen=True, slots=True)
class Offer:
    """A tool that a server offers. `parameters`: a JSON schema for each, by name."""

    name: str
    description: str
    effect: Effect
    parameters: Mapping[str, Mapping[str, Any]]
    needed: tuple[str, ...] = ()
