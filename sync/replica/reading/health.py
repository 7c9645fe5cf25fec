"""How the cache is: how far it has come with the server, what waits, and whether what lies on the disk is whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sync.replica.reading.reader import Reader
from sync.replica.reading.waiting import REFUSED, UNSENT
from sync.replica.text_index import ALL, FULL_TEXT

COMPLAINTS_MOST = 20
"""A file that is broken in more places is as broken."""


class SyncState(NamedTuple):
    """Where the replica stands.

    Attributes:
        epoch, seq: the cursor; an empty epoch before the first page.
        heard_at: when the server last brought something, by its clock; empty for never.
        checked_at: when everything was last compared with the server; empty for never.
        unsent: changes the server has not taken.
        refused: changes that wait for the user.
        fills: scopes that are still being filled.
        segments: pieces of the first sync still to come.
        repairing: whether something that differed is being mended.
        unknown: records that only a newer program understands.
        unindexed: whether there are rows that no search finds yet.
        records: how many tickets, messages and articles are held.
    """

    epoch: str
    seq: int
    heard_at: str
    checked_at: str
    unsent: int
    refused: int
    fills: int
    segments: int
    repairing: bool
    unknown: int
    unindexed: bool
    records: dict[str, int]


def sync_state(reader: Reader) -> SyncState:
    """Return where the replica stands; counts rows, so not for the GUI thread."""
    meta = dict(reader.all("SELECT key, value FROM meta WHERE key IN ('epoch','seq','heard_at','checked_at','repair')"))

    def count(table: str, where: str = "1") -> int:
        return int(reader.value(f"SELECT count(*) FROM {table} WHERE {where}"))  # noqa: S608 - names of ours

    return SyncState(
        epoch=meta.get("epoch") or "",
        seq=int(meta.get("seq") or 0),
        heard_at=meta.get("heard_at") or "",
        checked_at=meta.get("checked_at") or "",
        unsent=count("outbox", f"state IN {UNSENT}"),
        refused=count("outbox", f"state IN {REFUSED}"),
        fills=count("fill"),
        segments=count("segment"),
        repairing=bool(meta.get("repair")),
        unknown=count("unknown_record"),
        unindexed=bool(reader.value("SELECT count(*) FROM text_index WHERE upto < ?", (ALL,))),
        records={kind: count(kind) for kind in ("ticket", "message", "article")},
    )


class Health(NamedTuple):
    """What a look at every page of the cache has found.

    Attributes:
        rows: how many tickets, messages and articles were counted.
        broken: what SQLite or its cipher finds wrong, in their words; empty if the file is whole.
        text_differs: rows whose full text is missing, or that have some without being there.
    """

    rows: int
    broken: tuple[str, ...]
    text_differs: int


def examine(reader: Reader, wanted_no_more: Callable[[], bool]) -> Health:
    """Go through the whole file. Takes a while; once `wanted_no_more` it ends with an error of SQLite's.

    Raises:
        CacheDamaged: It is so broken that it cannot even be read.
    """
    reader.give_up_when(wanted_no_more)
    broken = [str(row[0]) for row in reader.all("PRAGMA cipher_integrity_check")][:COMPLAINTS_MOST]
    said = [str(row[0]) for row in reader.all(f"PRAGMA integrity_check({COMPLAINTS_MOST})")]
    broken += [complaint for complaint in said if complaint != "ok"]
    broken += [f"{row[0]} without {row[2]}" for row in reader.all("PRAGMA foreign_key_check")][:COMPLAINTS_MOST]
    rows = sum(int(reader.value(f"SELECT count(*) FROM {kind}")) for kind in ("ticket", "message", "article"))  # noqa: S608 - names of ours
    return Health(rows, tuple(broken), sum(_text_differences(reader, kind) for kind in FULL_TEXT))


def _text_differences(reader: Reader, kind: str) -> int:
    """Count the rows up to `text_index.upto` that their full-text table lacks, and those it should not have."""
    held = f"SELECT row_id FROM {kind} WHERE row_id <= (SELECT upto FROM text_index WHERE kind = '{kind}')"  # noqa: S608 - names of ours
    found = f"SELECT id FROM {kind}_text_docsize"  # noqa: S608 - names of ours
    missing, extra = (
        int(reader.value(f"SELECT count(*) FROM ({one} EXCEPT {other})"))  # noqa: S608 - names of ours
        for one, other in ((held, found), (found, held))
    )
    return missing + extra
