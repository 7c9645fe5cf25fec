"""The mails of a ticket's end: asked, reminded, solved, closed and asked later, each once, to whom it concerns."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.records import Store, Ticket
from server.closing.links import Links, Purpose
from server.jobs.running import run_due
from server.jobs.timers import follow
from server.mail.sending import Outbox
from server.signing import Signer
from server.tickets.timers import TICKET_TIMERS
from sync.protocol.push import Outcome
from tests.server.mail.conftest import ADDRESSES, SENDER, Clock
from tests.server.mail.test_causes import does, new_ticket, waiting
from tests.support.mailbox import Mailbox, texts
from tests.support.world import World

BASE = "https://desk.panes.example"
DAY = timedelta(days=1)


@pytest.fixture
def office(desk: World, outbox: Outbox) -> World:
    """The desk with timers, with links in its mails, and with a ticket of Olga's: `own`, in Spanish."""
    outbox._links = Links(Signer(desk.database), BASE)
    follow(desk.database, TICKET_TIMERS)
    desk.put(replace(desk.get(Store, "centro"), opens="09:00-18:00"))
    args = new_ticket(desk, topic_id=desk.ids["card"])
    assert desk.client("olga").does("ticket.create", **args).outcome is Outcome.OK
    desk.ids["own"] = args["ticket_id"]
    outbox.send_all()
    return desk


def links_in(text: str) -> set[str]:
    """The purposes of the links in a mail."""
    return set(re.findall(re.escape(BASE) + r"/answer/([a-z-]+)/[A-Za-z0-9._~-]+", text))


def last(mailbox: Mailbox) -> tuple[str, str]:
    return texts(mailbox.letters[-1])


def pass_by(world: World, outbox: Outbox, clock: Clock, span: timedelta) -> None:
    """Let time pass: what is due by itself is done, and what follows from it is sent."""
    world.now += span
    clock.now = world.now + timedelta(minutes=1)
    run_due(world.database, TICKET_TIMERS, world.now)
    outbox.send_all()


def test_a_question_says_that_it_is_one_and_when_it_closes(office: World, outbox: Outbox, mailbox: Mailbox) -> None:
    ana = office.client("ana")
    said = {"ticket_id": office.ids["own"], "message_id": office.new_id(), "body": "¿Qué **datáfono** es?"}
    step = {"ticket_id": office.ids["own"], "status": "pending"}
    ana.push(ana.envelope("ticket.reply", **said), ana.envelope("ticket.set_status", **step))
    outbox.send_all()
    plain, html = last(mailbox)
    assert "Ana necesita tu respuesta" in plain
    assert "¿Qué <strong>datáfono</strong> es?" in html
    # Ten days after the second of March, on the store's clock.
    assert "se cierra sola el jueves, 12 de marzo de 2026" in plain
    assert links_in(plain) == links_in(html) == {"reply"}
    assert mailbox.recipients[-1] == ADDRESSES["olga"]


def test_two_reminders_then_a_last_word_and_every_one_once(
    office: World, outbox: Outbox, mailbox: Mailbox, clock: Clock
) -> None:
    does(office, "ana", "ticket.set_status", "own", status="pending")
    before = len(mailbox.letters)
    for _ in range(2):
        pass_by(office, outbox, clock, 3 * DAY)
        plain, html = last(mailbox)
        assert "seguimos necesitando tu respuesta" in plain
        assert "se cierra sola el" in plain
        assert links_in(html) == {"reply"}
    pass_by(office, outbox, clock, 5 * DAY)
    plain, html = last(mailbox)
    assert "no hemos tenido respuesta" in plain
    assert links_in(html) == {"reply"}
    assert len(mailbox.letters) == before + 3
    pass_by(office, outbox, clock, 30 * DAY)
    assert len(mailbox.letters) == before + 3


def test_who_answers_before_the_reminder_leaves_gets_none(
    office: World, outbox: Outbox, mailbox: Mailbox, clock: Clock
) -> None:
    does(office, "ana", "ticket.set_status", "own", status="pending")
    office.now += 3 * DAY
    run_due(office.database, TICKET_TIMERS, office.now)
    does(office, "olga", "ticket.reply", "own", body="El de la puerta")
    before = len(mailbox.letters)
    clock.now = office.now + timedelta(minutes=1)
    outbox.send_all()
    assert len(mailbox.letters) == before


