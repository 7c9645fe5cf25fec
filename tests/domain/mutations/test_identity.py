"""Identity first: what is locked until then, what is not, how often it may be tried, and whom one may help."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from msgspec.structs import replace

from domain.errors import MutationRejected, RejectCode
from domain.identity import GOOD_FOR, NO_TRIES_FOR, is_protective
from domain.ids import RecordId
from domain.mutations import mutation_named
from domain.mutations.identity import HelpAccount, Verify
from domain.records import Ticket, TicketDesk, TicketEvent, Topic, UserCard
from domain.words import Audience, VerificationMethod
from tests.support.franchise import Franchise, named

RAISE = [{"name": "ticket.set_priority", "args": {"priority": "urgent"}}]
SECURE = [
    {"name": "ticket.help_account", "args": {"step": "lock"}},
    {"name": "ticket.help_account", "args": {"step": "end_sessions"}},
    {"name": "ticket.help_account", "args": {"step": "void_password"}},
    {"name": "ticket.set_team", "args": {"team_id": named("technical")}},
]


@pytest.fixture
def franchise() -> Franchise:
    """Its topic *other* is protected."""
    made = Franchise()
    topic = made.store.get(Topic, named("other"))
    assert topic is not None
    made.store.put(replace(topic, protected=True))
    return made


def file(franchise: Franchise, topic: str = "other") -> RecordId:
    """A ticket of Sam's."""
    return franchise.file_ticket(topic_id=named(topic))


def desk_of(franchise: Franchise, ticket_id: RecordId) -> TicketDesk:
    found = franchise.store.get(TicketDesk, ticket_id)
    assert found is not None
    return found


def refused(franchise: Franchise, who: str, name: str, **args: Any) -> RejectCode:
    with pytest.raises(MutationRejected) as info:
        franchise.act(who, name, **args)
    return info.value.code


def verify(franchise: Franchise, ticket_id: RecordId, who: str = "ana", **args: Any) -> None:
    franchise.act(who, "ticket.verify", ticket_id=ticket_id, **{"method": "call_back", "passed": True} | args)


def macro(franchise: Franchise, steps: list[dict[str, Any]], *, sensitive: bool = True) -> RecordId:
    macro_id = franchise.id()
    franchise.act("ana", "macro.create", macro_id=macro_id, titles={"en": "M"}, steps=steps, sensitive=sensitive)
    return macro_id


def run(franchise: Franchise, ticket_id: RecordId, macro_id: RecordId, steps: list[dict[str, Any]]) -> None:
    franchise.act("ana", "ticket.run_macro", ticket_id=ticket_id, macro_id=macro_id, steps=steps, confirmed=True)


def test_what_came_of_it_is_for_the_desk_alone_and_ends(franchise: Franchise) -> None:
    ticket_id = file(franchise)
    verify(franchise, ticket_id, note="Called Triana")
    desk = desk_of(franchise, ticket_id)
    assert (desk.verified_method, desk.verified_by_id) == (VerificationMethod.CALL_BACK, named("ana"))
    assert desk.verified_at is not None
    assert desk.verified_until == desk.verified_at + GOOD_FOR
    (event,) = [one for one in franchise.store.all(TicketEvent) if one.field == "identity"]
    assert (event.audience, event.after, event.reason) == (Audience.INTERNAL, "call_back", "Called Triana")


@pytest.mark.parametrize("step", ["send_reset", "unlock"])
def test_what_gives_access_waits_for_it_on_every_ticket(franchise: Franchise, step: str) -> None:
    for topic in ("other", "till"):
        ticket_id, who = file(franchise, topic), "leo"
        assert refused(franchise, who, "ticket.help_account", ticket_id=ticket_id, step=step) is RejectCode.UNVERIFIED
        verify(franchise, ticket_id, who)
        franchise.act(who, "ticket.help_account", ticket_id=ticket_id, step=step)
        franchise.now += GOOD_FOR
        assert refused(franchise, who, "ticket.help_account", ticket_id=ticket_id, step=step) is RejectCode.UNVERIFIED


