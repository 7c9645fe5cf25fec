"""The index follows its source: after a crash, in bulk, through an interruption."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from domain.ids import RecordId
from sync.search import ArticleChanges, ArticleIndex, IndexProgress, IndexState, segments
from sync.search.errors import IndexNotWritten
from sync.search.storage import connect
from sync.search.writer import IndexWriter
from tests.sync.search.shelf import KEY, Shelf, article, state

MANY = 1_200
WORDS = ("quokka ", "cash ", "frozen ", "number ")


@pytest.fixture
def many() -> Shelf:
    return Shelf(*(article(f"n{n}", f"Article number{n}", f"Common words and word{n % 7}.") for n in range(MANY)))


def test_what_differs_is_taken_in_and_nothing_else(index: ArticleIndex, shelf: Shelf) -> None:
    shelf.put(article("till", "The drawer", rev=2), article("new", "Loyalty points"))
    del shelf.by_id[RecordId("dev")]
    shelf.asked_for = 0
    assert index.follow(shelf) == 3
    assert shelf.asked_for == 2
    assert index.search("loyalty ", language="en").total == 1
    assert index.search("devolución ", language="es").total == 0


def test_many_articles_are_indexed_in_a_child_process(path: Path, many: Shelf) -> None:
    index = ArticleIndex.open(path, KEY)
    progress: list[IndexProgress] = []
    assert index.follow(many, on_progress=progress.append) == MANY
    assert progress[-1] == IndexProgress(MANY, MANY)
    assert state(index) is IndexState.READY
    assert index.search("common ", language="en").total == MANY
    index.close()


def test_an_interrupted_run_continues_where_it_stopped(path: Path, many: Shelf) -> None:
    index = ArticleIndex.open(path, KEY)
    progress: list[IndexProgress] = []
    committed = index.follow(many, on_progress=progress.append, cancelled=lambda: bool(progress))
    assert 0 < committed < MANY
    assert state(index) is IndexState.REBUILDING
    assert index.search("common ", language="en").total == len(_indexed(index))
    index.close()

    again = ArticleIndex.open(path, KEY)
    assert state(again) is IndexState.REBUILDING
    left = MANY - len(_indexed(again))
    assert left < MANY
    many.asked_for = 0
    assert again.follow(many) == left
    assert many.asked_for == left
    assert state(again) is IndexState.READY
    again.close()


def test_while_many_are_taken_in_nobody_is_told_that_all_was_searched(index: ArticleIndex, many: Shelf) -> None:
    states: list[IndexState] = []
    assert state(index) is IndexState.READY

    index.follow(many, on_progress=lambda _: states.append(index.search("nowhere ", language="en").state))

    assert set(states) == {IndexState.REBUILDING}
    assert state(index) is IndexState.READY


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_a_killed_child_is_reported_and_what_it_committed_stays(path: Path, many: Shelf) -> None:
    import multiprocessing

    def kill(_: IndexProgress) -> None:
        for child in multiprocessing.active_children():
            assert child.pid is not None
            os.kill(child.pid, signal.SIGKILL)

    index = ArticleIndex.open(path, KEY)
    with pytest.raises(IndexNotWritten):
        index.follow(many, on_progress=kill)
    kept = len(_indexed(index))
    assert 0 < kept < MANY
    assert index.follow(many) == MANY - kept
    index.close()


def test_an_edit_made_while_the_child_works_is_not_overwritten(path: Path, many: Shelf) -> None:
    index = ArticleIndex.open(path, KEY)
    newer = msgspec.structs.replace(many.by_id[RecordId(f"n{MANY - 1}")], rev=2, title="Quokka")

    def edit(_: IndexProgress) -> None:
        many.put(newer)
        index.apply(ArticleChanges(upserted=[newer]))

    index.follow(many, on_progress=edit)
    assert [hit.article_id for hit in index.search("quokka ", language="en").hits] == [newer.id]
    old = index.search(f"number{MANY - 1} ", language="en", limit=MANY)
    assert newer.id not in {hit.article_id for hit in old.hits}
    index.close()


def test_an_edit_made_while_segments_become_one_waits_for_nothing_and_stays(
    index: ArticleIndex, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two"):
        index.apply(ArticleChanges(upserted=[article(name, f"Number {name}")]))
    manifest, merge = connect(path, KEY), segments.merge

    def merge_beside_an_edit(*given: Any) -> None:
        merge(*given)
        index.apply(ArticleChanges(upserted=[article("till", "Quokka", rev=2)], deleted=[RecordId("two")]))

    monkeypatch.setattr(segments, "merge", merge_beside_an_edit)
    IndexWriter(manifest, manifest.builds()[0].id).merge_all()
    manifest.connection.close()
    found = {word: [hit.article_id for hit in index.search(word, language="en").hits] for word in WORDS}
    assert found == {"quokka ": ["till"], "cash ": [], "frozen ": ["terminal"], "number ": ["one"]}


def test_a_source_that_loses_an_article_meanwhile_does_not_hold_the_index_up(index: ArticleIndex) -> None:
    class Forgetful(Shelf):
        """A source that names an article it cannot give."""

        def revisions(self) -> list[tuple[RecordId, int]]:
            return [*super().revisions(), (RecordId("ghost"), 1)]

    index.follow(Forgetful(article("a", "Alpha")))
    assert state(index) is IndexState.READY


def _indexed(index: ArticleIndex) -> dict[RecordId, int]:
    return index._opened.what_is_indexed()[1]
