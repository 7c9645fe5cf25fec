"""Mutations of saved replies: create, edit, delete."""

from __future__ import annotations

import re
from typing import Any

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from domain.access import Action
from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.mutations.kept import TITLE_LONGEST, given, must_be_kept_by, sharing
from domain.mutations.registry import Args, Context, RecordStore, must_be_new, must_get, mutation
from domain.records import SavedReply

TEXT_LONGEST = 20_000
SHORTCUT = re.compile(r"[^\W_]+(-[^\W_]+)*")
SHORTCUT_LONGEST = 30


class SavedReplyArgs(Args, frozen=True, kw_only=True):
    """Arguments that name a saved reply."""

    saved_reply_id: RecordId

    def subject(self) -> RecordId:
        """Return the saved reply's id."""
        return self.saved_reply_id


class CreateSavedReply(SavedReplyArgs, frozen=True, kw_only=True):
    """A new text: its author's own, unless it is a team's or `shared` with the whole desk."""

    titles: dict[str, str]
    texts: dict[str, str]
    shortcut: str = ""
    team_id: RecordId | None = None
    shared: bool = False


class EditSavedReply(SavedReplyArgs, frozen=True, kw_only=True):
    """What is not given stays as it is, each language by itself; a blank title and text take a language away.

    To share it otherwise, give `team_id` or `shared`; with `shared` false and no team it becomes the author's own.
    """

    titles: dict[str, str] = {}
    texts: dict[str, str] = {}
    shortcut: str | UnsetType = UNSET
    team_id: RecordId | None | UnsetType = UNSET
    shared: bool | UnsetType = UNSET


class DeleteSavedReply(SavedReplyArgs, frozen=True, kw_only=True):
    """Take it out of everybody's sight."""


@mutation("saved_reply.create", creates=True)
def create(store: RecordStore, context: Context, args: CreateSavedReply) -> None:
    """Keep a text to be sent again."""
    must_be_new(store, SavedReply, args.saved_reply_id)
    reply = SavedReply(
        id=args.saved_reply_id,
        titles=args.titles,
        texts=args.texts,
        shortcut=args.shortcut,
        updated_at=context.now,
        updated_by_id=context.actor.user_id,
        **sharing(context, args.team_id, shared=args.shared),
    )
    _keep(store, context, reply)


@mutation("saved_reply.edit")
def edit(store: RecordStore, context: Context, args: EditSavedReply) -> None:
    """Change a text; the last to arrive wins, field by field. One that somebody deleted meanwhile is back."""
    before = must_get(store, SavedReply, args.saved_reply_id)
    context.require(Action.KEEP, before)
    changed: dict[str, Any] = {} if args.shortcut is UNSET else {"shortcut": args.shortcut}
    if args.team_id is not UNSET or args.shared is not UNSET:
        changed |= sharing(context, args.team_id or None, shared=args.shared is True)
    after = replace(
        before,
        titles=before.titles | args.titles,
        texts=before.texts | args.texts,
        active=True,
        updated_at=context.now,
        updated_by_id=context.actor.user_id,
        **changed,
    )
    _keep(store, context, after)


@mutation("saved_reply.delete")
def delete(store: RecordStore, context: Context, args: DeleteSavedReply) -> None:
    """Offer a text to nobody any more."""
    before = must_get(store, SavedReply, args.saved_reply_id)
    context.require(Action.KEEP, before)
    if before.active:
        store.put(replace(before, active=False, updated_at=context.now, updated_by_id=context.actor.user_id))


def _keep(store: RecordStore, context: Context, reply: SavedReply) -> None:
    """Store what may be stored.

    Raises:
        MutationRejected: FORBIDDEN, GONE or INVALID.
    """
    must_be_kept_by(store, context, reply)
    titles = given(reply.titles, "titles", longest=TITLE_LONGEST)
    texts = given(reply.texts, "texts", longest=TEXT_LONGEST)
    if titles.keys() != texts.keys():
        # A language is there with both, or not at all.
        raise MutationRejected(RejectCode.INVALID, field="texts", titles=sorted(titles), texts=sorted(texts))
    store.put(replace(reply, titles=titles, texts=texts, shortcut=_checked_shortcut(reply.shortcut)))


def _checked_shortcut(shortcut: str) -> str:
    """Return the shortcut as it is typed after a slash: lower case, without that slash.

    Raises:
        MutationRejected: INVALID, if it is no word of letters, digits and hyphens.
    """
    word = shortcut.strip().removeprefix("/").lower()
    if word and (len(word) > SHORTCUT_LONGEST or not SHORTCUT.fullmatch(word)):
        raise MutationRejected(RejectCode.INVALID, field="shortcut", longest=SHORTCUT_LONGEST, length=len(word))
    return word
