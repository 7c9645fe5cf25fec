"""Links in mails: to look changes nothing, the button does it once, and a link is good for what it says and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from msgspec.structs import replace
from sqlalchemy import insert, update

from domain.closing import rating_id
from domain.records import Message, Rating, Ticket, TicketEvent, UserCard
from domain.words import Channel, CheckBack, CloseReason, Origin, Status
from server.accounts.tables import Account
from server.closing.links import GOOD_FOR, Links, Purpose
from server.db.database import utc_now
from server.signing import Signer
from sync.protocol.push import Outcome
from tests.support.server import Served
from tests.support.server import served as run_served

TIMEOUT_S = 20


class Post:
    """Simon's mails: their links, opened in a browser that knows nothing of him."""

    def __init__(self, server: Served) -> None:
        self.server, self.world = server, server.world
        self.links = Links(Signer(server.world.database), server.url)

    def does(self, who: str, name: str, **args: Any) -> None:
        result = self.world.client(who).does(name, ticket_id=self.world.ids["taken"], **args)
        assert result.outcome is Outcome.OK, result

    @property
    def ticket(self) -> Ticket:
        return self.world.get_ticket("taken")

    def url(self, purpose: Purpose, who: str = "simon") -> str:
        return self.links.url(purpose, self.world.space_id, self.ticket, self.world.ids[who], utc_now())

    def page(self, url: str, status: int = 200) -> str:
        answer = requests.get(url, timeout=TIMEOUT_S)
        assert answer.status_code == status, answer.text
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "script-src" not in answer.headers["content-security-policy"]
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        return answer.text

    def answer(self, url: str, status: int = 200, **form: str) -> str:
        """Press the button of the page, with what is filled in."""
        found = re.search(r'name="id" value="([^"]+)"', self.page(url))
        assert found is not None
        return self.send(url, status, id=found[1], **form)

    def send(self, url: str, status: int = 200, **form: str) -> str:
        answer = requests.post(url, data=form, timeout=TIMEOUT_S)
        assert answer.status_code == status, answer.text
        return answer.text

    def said(self) -> list[Message]:
        with self.world.database.read(self.world.space_id) as session:
            every = session.find(Message, ticket_id=self.ticket.id)
        return [one for one in every if one.channel is Channel.EMAIL]


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    """A running server; Simon has an address, and Ana has solved his ticket."""
    with run_served(tmp_path) as server:
        world = server.world
        world.now = utc_now()
        rows = [
            {"user_id": world.ids[name], "space_id": world.space_id, "name": name, "email": f"{name}@x.example",
             "password_hash": "", "locked": False, "created_at": world.now, "signed_in_at": None}
            for name in ("simon", "olga")
        ]  # fmt: skip
        with world.database.transaction() as connection:
            connection.execute(insert(Account), rows)
        world.put(replace(world.get(UserCard, "simon"), locale="es"))
        post = Post(server)
        post.does("ana", "ticket.set_status", status="resolved", check_back_days=1)
        yield post


def test_to_look_changes_nothing_and_the_button_confirms_once(post: Post) -> None:
    url = post.url(Purpose.WORKS)
    head = post.world.database.heads()
    for _ in range(3):
        shown = post.page(url)
        requests.head(url, timeout=TIMEOUT_S)
    assert "¿Funciona?" in shown
    assert 'lang="es"' in shown
    assert post.world.database.heads() == head
    thanks = post.answer(url)
    assert "Gracias" in thanks
    assert (post.ticket.status, post.ticket.close_reason) == (Status.CLOSED, CloseReason.CONFIRMED)
    with post.world.database.read(post.world.space_id) as session:
        (closed,) = session.find(TicketEvent, ticket_id=post.ticket.id, field="status", after="closed")
    assert (closed.actor_id, closed.via) == (post.world.ids["simon"], Origin.EMAIL)
    head = post.world.database.heads()
    post.send(url, id=post.world.new_id())
    assert post.world.database.heads() == head
    assert "Gracias" in post.page(url)


def test_not_solved_asks_why_and_opens_it_again_once(post: Post) -> None:
    url = post.url(Purpose.NOT_SOLVED)
    refused = post.answer(url, 400, body="  ", dissatisfied="1")
    assert "Escribe algo primero." in refused
    assert 'name="dissatisfied" value="1" checked' in refused
    assert post.ticket.status is Status.RESOLVED
    form_id = post.world.new_id()
    for _ in range(2):
        post.send(url, id=form_id, body="Pita otra vez\r\n<b>mucho</b>")
    assert (post.ticket.status, post.ticket.reopened_count) == (Status.OPEN, 1)
    assert [one.body for one in post.said()] == ["Pita otra vez\n<b>mucho</b>"]


