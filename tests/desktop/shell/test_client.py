"""A cache that cannot be used leads back to the sign-in screen, which says why and what to do; the file stays."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.app import report_to
from desktop.features.accounts import operations
from desktop.features.accounts.operations import Opened
from desktop.features.accounts.view import SignInView
from desktop.i18n.languages import Languages
from desktop.settings.places import HOME_VARIABLE, config_folder
from desktop.settings.settings import Settings
from desktop.shell import names
from desktop.shell.client import Client
from desktop.shell.first_cache import make_cache
from desktop.shell.profile_files import profiles_folder, read_cards
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.text import Text
from sync.engine.events import Refused
from sync.errors import CacheBusy, CacheDamaged, NotAServer, NotSecure, ReplicaError, WrongPassword
from sync.protocol.push import Refusal
from sync.replica.connection import open_writer
from sync.replica.reading.reader import Reader
from sync.replica.writer import Replica
from tests.support.counter import Office, office_of
from tests.sync.replica.model import ModelServer

WAIT_MS = 10_000
PASSWORD = "secret"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """A server, and a computer without a keyring."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    with office_of(ModelServer()) as made:
        yield made


@pytest.fixture
def before(office: Office) -> Opened:
    """Ana has worked here before."""
    found = operations.sign_in(office.url, "ana", PASSWORD, [])
    make_cache(found.card, found.key)
    return found


@pytest.fixture
def client(qtbot: QtBot, theme: Theme, before: Opened) -> Iterator[Client]:
    """The client with the sign-in screen."""
    languages = Languages()
    languages.choose("en")
    made = Client(theme, languages, Settings())
    made.look.insist_on("en", "light")
    made.start()
    yield made
    made.close()
    made.front_door.close_view()
    qtbot.wait(50)


@pytest.fixture
def type_password(qtbot: QtBot, client: Client) -> Callable[..., None]:
    """Types the password at the sign-in screen that is shown, and waits until it has been looked at."""

    def enter(password: str = PASSWORD, *, button: str = names.SIGN_IN_BUTTON) -> None:
        view = sign_in_of(client)
        view.password.setText(password)
        named = view.findChild(Button, button)
        assert named is not None
        named.click()
        qtbot.waitUntil(lambda: not view._busy, timeout=WAIT_MS)

    return enter


def sign_in_of(client: Client) -> SignInView:
    view = client.shown()
    assert isinstance(view, SignInView)
    return view


def said(client: Client) -> str:
    view = client.front_door.view
    return f"{view._error_title.text()}. {view._error_words.text()}" if view is not None else ""


def damage(path: Path, *, header: bool) -> bytes:
    """Spoils the first page, or those after it."""
    whole = path.read_bytes()
    broken = b"\x55" * 4096 + whole[4096:] if header else whole[:4096] + b"\x55" * (len(whole) - 4096)
    path.write_bytes(broken)
    return broken


@pytest.mark.parametrize("header", [True, False])
def test_a_damaged_cache_is_kept_and_begun_anew(
    qtbot: QtBot, client: Client, before: Opened, type_password: Callable[..., None], header: bool
) -> None:
    broken = damage(before.card.cache_path, header=header)

    type_password()
    qtbot.waitUntil(lambda: "begin anew" in said(client), timeout=WAIT_MS)
    shown = [text.text() for text in sign_in_of(client).findChildren(Text) if text.isVisible()]
    assert " ".join(shown).count("begin anew") == 1
    assert client.window is None
    assert before.card.cache_path.read_bytes() == broken

    type_password(button=names.SIGN_IN_ANEW)
    qtbot.waitUntil(lambda: client.window is not None, timeout=WAIT_MS)
    kept = [one for one in before.card.folder.glob("cache.db.kept-*") if one.read_bytes() == broken]
    assert len(kept) == 1


def test_a_cache_from_a_newer_version_closes_the_window_and_stays(
    qtbot: QtBot, client: Client, before: Opened, type_password: Callable[..., None]
) -> None:
    cache = open_writer(before.card.cache_path, before.key)
    cache.execute("PRAGMA user_version = 4000")
    cache.close()
    stored = before.card.cache_path.read_bytes()

    type_password()

    qtbot.waitUntil(lambda: "newer Mostrador" in said(client), timeout=WAIT_MS)
    assert client.window is None
    assert before.card.cache_path.read_bytes() == stored
    anew = sign_in_of(client).findChild(Button, names.SIGN_IN_ANEW)
    assert anew is not None
    assert anew.isHidden()


def test_a_cache_that_cannot_be_made_says_why(
    qtbot: QtBot, client: Client, before: Opened, type_password: Callable[..., None]
) -> None:
    before.card.cache_path.unlink()
    before.card.cache_path.with_name("cache.db.key-check").unlink()
    before.card.cache_path.with_name("cache.db.key-check").mkdir()

    type_password()

    qtbot.waitUntil(lambda: "cannot be read or written" in said(client), timeout=WAIT_MS)


