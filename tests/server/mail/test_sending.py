"""Every mail leaves once, or at least; a bad one blocks no other, and is given up in the end."""

from __future__ import annotations

import os
import threading
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult
from sqlalchemy import select, update

from domain.ids import RecordId
from server.db.database import Database
from server.mail import post
from server.mail.errors import NoWayOut
from server.mail.post import FolderPost, SmtpPost, post_for, smtp_place
from server.mail.sending import FIRST_PAUSE, LEASE, STUMBLES_MOST, TRIES_MOST, Outbox
from server.mail.tables import Mail
from server.mail.upkeep import KEPT, forget_mails, mail_counts, retry_parked
from tests.server.jobs.test_timers import place_of
from tests.server.mail.conftest import ADDRESSES, SENDER, Clock
from tests.server.mail.test_causes import does
from tests.support.mailbox import PASSWORD, Mailbox, only_with_the_password, texts
from tests.support.world import World


def states(world: World) -> dict[str, tuple[str, str, int]]:
    """State, error and tries of each mail by its ticket's name."""
    names = {record_id: name for name, record_id in world.ids.items()}
    with world.database.snapshot() as connection:
        rows = connection.execute(select(Mail.ticket_id, Mail.state, Mail.error, Mail.attempts))
        return {names[row.ticket_id]: (row.state, row.error, row.attempts) for row in rows}


def two_answers(world: World) -> None:
    """An answer to Simon, and one to Nadia after it."""
    does(world, "ana", "ticket.reply", "taken")
    does(world, "bruno", "ticket.reply", "boxes late")


def test_a_refused_recipient_is_parked_and_the_next_mail_goes_out(
    desk: World, outbox: Outbox, mailbox: Mailbox
) -> None:
    two_answers(desk)
    mailbox.answers[ADDRESSES["simon"]] = "550 no such Simon"
    assert outbox.send_all() == 2
    assert mailbox.recipients == [ADDRESSES["nadia"]]
    assert states(desk)["taken"] == ("parked", "SMTPRecipientsRefused 550", 1)
    assert mail_counts(desk.database) == {"parked": 1}


def test_a_parked_mail_can_be_tried_again(desk: World, outbox: Outbox, mailbox: Mailbox, clock: Clock) -> None:
    two_answers(desk)
    mailbox.answers[ADDRESSES["simon"]] = "550 no such Simon"
    outbox.send_all()
    mailbox.answers.clear()
    assert retry_parked(desk.database, clock()) == 1
    outbox.send_all()
    assert sorted(mailbox.recipients) == [ADDRESSES["nadia"], ADDRESSES["simon"]]


def test_a_mail_that_is_not_taken_now_is_tried_again_later_and_given_up_after_days(
    desk: World, outbox: Outbox, mailbox: Mailbox, clock: Clock
) -> None:
    two_answers(desk)
    mailbox.answers[ADDRESSES["simon"]] = "451 come back later"
    assert outbox.send_all() == 2
    assert states(desk)["taken"] == ("waiting", "SMTPRecipientsRefused 451", 1)
    clock.now += FIRST_PAUSE / 2
    assert outbox.send_all() == 0
    began = clock.now
    while states(desk)["taken"][0] == "waiting":
        clock.now += timedelta(hours=1)
        assert outbox.send_all() == 1
    assert states(desk)["taken"][2] == TRIES_MOST
    assert timedelta(days=3) < clock.now - began < timedelta(days=4)


def test_while_the_mail_server_is_away_mails_wait_and_bear_the_same_id_then(
    desk: World, mailbox: Mailbox, clock: Clock
) -> None:
    two_answers(desk)
    away = Outbox(desk.database, SmtpPost(smtp_place("smtp://127.0.0.1:1")), SENDER, clock)
    with pytest.raises(NoWayOut, match="ConnectionRefusedError"):
        away.send_next()
    # One found it out for both.
    assert sorted(attempts for _, _, attempts in states(desk).values()) == [0, 1]
    clock.now += FIRST_PAUSE
    Outbox(desk.database, post_for(mailbox.url, Path()), SENDER, clock).send_all()
    assert sorted(mailbox.recipients) == [ADDRESSES["nadia"], ADDRESSES["simon"]]


