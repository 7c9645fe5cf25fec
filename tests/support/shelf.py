"""The simplest replica there can be: applies pages to a dictionary, as the protocol says, without anything pending."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from domain.access import DESK, audience_in, scopes_hash
from domain.ids import RecordId, Scope
from domain.records import BY_KIND
from domain.words import Audience
from sync.protocol.codec import decode_page
from sync.protocol.pull import (
    Begin,
    Delete,
    End,
    Fill,
    FillRequest,
    Frame,
    Out,
    PullRequest,
    Put,
    Scopes,
)

Pull = Callable[[PullRequest], bytes]
Key = tuple[str, RecordId]
PULLS_MOST = 10_000


@dataclass
class Held:
    """One record of a shelf."""

    rev: int
    data: dict[str, Any]
    scopes: set[Scope]


@dataclass
class Shelf:
    """What one user's replica holds."""

    pull: Pull
    client: RecordId
    rows_most: int = 1_000
    cursor: str = ""
    scopes: dict[Scope, int] = field(default_factory=dict)
    records: dict[Key, Held] = field(default_factory=dict)
    fills: dict[str, str] = field(default_factory=dict)
    frames: list[Frame] = field(default_factory=list)
    """Every frame ever received."""
    pulls: int = 0

    def copied(self, pull: Pull, client: RecordId) -> Shelf:
        """Another client's, that holds the same and goes its own way from here."""
        return Shelf(
            pull,
            client,
            self.rows_most,
            self.cursor,
            dict(self.scopes),
            {key: Held(held.rev, held.data, set(held.scopes)) for key, held in self.records.items()},
            dict(self.fills),
            list(self.frames),
            self.pulls,
        )

    def sync(self) -> None:
        """Pull until nothing is left."""
        for _ in range(PULLS_MOST):
            if not self.turn():
                return
        raise AssertionError("the pulls never end")

    def turn(self) -> bool:
        """Pull one page; true if there is more to do."""
        target = next(iter(self.fills), None)
        fill = FillRequest(target=target, position=self.fills[target]) if target else None
        request = PullRequest(
            client=self.client,
            schema=1,
            cursor=self.cursor,
            scopes_hash=scopes_hash(self.scopes),
            fill=fill,
            rows_most=self.rows_most,
        )
        self.pulls += 1
        end = self.apply(self.pull(request))
        return end.more or bool(self.fills)

    def apply(self, body: bytes) -> End:
        """Apply one page."""
        for frame in decode_page(body):
            self.frames.append(frame)
            match frame:
                case Scopes(scopes=scopes):
                    self._change_scopes(scopes)
                case Put():
                    self._put(frame)
                case Out() | Delete():
                    self._drop((frame.e, frame.id))
                case Fill(target=target, position=position, done=done):
                    self.fills.pop(target, None) if done else self.fills.__setitem__(target, position)
                case End():
                    self.cursor = frame.cursor
                    return frame
                case Begin():
                    pass
        raise AssertionError("no end")

    def content(self) -> dict[Key, tuple[dict[str, Any], frozenset[Scope]]]:
        """What is held, comparable."""
        return {key: (held.data, frozenset(held.scopes)) for key, held in self.records.items()}

    def kinds(self) -> set[str]:
        """The kinds of what is held."""
        return {kind for kind, _ in self.records}

    def _change_scopes(self, scopes: dict[Scope, int]) -> None:
        for scope, generation in self.scopes.items():
            if scopes.get(scope) != generation:
                self._purge(scope)
        for scope, generation in scopes.items():
            if self.scopes.get(scope) != generation:
                self.fills[f"scope:{scope}"] = ""
        self.scopes = scopes
        self._narrow()

    def _purge(self, scope: Scope) -> None:
        self.fills.pop(f"scope:{scope}", None)
        for key, held in list(self.records.items()):
            if scope in held.scopes:
                held.scopes.discard(scope)
                if not held.scopes:
                    self._drop(key)

    def _narrow(self) -> None:
        """Drop internal children of records that are now seen from outside only."""
        desk = DESK in self.scopes
        for (kind, _), held in list(self.records.items()):
            parent = _parent_of(kind, held.data)
            if parent is None or held.data["audience"] != Audience.INTERNAL:
                continue
            if all(audience_in(scope, desk=desk) is Audience.PUBLIC for scope in self.records[parent].scopes):
                del self.records[kind, held.data["id"]]

    def _put(self, frame: Put) -> None:
        parent = BY_KIND[frame.e].PARENT
        if parent is not None and (parent[1], frame.d[parent[0]]) not in self.records:
            return
        held = self.records.get((frame.e, frame.id))
        if held is None or frame.rev >= held.rev:
            self.records[frame.e, frame.id] = Held(frame.rev, frame.d, set(frame.s))

    def _drop(self, key: Key) -> None:
        self.records.pop(key, None)
        for child in [k for k, held in self.records.items() if _parent_of(k[0], held.data) == key]:
            del self.records[child]


def _parent_of(kind: str, data: dict[str, Any]) -> Key | None:
    parent = BY_KIND[kind].PARENT
    return (parent[1], data[parent[0]]) if parent else None
