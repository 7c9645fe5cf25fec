"""Signing in, rotating tokens, and finding out who asks: the same on both databases."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from argon2 import PasswordHasher
from limits import RateLimitItemPerMinute, RateLimitItemPerSecond
from sqlalchemy import text
from starlette.requests import HTTPConnection

from domain.ids import RecordId
from domain.records import Role, Store, UserCard
from server.accounts.accounts import Accounts
from server.accounts.administration import Administration, Change, NewUser
from server.accounts.errors import AccountExists, AccountInvalid, AccountUnknown, WeakPassword
from server.accounts.passwords import Passwords, generated_password
from server.accounts.throttle import Throttle
from server.acting import operator
from server.authentication import AuthenticatedUser
from server.db.database import Database
from server.errors import Refused
from sync.protocol.accounts import Refresh, Session, SignIn
from sync.protocol.push import RefusalCode
from tests.support.world import World, build_world

PASSWORD = "correct horse battery"
CHEAP = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


@dataclass
class Door:
    """The accounts over a world, with an account for Ana, and a clock."""

    world: World
    accounts: Accounts
    administration: Administration
    ana: RecordId
    later: timedelta = field(default_factory=timedelta)

    def sign_in(self, password: str = PASSWORD, name: str = "ana", device: RecordId | None = None) -> Session:
        request = SignIn(account=name, password=password, device=device or self.world.ids["device"], device_name="Till")
        return self.accounts.sign_in(request, "10.0.0.1")

    def refresh(self, token: str, device: str = "device") -> Session:
        return self.accounts.refresh(Refresh(refresh_token=token, device=self.world.ids[device]))

    def ask(self, access_token: str) -> AuthenticatedUser:
        headers = [(b"authorization", f"Bearer {access_token}".encode())]
        return self.accounts.authenticate(HTTPConnection({"type": "http", "headers": headers}))


@pytest.fixture
def door(database: Database) -> Door:
    world = build_world(database)
    world.ids["device"], world.ids["other device"] = world.new_id(), world.new_id()
    passwords = Passwords(CHEAP)
    administration = Administration(database, passwords, lambda: world.now)
    with database.read(world.space_id) as reader:
        role = reader.find(Role, key="agent")[0]
    user = NewUser(name="Ana", password=PASSWORD, role=role, full_name="Ana Ruiz", team_ids=(world.ids["tills"],))
    ana = administration.add(world.space_id, operator(world.ids["ada"]), user)
    door = Door(world, None, administration, ana)  # type: ignore[arg-type]  # the clock needs the door
    door.accounts = Accounts(database, passwords=passwords, throttle=Throttle(), clock=lambda: world.now + door.later)
    return door


def refusal(act: Callable[[], object]) -> tuple[HTTPStatus, str]:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.status, caught.value.refusal.code


BAD = (HTTPStatus.UNAUTHORIZED, RefusalCode.BAD_CREDENTIALS)
EXPIRED = (HTTPStatus.UNAUTHORIZED, RefusalCode.UNAUTHORIZED)
REVOKED = (HTTPStatus.FORBIDDEN, RefusalCode.DEVICE_REVOKED)


def test_the_right_password_opens_a_session_of_its_user(door: Door) -> None:
    session = door.sign_in(name="  ANA ")
    assert (session.user_id, session.user_name, session.space_id) == (door.ana, "Ana Ruiz", door.world.space_id)
    user = door.ask(session.access_token)
    assert (user.user_id, user.space_id, user.device_id) == (door.ana, door.world.space_id, door.world.ids["device"])
    assert 0 < user.token_ttl_s <= session.access_ttl_s


def test_a_session_says_for_how_long_its_device_may_do_without_the_server(door: Door) -> None:
    assert door.sign_in().contact_days == 0
    door.accounts = Accounts(
        door.world.database, passwords=Passwords(CHEAP), clock=lambda: door.world.now, contact_days=14
    )
    session = door.sign_in()
    assert session.contact_days == 14
    assert door.refresh(session.refresh_token).contact_days == 14


def test_a_new_user_may_see_the_team_they_were_added_to(door: Door) -> None:
    with door.world.database.read(door.world.space_id) as reader:
        actor = reader.actor(door.ana)
    assert actor is not None
    assert f"team:{door.world.ids['tills']}" in actor.scopes


def test_every_wrong_sign_in_gets_the_same_answer(door: Door) -> None:
    answers = [refusal(lambda: door.sign_in("wrong")), refusal(lambda: door.sign_in(name="nobody"))]
    door.administration.set_locked(operator(door.world.ids["ada"]), "ana", locked=True)
    answers.append(refusal(door.sign_in))
    assert answers == [BAD, BAD, BAD]


def test_no_password_token_or_name_is_stored_in_clear(door: Door) -> None:
    session = door.sign_in()
    with door.world.database.snapshot() as connection:
        for table in ("account", "device", "access_token"):
            stored = str(connection.execute(text(f"SELECT * FROM {table}")).all())  # noqa: S608  # names of ours
            assert PASSWORD not in stored
            assert session.access_token not in stored
            assert session.refresh_token.partition(".")[2] not in stored
        assert "$argon2id$" in str(connection.execute(text("SELECT password_hash FROM account")).all())


def test_whether_an_account_exists_cannot_be_told_by_time(database: Database) -> None:
    passwords = Passwords(PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1))
    stored = passwords.hash(PASSWORD)
    took: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(15):
        for exists in took:
            began = time.perf_counter()
            assert not passwords.is_right(stored if exists else None, "wrong")
            took[exists].append(time.perf_counter() - began)
    assert 0.5 < statistics.median(took[True]) / statistics.median(took[False]) < 2


def test_an_access_token_ends(door: Door) -> None:
    session = door.sign_in()
    door.later = timedelta(seconds=session.access_ttl_s + 1)
    assert refusal(lambda: door.ask(session.access_token)) == EXPIRED
    assert door.ask(door.refresh(session.refresh_token).access_token).user_id == door.ana


@pytest.mark.parametrize("token", ["", "x", "Bearer", "ñ", "a" * 5000])
def test_a_token_that_is_none_is_refused(door: Door, token: str) -> None:
    headers = [(b"authorization", f"Bearer {token}".encode())]
    connection = HTTPConnection({"type": "http", "headers": headers})
    assert refusal(lambda: door.accounts.authenticate(connection)) == EXPIRED
    assert refusal(lambda: door.refresh(token)) == BAD


def test_a_refresh_whose_answer_was_lost_works_again(door: Door) -> None:
    first = door.sign_in()
    door.refresh(first.refresh_token)
    again = door.refresh(first.refresh_token)
    assert door.ask(again.access_token).user_id == door.ana
    assert door.ask(door.refresh(again.refresh_token).access_token).user_id == door.ana


def test_an_older_token_ends_the_session_and_wipes_nothing(door: Door) -> None:
    first = door.sign_in()
    second = door.refresh(first.refresh_token)
    third = door.refresh(second.refresh_token)
    assert refusal(lambda: door.refresh(first.refresh_token)) == BAD
    assert refusal(lambda: door.refresh(third.refresh_token)) == BAD
    assert refusal(lambda: door.ask(third.access_token)) == EXPIRED
    assert door.ask(door.sign_in().access_token).user_id == door.ana


def test_a_revoked_device_is_welcome_again_with_the_password(door: Door) -> None:
    session = door.sign_in()
    assert door.administration.revoke_devices("ana") == 1
    assert refusal(lambda: door.ask(session.access_token)) == REVOKED
    assert door.ask(door.sign_in().access_token).user_id == door.ana


def test_a_refresh_token_is_bound_to_its_device(door: Door) -> None:
    session = door.sign_in()
    assert refusal(lambda: door.refresh(session.refresh_token, "other device")) == BAD
    assert door.refresh(session.refresh_token).user_id == door.ana


def test_two_copies_of_a_profile_keep_their_sessions_once_each_has_signed_in_anew(door: Door) -> None:
    kept = door.sign_in()
    door.refresh(kept.refresh_token)
    # The copy's session is ended by that of the original; it signs in as a device of its own, as every session says.
    copied = door.sign_in(device=door.world.ids["other device"])
    assert copied.device == door.world.ids["other device"] != kept.device
    assert door.refresh(kept.refresh_token).user_id == door.ana
    assert door.refresh(copied.refresh_token, "other device").device == copied.device


def test_two_devices_do_not_touch_each_other(door: Door) -> None:
    till, laptop = door.sign_in(), door.sign_in(device=door.world.ids["other device"])
    door.accounts.sign_out(door.ask(laptop.access_token))
    assert refusal(lambda: door.ask(laptop.access_token)) == EXPIRED
    assert refusal(lambda: door.refresh(laptop.refresh_token, "other device")) == BAD
    assert door.ask(till.access_token).user_id == door.ana


def test_a_locked_account_is_out_at_once_and_comes_back_unlocked(door: Door) -> None:
    session = door.sign_in()
    ada = operator(door.world.ids["ada"])
    door.administration.set_locked(ada, "ana", locked=True)
    assert refusal(lambda: door.ask(session.access_token)) == EXPIRED
    assert refusal(lambda: door.refresh(session.refresh_token)) == BAD
    with door.world.database.read(door.world.space_id) as reader:
        card = reader.get(UserCard, door.ana)
    assert card is not None
    assert not card.active
    door.administration.set_locked(ada, "ana", locked=False)
    assert door.sign_in().user_id == door.ana


def test_guessing_is_slowed_down_for_an_account_that_exists_or_not(door: Door) -> None:
    for name in ("ana", "nobody"):
        answers = [refusal(lambda name=name: door.sign_in("wrong", name)) for _ in range(6)]  # type: ignore[misc]
        assert answers == [BAD] * 5 + [(HTTPStatus.TOO_MANY_REQUESTS, RefusalCode.TOO_MANY_REQUESTS)]
    with pytest.raises(Refused) as caught:
        door.sign_in()
    assert caught.value.refusal.retry_after_s >= 1


def test_the_right_password_works_after_the_wait_and_from_elsewhere_at_once(door: Door) -> None:
    door.accounts = Accounts(
        door.world.database,
        passwords=Passwords(CHEAP),
        throttle=Throttle(door=RateLimitItemPerSecond(2, 1)),
        clock=lambda: door.world.now,
    )
    while refusal(lambda: door.sign_in("wrong"))[0] is not HTTPStatus.TOO_MANY_REQUESTS:
        pass
    request = SignIn(account="ana", password=PASSWORD, device=door.world.ids["device"])
    assert door.accounts.sign_in(request, "10.0.0.2").user_id == door.ana
    time.sleep(1.1)
    assert door.sign_in().user_id == door.ana


def test_guessing_many_accounts_from_one_address_is_slowed_down() -> None:
    throttle = Throttle(address=RateLimitItemPerMinute(3))
    for n in range(3):
        throttle.check(f"user{n}", "10.0.0.9")
        throttle.failed("10.0.0.9")
    with pytest.raises(Refused, match="429"):
        throttle.check("user9", "10.0.0.9")
    throttle.check("user9", "10.0.0.10")


def test_signing_in_often_with_the_right_password_is_never_slowed_down(door: Door) -> None:
    for _ in range(25):
        door.sign_in()


def test_a_device_that_is_no_id_is_refused(door: Door) -> None:
    with pytest.raises(Refused, match="400"):
        door.sign_in(device=RecordId("'; drop"))


def test_a_hash_of_yesterdays_strength_is_renewed_at_sign_in(door: Door) -> None:
    stronger = Passwords(PasswordHasher(time_cost=2, memory_cost=64, parallelism=1))
    door.accounts = Accounts(door.world.database, passwords=stronger, clock=lambda: door.world.now)
    door.sign_in()
    with door.world.database.snapshot() as connection:
        assert "t=2" in str(connection.scalar(text("SELECT password_hash FROM account WHERE name = 'ana'")))
    assert door.sign_in().user_id == door.ana


def test_names_are_taken_whatever_their_case_and_nothing_is_left_of_the_attempt(door: Door) -> None:
    with door.world.database.read(door.world.space_id) as reader:
        role, before = reader.find(Role, key="agent")[0], len(reader.find(UserCard))
    again = NewUser(name="aNA", password=PASSWORD, role=role)
    with pytest.raises(AccountExists, match="ana"):
        door.administration.add(door.world.space_id, operator(door.world.ids["ada"]), again)
    with door.world.database.read(door.world.space_id) as reader:
        assert len(reader.find(UserCard)) == before


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "aaaaaaaaaa",
        "ana-account",
        "x" * 300,
        "Password",
        "password9",
        "12345678",
        "Ana-Account7!",
        "mostrador1",
    ],
)
def test_a_weak_password_is_refused_with_a_reason(door: Door, password: str) -> None:
    name = "ana-account"
    with door.world.database.read(door.world.space_id) as reader:
        role = reader.find(Role, key="agent")[0]
    with pytest.raises(WeakPassword, match="password"):
        door.administration.add(
            door.world.space_id, operator(door.world.ids["ada"]), NewUser(name=name, password=password, role=role)
        )


def scopes_of_ana(door: Door) -> set[str]:
    with door.world.database.read(door.world.space_id) as reader:
        actor = reader.actor(door.ana)
    assert actor is not None
    return {scope for scope in actor.scopes if scope.startswith(("team:", "store:"))}


def test_who_moves_to_a_store_sees_the_store_and_no_longer_the_team(door: Door) -> None:
    assert scopes_of_ana(door) == {f"team:{door.world.ids['tills']}"}
    with door.world.database.read(door.world.space_id) as reader:
        role, store = reader.find(Role, key="store_owner")[0], reader.find(Store)[0]
    change = Change(role=role, store_ids=(store.id,), team_ids=())
    door.administration.change(operator(door.world.ids["ada"]), "ana", change)
    assert scopes_of_ana(door) == {f"store:{store.id}"}
    with pytest.raises(AccountInvalid, match="--store"):
        door.administration.change(operator(door.world.ids["ada"]), "ana", Change(store_ids=()))


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ({"name": ""}, "needs a name"),
        ({"name": "ow ner"}, "without spaces"),
        ({"name": "x" * 65}, "at most 64"),
        ({"email": "notanemail"}, "not an e-mail address"),
        ({"locale": "fr"}, "choose en or es"),
    ],
)
def test_what_no_account_can_have_is_refused_in_a_sentence(door: Door, said: dict[str, Any], about: str) -> None:
    with door.world.database.read(door.world.space_id) as reader:
        role = reader.find(Role, key="agent")[0]
    user = NewUser(**{"name": "leo", "password": PASSWORD, "role": role, **said})
    with pytest.raises(AccountInvalid, match=about):
        door.administration.add(door.world.space_id, operator(door.world.ids["ada"]), user)


def test_a_new_password_replaces_the_old_one(door: Door) -> None:
    door.administration.set_password("ana", "another good one")
    assert refusal(door.sign_in) == BAD
    assert door.sign_in("another good one").user_id == door.ana
    with pytest.raises(AccountUnknown, match="user list"):
        door.administration.set_password("nobody", "another good one")


def test_a_new_password_ends_every_session_of_the_account_and_no_other(door: Door) -> None:
    sessions = [door.sign_in(), door.sign_in(device=door.world.ids["other device"])]
    assert door.administration.set_password("ana", "another good one") == 2
    for session, device in zip(sessions, ("device", "other device"), strict=True):
        assert refusal(lambda token=session.access_token: door.ask(token)) == EXPIRED  # type: ignore[misc]
        assert refusal(lambda token=session.refresh_token, at=device: door.refresh(token, at)) == BAD  # type: ignore[misc]
    kept = door.sign_in("another good one")
    assert door.administration.set_password("ana", "yet another one", keep_sessions=True) == 0
    assert door.ask(kept.access_token).user_id == door.ana


def test_a_new_password_lets_no_revoked_device_off(door: Door) -> None:
    session = door.sign_in()
    door.administration.revoke_devices("ana")
    door.administration.set_password("ana", "another good one")
    assert refusal(lambda: door.refresh(session.refresh_token)) == REVOKED


def test_a_password_typed_on_another_keyboard_is_the_same(door: Door) -> None:
    door.administration.set_password("ana", "contraseña segura")
    assert door.sign_in("contrasen\u0303a segura").user_id == door.ana


def test_generated_passwords_differ_and_are_strong_enough() -> None:
    made = {generated_password() for _ in range(50)}
    assert len(made) == 50
    assert min(map(len, made)) >= 20


def test_the_list_shows_who_is_disabled_and_how_many_devices_they_have(door: Door) -> None:
    door.sign_in()
    row = door.administration.list(door.world.space_id)[0]
    assert (row.name, row.full_name, row.role, row.devices, row.locked) == ("ana", "Ana Ruiz", "agent", 1, False)
