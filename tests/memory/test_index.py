from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection

import numpy as np
import pytest
from memory.bytes_of import everything_under
from memory.conftest import said

from voice_os.memory import Turn, Vectors, connection, index, schema, tables
from voice_os.memory.embedding import DIMENSIONS
from voice_os.memory.key import Key


@pytest.fixture
def opened(path: Path, key: Key) -> Iterator[Connection]:
    schema.make(path, key)
    with closing(connection.connect(path, key)) as found:
        index.create(found)
        yield found


def put(opened: Connection, turns: list[Turn], vectors: Vectors | None = None) -> list[int]:
    with connection.transaction(opened):
        stored = [tables.add_turn(opened, turn) for turn in turns]
        index.TURNS.add(opened, stored, vectors)
    return [turn.id for turn in stored]


def unit(count: int, seed: int = 0) -> Vectors:
    rows = np.random.default_rng(seed).standard_normal((count, DIMENSIONS)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


def found(opened: Connection, *words: str) -> list[int]:
    return list(index.TURNS.with_words(opened, index.TURNS.counts(opened, words), 10))


def test_words_are_found_in_their_other_forms(opened: Connection) -> None:
    first, second = put(opened, said("I was painting all day.", "Nothing at all."))
    assert found(opened, "paints") == [first]
    assert found(opened, "nothing") == [second]
    assert found(opened, "zebra") == []
    assert found(opened, 'say "OR" NEAR(') == []


def test_rare_words_find_before_common_ones(opened: Connection) -> None:
    ids = put(opened, said(*["the garden"] * 9, "the garden gate"))
    assert index.TURNS.counts(opened, ["garden", "gate", "absent"]) == {
        "absent": 0,
        "gate": 1,
        "garden": 10,
    }
    assert list(index.TURNS.counts(opened, ["garden", "gate"])) == ["gate", "garden"]
    assert found(opened, "garden", "gate")[0] == ids[-1]


def test_in_a_large_memory_the_rarest_words_find(
    opened: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = put(opened, said(*["the garden"] * 9, "the garden gate"))
    monkeypatch.setattr(index, "_MATCHES", 3)
    assert found(opened, "garden", "gate") == [ids[-1]]
    # Where there are only common ones, the newest turns are looked at.
    assert set(found(opened, "garden")) == set(ids[-3:])


def test_turns_that_have_of_both_words(opened: Connection) -> None:
    put(opened, said("Ingrid came by.", "I live here."))
    (both,) = put(opened, said("Ingrid lives in Bergen."))
    assert list(index.TURNS.with_both(opened, ["live"], ["ingrid"], 10)) == [both]
    assert index.TURNS.with_both(opened, [], ["ingrid"], 10) == {}
    assert index.TURNS.occurring(opened, ["live", "ingrid", "gate"], both) == {"live", "ingrid"}


def test_the_nearest_vectors_are_found_across_blocks(opened: Connection) -> None:
    vectors = unit(1200)
    ids = put(opened, said(*map(str, range(1200))), vectors)
    for place in (0, 511, 512, 1199):
        near = index.TURNS.nearest(opened, vectors[place], 5)
        assert len(near) == 5
        assert ids[place] in near
        alike = index.TURNS.likeness(opened, vectors[place], near)
        assert max(alike, key=lambda number: alike[number]) == ids[place]
        assert alike[ids[place]] == pytest.approx(1, abs=0.01)


def test_a_memory_without_vectors_has_nothing_near(opened: Connection) -> None:
    put(opened, said("hello"))
    assert index.TURNS.nearest(opened, unit(1)[0], 5) == []
    assert index.TURNS.likeness(opened, unit(1)[0], [1]) == {}


def test_what_is_removed_is_found_no_more(opened: Connection) -> None:
    vectors = unit(3)
    kept, gone, last = put(opened, said("red apple", "green quince", "blue plum"), vectors)
    with connection.transaction(opened):
        index.TURNS.remove(opened, [gone])
        index.TURNS.remove(opened, [gone])  # twice does no harm
        opened.execute("DELETE FROM turns WHERE id = ?", [gone])
    assert found(opened, "quince") == []
    assert set(found(opened, "apple", "plum")) == {kept, last}
    assert gone not in index.TURNS.likeness(opened, vectors[1], [kept, gone, last])
    opened.execute("INSERT INTO turn_words (turn_words) VALUES ('integrity-check')")


def test_no_byte_of_what_is_removed_stays_in_the_index(
    opened: Connection, path: Path, key: Key
) -> None:
    vectors = unit(40)
    ids = put(opened, said(*(f"quince{n} jelly" for n in range(40))), vectors)
    sought = [b"quince7", np.packbits(vectors[7] > 0).tobytes()[:16]]
    with connection.transaction(opened):
        index.TURNS.remove(opened, [ids[7]])
        opened.execute("DELETE FROM turns WHERE id = ?", [ids[7]])
    opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    everything = everything_under(path.parent, key)
    assert b"quince" in everything
    assert not [part for part in sought if part in everything]


def test_who_spoke_here(opened: Connection) -> None:
    assert index.speakers(opened) == []
    put(opened, said("hello", speaker="you") + said("hi", "so", speaker="Nova"))
    assert index.speakers(opened) == ["Nova", "you"]


def test_making_the_tables_again_changes_nothing(opened: Connection) -> None:
    (there,) = put(opened, said("a red apple"), unit(1))
    index.create(opened)
    assert found(opened, "apple") == [there]
