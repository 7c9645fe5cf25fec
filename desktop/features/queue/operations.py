"""What ticket lists read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from desktop.background.operations import ReadOp
from desktop.shell import moments
from desktop.shell.workspace import Workspace
from sync.replica.reading import finding, tickets
from sync.replica.reading.tickets import Key, ViewKey


def first_keys(work: Workspace, view: ViewKey, most: int) -> list[Key]:
    """Read the beginning of a view at once, in the GUI thread."""
    return tickets.keys(work.reader, view, work.me, moments.start_of_week(moments.now()), most)


def all_keys(work: Workspace, parent: QObject, view: ViewKey) -> ReadOp[list[Key]]:
    """Read all ids of a view."""
    me, week_ago = work.me, moments.start_of_week(moments.now())
    return work.read(parent, lambda reader: tickets.keys(reader, view, me, week_ago))


def counts(work: Workspace, parent: QObject, views: Sequence[ViewKey]) -> ReadOp[dict[ViewKey, int]]:
    """Count the tickets of each view."""
    me, week_ago = work.me, moments.start_of_week(moments.now())
    return work.read(parent, lambda reader: {view: tickets.count(reader, view, me, week_ago) for view in views})


def matching(work: Workspace, parent: QObject, typed: str) -> ReadOp[frozenset[str]]:
    """Find the tickets that have all the words."""
    return work.read(parent, lambda reader: finding.ticket_ids(reader, typed))
