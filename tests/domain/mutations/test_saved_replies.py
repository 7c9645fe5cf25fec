"""Saved replies: whose they are, who may change them, and what is no text to be kept."""

from __future__ import annotations

from typing import Any

import pytest

from domain.access import sees
from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.records import SavedReply
from tests.support.franchise import Franchise, named

TEXT: dict[str, Any] = {
    "titles": {"en": "On it", "es": "En ello"},
    "texts": {"en": "Hi {{requester.name}}", "es": "Hola, {{requester.name}}"},
}


def keep(franchise: Franchise, who: str, **args: Any) -> RecordId:
    """Keep a text as that person and return its id."""
    saved_reply_id = franchise.id()
    franchise.act(who, "saved_reply.create", saved_reply_id=saved_reply_id, **TEXT | args)
    return saved_reply_id


def stored(franchise: Franchise, saved_reply_id: RecordId) -> SavedReply:
    found = franchise.store.get(SavedReply, saved_reply_id)
    assert found is not None
    return found


def refusal(franchise: Franchise, who: str, name: str, **args: Any) -> RejectCode:
    with pytest.raises(MutationRejected) as rejected:
        franchise.act(who, name, **args)
    return rejected.value.code


def test_ones_own_is_seen_by_nobody_else_and_changed_by_nobody_else() -> None:
    franchise = Franchise()
    mine = keep(franchise, "ana")
    record = stored(franchise, mine)
    assert [who for who in ("ana", "alex", "leo", "sam") if sees(franchise.actor(who), record)] == ["ana"]
    assert refusal(franchise, "leo", "saved_reply.edit", saved_reply_id=mine, shortcut="x") is RejectCode.GONE


def test_a_teams_is_its_peoples_and_takes_the_right_to_work_there() -> None:
    franchise = Franchise()
    ours = keep(franchise, "ana", team_id=named("support"))
    franchise.act("alex", "saved_reply.edit", saved_reply_id=ours, shortcut="/On-It")
    assert stored(franchise, ours).shortcut == "on-it"
    for stranger in ("tim", "sam"):
        assert refusal(franchise, stranger, "saved_reply.delete", saved_reply_id=ours) is RejectCode.GONE
    # A light agent sees and uses it, in notes.
    assert refusal(franchise, "liz", "saved_reply.delete", saved_reply_id=ours) is RejectCode.FORBIDDEN
    assert (
        refusal(franchise, "tim", "saved_reply.create", saved_reply_id=franchise.id(), team_id=named("support"), **TEXT)
        is RejectCode.GONE
    )


def test_what_the_whole_desk_shares_takes_a_permission_of_its_own() -> None:
    franchise = Franchise()
    everybodys = keep(franchise, "leo", shared=True)
    assert sees(franchise.actor("tim"), stored(franchise, everybodys))
    assert not sees(franchise.actor("olga"), stored(franchise, everybodys))
    assert (
        refusal(franchise, "ana", "saved_reply.edit", saved_reply_id=everybodys, shortcut="a") is RejectCode.FORBIDDEN
    )
    mine = keep(franchise, "ana")
    assert refusal(franchise, "ana", "saved_reply.edit", saved_reply_id=mine, shared=True) is RejectCode.FORBIDDEN


def test_an_edit_changes_one_language_and_leaves_the_other() -> None:
    franchise = Franchise()
    mine = keep(franchise, "ana", shortcut="hi")
    franchise.act("ana", "saved_reply.edit", saved_reply_id=mine, texts={"es": "Buenas"})
    assert stored(franchise, mine).texts == {"en": "Hi {{requester.name}}", "es": "Buenas"}
    franchise.act("ana", "saved_reply.edit", saved_reply_id=mine, titles={"en": ""}, texts={"en": " "})
    assert stored(franchise, mine).titles == {"es": "En ello"}
    assert stored(franchise, mine).shortcut == "hi"


def test_an_edit_of_what_was_deleted_meanwhile_brings_it_back() -> None:
    franchise = Franchise()
    ours = keep(franchise, "ana", team_id=named("support"))
    franchise.act("alex", "saved_reply.delete", saved_reply_id=ours)
    assert not stored(franchise, ours).active
    franchise.act("ana", "saved_reply.edit", saved_reply_id=ours, shortcut="again")
    assert stored(franchise, ours).active


def test_it_can_be_handed_to_the_team() -> None:
    franchise = Franchise()
    mine = keep(franchise, "ana")
    franchise.act("ana", "saved_reply.edit", saved_reply_id=mine, team_id=named("support"))
    assert (stored(franchise, mine).owner_id, stored(franchise, mine).team_id) == (None, named("support"))


@pytest.mark.parametrize(
    "args",
    [
        {"texts": {"en": " ", "es": ""}},
        {"titles": {"en": "Only a title"}},
        {"texts": {"en": "Hi {{customer.name}}", "es": "Hola"}},
        {"shortcut": "two words"},
        {"shortcut": "x" * 31},
        {"titles": {"en": "t" * 121, "es": "t"}},
    ],
)  # fmt: skip
def test_what_cannot_be_sent_is_not_kept(args: dict[str, Any]) -> None:
    franchise = Franchise()
    code = refusal(franchise, "ana", "saved_reply.create", saved_reply_id=franchise.id(), **TEXT | args)
    assert code is RejectCode.INVALID


def test_stores_keep_none() -> None:
    franchise = Franchise()
    for who in ("sam", "olga", "cora"):
        code = refusal(franchise, who, "saved_reply.create", saved_reply_id=franchise.id(), **TEXT)
        assert code is RejectCode.FORBIDDEN
