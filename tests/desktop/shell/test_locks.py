"""Two people at one counter PC: who left is locked, not signed out; a PIN opens what a password opened before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.features.accounts import operations
from desktop.features.accounts.counter_pins import chosen_pin
from desktop.features.accounts.operations import Opened
from desktop.features.accounts.view import SignInView
from desktop.i18n.languages import Languages
from desktop.settings.declared import CONTACT_DAYS
from desktop.settings.places import HOME_VARIABLE
from desktop.settings.settings import Settings
from desktop.shell import client as client_module
from desktop.shell import moments, names
from desktop.shell.client import Client
from desktop.shell.first_cache import make_cache
from desktop.shell.idle import Idle
from desktop.shell.profile_files import Card, needs_password
from desktop.shell.seat import must_sign_in
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from domain.ids import RecordId
from sync.protocol.accounts import SignIn
from sync.protocol.codec import decode
from sync.replica.reading.reader import Reader
from sync.replica.reading.remembered import Remembered, remembered
from sync.replica.writer import Replica
from tests.support.counter import Office, ring_in_use
from tests.support.franchise import named
from tests.sync.replica.model import ModelServer

WAIT_MS = 10_000
PASSWORD = "secret"
PIN, WRONG_PIN = "4711", "4712"


class TwoPeople(Office):
    """Knows Ana, and Alex and Sam, who have other profiles."""

    contact_days = 0

    def answer(self, path: str, body: bytes, token: str) -> Any:
        """Override Office.answer."""
        found = super().answer(path, body, token)
        if hasattr(found, "contact_days"):
            found = replace(found, contact_days=self.contact_days)
        if path == "/auth/v1/sign-in" and hasattr(found, "user_name"):
            account = decode(body, SignIn).account
            if account != "ana":
                return replace(found, user_id=named(account), user_name=account.title())
        return found


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """A server, and a computer without a keyring."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    made = TwoPeople(ModelServer())
    yield made
    made.close()


@pytest.fixture
def ana(office: Office) -> Opened:
    """Ana has worked here, and has a PIN."""
    return with_pin(operations.sign_in(office.url, "ana", PASSWORD, []))


@pytest.fixture
def alex(office: Office, ana: Opened) -> Opened:
    """Alex has worked here, too."""
    found = operations.sign_in(office.url, "alex", PASSWORD, [ana.card])
    make_cache(found.card, found.key)
    return found


def with_pin(found: Opened) -> Opened:
    make_cache(found.card, found.key)
    keep(found, Remembered.PIN, chosen_pin(found, found.proof, PASSWORD, PIN))
    return found


def keep(found: Opened, what: Remembered, value: str) -> None:
    replica = Replica.open(found.card.cache_path, found.key, RecordId(found.card.user_id))
    replica.remember(what, value)
    replica.close()


class Counter:
    """The program on the counter, and somebody in front of it."""

    def __init__(self, qtbot: QtBot, client: Client) -> None:
        self.qtbot, self.client = qtbot, client

    @property
    def view(self) -> SignInView:
        view = self.client.shown()
        assert isinstance(view, SignInView)
        return view

    def button(self, name: str) -> Button:
        found = self.view.findChild(Button, name)
        assert found is not None
        return found

    def password(self, password: str = PASSWORD) -> None:
        view = self.view
        view.password.setText(password)
        self.button(names.SIGN_IN_BUTTON).click()
        self.qtbot.waitUntil(lambda: not view._busy, timeout=WAIT_MS)

    def pin(self, pin: str = PIN) -> None:
        view = self.view
        assert view.pin.isVisible()
        QTest.keyClicks(view.pin, pin)
        QTest.keyClick(view.pin, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: not view._busy, timeout=WAIT_MS)

    def wait_for_window(self, card: Card) -> None:
        self.qtbot.waitUntil(
            lambda: self.client.profile is not None and self.client.profile.card.folder == card.folder, timeout=WAIT_MS
        )

    def choose(self, card: Card) -> None:
        self.button(f"{names.SIGN_IN_ACCOUNTS}.{card.account}").click()

    def sees(self) -> str:
        """Everything that can be read in any window of the program."""
        shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        inside = [part for each in shown for part in (each, *each.findChildren(QWidget)) if part.isVisible()]
        return "\n".join(part.accessibleName() or str(part.property("text") or "") for part in inside)


