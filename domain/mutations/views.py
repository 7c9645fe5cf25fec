"""Mutations of views, the saved questions over tickets: create, edit, delete."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from domain.access import Action
from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.mutations.kept import TITLE_LONGEST, given, must_be_kept_by, sharing
from domain.mutations.registry import Args, Context, RecordStore, must_be_new, must_get, mutation
from domain.records import View
from domain.views import GROUPINGS, ORDERS, Unreadable, query_of
from domain.words import Audience

POSITION_MOST = 10_000


class ViewArgs(Args, frozen=True, kw_only=True):
    """Arguments that name a view."""

    view_id: RecordId

    def subject(self) -> RecordId:
        """Return the view's id."""
        return self.view_id


class CreateView(ViewArgs, frozen=True, kw_only=True):
    """A new view: its author's own, unless it is a team's or `shared` with the whole desk."""

    names: dict[str, str]
    conditions: dict[str, Any]
    order: str = "due"
    descending: bool = False
    grouping: str = ""
    columns: tuple[str, ...] = ()
    position: int = 0
    team_id: RecordId | None = None
    shared: bool = False


class EditView(ViewArgs, frozen=True, kw_only=True):
    """What is not given stays as it is, the name in each language by itself; a blank name takes a language away.

    To share it otherwise, give `team_id` or `shared`; with `shared` false and no team it becomes the author's own.
    """

    names: dict[str, str] = {}
    conditions: dict[str, Any] | UnsetType = UNSET
    order: str | UnsetType = UNSET
    descending: bool | UnsetType = UNSET
    grouping: str | UnsetType = UNSET
    columns: tuple[str, ...] | UnsetType = UNSET
    position: int | UnsetType = UNSET
    team_id: RecordId | None | UnsetType = UNSET
    shared: bool | UnsetType = UNSET


class DeleteView(ViewArgs, frozen=True, kw_only=True):
    """Take it out of everybody's sight."""


@mutation("view.create", creates=True)
def create(store: RecordStore, context: Context, args: CreateView) -> None:
    """Keep a question over tickets."""
    must_be_new(store, View, args.view_id)
    view = View(
        id=args.view_id,
        names=args.names,
        conditions=args.conditions,
        order=args.order,
        descending=args.descending,
        grouping=args.grouping,
        columns=args.columns,
        position=args.position,
        **sharing(context, args.team_id, shared=args.shared),
    )
    _keep(store, context, view)


@mutation("view.edit")
def edit(store: RecordStore, context: Context, args: EditView) -> None:
    """Change a view; the last to arrive wins, field by field. One that somebody deleted meanwhile is back."""
    before = must_get(store, View, args.view_id)
    context.require(Action.KEEP, before)
    given_ones = {
        name: value
        for name in ("conditions", "order", "descending", "grouping", "columns", "position")
        if (value := getattr(args, name)) is not UNSET
    }
    if args.team_id is not UNSET or args.shared is not UNSET:
        given_ones |= sharing(context, args.team_id or None, shared=args.shared is True)
        given_ones["audience"] = Audience.INTERNAL
    _keep(store, context, replace(before, names=before.names | args.names, active=True, **given_ones))


@mutation("view.delete")
def delete(store: RecordStore, context: Context, args: DeleteView) -> None:
    """Show a view to nobody any more."""
    before = must_get(store, View, args.view_id)
    context.require(Action.KEEP, before)
    if before.active:
        store.put(replace(before, active=False))


def _keep(store: RecordStore, context: Context, view: View) -> None:
    """Store what may be stored.

    Raises:
        MutationRejected: FORBIDDEN, GONE or INVALID.
    """
    must_be_kept_by(store, context, view)
    names = given(view.names, "names", longest=TITLE_LONGEST)
    try:
        query = query_of(view.conditions)
    except Unreadable as error:
        raise MutationRejected(RejectCode.INVALID, field="conditions", problem=str(error)) from error
    if view.order not in ORDERS or view.grouping not in {"", *GROUPINGS}:
        raise MutationRejected(RejectCode.INVALID, field="order", order=view.order, grouping=view.grouping)
    if len(set(view.columns)) < len(view.columns) or not set(view.columns) <= set(ORDERS):
        raise MutationRejected(RejectCode.INVALID, field="columns", columns=list(view.columns))
    if abs(view.position) > POSITION_MOST:
        raise MutationRejected(RejectCode.INVALID, field="position", most=POSITION_MOST)
    store.put(replace(view, names=names, conditions=query.kept()))