def test_a_link_of_an_earlier_solution_confirms_no_later_one(post: Post) -> None:
    works, not_solved = post.url(Purpose.WORKS), post.url(Purpose.NOT_SOLVED)
    post.does("simon", "ticket.reply", message_id=post.world.new_id(), body="Again")
    assert "ya no hace falta" in post.page(works)
    post.does("ana", "ticket.set_status", status="resolved")
    for url in (works, not_solved):
        head = post.world.database.heads()
        assert "ya no hace falta" in post.send(url, id=post.world.new_id(), body="x")
        assert post.world.database.heads() == head
    assert post.ticket.status is Status.RESOLVED


def test_a_rating_is_given_and_changed(post: Post) -> None:
    with post.world.database.write(post.world.space_id) as session:
        (before,) = session.store.find(Rating, ticket_id=post.ticket.id)
        session.store.delete(before)
    url = post.url(Purpose.RATE)
    assert "Elige primero una respuesta." in post.answer(url, 400, body="Bien", reason_fast="1")
    post.answer(url, score="2", body="Tres semanas", reason_slow="1", reason_unclear="1")
    rating: Rating = post.world.get(Rating, rating_id(post.ticket.id))
    assert (rating.score, rating.reasons, rating.comment) == (2, ("slow", "unclear"), "Tres semanas")
    again = post.page(url)
    assert 'name="score" value="2" checked' in again
    assert "Tres semanas" in again
    post.answer(url, score="4", body="")
    assert post.world.get(Rating, rating_id(post.ticket.id)).score == 4


@pytest.mark.parametrize("works", ["yes", "no"])
def test_whether_one_can_work_again_is_answered_from_the_mail(post: Post, works: str) -> None:
    url = post.url(Purpose.CHECK_BACK)
    assert "ya no hace falta" in post.page(url), "nobody has asked yet"
    post.world.put(replace(post.ticket, check_back=CheckBack.ASKED, check_back_at=None))
    assert "Elige primero una respuesta." in post.answer(url, 400)
    assert "Gracias" in post.answer(url, works=works)
    assert post.ticket.status is (Status.CLOSED if works == "yes" else Status.OPEN)
    assert "Gracias" in post.page(url)


def test_a_question_is_answered_from_the_mail(post: Post) -> None:
    post.does("simon", "ticket.reply", message_id=post.world.new_id(), body="Again")
    post.does("ana", "ticket.set_status", status="pending")
    url = post.url(Purpose.REPLY)
    post.answer(url, body="La de la puerta")
    assert [one.body for one in post.said()] == ["La de la puerta"]
    assert post.ticket.status is Status.OPEN
    assert post.ticket.closes_at is None


def test_a_link_is_for_one_purpose_one_ticket_and_some_weeks(post: Post) -> None:
    good = post.url(Purpose.WORKS)
    token = good.rpartition("/")[2]
    old = post.links.url(Purpose.WORKS, post.world.space_id, post.ticket, post.world.ids["simon"],
                         utc_now() - GOOD_FOR - timedelta(minutes=1))  # fmt: skip
    for url in (
        old,
        good[:-2],
        good.replace("/works/", "/rate/"),
        good.replace("/works/", "/nothing/"),
        f"{post.server.url}/answer/works/{token.replace('~', '.', 1)}",
        f"{post.server.url}/answer/works/x",
    ):
        for page in (post.page(url, 404), post.send(url, 404, id=post.world.new_id(), body="x", works="yes")):
            assert "not good any more" in page
            assert post.ticket.subject not in page
    assert post.ticket.status is Status.RESOLVED


def test_whoever_did_not_ask_or_may_not_sign_in_any_more_answers_nothing(post: Post) -> None:
    assert "not good any more" in post.page(post.url(Purpose.WORKS, "olga"), 404)
    url = post.url(Purpose.WORKS)
    with post.world.database.transaction() as connection:
        connection.execute(update(Account).where(Account.name == "simon").values(locked=True))
    assert "not good any more" in post.page(url, 404)
    post.send(url, 404, id=post.world.new_id())
    assert post.ticket.status is Status.RESOLVED


def test_nothing_in_a_subject_becomes_a_part_of_the_page(post: Post) -> None:
    post.world.put(replace(post.ticket, subject='<script>alert("1")</script>'))
    shown = post.page(post.url(Purpose.WORKS))
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown


def test_what_is_no_form_or_too_much_is_refused_and_the_text_is_kept(post: Post) -> None:
    url = post.url(Purpose.REPLY)
    assert requests.post(url, data=b"\xff\xfe=1", timeout=TIMEOUT_S).status_code == 400
    assert requests.post(url, data={"body": "x" * 70_000}, timeout=TIMEOUT_S).status_code == 413
    kept = post.send(url, 400, id=post.world.new_id(), body="y" * 50_001)
    assert "demasiado largo" in kept
    assert "y" * 50_001 in kept
