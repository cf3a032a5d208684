"""What was read is found with its source, kept once, and forgotten to the last byte."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from documents import files
from memory.bytes_of import everything_under
from memory.conftest import Hashed

from voice_os.documents import Passage
from voice_os.documents.reader import Reader
from voice_os.errors import Problem
from voice_os.memory.consulting import excerpt, told
from voice_os.memory.forgetting import Words
from voice_os.memory.key import Key, new
from voice_os.memory.library import Library, Outcome, files_in
from voice_os.memory.store import Store


@pytest.fixture
def library(store: Store) -> Library:
    return Library(store)


@pytest.fixture
async def reader() -> AsyncIterator[Reader]:
    async with Reader() as reading:
        yield reading


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    pages = ["To install the pump, turn the red valve.", "The warranty lasts two years."]
    return files.pdf(tmp_path / "user_guide.pdf", pages)


async def test_an_answer_names_its_source(library: Library, reader: Reader, guide: Path) -> None:
    assert await library.learn(guide, reader) is Outcome.LEARNT
    (first, *_) = await library.consult("how long is the warranty", 3)
    assert (first.title, first.place) == ("user guide", "page 2")
    answer = told(first, "how long is the warranty")
    assert answer == "In user guide, page 2, it says: The warranty lasts two years."


async def test_what_has_not_changed_is_not_read_again(
    library: Library, reader: Reader, guide: Path
) -> None:
    await library.learn(guide, reader)
    assert await library.learn(guide, reader) is Outcome.KNOWN
    os.utime(guide, (1, 1))  # written anew as it was
    assert await library.learn(guide, reader) is Outcome.KNOWN
    moved = files.moved(guide, "moved.pdf")
    assert await library.learn(moved, reader) is Outcome.KNOWN
    assert [one.path for one in await library.documents()] == [str(moved)]
    files.pdf(moved, ["The warranty lasts three years."])
    assert await library.learn(moved, reader) is Outcome.LEARNT
    assert [one.text for one in await library.consult("warranty years", 9)] == [
        "The warranty lasts three years."
    ]


async def test_the_same_text_in_two_places_is_learnt_once(
    library: Library, reader: Reader, tmp_path: Path
) -> None:
    for name, outcome in (("a.txt", Outcome.LEARNT), ("b.txt", Outcome.KNOWN)):
        file = files.text(tmp_path / name, "The pump is blue.")
        assert await library.learn(file, reader) is outcome
    assert len(await library.documents()) == 1


async def test_a_file_that_breaks_leaves_what_was_read_of_it_before(
    library: Library, reader: Reader, guide: Path
) -> None:
    await library.learn(guide, reader)
    files.text(guide, "broken")
    with pytest.raises(Problem, match=r"user_guide\.pdf cannot be read"):
        await library.learn(guide, reader)
    assert (await library.consult("warranty", 1))[0].place == "page 2"


async def test_a_file_that_is_too_large_is_not_even_opened(
    library: Library, reader: Reader, tmp_path: Path
) -> None:
    large = files.text(tmp_path / "large.txt", "")
    os.truncate(large, 1_000_000_000)
    with pytest.raises(Problem, match="larger than 200 MB"):
        await library.learn(large, reader)


async def test_a_forgotten_document_is_in_no_byte_and_stays_away_until_it_is_named(
    path: Path, key: Key, store: Store, library: Library, reader: Reader, tmp_path: Path
) -> None:
    file = files.text(tmp_path / "plan.txt", "We meet at zqxjwvkpty station.")
    await library.learn(file, reader)
    await library.catch_up()
    assert b"zqxjwvkpty" in everything_under(path.parent, key)
    await library.forget((await library.documents())[0])
    assert b"zqxjwvkpty" not in everything_under(path.parent, key)
    assert await library.consult("station", 1) == []
    assert await library.learn(file, reader, named=False) is Outcome.FORGOTTEN
    assert await library.learn(file, reader) is Outcome.LEARNT


async def test_forgetting_what_was_said_leaves_what_was_read(
    store: Store, library: Library, reader: Reader, guide: Path
) -> None:
    await library.learn(guide, reader)
    await store.forget(Words("warranty"))
    assert (await library.consult("warranty", 1))[0].place == "page 2"


async def test_vectors_are_made_afterwards_and_a_break_resumes(
    store: Store, library: Library
) -> None:
    passages = tuple(Passage(f"page {number}", f"Text {number}.") for number in range(100))
    await library.learn_text("one", "\n\n".join(one.text for one in passages))
    steps: list[tuple[int, int]] = []
    await library.catch_up(lambda done, total: steps.append((done, total)))
    assert steps[-1][0] == steps[-1][1] > 0
    (count,) = await store.read(lambda c: c.execute("SELECT count(*) FROM passages").fetchone())
    made = await store.read(lambda c: c.execute("SELECT count(*) FROM passage_vectors").fetchone())
    assert made == (count,)
    await store.write(lambda c: c.execute("DELETE FROM passage_vectors WHERE id > 1"))
    steps.clear()
    await library.catch_up(lambda done, total: steps.append((done, total)))
    assert steps == ([(count - 1, count - 1)] if count > 1 else [])


async def test_without_an_embedder_words_find_what_was_read(path: Path) -> None:
    store = await Store.open(path, new())
    library = Library(store)
    await library.learn_text("what you copied", "The code of the door is in the blue book.")
    await library.catch_up()
    (found,) = await library.consult("where is the code of the door", 3)
    assert (found.source, found.score) == ("what you copied", 1.0)
    await store.close()


async def test_an_export_has_what_was_read_and_an_import_brings_it_back(
    store: Store, library: Library, reader: Reader, guide: Path, tmp_path: Path
) -> None:
    await library.learn(guide, reader)
    await library.learn_text("copied", "Forget me.")
    await library.forget((await library.documents())[1])
    everything = await store.export()
    again = await Store.open(tmp_path / "again" / "memory.db", new(), embedder=Hashed())
    await again.import_(everything)
    assert await again.export() == everything
    other = Library(again)
    assert (await other.consult("warranty", 1))[0].source == "user guide, page 2"
    assert await other.learn(guide, reader) is Outcome.KNOWN
    await again.close()


def test_a_folder_gives_the_files_that_can_be_read_and_none_from_outside(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside.txt"
    (inside / "deep" / ".hidden").mkdir(parents=True)
    outside.write_text("no")
    for name in (
        "b.txt",
        "a.PDF",
        "deep/c.md",
        "deep/.hidden/d.txt",
        ".e.txt",
        "f.jpg",
        "~$g.docx",
    ):
        (inside / name).write_text("x")
    (inside / "link.txt").symlink_to(outside)
    (inside / "loop").symlink_to(inside)
    found = [str(path.relative_to(inside)) for path in files_in(inside)]
    assert found == ["a.PDF", "b.txt", "deep/c.md"]


def test_the_sentence_that_answers_is_told_first() -> None:
    text = "Rain fell. The boiler is in the cellar. It is red. Snow fell."
    assert excerpt(text, "where is the boiler", 8) == "The boiler is in the cellar."
    assert excerpt(text, "where is the boiler", 20).startswith("The boiler is in the cellar. It")
    assert excerpt("word " * 50, "boiler", 5) == "word word word word word …"


async def test_a_document_is_consulted_alone(library: Library) -> None:
    await library.learn_text("red book", "The pump is in the cellar.")
    blue = await library.learn_text("blue book", "The pump is in the attic.")
    red, _ = await library.documents()
    assert [one.title for one in await library.consult("pump", 5, blue)] == ["blue book"]
    assert [one.title for one in await library.consult("pump", 5, red)] == ["red book"]
