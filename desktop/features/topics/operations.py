"""What the page of topics reads and changes."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import msgspec
from PySide6.QtCore import QObject

from desktop.background.operations import WriteOp
from desktop.shell.workspace import Workspace
from domain.forms import KEY_LONGEST
from domain.plain import Plain
from domain.records import FormField, Topic, to_wire
from sync.replica.reading import directory, forms

Line = dict[str, Any]
"""A line of a form as it is written: `domain.records.FormField` in JSON types."""


class TopicRow(Plain):
    """A topic as the page lists it. It is nobody's own."""

    topic: Topic
    owner_id: str | None = None

    @property
    def id(self) -> str:
        """Its record's id."""
        return self.topic.id

    @property
    def team_id(self) -> str | None:
        """Which team gets its tickets first."""
        return self.topic.team_id

    @property
    def lines(self) -> list[Line]:
        """Its form, as it is written."""
        found: list[Line] = msgspec.to_builtins(self.topic.form)
        return found


def topics(work: Workspace) -> list[TopicRow]:
    """Read every topic, in order: a millisecond or so, in the GUI thread."""
    return [TopicRow(topic) for topic in forms.topics(work.reader)]


def teams(work: Workspace) -> list[tuple[str, str]]:
    """Read the teams: id and name."""
    return directory.teams(work.reader)


def fields(lines: list[Line]) -> tuple[FormField, ...]:
    """Lines as the rules take them."""
    return msgspec.convert(lines, tuple[FormField, ...])


def new_key(work: Workspace) -> str:
    """A key for a new line or option: it says nothing, so that its words may change as often as one likes."""
    return f"f{work.new_id()[-8:]}"


def save(
    work: Workspace, parent: QObject, before: TopicRow | None, content: dict[str, Any], *, draft: str
) -> WriteOp[None]:
    """Keep a topic; `content` is `names`, `team_id` and `form`. `draft` goes."""
    every = topics(work)
    if before is None:
        topic_id = work.new_id()
        taken = {row.topic.key for row in every}
        key = _slug(content["names"].get("en") or next(iter(content["names"].values())))
        kept = {
            "id": topic_id,
            "key": key if key and key not in taken else f"{key}_{topic_id[-6:]}".strip("_"),
            "position": max((row.topic.position for row in every), default=-1) + 1,
        }
    else:
        # As it is by now: what this page does not show may have changed meanwhile.
        now = next((row.topic for row in every if row.id == before.id), before.topic)
        kept = to_wire(now)
    return work.mutate(parent, "structure.save", {"topic": kept | content}, draft=draft)


def _slug(name: str) -> str:
    """A name as a key: small letters, digits and underscores."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[: KEY_LONGEST - 8]