@pytest.fixture
def counter(qtbot: QtBot, theme: Theme, alex: Opened) -> Iterator[Counter]:
    """The program after its start."""
    languages = Languages()
    languages.choose("en")
    made = Client(theme, languages, Settings())
    made.look.insist_on("en", "light")
    made.start()
    yield Counter(qtbot, made)
    made.close()
    made.front_door.close_view()
    qtbot.wait(50)


@pytest.fixture
def ana_works(counter: Counter, ana: Opened) -> Counter:
    """Ana has typed her password."""
    counter.choose(ana.card)
    counter.password()
    counter.wait_for_window(ana.card)
    return counter


def test_after_a_start_the_password_is_asked_although_there_is_a_pin(counter: Counter, ana: Opened) -> None:
    counter.choose(ana.card)
    assert not counter.view.pin.isVisible()
    assert counter.view.password.isVisible()


def test_a_locked_screen_shows_nothing_of_the_account_and_the_pin_opens_it_as_it_was(
    ana_works: Counter, ana: Opened
) -> None:
    window = ana_works.client.window
    assert window is not None
    window.show_page("settings")

    ana_works.client.lock()

    assert not window.isVisible()
    assert "Settings" not in ana_works.sees()
    ana_works.pin()
    assert ana_works.client.window is window
    assert window.isVisible()
    assert window.shown_page == "settings"


def test_five_wrong_pins_and_only_the_password_opens(ana_works: Counter, ana: Opened) -> None:
    ana_works.client.lock()
    for left in (4, 3, 2, 1):
        ana_works.pin(WRONG_PIN)
        assert f"Tries left: {left}" in ana_works.view._error_words.text()
    ana_works.pin(WRONG_PIN)

    assert not ana_works.view.pin.isVisible()
    ana_works.choose(ana.card)
    assert not ana_works.view.pin.isVisible()
    ana_works.password("not hers")
    assert ana_works.client.window is None
    ana_works.password()
    ana_works.wait_for_window(ana.card)
    ana_works.client.lock()
    assert ana_works.view.pin.isVisible()


def test_changing_to_another_account_and_back_loses_nothing_that_was_typed(
    ana_works: Counter, ana: Opened, alex: Opened
) -> None:
    first = ana_works.client.window
    assert first is not None
    first.ways.new_ticket()
    first.pages.filing.title.setText("The till smells of cinna")

    ana_works.client.change_to(alex.card.folder)
    ana_works.password()
    ana_works.wait_for_window(alex.card)
    assert "cinna" not in ana_works.sees()

    ana_works.client.change_to(ana.card.folder)
    ana_works.pin()
    ana_works.wait_for_window(ana.card)
    assert ana_works.client.window is first
    assert first.pages.filing.title.text() == "The till smells of cinna"


def test_of_too_many_accounts_the_one_that_was_left_first_is_closed(
    ana_works: Counter, ana: Opened, alex: Opened, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "SEATS_MOST", 2)
    sam = operations.sign_in(office.url, "sam", PASSWORD, [ana.card, alex.card])
    make_cache(sam.card, sam.key)
    # Ana's was opened first, but she was here after Alex.
    ana_works.client.change_to(alex.card.folder)
    ana_works.password()
    ana_works.wait_for_window(alex.card)
    ana_works.client.change_to(ana.card.folder)
    ana_works.pin()
    ana_works.wait_for_window(ana.card)

    ana_works.client.change_to(sam.card.folder)
    ana_works.password()
    ana_works.wait_for_window(sam.card)

    assert set(ana_works.client._seats) == {ana.card.folder, sam.card.folder}


def test_alt_and_a_number_change_the_account(ana_works: Counter, alex: Opened) -> None:
    window = ana_works.client.window
    assert window is not None
    ana_works.qtbot.waitUntil(window.isActiveWindow)
    ana_works.qtbot.wait(100)

    # Alex stands before Ana.
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)

    ana_works.qtbot.waitUntil(lambda: ana_works.client.window is None, timeout=WAIT_MS)
    assert ana_works.view._hello.text() == "Alex"


def test_a_request_from_outside_waits_until_the_screen_is_open(ana_works: Counter) -> None:
    ana_works.client.lock()

    ana_works.client.do("mostrador://ticket/01900000-0000-7000-8000-00000000dead")

    assert isinstance(ana_works.client.shown(), SignInView)
    ana_works.pin()
    window = ana_works.client.window
    assert window is not None
    toast = window.findChild(QObject, names.TOAST)
    assert isinstance(toast, QWidget)
    assert "This ticket is not here" in toast.accessibleName()


