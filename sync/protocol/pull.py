"""Pull: a page of the feed as newline-delimited JSON frames, closed by `end`; without `end` nothing counts.

A page is the changes of whole transactions after the client's cursor, restricted to what its user may see, followed by
a piece of at most one fill. A **fill** brings what no change announces: all of a scope newly granted (`scope:<scope>`),
or the children of a record that came into sight (`parent:<kind>:<id>`). It is read in the same snapshot as the changes,
in key order, and goes on from its `position` with the next pull; rows are applied if their `rev` is newer than what is
stored.

A replica that is at the head may ask for a **check**: first for the digests of everything it should hold, then, where
its own differ, for the ids and revisions in those buckets, and then for the records that it `wants`. All of it is read
in the snapshot of the page that carries it, and only if the page ends at the head.
"""

from __future__ import annotations

from typing import Any

import msgspec

from domain.ids import RecordId, Scope

PAGE_ROWS_SOFT = 1_000
PAGE_BYTES_SOFT = 512 * 1024
PAGE_ROWS_HARD = 5_000
WANTS_MOST = 500
SCHEMA_VERSION = 2
"""Version of the records and mutations this build speaks."""


class FillRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Where an unfinished fill stands; `position` is opaque, empty at its beginning."""

    target: str
    position: str = ""


class Check(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Ask whether both ends hold the same.

    Attributes:
        scope: Empty for the digests of all scopes; else the one whose ids and revisions are asked for.
        last_bytes: Of which ids: those that end with one of these bytes, and the children of such.
    """

    scope: Scope = Scope("")
    last_bytes: tuple[int, ...] = ()


class PullRequest(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Ask for the page after `cursor`.

    Attributes:
        cursor: Opaque; empty on the first pull.
        scopes_hash: Digest of the scopes the replica holds with their generations (`domain.access.scopes_hash`).
        fill: The fill to go on with, if any is unfinished.
        check: What to compare, if the page comes to the head.
        wants: Kind and id of records to be told as they are, at most `WANTS_MOST`.
        taken: The last number of this client's that the server has said it took, 0 for none: one that knows of fewer
            has gone back in time, and nobody has told it so.
    """

    client: RecordId
    schema: int
    cursor: str = ""
    scopes_hash: str = ""
    fill: FillRequest | None = None
    check: Check | None = None
    wants: tuple[tuple[str, RecordId], ...] = ()
    taken: int = 0
    rows_most: int = PAGE_ROWS_SOFT


class Begin(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="begin"):
    """Opens a page.

    Attributes:
        start: Sequence the page starts after: the request's cursor, or `head` on a first pull.
        last_n: The last mutation number the server has taken from this client; 0 in a page that came by the stream,
            which is one for many clients.
    """

    epoch: str
    start: int
    head: int
    last_n: int
    server_time: str


class Scopes(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="scopes"):
    """All scopes of the user with their generations; only sent when the client's digest differs."""

    scopes: dict[Scope, int]


class Put(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="put"):
    """A record as it is.

    Attributes:
        e: Kind.
        s: For a record that is not a child: every scope through which the user sees it now.
        d: Its fields in stored form (`domain.records.to_wire`).
    """

    e: str
    id: RecordId
    rev: int
    s: tuple[Scope, ...] = ()
    d: dict[str, Any]


class Out(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="out"):
    """A record left the user's sight; it is not deleted. Its children go with it."""

    e: str
    id: RecordId
    rev: int


class Delete(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="del"):
    """A record was deleted."""

    e: str
    id: RecordId
    rev: int


class Fill(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="fill"):
    """State of a fill after this page.

    A page names a fill that is to begin (`position` empty, `done` false) when a record with children comes into sight,
    and tells how far the requested one got. The client keeps unfinished fills with its cursor.

    Attributes:
        after: Where the requested one stood, as its request said: an answer that went on from elsewhere, an old one,
            is none to this client's place in it. None for one that is to begin, and from servers that do not say.
    """

    target: str
    position: str = ""
    done: bool = False
    after: str | None = None


class Sums(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="sums"):
    """Digests of the records of one kind that a scope shows (`sync.protocol.digest`), of 1, 16 or 256 buckets.

    All that a scope shows is told, kind by kind; a kind that is not told has no records in it.
    """

    scope: Scope
    e: str
    digests: tuple[tuple[int, int], ...]


class Rows(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="rows"):
    """Ids and revisions of all records of one kind that the check's scope shows, among those it asked for."""

    scope: Scope
    e: str
    revs: dict[RecordId, int]


class Checked(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="checked"):
    """The check's answer is complete: what no `sums` or `rows` of this page speak of is not there."""

    scope: Scope = Scope("")
    last_bytes: tuple[int, ...] = ()


class End(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="end"):
    """Closes a page: its rows, memberships, fills and `cursor` become true together.

    Attributes:
        more: The feed has more after `cursor`; pull again at once.
    """

    cursor: str
    more: bool


Frame = Begin | Scopes | Put | Out | Delete | Fill | Sums | Rows | Checked | End
