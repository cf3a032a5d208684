"""How every part is: which engine is in use, whether it is healthy, and what would be better."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from voice_os import catalog
from voice_os.audio.devices import Kind, devices, find
from voice_os.catalog import Catalog
from voice_os.desktop import keys
from voice_os.errors import Problem
from voice_os.events import EngineMissing, EngineReady, Event, Notice, Part
from voice_os.loading import Loader, choose
from voice_os.models.verify import Condition, check
from voice_os.paths import config_path, counts_path, log_path, socket_path
from voice_os.restraint.counts import Counts
from voice_os.restraint.helplines import country_here, helpline
from voice_os.settings import Device, Settings
from voice_os.skills import registry


@dataclass(frozen=True, slots=True)
class Finding:
    """How one part is. `advice` says what is wrong, or what would be better; may be empty."""

    part: str
    in_use: str
    healthy: bool = True
    advice: str = ""

    def as_dict(self) -> dict[str, object]:
        """For programs."""
        return asdict(self)


async def examine(current: Settings) -> list[Finding]:
    """Look at every part. Loads each engine once, as a conversation would."""
    listed = catalog.load()
    return [
        *await _engines(current, listed),
        await _end_of_turn(current, listed),
        *_models(current, listed),
        _device(Kind.INPUT, current.audio.microphone),
        _device(Kind.OUTPUT, current.audio.speaker),
        _key(current),
        _skills(),
        _restraint(current),
        Finding("settings", str(config_path())),
        Finding("log", str(log_path())),
    ]


async def _engines(current: Settings, listed: Catalog) -> list[Finding]:
    told: list[Event] = []
    loader = Loader(current, listed, told.append)
    spare = await loader.spare_voice()
    stt = await loader.stt(registry.load().skills)
    llm = await loader.llm()
    tts = await loader.tts(spare)
    better = {part: choose(part, current, listed).better for part in Part}
    better[Part.LLM] = better[Part.LLM] or (llm.remark if llm is not None else "")
    for engine in (stt, llm, tts, spare):
        if engine is not None:
            await engine.close()
    return [_engine(part, told, better[part]) for part in Part]


def _engine(part: Part, told: list[Event], better: str) -> Finding:
    """What the loading of a part told."""
    name = "none: only skills answer"
    wrong = ""
    for event in told:
        match event:
            case EngineReady(p, loaded, seconds) if p is part:
                name = f"{loaded} (loaded in {seconds:.1f} s)"
            case EngineMissing(p, sentence) if p is part:
                wrong = sentence
    return Finding(part.value, name, healthy=not wrong, advice=wrong or better)


async def _end_of_turn(current: Settings, listed: Catalog) -> Finding:
    """What tells when a turn is over. Without a model, the pauses and the words do."""
    part, pauses = "end of turn", "pauses and words"
    told: list[Event] = []
    engine = await Loader(current, listed, told.append).end_of_turn()
    if engine is not None:
        await engine.close()
        return Finding(part, engine.name)
    if wrong := " ".join(event.sentence for event in told if isinstance(event, Notice)):
        return Finding(part, pauses, healthy=False, advice=wrong)
    better = listed.of("turn", current.language)[-1:]
    advice = (
        f"`voice-os models get {model.id}` gets {model.name}, which hears in your voice whether "
        "you have finished."
        for model in better
    )
    return Finding(part, pauses, advice="".join(advice))


def _models(current: Settings, listed: Catalog) -> Iterator[Finding]:
    """The models that are here, each by a quick look."""
    for entry in listed.entries:
        finding = check(entry, current.models)
        if finding.condition is not Condition.ABSENT:
            advice = "" if finding.healthy else finding.sentence
            yield Finding(f"model {entry.id}", entry.name, finding.healthy, advice)


def _device(kind: Kind, chosen: Device | None) -> Finding:
    try:
        found = find(chosen, kind, devices())
    except Problem as problem:
        return Finding(kind.value, "none", healthy=False, advice=str(problem))
    return Finding(kind.value, f"{found.name} ({found.host}, {found.rate} Hz)")


def _key(current: Settings) -> Finding:
    problems: list[str] = []
    try:
        source = keys.key_source(current.key, socket_path(), problems.append)
    except Problem as problem:
        return Finding("key", "none", healthy=False, advice=str(problem))
    return Finding("key", source.name, advice=" ".join(problems))


def _restraint(current: Settings) -> Finding:
    """Whose helpline she names, and how often restraint was needed this year and before."""
    country = current.country or country_here()
    found = helpline(country, current.language)
    lines = f"{found.line or 'no helpline'}, {found.emergency} ({found.country or 'anywhere'})"
    counts = [
        f"{year}: {', '.join(f'{count} {what}' for what, count in sorted(some.items()))}"
        for year, some in sorted(Counts(counts_path()).by_year().items())
    ]
    advice = "" if found.country else "`voice-os config set country DE` (or yours) names helplines."
    return Finding("restraint", "; ".join([lines, *counts]), advice=advice)


def _skills() -> Finding:
    found = registry.load()
    count = f"{len(found.skills)} skills"
    return Finding("skills", count, healthy=not found.problems, advice=" ".join(found.problems))
