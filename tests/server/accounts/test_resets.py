"""A forgotten password: a link by mail that works once, the same answer for everybody, the old one worth nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import event, select, update

from domain.ids import RecordId
from domain.records import Role, Space, UserCard
from server.accounts.accounts import Accounts
from server.accounts.administration import Administration, NewUser
from server.accounts.errors import LinkOver, WeakPassword
from server.accounts.links import AccountLinks
from server.accounts.passwords import Passwords
from server.accounts.resets import Resets
from server.accounts.tables import Account
from server.accounts.throttle import Throttle
from server.acting import operator
from server.audit import log
from server.audit.tables import AuditRow
from server.db.database import Database
from server.errors import Refused
from server.mail.post import post_for
from server.mail.sender import Sender
from server.mail.sending import Outbox
from server.mail.tables import Mail
from server.signing import Signer
from sync.protocol.accounts import Refresh, Session, SignIn
from sync.protocol.push import RefusalCode
from tests.server.accounts.test_accounts import CHEAP
from tests.support.mailbox import Mailbox, texts
from tests.support.world import World, build_world

OLD, NEW = "correct horse battery", "staple of seven sheds"
BASE = "https://desk.example"


@dataclass
class Forgotten:
    """Ana and Olga, who have accounts and mail addresses; a mail server, and a clock."""

    world: World
    mailbox: Mailbox
    administration: Administration
    accounts: Accounts
    resets: Resets
    outbox: Outbox
    later: timedelta = field(default_factory=timedelta)
    ended: list[RecordId] = field(default_factory=list)

    def ask(self, asked: str = "ana", address: str = "10.0.0.1") -> str:
        """Ask for a link; its token, empty if none came."""
        self.mailbox.letters.clear()
        self.resets.ask(asked, address)
        self.outbox.send_all()
        found = [re.search(rf"{BASE}/reset/(\S+)", texts(letter)[0]) for letter in self.mailbox.letters]
        return next((one[1] for one in found if one), "")

    def sign_in(self, password: str, new: str = "") -> Session:
        request = SignIn(account="ana", password=password, device=self.world.ids["device"], new_password=new)
        return self.accounts.sign_in(request, "10.0.0.2")

    def subjects(self) -> list[str]:
        """What came by mail since the last question."""
        self.outbox.send_all()
        return [str(letter["Subject"]) for letter in self.mailbox.letters]


@pytest.fixture
def forgotten(database: Database) -> Iterator[Forgotten]:
    world = build_world(database)
    world.ids["device"] = world.new_id()
    passwords = Passwords(CHEAP)
    world.put(replace(world.get(Space, "space"), phone="900 100 200"))
    administration = Administration(database, passwords, lambda: world.now)
    with database.read(world.space_id) as reader:
        roles = {role.key: role for role in reader.find(Role)}
    for name, role, locale, place in (("ana", "agent", "en", "tills"), ("olga", "store_owner", "es", "")):
        user = NewUser(
            name=name, password=OLD, role=roles[role], full_name=f"{name.title()} Ruiz", email=f"{name}@panes.example",
            locale=locale, team_ids=(world.ids[place],) if place else (),
            store_ids=() if place else (world.ids["centro"],),
        )  # fmt: skip
        world.ids[f"account {name}"] = administration.add(world.space_id, operator(world.ids["ada"]), user)
    signer = Signer(database)
    links = AccountLinks(signer, BASE)
    with Mailbox().open() as mailbox:
        made = Forgotten(world, mailbox, administration, None, None, None)  # type: ignore[arg-type]  # their clock needs it

        def clock() -> datetime:
            return world.now + made.later

        made.accounts = Accounts(
            database,
            passwords=passwords,
            throttle=Throttle(),
            clock=clock,
            signer=signer,
        )
        made.resets = Resets(
            database,
            links,
            Throttle.of_resets(),
            clock,
            passwords=passwords,
            on_ended=made.ended.append,
        )
        made.outbox = Outbox(
            database,
            post_for(mailbox.url, Path()),
            Sender("desk@panes.example"),
            clock,
            account_links=links,
        )
        yield made


def test_a_link_sets_a_new_password_and_the_old_one_is_worth_nothing(forgotten: Forgotten) -> None:
    session = forgotten.sign_in(OLD)
    token = forgotten.ask()
    invited = forgotten.resets.look(token)
    assert invited is not None
    assert (invited.account, invited.phone) == ("ana", "900 100 200")
    forgotten.resets.set_password(token, NEW)
    with pytest.raises(Refused) as refused:
        forgotten.sign_in(OLD)
    assert refused.value.refusal.code == RefusalCode.BAD_CREDENTIALS
    with pytest.raises(Refused):
        forgotten.accounts.refresh(Refresh(refresh_token=session.refresh_token, device=forgotten.world.ids["device"]))
    assert forgotten.ended == [forgotten.world.ids["account ana"]]
    again = forgotten.sign_in(NEW)
    assert again.recovery == session.recovery != ""
    assert forgotten.subjects() == ["A new password for Panes", "Your password for Panes was changed"]


def test_a_link_works_once(forgotten: Forgotten) -> None:
    token = forgotten.ask()
    forgotten.resets.set_password(token, NEW)
    assert forgotten.resets.look(token) is None
    with pytest.raises(LinkOver):
        forgotten.resets.set_password(token, "another one entirely")
    assert forgotten.sign_in(NEW).user_name == "Ana Ruiz"


def test_to_look_at_a_link_does_not_use_it(forgotten: Forgotten) -> None:
    token = forgotten.ask()
    for _ in range(3):
        assert forgotten.resets.look(token) is not None
    assert forgotten.sign_in(OLD).user_name
    forgotten.resets.set_password(token, NEW)


def test_a_link_is_over_after_an_hour(forgotten: Forgotten) -> None:
    token = forgotten.ask()
    forgotten.later = timedelta(minutes=61)
    assert forgotten.resets.look(token) is None
    with pytest.raises(LinkOver):
        forgotten.resets.set_password(token, NEW)


def test_an_earlier_link_is_worth_nothing_once_the_password_is_another(forgotten: Forgotten) -> None:
    first = forgotten.ask()
    forgotten.later = timedelta(minutes=1)
    second = forgotten.ask()
    forgotten.resets.set_password(second, NEW)
    with pytest.raises(LinkOver):
        forgotten.resets.set_password(first, "another one entirely")


def test_a_link_of_somebody_else_or_nobody_sets_nothing(forgotten: Forgotten) -> None:
    token = forgotten.ask()
    subject, moment, mark = token.split(".")
    space_id, letter_id, _ = subject.split("_")
    other = "_".join((space_id, letter_id, forgotten.world.ids["account olga"]))
    for wrong in ("", "x", f"{other}.{moment}.{mark}", token[:-2], token.upper()):
        assert forgotten.resets.look(wrong) is None
        with pytest.raises(LinkOver):
            forgotten.resets.set_password(wrong, NEW)


@pytest.mark.parametrize("weak", ["", "short", "ana ana ana", "password123", "aaaaaaaaaaaa", "x" * 300])
def test_a_weak_password_is_refused_and_the_link_still_works(forgotten: Forgotten, weak: str) -> None:
    token = forgotten.ask()
    with pytest.raises(WeakPassword):
        forgotten.resets.set_password(token, weak)
    forgotten.resets.set_password(token, NEW)


def test_the_mail_speaks_its_readers_language_and_its_address_finds_the_account(forgotten: Forgotten) -> None:
    assert forgotten.ask("OLGA@panes.example ")
    (letter,) = forgotten.mailbox.letters
    assert str(letter["Subject"]) == "Una contraseña nueva para Panes"
    assert forgotten.mailbox.recipients[-1] == "olga@panes.example"
    plain, html = texts(letter)
    assert "Sirve una sola vez, durante 1 hora" in plain
    assert f'<a href="{BASE}/reset/' in html
    assert "{" not in plain + html


def test_accounts_that_share_an_address_get_one_mail_with_a_link_each(forgotten: Forgotten) -> None:
    forgotten.administration.set_email("olga", "ana@panes.example")
    forgotten.ask("ana@panes.example")
    (letter,) = forgotten.mailbox.letters
    links = re.findall(rf"(\w+): {BASE}/reset/(\S+)", texts(letter)[0])
    assert [name for name, _ in links] == ["ana", "olga"]
    invited = [forgotten.resets.look(token) for _, token in links]
    assert [one.account for one in invited if one] == ["ana", "olga"]


@pytest.mark.parametrize("asked", ["nobody", "nobody@panes.example", "' OR 1=1 --", "ана", "%", "_"])
def test_nobody_is_mailed_who_is_not_meant(forgotten: Forgotten, asked: str) -> None:
    assert forgotten.ask(asked) == ""
    assert forgotten.mailbox.letters == []


def test_the_same_statements_are_run_for_every_name(forgotten: Forgotten) -> None:
    def run(asked: str) -> list[str]:
        statements: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            statements.append(statement)

        engine = forgotten.world.database.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            forgotten.resets.ask(asked, "10.0.0.7")
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return statements

    run("warm up")
    assert run("ana") == run("nobody")


def test_a_locked_account_and_one_without_an_address_get_no_link(forgotten: Forgotten) -> None:
    forgotten.administration.set_locked(operator(forgotten.world.ids["ada"]), "ana", locked=True)
    assert forgotten.ask("ana") == ""
    forgotten.administration.set_email("olga", "")
    assert forgotten.ask("olga") == ""


def test_an_account_that_is_locked_after_the_mail_lets_no_link_in(forgotten: Forgotten) -> None:
    token = forgotten.ask()
    forgotten.administration.set_locked(operator(forgotten.world.ids["ada"]), "ana", locked=True)
    with pytest.raises(LinkOver):
        forgotten.resets.set_password(token, NEW)


def test_too_many_wishes_wait_and_fill_nobodys_mailbox(forgotten: Forgotten) -> None:
    for _ in range(3):
        forgotten.resets.ask("ana", "10.0.0.1")
    with pytest.raises(Refused) as refused:
        forgotten.resets.ask("ana", "10.0.0.1")
    assert refused.value.status is HTTPStatus.TOO_MANY_REQUESTS
    for number in range(2):
        forgotten.resets.ask("ana", f"10.0.0.{number + 2}")
    with pytest.raises(Refused):
        forgotten.resets.ask("ana", "10.0.0.9")


@pytest.mark.parametrize("asked", ["", "  ", "\0", "x" * 300])
def test_a_wish_without_a_name_is_refused(forgotten: Forgotten, asked: str) -> None:
    with pytest.raises(Refused) as refused:
        forgotten.resets.ask(asked, "10.0.0.1")
    assert refused.value.status is HTTPStatus.BAD_REQUEST


def test_no_link_lies_in_the_database(forgotten: Forgotten) -> None:
    token = forgotten.ask()
    with forgotten.world.database.snapshot() as connection:
        rows = [repr(row) for table in (Mail,) for row in connection.execute(select(table.__table__))]
    assert not [row for row in rows if token.rpartition(".")[2] in row]


def test_what_was_done_stands_in_the_audit_log(forgotten: Forgotten) -> None:
    forgotten.resets.set_password(forgotten.ask(), NEW)
    with forgotten.world.database.snapshot() as connection:
        last = connection.execute(select(AuditRow.act, AuditRow.user_id).order_by(AuditRow.n.desc())).first()
        assert log.verify(connection, forgotten.world.space_id).wrong == ""
    assert last is not None
    assert tuple(last) == ("password.reset", forgotten.world.ids["account ana"])


def make_temporary(forgotten: Forgotten) -> None:
    """Ana's password was set by somebody else, for a day."""
    until = forgotten.world.now + timedelta(days=1)
    with forgotten.world.database.transaction() as connection:
        connection.execute(update(Account).where(Account.name == "ana").values(temporary_until=until))