class Killed(BaseException):
    """The end of a process."""


class LostAnswer:
    """A post that takes a mail, and the process ends before it knows."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []

    def send(self, mail_id: RecordId, letter: EmailMessage) -> None:
        self.taken.append(letter)
        raise Killed

    def rest(self) -> None:
        """Nothing to close."""


def test_a_process_that_dies_while_sending_leaves_the_mail_to_the_next_with_its_id(
    desk: World, outbox: Outbox, mailbox: Mailbox, clock: Clock
) -> None:
    does(desk, "ana", "ticket.reply", "taken")
    lost = LostAnswer()
    with pytest.raises(Killed):
        Outbox(desk.database, lost, SENDER, clock).send_next()
    assert outbox.send_all() == 0
    clock.now += LEASE
    assert outbox.send_all() == 1
    assert mailbox.letters[0]["Message-ID"] == lost.taken[0]["Message-ID"]
    assert mailbox.letters[0]["Date"] == lost.taken[0]["Date"]


def test_one_that_cannot_be_written_holds_no_other_up_and_is_given_up(
    desk: World, outbox: Outbox, mailbox: Mailbox, clock: Clock
) -> None:
    two_answers(desk)
    with desk.database.transaction() as connection:
        # As a newer server might have left it.
        connection.execute(update(Mail).where(Mail.ticket_id == desk.ids["taken"]).values(cause="horoscope"))
    for _ in range(STUMBLES_MOST):
        outbox.send_all()
        clock.now += timedelta(days=1)
    assert mailbox.recipients == [ADDRESSES["nadia"]]
    state, error, attempts = states(desk)["taken"]
    assert (state, attempts) == ("parked", STUMBLES_MOST)
    assert error.startswith("ValueError in ")


def test_one_at_which_the_mail_server_hangs_up_holds_no_other_up(desk: World, outbox: Outbox, mailbox: Mailbox) -> None:
    two_answers(desk)
    mailbox.answers[ADDRESSES["simon"]] = "421 good-bye"
    with pytest.raises(NoWayOut, match="421"):
        outbox.send_next()
    assert outbox.send_all() == 1
    assert mailbox.recipients == [ADDRESSES["nadia"]]


def test_an_address_that_is_none_is_parked(desk: World, outbox: Outbox, mailbox: Mailbox) -> None:
    does(desk, "ana", "ticket.reply", "taken")
    with desk.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE account SET email = 'a@b@c, <x>' WHERE name = 'simon'")
    outbox.send_all()
    assert states(desk)["taken"] == ("parked", "address", 1)
    assert mailbox.letters == []


def test_two_processes_send_each_mail_once(desk: World, mailbox: Mailbox, clock: Clock) -> None:
    for _ in range(10):
        two_answers(desk)
    others = [Database.open(place_of(desk.database)) for _ in range(2)]
    sending = [Outbox(other, post_for(mailbox.url, Path()), SENDER, clock) for other in others]
    threads = [threading.Thread(target=outbox.send_all) for outbox in sending]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for other in others:
        other.close()
    # One that found the other's mail still claimed may have stopped before the last.
    sending[0]._database = desk.database
    sending[0].send_all()
    assert len(mailbox.letters) == len({letter["Message-ID"] for letter in mailbox.letters}) == 20


def test_without_a_mail_server_mails_are_files_for_the_server_only(desk: World, clock: Clock, tmp_path: Path) -> None:
    two_answers(desk)
    Outbox(desk.database, post_for("", tmp_path), SENDER, clock).send_all()
    files = sorted((tmp_path / "mail").iterdir())
    assert [file.suffix for file in files] == [".eml", ".eml"]
    if os.name == "posix":
        assert {file.stat().st_mode & 0o077 for file in files} == {0}
    assert b"\r\nTo: Simon <simon@stores.example>\r\n" in b"".join(file.read_bytes() for file in files)


def test_the_same_mail_is_the_same_file(tmp_path: Path) -> None:
    letter = EmailMessage(policy=SMTP)
    for words in ("first", "second"):
        letter.set_content(words)
        FolderPost(tmp_path / "mail").send(RecordId("x"), letter)
    (file,) = (tmp_path / "mail").iterdir()
    assert b"second" in file.read_bytes()


def test_a_folder_that_cannot_be_made_keeps_mails_waiting(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file")
    with pytest.raises(NoWayOut):
        FolderPost(tmp_path / "mail").send(RecordId("x"), EmailMessage())


@pytest.mark.expects_log("Session.login_data is deprecated", logger="mail.log")
def test_a_password_is_given_where_it_is_asked_for(desk: World, clock: Clock) -> None:
    does(desk, "ana", "ticket.reply", "taken")
    options = {"authenticator": only_with_the_password, "auth_require_tls": False}
    with Mailbox().open(**options) as strict:
        wrong = SmtpPost(smtp_place(f"smtp://desk:wrong@127.0.0.1:{strict.port}"))
        with pytest.raises(NoWayOut, match="SMTPAuthenticationError 535"):
            Outbox(desk.database, wrong, SENDER, clock).send_next()
        clock.now += FIRST_PAUSE
        right = SmtpPost(
            smtp_place(f"smtp://desk:{PASSWORD.replace(':', '%3A').replace('/', '%2F')}@127.0.0.1:{strict.port}")
        )
        assert Outbox(desk.database, right, SENDER, clock).send_all() == 1
        assert len(strict.letters) == 1


def test_no_password_is_sent_to_another_machine_in_the_clear(
    desk: World, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    does(desk, "ana", "ticket.reply", "taken")
    asked: list[bytes] = []

    def note(*given: Any) -> AuthResult:
        asked.append(given[-1].password)
        return AuthResult(success=True)

    # This machine stands for another one, whose server offers no encryption.
    monkeypatch.setattr(post, "HERE", frozenset())
    with Mailbox().open(authenticator=note, auth_require_tls=False) as careless:
        place = smtp_place(f"smtp://desk:secret@127.0.0.1:{careless.port}")
        with pytest.raises(NoWayOut, match="SMTPNotSupportedError"):
            Outbox(desk.database, SmtpPost(place), SENDER, clock).send_next()
        assert careless.letters == []
    assert asked == []


def test_what_is_in_the_file_is_what_the_mail_server_gets(
    desk: World, outbox: Outbox, mailbox: Mailbox, clock: Clock, tmp_path: Path
) -> None:
    does(desk, "ana", "ticket.reply", "taken", body="Mañana")
    Outbox(desk.database, post_for("", tmp_path), SENDER, clock).send_all()
    (file,) = (tmp_path / "mail").iterdir()
    with desk.database.transaction() as connection:
        connection.execute(update(Mail).values(state="waiting", due_at=Mail.created_at))
    outbox.send_all()
    written = message_from_bytes(file.read_bytes(), _class=EmailMessage, policy=SMTP)
    assert texts(written) == texts(mailbox.letters[0])
    assert written["Message-ID"] == mailbox.letters[0]["Message-ID"]


def test_what_was_sent_long_ago_is_forgotten_and_what_is_parked_is_not(
    desk: World, outbox: Outbox, mailbox: Mailbox, clock: Clock
) -> None:
    two_answers(desk)
    mailbox.answers[ADDRESSES["simon"]] = "550 no such Simon"
    outbox.send_all()

    def left(now: datetime) -> set[str]:
        forget_mails(desk.database, desk.space_id, now)
        return set(states(desk))

    assert left(clock.now + KEPT / 2) == {"taken", "boxes late"}
    assert left(clock.now + KEPT * 2) == {"taken"}
