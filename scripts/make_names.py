#!/usr/bin/env python3
"""Write two lists into voice_os/persona: names that she may take, and names that people have.

    scripts/make_names.py FOLDER

FOLDER holds `dist.female.first` and `dist.male.first`, the given names of the census of the United
States of 1990 (a work of its government, so in the public domain; the sources of the package
`names` hold both). Kept are women's names that PocketSphinx has in its dictionary, whose phones
make them easy to say, that are no other word, and that it hears right when eSpeak NG says them in
two sentences, with all the others to choose from.
"""

import asyncio
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import numpy as np

from voice_os.audio import SAMPLE_RATE, Samples
from voice_os.audio.resample import resampled
from voice_os.stt.pocketsphinx import PocketSphinx
from voice_os.tts import Delivery
from voice_os.tts.espeak import Espeak

PERSONA = Path(__file__).parent.parent / "voice_os" / "persona"

HEADER = """\
# Given names of women, the most frequent first, each with its phones as the CMU dictionary (in
# PocketSphinx) writes them, without stress. The names are those of the census of the United States
# of 1990, a work of its government and so in the public domain. Made by scripts/make_names.py,
# which says how they were chosen.
"""

PEOPLE = """\
# Given names that people often have, from the same census, for a recogniser to expect. Made by
# scripts/make_names.py.
"""

PEOPLES = 250
"""How many names of men, and of women, it may expect."""

MOST = 1400
"""How far down the census a name may stand."""

SENTENCES = ("hey {} what time is it", "{} set a timer for ten minutes")

WORDS = """
    adelaide alberta alexa alexis alpha amber america angel april artie asia august austin
    autumn bambi belle beulah birdie bobbie brandy britney brooklyn candida candy carolina
    chanel charity chastity chelsea cherry china chiquita christian cinderella clover constance
    cookie coral cortana crystal daisy dakota dallas destiny dixie dolly dorthy dusty easter
    ebony eden essence fairy faith fannie felicity fern florence florida flossie garnet geneva
    georgia ginger golden goldie grace guadalupe gussie harmony hazel heather holiday hollie
    holly honey hope india iris ivory ivy jade jersey jewel jewell joy june karma kenya kitty
    lacey lady lassie latin laurel lavender letha liberty lily loan lolita london lovie luz
    madison madonna magnolia mamie many marine marvel melody mercedes mercy merry milan missy
    mistress misty modesty morgan myrtle nikita novella ocean olive opal pansy paris pearl penny
    petra phoenix poppy precious princess prudence queen randi raven robin roman rose rosemary
    ruby samantha sandy santa savannah shelby sierra siri star starr stormy summer sunny
    sunshine sydney tawny temple terra tiara treasure trinidad trinity valencia velvet venus
    vesta victoria vienna violet virginia willow windy winter
"""
"""Names that are words or places, belong to other machines, or would make one smile."""

_VOWELS = {*("AA", "AE", "AH", "AO", "AW", "AY", "EH", "ER", "EY", "IH", "IY", "OW", "OY", "UH")}
_VOWELS.add("UW")


async def main(folder: Path) -> None:
    """Choose, listen, and write the file."""
    voice = await Espeak.load("en")
    candidates = dict(_candidates(folder))
    expected = [s.format(name) for name in candidates for s in SENTENCES]
    ear = await PocketSphinx.load(expected)
    kept = [name for name in candidates if await _is_heard(name, voice, ear)]
    lines = [f"{name.capitalize()} {' '.join(candidates[name])}\n" for name in kept]
    (PERSONA / "names.txt").write_text(HEADER + "".join(lines), "utf-8")
    (PERSONA / "people.txt").write_text(PEOPLE + "".join(_people(folder)), "utf-8")
    print(f"{len(kept)} of {len(candidates)} names that are easy to say are heard right")
    await voice.close()
    await ear.close()


def _candidates(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Names that are easy to say, with their phones; of those that sound the same, the first."""
    phones = _dictionary()
    men = dict(_census(folder / "dist.male.first"))
    seen: set[tuple[str, ...]] = set()
    for name, share in list(_census(folder / "dist.female.first"))[:MOST]:
        sounds = phones.get(name)
        if sounds is None or name in WORDS.split() or men.get(name, 0.0) >= share:
            continue
        if _is_easy(name, sounds) and tuple(sounds) not in seen:
            seen.add(tuple(sounds))
            yield name, sounds


def _people(folder: Path) -> list[str]:
    """The most frequent names, of men and women by turns, that PocketSphinx knows, in lines."""
    phones = _dictionary()
    both = [
        [name for name, _ in _census(folder / f"dist.{which}.first") if name in phones][:PEOPLES]
        for which in ("female", "male")
    ]
    return [f"{name}\n" for name in dict.fromkeys(chain(*zip(*both, strict=True)))]


def _is_easy(name: str, phones: list[str]) -> bool:
    """Two to four syllables, four to eight phones, no more than two consonants in a row."""
    vowels = [phone in _VOWELS for phone in phones]
    rows = "".join("V" if vowel else "c" for vowel in vowels).split("V")
    syllables = sum(vowels)
    return (
        5 <= len(name) <= 9
        and 4 <= len(phones) <= 8
        and 2 <= syllables <= 4
        and max(map(len, rows)) <= 2
        and len(rows[-1]) <= 1
    )


async def _is_heard(name: str, voice: Espeak, ear: PocketSphinx) -> bool:
    for sentence in SENTENCES:
        said = await _spoken(sentence.format(name.capitalize()), voice)
        if name not in (await ear.transcribe(said)).text.split():
            return False
    return True


async def _spoken(text: str, voice: Espeak) -> Samples:
    pieces = [piece async for piece in voice.synthesize(text, Delivery())]
    return resampled(np.concatenate(pieces), voice.rate, SAMPLE_RATE)


def _census(file: Path) -> Iterator[tuple[str, float]]:
    """Names in lower case and their share of the people, in percent; the most frequent first."""
    for line in file.read_text("ascii").splitlines():
        name, share, *_ = line.split()
        yield name.lower(), float(share)


def _dictionary() -> dict[str, list[str]]:
    """The first pronunciation of each word that PocketSphinx knows."""
    from pocketsphinx import get_model_path

    lines = Path(get_model_path("en-us/cmudict-en-us.dict")).read_text("utf-8").splitlines()
    return {word: phones for word, *phones in map(str.split, lines) if "(" not in word}


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