@pytest.mark.parametrize("step", ["lock", "end_sessions", "void_password"])
def test_what_only_protects_does_not_wait(franchise: Franchise, step: str) -> None:
    ticket_id = file(franchise)
    franchise.act("ana", "ticket.help_account", ticket_id=ticket_id, step=step)
    card = franchise.store.get(UserCard, named("sam"))
    assert card is not None
    assert card.active is (step != "lock")
    (event,) = [one for one in franchise.store.all(TicketEvent) if one.field == "account"]
    assert (event.after, event.audience) == (step, Audience.INTERNAL)


def test_a_sensitive_macro_waits_on_a_protected_ticket_only(franchise: Franchise) -> None:
    sensitive, plain = macro(franchise, RAISE), macro(franchise, RAISE, sensitive=False)
    protected, other = file(franchise), franchise.file_ticket()
    run(franchise, other, sensitive, RAISE)
    run(franchise, protected, plain, RAISE)
    with pytest.raises(MutationRejected) as info:
        run(franchise, protected, sensitive, RAISE)
    assert info.value.code is RejectCode.UNVERIFIED
    verify(franchise, protected)
    run(franchise, protected, sensitive, RAISE)


def test_the_macro_for_a_stolen_account_does_not_wait(franchise: Franchise) -> None:
    ticket_id = file(franchise)
    run(franchise, ticket_id, macro(franchise, SECURE), SECURE)
    ticket, card = franchise.store.get(Ticket, ticket_id), franchise.store.get(UserCard, named("sam"))
    assert ticket is not None
    assert card is not None
    assert (ticket.team_id, card.active) == (named("technical"), False)
    assert [one.after for one in franchise.store.all(TicketEvent) if one.field == "account"] != []


@pytest.mark.parametrize("step", ["send_reset", "unlock", "temporary_password", "nonsense", None])
def test_a_macro_that_also_lets_somebody_in_is_not_one_that_only_protects(step: str | None) -> None:
    lock = ("ticket.help_account", {"step": "lock"})
    assert is_protective([lock])
    assert not is_protective([lock, ("ticket.help_account", {"step": step})])
    assert not is_protective([("ticket.set_priority", {"priority": "urgent"})])
    assert not is_protective([])


def test_nobody_gets_around_it_by_calling_it_something_else(franchise: Franchise) -> None:
    ticket_id = file(franchise)
    away = {"ticket_id": ticket_id, "topic_id": named("till")}
    assert refused(franchise, "ana", "ticket.set_topic", **away) is RejectCode.UNVERIFIED
    assert refused(franchise, "ana", "ticket.set_topic", **away | {"topic_id": None}) is RejectCode.UNVERIFIED
    franchise.act("leo", "ticket.set_topic", **away)
    franchise.act("ana", "ticket.set_topic", **away | {"topic_id": named("other")})
    verify(franchise, ticket_id)
    franchise.act("ana", "ticket.set_topic", **away)


def test_some_tries_and_then_it_waits_a_day(franchise: Franchise) -> None:
    ticket_id = file(franchise)
    for _ in range(3):
        verify(franchise, ticket_id, passed=False)
    for passed in (True, False):
        code = refused(franchise, "leo", "ticket.verify", ticket_id=ticket_id, method="call_back", passed=passed)
        assert code is RejectCode.TOO_MANY_TRIES
    franchise.now += NO_TRIES_FOR
    verify(franchise, ticket_id, passed=False)
    assert desk_of(franchise, ticket_id).failed_tries == 1
    verify(franchise, ticket_id)
    assert (desk_of(franchise, ticket_id).failed_tries, desk_of(franchise, ticket_id).no_tries_until) == (0, None)


def test_a_failed_try_ends_what_was_verified(franchise: Franchise) -> None:
    ticket_id = file(franchise)
    verify(franchise, ticket_id)
    verify(franchise, ticket_id, passed=False)
    assert desk_of(franchise, ticket_id).verified_until is None


def test_another_person_is_not_verified(franchise: Franchise) -> None:
    ticket_id = file(franchise)
    verify(franchise, ticket_id)
    franchise.act("ana", "ticket.set_person", ticket_id=ticket_id, person_id=named("sue"))
    assert desk_of(franchise, ticket_id).verified_until is None
    assert refused(franchise, "ana", "ticket.help_account", ticket_id=ticket_id, step="unlock") is RejectCode.UNVERIFIED
    verify(franchise, ticket_id)
    franchise.act("ana", "ticket.help_account", ticket_id=ticket_id, step="lock")
    sue, sam = (franchise.store.get(UserCard, named(name)) for name in ("sue", "sam"))
    assert sue is not None
    assert sam is not None
    assert (sue.active, sam.active) == (False, True)


