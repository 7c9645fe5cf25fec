"""The desk lets in whom it knows, secures what was stolen, and every step of it is written down."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus

import pytest

from domain.records import UserCard
from domain.words import VerificationMethod
from server.audit import log
from server.errors import Refused
from server.identity.desk import masked
from sync.protocol.push import Outcome, RefusalCode
from tests.server.identity.conftest import Counter
from tests.support.world import PEOPLE

NEW = "staple of seven sheds"


def refused(call: Callable[[], object]) -> tuple[int, str]:
    with pytest.raises(Refused) as info:
        call()
    return info.value.status.value, info.value.refusal.code


def test_a_code_by_mail_verifies_whoever_reads_it_out(counter: Counter) -> None:
    ana = counter.world.user("ana")
    sent = counter.desk.send_code(ana, counter.ticket_id)
    assert sent.sent_to == "o•••@p•••.example"
    code = counter.code()
    assert counter.desk.check_code(ana, counter.ticket_id, f" {code[:3]} {code[3:]}").right
    side = counter.side()
    assert (side.verified_method, side.verified_by_id) == (VerificationMethod.EMAIL_CODE, counter.world.ids["ana"])
    assert refused(lambda: counter.desk.check_code(ana, counter.ticket_id, code)) == (409, RefusalCode.NOT_READY)
    assert counter.audited()[-2:] == ["code.sent", "identity.verified"]


def test_a_wrong_code_is_a_failed_try_and_the_right_one_is_spent_after_three(counter: Counter) -> None:
    ana = counter.world.user("ana")
    counter.desk.send_code(ana, counter.ticket_id)
    code = counter.code()
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for _ in range(3):
        assert not counter.desk.check_code(ana, counter.ticket_id, wrong).right
    for call in (
        lambda: counter.desk.check_code(ana, counter.ticket_id, code),
        lambda: counter.desk.send_code(ana, counter.ticket_id),
    ):
        assert refused(call) == (409, RefusalCode.TOO_MANY_TRIES)
    assert counter.verify().code == "too_many_tries"
    assert counter.audited().count("identity.failed") == 3


def test_a_code_is_over_after_its_time_and_once_another_is_sent(counter: Counter) -> None:
    ana = counter.world.user("ana")
    counter.desk.send_code(ana, counter.ticket_id)
    first = counter.code()
    counter.desk.send_code(ana, counter.ticket_id)
    second = counter.code()
    assert first != second
    counter.later = timedelta(minutes=21)
    assert refused(lambda: counter.desk.check_code(ana, counter.ticket_id, second)) == (409, RefusalCode.NOT_READY)
    counter.later = timedelta(minutes=1)
    assert not counter.desk.check_code(ana, counter.ticket_id, first).right
    assert counter.desk.check_code(ana, counter.ticket_id, second).right


@pytest.mark.parametrize("code", ["", "  ", "x" * 30])
def test_a_code_that_is_none_is_refused_and_no_try(counter: Counter, code: str) -> None:
    ana = counter.world.user("ana")
    counter.desk.send_code(ana, counter.ticket_id)
    assert refused(lambda: counter.desk.check_code(ana, counter.ticket_id, code))[0] == HTTPStatus.BAD_REQUEST
    assert counter.side().failed_tries == 0


def test_somebody_who_cannot_show_it_is_not_tried_on_ticket_after_ticket(counter: Counter) -> None:
    world = counter.world
    results = []
    for _ in range(6):
        ticket = world.ticket(requester_id="olga account", store_id="centro", team_id="tills")
        world.put(ticket, *world.children(ticket))
        results.append(world.client("ana").does("ticket.verify", ticket_id=ticket.id, method="call_back", passed=False))
    assert [result.outcome for result in results] == [Outcome.OK] * 5 + [Outcome.REJECTED]
    assert results[-1].code == "too_many_tries"


def test_who_is_verified_gets_a_link_and_comes_in(counter: Counter) -> None:
    assert counter.does("ticket.help_account", step="send_reset").code == "unverified"
    assert counter.letters() == []
    assert counter.verify().outcome is Outcome.OK
    assert counter.does("ticket.help_account", step="send_reset").outcome is Outcome.OK
    ((subject, text),) = counter.letters()
    assert subject == "A new password for Panes"
    assert "24 hours" in text
    found = re.search(r"/reset/(\S+)", text)
    assert found
    counter.resets.set_password(found[1], NEW)
    assert counter.sign_in(NEW).user_name == "Olga Ruiz"
    assert counter.audited()[-3:] == ["identity.verified", "reset.sent", "password.reset"]


def test_a_temporary_password_is_told_once_and_has_to_be_changed(counter: Counter) -> None:
    ana = counter.world.user("ana")
    counter.sign_in()
    assert refused(lambda: counter.desk.set_temporary(ana, counter.ticket_id)) == (403, RefusalCode.UNVERIFIED)
    assert counter.sign_in().user_name
    counter.verify()
    given = counter.desk.set_temporary(ana, counter.ticket_id)
    assert counter.world.ids["olga account"] in counter.ended
    assert refused(lambda: counter.sign_in()) == (401, RefusalCode.BAD_CREDENTIALS)
    assert refused(lambda: counter.sign_in(given.password)) == (403, RefusalCode.NEW_PASSWORD_NEEDED)
    assert counter.sign_in(given.password, NEW).user_name == "Olga Ruiz"
    assert counter.sign_in(NEW).user_name
    assert counter.audited()[-3:] == ["identity.verified", "password.temporary", "password.changed"]
    with counter.world.database.snapshot() as connection:
        assert log.verify(connection, counter.world.space_id).wrong == ""


STOLEN = [
    {"name": "ticket.help_account", "args": {"step": "lock"}},
    {"name": "ticket.help_account", "args": {"step": "end_sessions"}},
    {"name": "ticket.help_account", "args": {"step": "void_password"}},
    {"name": "ticket.set_priority", "args": {"priority": "urgent"}},
]


def test_a_stolen_account_is_secured_at_once_told_and_opened_again_after_verification(counter: Counter) -> None:
    world, team = counter.world, counter.world.ids["stock"]
    steps = [*STOLEN, {"name": "ticket.set_team", "args": {"team_id": team}}]
    macro = world.macro("Stolen", sensitive=True)
    world.put(macro)
    session = counter.sign_in()
    result = counter.does("ticket.run_macro", macro_id=macro.id, steps=steps, confirmed=True)
    assert result.outcome is Outcome.OK, result
    assert counter.ended == [world.ids["olga account"]]
    assert refused(lambda: counter.sign_in()) == (401, RefusalCode.BAD_CREDENTIALS)
    assert world.get_ticket("locked out").team_id == team
    assert not world.get(UserCard, "olga account").active
    ((subject, text),) = counter.letters()
    assert subject == "We have secured your account at Panes"
    assert "900 100 200" in text
    done = counter.audited()
    assert done[-3:] == ["account.locked", "sessions.ended", "password.void"]

    # The higher tier: opening takes a verified identity.
    assert counter.does("ticket.help_account", "bruno", step="unlock").code == "unverified"
    assert counter.does("ticket.verify", "bruno", method="call_back", passed=True).outcome is Outcome.OK
    assert counter.does("ticket.help_account", "bruno", step="unlock").outcome is Outcome.OK
    assert refused(lambda: counter.sign_in()) == (401, RefusalCode.BAD_CREDENTIALS), "the stolen password is void"
    assert counter.does("ticket.help_account", "bruno", step="send_reset").outcome is Outcome.OK
    found = re.search(r"/reset/(\S+)", counter.letters()[-1][1])
    assert found
    counter.resets.set_password(found[1], NEW)
    assert counter.sign_in(NEW).recovery == session.recovery


def test_what_is_refused_has_no_effect(counter: Counter) -> None:
    world = counter.world
    macro = world.macro("Stolen", sensitive=True)
    world.put(macro)
    steps = [*STOLEN, {"name": "ticket.set_team", "args": {"team_id": world.new_id()}}]
    result = counter.does("ticket.run_macro", macro_id=macro.id, steps=steps, confirmed=True)
    assert result.outcome is Outcome.REJECTED
    assert counter.sign_in().user_name
    assert counter.audited() == ["account.added"]
    assert counter.letters() == []


def test_what_is_pushed_twice_is_done_once(counter: Counter) -> None:
    client = counter.world.client("ana")
    lock = client.envelope("ticket.help_account", ticket_id=counter.ticket_id, step="end_sessions")
    client.push(lock)
    client.push(lock)
    assert counter.audited().count("sessions.ended") == 1


def test_without_an_account_or_an_address_nothing_is_sent_and_it_is_said(counter: Counter) -> None:
    world, ana = counter.world, counter.world.user("ana")
    assert counter.does("ticket.set_person", person_id=world.ids["simon"]).outcome is Outcome.OK
    assert counter.desk.send_code(ana, counter.ticket_id).sent_to == ""
    counter.verify()
    assert counter.does("ticket.help_account", step="lock").outcome is Outcome.OK
    assert refused(lambda: counter.desk.set_temporary(ana, counter.ticket_id)) == (409, RefusalCode.NOT_READY)
    assert counter.letters() == []


@pytest.mark.parametrize("who", PEOPLE)
def test_whoever_does_not_work_on_the_ticket_gets_nowhere(counter: Counter, who: str) -> None:
    user = counter.world.user(who)
    counter.verify()
    expected = {"ana": None, "tina": None, "ada": None, "lars": 403, "olga": 403}.get(who, 404)
    calls: tuple[Callable[[], object], ...] = (
        lambda: counter.desk.send_code(user, counter.ticket_id),
        lambda: counter.desk.check_code(user, counter.ticket_id, "123456"),
        lambda: counter.desk.set_temporary(user, counter.ticket_id),
    )
    for call in calls:
        if expected is not None:
            assert refused(call)[0] == (403 if who == "simon" else expected), who
    if expected is None:
        assert counter.desk.set_temporary(user, counter.ticket_id).password
    else:
        assert counter.sign_in().user_name


def test_an_agent_helps_no_administrator_and_no_colleague(counter: Counter) -> None:
    ana = counter.world.user("ana")
    for person in ("ada", "bruno", "tina"):
        counter.does("ticket.set_person", person_id=counter.world.ids[person])
        counter.verify()
        for call in (
            lambda: counter.desk.send_code(ana, counter.ticket_id),
            lambda: counter.desk.set_temporary(ana, counter.ticket_id),
        ):
            assert refused(call)[0] == HTTPStatus.FORBIDDEN
        assert counter.does("ticket.help_account", step="lock").code == "forbidden"


def test_too_many_codes_wait(counter: Counter) -> None:
    ana = counter.world.user("ana")
    for _ in range(3):
        counter.desk.send_code(ana, counter.ticket_id)
    assert refused(lambda: counter.desk.send_code(ana, counter.ticket_id))[0] == HTTPStatus.TOO_MANY_REQUESTS


def test_an_address_is_told_as_far_as_the_desk_may_know_it() -> None:
    assert masked("olga@panes.example") == "o•••@p•••.example"
    assert masked("") == ""
    assert masked("a@localhost") == "a•••@l•••"