def test_too_long_without_a_connection_only_the_server_lets_in(
    counter: Counter, ana: Opened, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(ana, Remembered.CONTACT, moments.stored(moments.now() - timedelta(days=31)))
    counter.choose(ana.card)

    counter.password()
    assert "Please sign in again" in counter.view._error_title.text()
    asked = len(office.requests)
    counter.password()

    counter.wait_for_window(ana.card)
    assert "/auth/v1/sign-in" in office.requests[asked:]


@pytest.mark.parametrize(
    ("servers", "own", "away", "asked"),
    [(7, 30, 8, 7), (7, 30, 6, 0), (30, 7, 8, 7), (0, 30, 29, 0), (0, 30, 31, 30), (90, 30, 31, 30)],
)
def test_the_stricter_of_the_server_and_this_computer_says_when_one_must_sign_in(
    ana: Opened, servers: int, own: int, away: int, asked: int
) -> None:
    keep(ana, Remembered.CONTACT_DAYS, str(servers))
    keep(ana, Remembered.CONTACT, moments.stored(moments.now() - timedelta(days=away, hours=1)))
    settings = Settings(ana.card.folder)
    settings.set(CONTACT_DAYS, own)

    reader = Reader(ana.card.cache_path, ana.key)
    assert must_sign_in(reader, settings) == asked
    reader.close()


def test_what_the_server_last_said_is_kept_with_the_profile(
    counter: Counter, ana: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TwoPeople, "contact_days", 7)
    keep(ana, Remembered.CONTACT, moments.stored(moments.now() - timedelta(days=31)))
    counter.choose(ana.card)
    counter.password()
    counter.password()
    counter.wait_for_window(ana.card)
    window = counter.client.window
    assert window is not None
    qtbot.waitUntil(lambda: remembered(window.work.reader, Remembered.CONTACT_DAYS) == "7")


def test_nobody_at_work_for_long_enough_is_told_once() -> None:
    now = [0.0]
    idle = Idle(lambda: 60.0, lambda: now[0])
    told: list[float] = []
    idle.idled.connect(lambda: told.append(now[0]))
    for now[0] in (30.0, 59.0, 61.0, 90.0, 500.0):
        idle.look()
    idle.touch()
    now[0] = 559.0
    idle.look()
    assert told == [61.0]
    now[0] = 561.0
    idle.look()
    assert told == [61.0, 561.0]
    idle.close()


def test_a_key_keeps_the_program_awake(qtbot: QtBot) -> None:
    now = [0.0]
    idle = Idle(lambda: 60.0, lambda: now[0])
    widget = QWidget()
    qtbot.addWidget(widget)
    now[0] = 55.0
    QTest.keyClick(widget, Qt.Key.Key_A)
    now[0] = 100.0
    told: list[bool] = []
    idle.idled.connect(lambda: told.append(True))
    idle.look()
    idle.close()
    assert told == []


def test_a_second_account_takes_the_first_ones_key_out_of_the_keyring(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    office = TwoPeople(ModelServer())
    try:
        with ring_in_use() as ring:
            ana = operations.sign_in(office.url, "ana", PASSWORD, [])
            make_cache(ana.card, ana.key)
            keep(ana, Remembered.PASSWORD, ana.proof)
            assert list(ring.kept) == [ana.card.name]
            alex = operations.sign_in(office.url, "alex", PASSWORD, [ana.card])
            assert list(ring.kept) == [ana.card.name]
            assert needs_password(alex.card)

            found = operations.enter(ana.card, PASSWORD, [ana.card, alex.card])

            assert found.key == ana.key
            assert ring.kept == {}
            assert operations.unlock(ana.card, PASSWORD).key == ana.key
    finally:
        office.close()


def test_whoever_has_the_disk_finds_no_pin_outside_the_encrypted_cache(ana: Opened, tmp_path: Path) -> None:
    for place in (place for place in tmp_path.rglob("*") if place.is_file()):
        assert b"argon2id$" not in place.read_bytes(), place
    reader = Reader(ana.card.cache_path, ana.key)
    assert remembered(reader, Remembered.PIN).startswith("$argon2id$")
    reader.close()


def test_choosing_a_pin_takes_the_password(ana: Opened) -> None:
    from sync.errors import KeyPasswordWrong

    with pytest.raises(KeyPasswordWrong):
        chosen_pin(ana, ana.proof, "not hers", "9182")