def test_a_solution_and_its_explanation_are_one_mail_with_both_answers(
    office: World, outbox: Outbox, mailbox: Mailbox
) -> None:
    ana = office.client("ana")
    said = {"ticket_id": office.ids["own"], "message_id": office.new_id(), "body": "Perfil nuevo"}
    step = {"ticket_id": office.ids["own"], "status": "resolved"}
    before = len(mailbox.letters)
    ana.push(ana.envelope("ticket.reply", **said), ana.envelope("ticket.set_status", **step))
    outbox.send_all()
    assert len(mailbox.letters) == before + 1
    plain, html = last(mailbox)
    assert "está resuelta" in plain
    assert "Perfil nuevo" in plain
    assert "Así lo indica Ana." in plain
    assert links_in(plain) == links_in(html) == {"works", "not-solved", "rate"}
    assert re.search(r'<a href="https://desk\.panes\.example/answer/works/[^"]+"[^>]*>Sí, funciona</a>', html)
    assert "se cierra sola el lunes, 9 de marzo de 2026" in plain


def test_the_words_go_out_also_where_the_ticket_is_open_again(office: World, outbox: Outbox, mailbox: Mailbox) -> None:
    ana = office.client("ana")
    said = {"ticket_id": office.ids["own"], "message_id": office.new_id(), "body": "Perfil nuevo"}
    step = {"ticket_id": office.ids["own"], "status": "resolved"}
    ana.push(ana.envelope("ticket.reply", **said), ana.envelope("ticket.set_status", **step))
    does(office, "olga", "ticket.reply", "own", body="No")
    outbox.send_all()
    plain, _ = last(mailbox)
    assert "Ana ha escrito" in plain
    assert "Perfil nuevo" in plain
    assert "está resuelta" not in plain


def test_the_question_whether_it_works_comes_on_its_day(
    office: World, outbox: Outbox, mailbox: Mailbox, clock: Clock
) -> None:
    does(office, "ana", "ticket.set_status", "own", status="resolved", check_back_days=2)
    pass_by(office, outbox, clock, DAY)
    before = len(mailbox.letters)
    pass_by(office, outbox, clock, DAY)
    assert len(mailbox.letters) == before + 1
    plain, html = last(mailbox)
    assert "¿Puedes trabajar de nuevo?" in plain
    assert links_in(html) == {"check-back"}


def test_what_closes_as_confirmed_asks_how_it_was_unless_that_was_said(
    office: World, outbox: Outbox, mailbox: Mailbox, clock: Clock
) -> None:
    does(office, "ana", "ticket.set_status", "own", status="resolved")
    outbox.send_all()
    does(office, "olga", "ticket.rate", "own", score=5)
    pass_by(office, outbox, clock, 8 * DAY)
    plain, html = last(mailbox)
    assert "no ha vuelto a surgir nada" in plain
    assert links_in(html) == {"not-solved"}


@pytest.mark.parametrize("who", ["nadia", "tina"])
def test_who_follows_reads_answers_and_ends_but_the_desk_reads_them_in_the_program(
    office: World, outbox: Outbox, mailbox: Mailbox, who: str
) -> None:
    does(office, "tina", "ticket.follow", "own", following=True, user_id=office.ids[who])
    mailbox.letters.clear()
    mailbox.recipients.clear()
    does(office, "ana", "ticket.reply", "own", body="Which one?")
    does(office, "ana", "ticket.note", "own", body="SECRET")
    does(office, "olga", "ticket.reply", "own", body="La segunda")
    does(office, "ana", "ticket.set_status", "own", status="resolved")
    outbox.send_all()
    mine = [letter for letter in mailbox.letters if ADDRESSES[who] in letter["To"]]
    if who == "tina":
        assert mine == []
        return
    plain = [texts(letter)[0] for letter in mine]
    assert len(plain) == 3
    assert all("you follow" in one for one in plain)
    for words, one in zip(("Which one?", "La segunda", "is solved"), plain, strict=True):
        assert words in one
    assert not any(links_in(one) or "SECRET" in one for one in plain)


def test_who_stopped_following_before_it_left_gets_nothing(office: World, outbox: Outbox, mailbox: Mailbox) -> None:
    does(office, "tina", "ticket.follow", "own", following=True, user_id=office.ids["nadia"])
    does(office, "ana", "ticket.reply", "own", body="Which one?")
    does(office, "tina", "ticket.follow", "own", following=False, user_id=office.ids["nadia"])
    mailbox.letters.clear()
    outbox.send_all()
    assert [letter["To"] for letter in mailbox.letters if ADDRESSES["nadia"] in letter["To"]] == []


def test_the_same_mail_has_the_same_links_however_often_it_is_tried(desk: World) -> None:
    ticket: Ticket = desk.get_ticket("taken")
    made = [
        Links(Signer(desk.database), BASE).url(Purpose.RATE, desk.space_id, ticket, desk.ids["simon"], desk.now)
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert waiting(desk) == []


def test_sender_is_the_desks(office: World, outbox: Outbox, mailbox: Mailbox, clock: Clock) -> None:
    does(office, "ana", "ticket.set_status", "own", status="pending")
    pass_by(office, outbox, clock, 3 * DAY)
    assert SENDER.address in mailbox.letters[-1]["From"]
    assert mailbox.letters[-1]["Auto-Submitted"] == "auto-generated"
