"""An index that is broken, foreign, outdated or half built is built again, and nobody sees an error meanwhile."""

import random
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from sync.search import ArticleChanges, ArticleIndex, IndexState
from sync.search.errors import IndexDamaged, IndexNotWritten
from sync.search.schema import INDEX_VERSION
from sync.search.storage import connect
from tests.sync.search.shelf import KEY, Shelf, article, state


@pytest.fixture
def built(path: Path, shelf: Shelf) -> Path:
    """The file of a finished, closed index."""
    index = ArticleIndex.open(path, KEY)
    index.follow(shelf)
    index.close()
    return path


def heals(path: Path, shelf: Shelf, key: bytes = KEY) -> bool:
    """Tell whether an index opens without an error, answers with nothing, and is whole after `follow`."""
    index = ArticleIndex.open(path, key)
    meanwhile = index.search("frozen ", language="en")
    rebuilding = state(index) is IndexState.REBUILDING and meanwhile.state is IndexState.REBUILDING
    index.follow(shelf)
    after = index.search("frozen ", language="en")
    index.close()
    return rebuilding and meanwhile.hits == () and [hit.article_id for hit in after.hits] == ["terminal"]


def test_a_file_that_is_no_index_is_replaced(path: Path, shelf: Shelf) -> None:
    path.write_bytes(b"not an index at all" * 1_000)
    assert heals(path, shelf)


def test_another_key_begins_anew(built: Path, shelf: Shelf) -> None:
    assert heals(built, shelf, key=bytes(32))


def test_a_file_cut_short_is_replaced(built: Path, shelf: Shelf) -> None:
    built.write_bytes(built.read_bytes()[:4_096])
    assert heals(built, shelf)


def test_an_unknown_layout_is_replaced(built: Path, shelf: Shelf) -> None:
    manifest = connect(built, KEY)
    manifest.connection.execute("PRAGMA user_version = 99")
    manifest.connection.close()
    assert heals(built, shelf)


def test_bytes_flipped_anywhere_never_raise_and_heal(built: Path, shelf: Shelf) -> None:
    sound = built.read_bytes()
    chance = random.Random(7)
    for _ in range(40):
        broken = bytearray(sound)
        for _ in range(4):
            at = chance.randrange(len(broken))
            broken[at] ^= 1 << chance.randrange(8)
        built.write_bytes(broken)
        index = ArticleIndex.open(built, KEY)
        index.search("card pri", language="en")
        index.apply(ArticleChanges(upserted=[article("new", "New")]))
        index.follow(shelf)
        assert [hit.article_id for hit in index.search("frozen ", language="en").hits] == ["terminal"]
        assert state(index) is IndexState.READY
        index.close()


def test_a_segment_with_a_missing_piece_is_noticed(built: Path, shelf: Shelf) -> None:
    manifest = connect(built, KEY)
    manifest.connection.execute("UPDATE chunk SET data = substr(data, 1, length(data) / 2)")
    manifest.connection.close()
    index = ArticleIndex.open(built, KEY)
    assert index.search("frozen ", language="en").hits == ()
    assert state(index) is IndexState.REBUILDING
    index.follow(shelf)
    assert state(index) is IndexState.READY
    assert len(index.search("frozen ", language="en").hits) == 1
    index.close()


def test_an_older_version_answers_until_the_new_index_is_built(built: Path, shelf: Shelf) -> None:
    manifest = connect(built, KEY)
    manifest.connection.execute("UPDATE build SET version = ?", (INDEX_VERSION - 1,))
    manifest.connection.close()
    index = ArticleIndex.open(built, KEY)
    assert state(index) is IndexState.STALE
    assert len(index.search("frozen ", language="en").hits) == 1
    states = []
    index.follow(shelf, on_progress=lambda _: states.append(len(index.search("frozen ", language="en").hits)))
    assert states == [1]
    assert state(index) is IndexState.READY
    assert len(index.search("frozen ", language="en").hits) == 1
    index.close()


def test_a_rebuild_takes_in_everything_while_the_old_index_answers(index: ArticleIndex, shelf: Shelf) -> None:
    seen = []
    assert index.rebuild(shelf, on_progress=lambda _: seen.append(index.search("till ", language="en").total)) == 5
    assert seen == [1]
    assert index.search("till ", language="en").total == 1


def test_the_file_shows_neither_words_nor_titles(built: Path, path: Path) -> None:
    index = ArticleIndex.open(built, KEY)
    index.apply(ArticleChanges(upserted=[article("plain", "Quokkas are visible", "marsupial " * 500)]))
    every = b"".join(file.read_bytes() for file in path.parent.iterdir())
    index.close()
    assert len(every) > 10_000
    for secret in (b"Quokka", b"quokka", b"marsupial", b"terminal", b"SQLite", KEY):
        assert secret not in every


def test_a_full_disk_is_said_and_what_was_found_stays_found(index: ArticleIndex) -> None:
    index._opened._writer.connection.execute("PRAGMA max_page_count = 1").fetchall()
    with pytest.raises(IndexNotWritten):
        index.apply(ArticleChanges(upserted=[article(f"n{n}", "More", "words " * 9_000) for n in range(20)]))
    assert index.search("frozen ", language="en").total == 1
    index._opened._writer.connection.execute("PRAGMA max_page_count = 100000").fetchall()
    index.apply(ArticleChanges(upserted=[article("more", "Ladder")]))
    assert index.search("ladder ", language="en").total == 1


def test_a_place_that_cannot_be_written_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="unable to open"):
        ArticleIndex.open(tmp_path / "absent" / "search.db", KEY)


def test_an_index_that_cannot_be_read_says_so_to_its_caller(path: Path) -> None:
    path.write_bytes(bytes(10_000))
    with pytest.raises(IndexDamaged, match="not a database|file is"):
        connect(path, KEY)
    assert sqlcipher.sqlite_version