def test_a_temporary_password_opens_nothing_but_the_choice_of_another(forgotten: Forgotten) -> None:
    make_temporary(forgotten)
    for new, code in (
        ("", RefusalCode.NEW_PASSWORD_NEEDED), (OLD, RefusalCode.NEW_PASSWORD_NEEDED),
        ("short", RefusalCode.WEAK_PASSWORD),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            forgotten.sign_in(OLD, new)
        assert refused.value.refusal.code == code
    assert forgotten.sign_in(OLD, NEW).user_name == "Ana Ruiz"
    assert forgotten.sign_in(NEW).user_name == "Ana Ruiz"
    with pytest.raises(Refused) as refused:
        forgotten.sign_in(OLD, NEW)
    assert refused.value.refusal.code == RefusalCode.BAD_CREDENTIALS


def test_a_wrong_password_learns_nothing_of_a_temporary_one(forgotten: Forgotten) -> None:
    make_temporary(forgotten)
    with pytest.raises(Refused) as refused:
        forgotten.sign_in("wrong", NEW)
    assert refused.value.refusal.code == RefusalCode.BAD_CREDENTIALS


def test_a_temporary_password_is_over_after_its_time(forgotten: Forgotten) -> None:
    make_temporary(forgotten)
    forgotten.later = timedelta(days=1)
    with pytest.raises(Refused) as refused:
        forgotten.sign_in(OLD, NEW)
    assert refused.value.refusal.code == RefusalCode.BAD_CREDENTIALS


def test_a_new_password_beside_the_right_one_changes_nothing(forgotten: Forgotten) -> None:
    assert forgotten.sign_in(OLD, NEW).user_name == "Ana Ruiz"
    assert forgotten.sign_in(OLD).user_name == "Ana Ruiz"


def test_everybodys_secret_is_their_own(forgotten: Forgotten) -> None:
    request = SignIn(account="olga", password=OLD, device=forgotten.world.new_id())
    olga = forgotten.accounts.sign_in(request, "10.0.0.3")
    assert len(olga.recovery) == 64
    assert olga.recovery != forgotten.sign_in(OLD).recovery
    assert isinstance(forgotten.world.get(UserCard, olga.user_id), UserCard)
