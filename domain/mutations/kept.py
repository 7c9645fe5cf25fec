"""What all that the desk keeps to work with has in common: whose it is, and texts by locale."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.access import Action
from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.mutations.registry import Context, RecordStore, checked_text, must_get
from domain.placeholders import unknown_names
from domain.records import Macro, SavedReply, Team, View

TITLE_LONGEST = 120
LOCALES_MOST = 12


def sharing(context: Context, team_id: RecordId | None, *, shared: bool) -> dict[str, Any]:
    """Return the fields that say whose it is: a team's, the whole desk's, else its author's own."""
    return {"owner_id": None if team_id or shared else context.actor.user_id, "team_id": team_id}


def must_be_kept_by(store: RecordStore, context: Context, kept: SavedReply | Macro | View) -> None:
    """Raise `MutationRejected` unless the actor may keep it for those it is for."""
    context.require(Action.KEEP, kept)
    if kept.team_id is not None:
        must_get(store, Team, kept.team_id)


def given(by_locale: Mapping[str, str], field: str, *, longest: int) -> dict[str, str]:
    """Return the texts that are not blank, in the order of their locales: equal texts are equal records.

    Raises:
        MutationRejected: INVALID: none, too many or too long, or with variables that nobody knows.
    """
    texts = {locale: text for locale, text in sorted(by_locale.items()) if text.strip()}
    if not texts or len(texts) > LOCALES_MOST:
        raise MutationRejected(RejectCode.INVALID, field=field, locales=sorted(texts))
    unknown = sorted({name for text in texts.values() for name in unknown_names(text)})
    if unknown:
        raise MutationRejected(RejectCode.INVALID, field=field, unknown=unknown)
    return {locale: checked_text(text, field, longest=longest) for locale, text in texts.items()}
