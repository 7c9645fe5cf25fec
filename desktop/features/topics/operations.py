"""What the page of topics reads and changes."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import msgspec
from PySide6.QtCore import QObject

from desktop.background.operations import WriteOp
from desktop.shell.workspace import Workspace
from domain.forms import KEY_LONGEST, form_of
from domain.plain import Plain
from domain.records import FormField, Topic, TopicDesk, to_wire
from domain.words import Audience
from sync.replica.reading import directory, forms

Line = dict[str, Any]
"""A line of a form as it is written: `domain.records.FormField` in JSON types."""


class TopicRow(Plain):
    """A topic as the page lists it. It is nobody's own."""

    topic: Topic
    desk: TopicDesk | None = None
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
    def form(self) -> tuple[FormField, ...]:
        """All that it asks: of everybody, then of the desk."""
        return form_of(self.topic, self.desk)

    @property
    def lines(self) -> list[Line]:
        """Its form, as it is written."""
        found: list[Line] = msgspec.to_builtins(self.form)
        return found


def topics(work: Workspace) -> list[TopicRow]:
    """Read every topic, in order: a millisecond or so, in the GUI thread."""
    return [TopicRow(row.topic, row.desk) for row in forms.topics(work.reader)]


def teams(work: Workspace) -> list[tuple[str, str]]:
    """Read the teams: id and name."""
    return directory.teams(work.reader)


def fields(lines: list[Line]) -> tuple[tuple[FormField, ...], tuple[FormField, ...]]:
    """Lines as the rules take them: those of all, and those of the desk."""
    every = msgspec.convert(lines, tuple[FormField, ...])
    public, internal = (tuple(one for one in every if one.audience is whose) for whose in Audience)
    return public, internal


def new_key(work: Workspace) -> str:
    """A key for a new line or option: it says nothing, so that its words may change as often as one likes."""
    return f"f{work.new_id()[-8:]}"


def save(
    work: Workspace, parent: QObject, before: TopicRow | None, content: dict[str, Any], *, draft: str
) -> WriteOp[None]:
    """Keep a topic; `content` is `names`, `team_id` and `form`, the desk's lines among it. `draft` goes."""
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
        before = next((row for row in every if row.id == before.id), before)
        kept = to_wire(before.topic)
    public, internal = fields(content["form"])
    topic = kept | content | {"form": msgspec.to_builtins(public)}
    steps: list[tuple[str, dict[str, Any]]] = [("structure.save", {"topic": topic})]
    if internal != (before.desk.form if before is not None and before.desk is not None else ()):
        desk = {"id": kept["id"], "form": msgspec.to_builtins(internal)}
        steps.append(("structure.save", {"topic_desk": desk}))
    return work.mutate_all(parent, steps, draft=draft)


def _slug(name: str) -> str:
    """A name as a key: small letters, digits and underscores."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[: KEY_LONGEST - 8]
