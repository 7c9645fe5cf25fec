"""What the first paint needs, by plain sqlcipher3 with nothing else imported: a few milliseconds on a large cache."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from domain.plain import Plain
from sync.replica.reading import directory, tickets
from sync.replica.reading.reader import Reader
from sync.replica.reading.rows import Me, TicketRow
from sync.replica.reading.tickets import DESK_VIEWS, STORE_VIEWS, ViewKey

ROWS = 60


class FirstScreen(Plain):
    """The first window's content.

    Attributes:
        me: Whose cache it is; None before the first page has come.
        view: Which view `rows` are the beginning of.
        counts: How many tickets each of the user's views holds.
        unsent: Changes the server has not taken yet.
        refused: Changes the server refused.
        synced: Whether this replica has ever heard from the server.
        filling: Whether the first sync is not complete yet.
    """

    me: Me | None
    locale: str
    view: ViewKey
    rows: tuple[TicketRow, ...]
    counts: dict[ViewKey, int]
    unsent: int
    refused: int
    synced: bool
    filling: bool


def read_first_screen(path: Path, key: bytes, now: datetime, *, rows: int = ROWS) -> FirstScreen:
    """Read what the first paint of the cache at `path` shows.

    Any error of SQLite passes through: the caller then paints without content and lets `open_writer` name the trouble.
    """
    reader = Reader(path, key)
    try:
        return _read(reader, now, rows)
    finally:
        reader.close()


def _read(reader: Reader, now: datetime, most: int) -> FirstScreen:
    meta = dict(reader.all("SELECT key, value FROM meta WHERE key IN ('user_id', 'epoch', 'sweep')"))
    me = directory.me(reader, meta.get("user_id", ""))
    works = me is not None and me.works
    view = ViewKey.TEAM if works else ViewKey.STORE_OPEN
    week_ago = f"{now - timedelta(days=tickets.WEEK_DAYS):%Y-%m-%dT%H:%M:%S.%fZ}"
    shown: tuple[TicketRow, ...] = ()
    counts: dict[ViewKey, int] = {}
    if me is not None:
        keys = [place.id for place in tickets.keys(reader, view, me, week_ago, most)]
        found = tickets.rows(reader, keys)
        shown = tuple(found[key] for key in keys if key in found)
        views = DESK_VIEWS if works else STORE_VIEWS
        counts = {one: tickets.count(reader, one, me, week_ago) for one in views}
    states = dict(reader.all("SELECT state, count(*) FROM outbox GROUP BY state"))
    return FirstScreen(
        me=me,
        locale=reader.value("SELECT locale FROM user_card WHERE id = ?", (meta.get("user_id", ""),)) or "en",
        view=view,
        rows=shown,
        counts=counts,
        unsent=states.get("saved", 0) + states.get("sending", 0),
        refused=states.get("refused", 0),
        synced=bool(meta.get("epoch")),
        filling=bool(reader.value("SELECT 1 FROM fill LIMIT 1")),
    )
