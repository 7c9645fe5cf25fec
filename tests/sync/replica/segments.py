"""Segments of a model server: a scope each, as the server was at one moment."""

from __future__ import annotations

from typing import Any

from domain.access import audience_in, scopes_of
from domain.ids import Scope
from domain.records import RECORD_TYPES, Record, time_text
from domain.words import Audience
from sync.protocol.pull import SCHEMA_VERSION
from sync.protocol.segments import SegmentHead, SegmentLines, SegmentList, SegmentPart, Tier
from sync.replica.columns import COLUMNS
from sync.replica.segment_rows import Segment, read_segment
from tests.support.franchise import named
from tests.sync.replica.model import ModelClient, ModelServer, parent_key


class ModelSegments:
    """What a server had built for somebody's scopes.

    Attributes:
        listed: What it tells of them; without the user's own scope, which pages bring.
        packed: Name to segment.
    """

    def __init__(self, server: ModelServer, name: str, *, tier: Tier = Tier.FRANCHISE) -> None:
        scopes = dict(server.franchise.actor(name).scopes)
        whole = [scope for scope in scopes if not scope.startswith("user:")]
        names = {scope: named(f"{server.epoch}/{scope}") for scope in whole}
        self.packed: dict[str, bytes] = {names[scope]: packed(server, scope) for scope in whole}
        parts = [SegmentPart(name=names[scope], scope=scope, tier=tier, rows=1, size_bytes=1) for scope in whole]
        self.listed = SegmentList(
            epoch=server.epoch,
            seq=server.seq,
            server_time=time_text(server.franchise.now),
            scopes=scopes,
            whole=tuple(whole),
            parts=tuple(parts),
        )

    def read(self, name: str) -> Segment:
        """Return a segment as a client reads it."""
        return read_segment(name, self.packed[name])


def packed(server: ModelServer, scope: Scope, *, further: dict[str, Any] | None = None) -> bytes:
    """Return all of a scope as a segment.

    Args:
        server: As it is now.
        scope: Which.
        further: Columns that this build does not know, with the value they have in every ticket.
    """
    lines = SegmentLines(SegmentHead(epoch=server.epoch, seq=server.seq, schema=SCHEMA_VERSION))
    for record_type in RECORD_TYPES:
        kind = record_type.KIND
        extra = further or {} if kind == "ticket" else {}
        rows = [
            [*COLUMNS[kind].row_of(record)[:-2], *extra.values(), server.rev[kind, record.id]]
            for record in server.rows.values()
            if type(record) is record_type and _is_in(server, record, scope)
        ]
        flags = [COLUMNS[kind].names.index(name) for name in COLUMNS[kind].flag_names]
        for row in rows:
            for place in flags:
                row[place] = int(row[place])
        if rows:
            lines.add(kind, (*COLUMNS[kind].names, *extra, "rev"), sorted(rows))
    return lines.packed()


def _is_in(server: ModelServer, record: Record, scope: Scope) -> bool:
    parent = server.rows.get(parent_key(record)) if record.PARENT else record  # type: ignore[arg-type]
    inside = audience_in(scope, desk=False) is Audience.INTERNAL
    seen = inside or getattr(record, "audience", Audience.PUBLIC) is Audience.PUBLIC or record.PARENT is None
    return parent is not None and scope in scopes_of(parent) and seen


def take_all(client: ModelClient, segments: ModelSegments) -> None:
    """Take everything there is, as an engine does."""
    client.replica.segments.begin(segments.listed)
    for name in client.replica.segments.names():
        client.replica.segments.apply(segments.read(name))
    while client.replica.segments.unindexed():
        client.replica.segments.index_more()
