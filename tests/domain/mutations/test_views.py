"""Views: whose they are, who may change them, and what is no question to be kept."""

from __future__ import annotations

from typing import Any

import pytest

from domain.access import sees
from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.records import View
from domain.views import query_of
from domain.words import Audience
from tests.support.franchise import Franchise, named

OLD = {"match": "all", "tests": [{"field": "updated", "op": "before", "values": ["2", "days"]}]}


def keep(franchise: Franchise, who: str, **args: Any) -> RecordId:
    """Keep a view as that person and return its id."""
    view_id = franchise.id()
    franchise.act(who, "view.create", **{"view_id": view_id, "names": {"en": "Old"}, "conditions": OLD} | args)
    return view_id


def stored(franchise: Franchise, view_id: RecordId) -> View:
    found = franchise.store.get(View, view_id)
    assert found is not None
    return found


def refusal(franchise: Franchise, who: str, name: str, **args: Any) -> RejectCode:
    with pytest.raises(MutationRejected) as rejected:
        franchise.act(who, name, **args)
    return rejected.value.code


def test_ones_own_is_seen_by_nobody_else_and_cannot_be_taken_over() -> None:
    franchise = Franchise()
    mine = keep(franchise, "ana")
    record = stored(franchise, mine)
    assert [who for who in ("ana", "alex", "leo", "ada", "sam") if sees(franchise.actor(who), record)] == ["ana"]
    assert refusal(franchise, "alex", "view.edit", view_id=mine, names={"en": "Stolen"}) is RejectCode.GONE
    assert refusal(franchise, "alex", "view.delete", view_id=mine) is RejectCode.GONE


def test_a_teams_is_its_peoples_and_the_whole_desks_takes_a_permission() -> None:
    franchise = Franchise()
    ours = keep(franchise, "ana", team_id=named("support"))
    franchise.act("alex", "view.edit", view_id=ours, order="created", descending=True)
    assert (stored(franchise, ours).order, stored(franchise, ours).descending) == ("created", True)
    for stranger in ("tim", "sam"):
        assert refusal(franchise, stranger, "view.delete", view_id=ours) is RejectCode.GONE
    assert refusal(franchise, "liz", "view.delete", view_id=ours) is RejectCode.FORBIDDEN
    new = {"view_id": franchise.id(), "names": {"en": "Old"}, "conditions": OLD, "shared": True}
    assert refusal(franchise, "ana", "view.create", **new) is RejectCode.FORBIDDEN
    shared = keep(franchise, "leo", shared=True)
    assert sees(franchise.actor("tim"), stored(franchise, shared))
    assert not sees(franchise.actor("sam"), stored(franchise, shared))


def test_a_store_keeps_none() -> None:
    franchise = Franchise()
    new = {"view_id": franchise.id(), "names": {"en": "Old"}, "conditions": OLD}
    assert refusal(franchise, "sam", "view.create", **new) is RejectCode.FORBIDDEN


def test_what_is_not_given_stays_as_it_is() -> None:
    franchise = Franchise()
    view_id = keep(
        franchise, "ana", names={"en": "Old", "es": "Antiguas"}, columns=["subject", "due"], grouping="store"
    )
    before = stored(franchise, view_id)
    franchise.act("ana", "view.edit", view_id=view_id, names={"en": ""}, position=3)
    after = stored(franchise, view_id)
    assert after.names == {"es": "Antiguas"}
    assert after.position == 3
    kept = ("conditions", "order", "grouping", "columns", "owner_id")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]


def test_sharing_otherwise_hides_it_from_whoever_it_was_for() -> None:
    franchise = Franchise()
    view_id = keep(franchise, "leo", shared=True)
    franchise.store.put(View(id=view_id, names={"en": "Old"}, conditions=OLD, audience=Audience.PUBLIC))
    franchise.act("leo", "view.edit", view_id=view_id, team_id=named("support"))
    assert not sees(franchise.actor("tim"), stored(franchise, view_id))
    franchise.act("leo", "view.edit", view_id=view_id, shared=False)
    assert stored(franchise, view_id).owner_id == named("leo")
    assert stored(franchise, view_id).audience is Audience.INTERNAL


def test_a_deleted_one_is_back_when_somebody_changes_it() -> None:
    franchise = Franchise()
    view_id = keep(franchise, "ana")
    franchise.act("ana", "view.delete", view_id=view_id)
    assert not stored(franchise, view_id).active
    franchise.act("ana", "view.edit", view_id=view_id)
    assert stored(franchise, view_id).active


def test_a_question_is_kept_in_one_form() -> None:
    franchise = Franchise()
    view_id = keep(franchise, "ana", conditions={"tests": [{"field": "snoozed", "op": "no"}]})
    assert stored(franchise, view_id).conditions == {
        "match": "all", "tests": [{"field": "snoozed", "op": "no", "values": []}],
    }  # fmt: skip
    assert query_of(stored(franchise, view_id).conditions).tests[0].field == "snoozed"


def one(field: str, op: str, *values: str) -> dict[str, Any]:
    return {"match": "all", "tests": [{"field": field, "op": op, "values": list(values)}]}


@pytest.mark.parametrize(
    "wrong",
    [
        {"conditions": {"topic_id": "till"}},
        {"conditions": {"match": "some", "tests": []}},
        {"conditions": one("mood", "any", "calm")},
        {"conditions": one("status", "before", "2", "days")},
        {"conditions": one("status", "any", "asleep")},
        {"conditions": one("status", "any")},
        {"conditions": one("snoozed", "yes", "really")},
        {"conditions": one("created", "last", "0", "days")},
        {"conditions": one("created", "last", "2", "weeks")},
        {"conditions": one("created", "last", "many", "days")},
        {"conditions": one("created", "on", "2", "days")},
        {"conditions": one("messages", "least", "-1")},
        {"conditions": one("subject", "contains", "x" * 200)},
        {"conditions": {"match": "all", "tests": one("snoozed", "no")["tests"] * 21}},
        {"names": {"en": " "}},
        {"names": {}},
        {"order": "mood"},
        {"grouping": "mood"},
        {"columns": ["subject", "subject"]},
        {"columns": ["mood"]},
        {"position": 1_000_000},
    ],
)
def test_what_is_no_question_is_refused(wrong: dict[str, Any]) -> None:
    franchise = Franchise()
    args = {"view_id": franchise.id(), "names": {"en": "Old"}, "conditions": OLD} | wrong
    assert refusal(franchise, "ana", "view.create", **args) is RejectCode.INVALID


def test_a_view_for_a_team_that_is_not_there_is_refused() -> None:
    franchise = Franchise()
    args = {"view_id": franchise.id(), "names": {"en": "Old"}, "conditions": OLD, "team_id": franchise.id()}
    assert refusal(franchise, "ana", "view.create", **args) in {RejectCode.GONE, RejectCode.FORBIDDEN}