def test_only_the_server_says_that_a_code_was_right_or_a_password_set(franchise: Franchise) -> None:
    ticket_id = file(franchise)
    for name, args, command in (
        ("ticket.verify", {"method": "email_code", "passed": True}, Verify),
        ("ticket.help_account", {"step": "temporary_password"}, HelpAccount),
    ):
        assert refused(franchise, "ana", name, ticket_id=ticket_id, **args) is RejectCode.INVALID
        context = dataclasses.replace(franchise.context("ana"), checked=True)
        mutation = mutation_named(name, 1)
        mutation.run(franchise.store, context, mutation.decode({"ticket_id": ticket_id, **args}))
        assert mutation.args is command


def test_a_manager_vouches_for_their_own_people(franchise: Franchise) -> None:
    ticket_id = file(franchise)

    def vouch(voucher: str | None) -> dict[str, Any]:
        voucher_id = {"voucher_id": named(voucher)} if voucher else {}
        return {"ticket_id": ticket_id, "method": "manager", "passed": True, **voucher_id}

    for voucher in (None, "sam", "sue", "cora", "ana", "liz"):
        assert refused(franchise, "ana", "ticket.verify", **vouch(voucher)) is RejectCode.INVALID, voucher
    assert refused(franchise, "ana", "ticket.verify", **vouch("nobody")) is RejectCode.GONE
    for voucher in ("olga", "leo"):
        franchise.act("ana", "ticket.verify", **vouch(voucher))


def test_questions_say_what_was_asked(franchise: Franchise) -> None:
    ticket_id = file(franchise)
    asked = {"ticket_id": ticket_id, "method": "questions", "passed": True}
    assert refused(franchise, "ana", "ticket.verify", **asked) is RejectCode.INVALID
    assert refused(franchise, "ana", "ticket.verify", **asked, note="x" * 501) is RejectCode.INVALID
    franchise.act("ana", "ticket.verify", **asked, note="Opening day, last delivery")


def test_whom_one_may_help(franchise: Franchise) -> None:
    def asks(person: str, who: str) -> str:
        ticket_id = franchise.file_ticket()
        franchise.act("ana", "ticket.set_person", ticket_id=ticket_id, person_id=named(person))
        try:
            franchise.act(who, "ticket.help_account", ticket_id=ticket_id, step="end_sessions")
        except MutationRejected as rejected:
            return str(rejected.code)
        return "ok"

    assert [asks(person, "ana") for person in ("sam", "olga", "cora")] == ["ok"] * 3
    assert [asks(person, "ana") for person in ("alex", "liz", "leo", "ada", "ana")] == ["forbidden"] * 5
    assert [asks(person, "leo") for person in ("alex", "liz", "sam")] == ["ok"] * 3
    assert [asks(person, "leo") for person in ("leo", "ada")] == ["forbidden"] * 2
    assert [asks(person, "ada") for person in ("leo", "alex", "ada")] == ["ok", "ok", "forbidden"]


def test_who_asks_works_on_nothing_of_it(franchise: Franchise) -> None:
    ticket_id = file(franchise)
    for who in ("sam", "olga", "liz"):
        for name, args in (
            ("ticket.verify", {"method": "call_back", "passed": True}),
            ("ticket.help_account", {"step": "lock"}),
            ("ticket.set_person", {"person_id": named("sue")}),
        ):
            assert refused(franchise, who, name, ticket_id=ticket_id, **args) is RejectCode.FORBIDDEN


def test_steps_of_an_account_go_by_their_names(franchise: Franchise) -> None:
    ticket_id = file(franchise)
    assert refused(franchise, "ana", "ticket.help_account", ticket_id=ticket_id, step="delete") is RejectCode.INVALID
    assert (
        refused(franchise, "ana", "ticket.verify", ticket_id=ticket_id, method="x", passed=True) is RejectCode.INVALID
    )