def test_a_new_password_asks_for_the_one_before_once(
    qtbot: QtBot, client: Client, office: Office, before: Opened, type_password: Callable[..., None]
) -> None:
    office.password = "fresh"

    type_password("fresh")
    view = sign_in_of(client)
    assert "Type the one you used here before" in said(client)
    assert not view.former.isHidden()
    assert view.password.text() == "fresh"

    view.former.setText(PASSWORD)
    type_password("fresh")
    qtbot.waitUntil(lambda: client.window is not None, timeout=WAIT_MS)
    assert operations.unlock(before.card, "fresh").key == before.key


def test_a_revoked_computer_forgets_everything(
    qtbot: QtBot, client: Client, office: Office, before: Opened, type_password: Callable[..., None]
) -> None:
    type_password()
    qtbot.waitUntil(lambda: client.window is not None, timeout=WAIT_MS)
    assert client.profile is not None

    client.profile.revoked.emit()

    qtbot.waitUntil(lambda: "What was stored here is wiped" in said(client), timeout=WAIT_MS)
    assert sorted(place.name for place in before.card.folder.iterdir()) == ["lock", "profile.json"]
    assert not list((profiles_folder().parent / "keys").iterdir())
    assert read_cards(profiles_folder())


def test_signing_out_tells_the_server(
    qtbot: QtBot, client: Client, office: Office, before: Opened, type_password: Callable[..., None]
) -> None:
    replica = Replica.open(before.card.cache_path, before.key, before.card.user_id)  # type: ignore[arg-type]
    replica.keep_session(before.session)
    replica.close()
    type_password()
    qtbot.waitUntil(lambda: client.profile is not None and client.profile._runner is not None, timeout=WAIT_MS)

    client._on_sign_out()

    qtbot.waitUntil(lambda: "/auth/v1/sign-out" in office.requests, timeout=WAIT_MS)


def test_damage_inside_a_cache_is_a_known_error(before: Opened) -> None:
    damage(before.card.cache_path, header=False)

    def read() -> None:
        reader = Reader(before.card.cache_path, before.key)
        try:
            reader.all("SELECT * FROM outbox")
        finally:
            reader.close()

    with pytest.raises(ReplicaError) as raised:
        read()
    assert raised.type is CacheDamaged


def test_one_types_next_where_it_was_wrong(client: Client) -> None:
    view = sign_in_of(client)
    view._choose(None)
    for error, field in ((NotSecure(), view.server), (WrongPassword(), view.password), (NotAServer(), view.server)):
        view.say_why(error)
        assert view.focusWidget() is field


def test_a_refused_device_is_told_so(
    client: Client, office: Office, before: Opened, type_password: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "answer", lambda *_: Refused(403, Refusal(code="device_revoked")))
    operations.wipe(before.card)

    type_password()

    assert "What was stored here is wiped" in said(client)


def test_damage_that_a_read_meets_later_is_said_and_can_be_repaired(
    qtbot: QtBot, client: Client, type_password: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    type_password()
    qtbot.waitUntil(lambda: client.window is not None, timeout=WAIT_MS)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    report_to(client)

    for _ in range(2):
        sys.excepthook(CacheDamaged, CacheDamaged("database disk image is malformed"), None)

    qtbot.waitUntil(lambda: client.window is None, timeout=WAIT_MS)
    assert "damaged" in said(client)
    assert sign_in_of(client)._anew.isVisible()


def test_a_file_that_is_held_for_a_moment_is_said_and_nothing_is_closed(
    qtbot: QtBot, client: Client, type_password: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    type_password()
    qtbot.waitUntil(lambda: client.window is not None, timeout=WAIT_MS)
    told: list[str] = []
    assert client.window is not None
    monkeypatch.setattr(client.window, "tell", lambda title, _message: told.append(title))

    client.take_uncaught(CacheBusy("locked"))

    assert told == ["Another program is using this computer's data"]
    assert client.window is not None


def test_someone_else_finds_an_empty_form(
    qtbot: QtBot, client: Client, before: Opened, type_password: Callable[..., None]
) -> None:
    type_password()
    qtbot.waitUntil(lambda: client.window is not None, timeout=WAIT_MS)

    client.change_to_someone_else()

    view = sign_in_of(client)
    assert view.account.isVisible()
    assert (view.account.text(), view.password.text()) == ("", "")
    assert view.server.text() == before.card.server_url


@pytest.mark.expects_log("damaged.json", "mostrador.settings")
def test_settings_that_cannot_be_read_are_kept_and_said(
    qtbot: QtBot, client: Client, before: Opened, type_password: Callable[..., None]
) -> None:
    path = config_folder() / "profiles" / f"{before.card.name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{ not settings", encoding="utf-8")

    type_password()
    qtbot.waitUntil(lambda: client.window is not None, timeout=WAIT_MS)

    assert client.window is not None
    toast = client.window.findChild(QWidget, names.TOAST)
    assert toast is not None
    assert f"{path.stem}.damaged.json" in toast.accessibleName()
    assert path.with_name(f"{path.stem}.damaged.json").read_text(encoding="utf-8") == "{ not settings"
