"""Somebody alone at a computer whose keyring gives out their key: what they locked or left stays so after a start."""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.features.accounts import operations
from desktop.features.accounts.operations import Opened
from desktop.features.accounts.view import SignInView
from desktop.i18n.languages import Languages
from desktop.settings.declared import KEEP_RUNNING
from desktop.settings.places import HOME_VARIABLE
from desktop.settings.settings import Settings
from desktop.shell import names, seat
from desktop.shell.client import Client
from desktop.shell.files.copies import PREFIX
from desktop.shell.files.opening import Openings
from desktop.shell.first_cache import make_cache
from desktop.shell.outside import Outside
from desktop.shell.profile_files import Card, mark_left, was_left
from desktop.shell.requests import COME
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from domain.ids import RecordId
from sync.replica.reading.remembered import Remembered
from sync.replica.writer import Replica
from tests.support.counter import Office, Ring, office_of, ring_in_use
from tests.sync.replica.model import ModelServer

WAIT_MS = 10_000
PASSWORD = "secret"


@pytest.fixture
def ring() -> Iterator[Ring]:
    """The system's keyring."""
    with ring_in_use() as made:
        yield made


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """A server, and a computer of its own."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    with office_of(ModelServer()) as made:
        yield made


@pytest.fixture
def ana(office: Office, ring: Ring) -> Opened:
    """Ana has worked here before; nobody else has."""
    found = operations.sign_in(office.url, "ana", PASSWORD, [])
    make_cache(found.card, found.key)
    replica = Replica.open(found.card.cache_path, found.key, RecordId(found.card.user_id))
    replica.remember(Remembered.PASSWORD, found.proof)
    replica.close()
    return found


@pytest.fixture
def start(qtbot: QtBot, theme: Theme, ana: Opened) -> Iterator[Callable[[], Client]]:
    """Starts the program."""
    made: list[Client] = []

    def start() -> Client:
        languages = Languages()
        languages.choose("en")
        client = Client(theme, languages, Settings())
        client.look.insist_on("en", "light")
        client.start()
        made.append(client)
        return client

    yield start
    for client in made:
        end(client)
    qtbot.wait(50)


def end(client: Client) -> None:
    client.close()
    client.front_door.close_view()


def type_password(qtbot: QtBot, client: Client) -> None:
    view = client.shown()
    assert isinstance(view, SignInView)
    view.password.setText(PASSWORD)
    button = view.findChild(Button, names.SIGN_IN_BUTTON)
    assert button is not None
    button.click()
    qtbot.waitUntil(lambda: client.window is not None, timeout=WAIT_MS)


def test_alone_with_a_keyring_the_program_starts_without_a_question(start: Callable[[], Client]) -> None:
    assert start().window is not None


def test_a_lock_outlives_the_program_however_it_ends(qtbot: QtBot, start: Callable[[], Client], ana: Opened) -> None:
    first = start()
    first.lock()
    # What a killed program leaves is what is on the disk now: nothing is written at its end.
    assert was_left(ana.card)
    end(first)

    second = start()
    assert second.window is None
    type_password(qtbot, second)
    end(second)

    assert start().window is not None


def test_after_signing_out_the_next_start_asks_for_the_password_also_without_a_line(
    qtbot: QtBot, start: Callable[[], Client], ana: Opened, office: Office
) -> None:
    first = start()
    window = first.window
    assert window is not None
    window.sign_out_wanted.emit()
    end(first)
    office.close()

    second = start()
    assert second.window is None
    type_password(qtbot, second)
    assert second.profile is not None
    assert second.profile.key == ana.key


def test_no_opened_file_stays_outside_behind_a_lock_or_after_the_end(
    qtbot: QtBot, start: Callable[[], Client], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    client = start()
    assert client.profile is not None
    openings = Openings(client.profile.work, client.profile.work.files)
    for leave in (client.lock, client.close):
        place = openings._copies.place_for("7", "contract.pdf")
        place.parent.mkdir(parents=True)
        place.write_bytes(b"secret")

        leave()

        assert not list(tmp_path.glob(f"{PREFIX}*"))


def test_a_start_sweeps_before_anybody_has_signed_in(
    qtbot: QtBot, start: Callable[[], Client], ana: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left = tmp_path / f"{PREFIX}dead"
    left.mkdir()
    mark_left(ana.card)

    assert start().window is None

    qtbot.waitUntil(lambda: not left.exists(), timeout=WAIT_MS)


def test_settings_that_cannot_be_written_are_spoken_of_once(
    start: Callable[[], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = start()
    window = client.window
    assert window is not None
    told: list[str] = []
    monkeypatch.setattr(window.toasts, "tell", lambda title, _message: told.append(title))
    for settings in (window.work.settings, client._settings, window.work.settings):
        settings.save_failed.emit("Your settings were not saved", "Free some space.")
    assert told == ["Your settings were not saved"]


@pytest.mark.expects_log("could not be written down: No space left", logger="mostrador.accounts")
def test_a_disk_that_keeps_no_mark_keeps_nobody_from_locking(
    start: Callable[[], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_card: Card) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(seat, "mark_left", refuse)
    client = start()
    client.lock()
    assert isinstance(client.shown(), SignInView)


def test_a_locked_screen_closed_to_the_tray_comes_back_from_there(
    qtbot: QtBot, start: Callable[[], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = start()
    qtbot.waitUntil(lambda: client._outside is not None, timeout=WAIT_MS)
    monkeypatch.setattr(Outside, "has_tray", True)
    client._settings.set(KEEP_RUNNING, True)
    ended: list[bool] = []
    client.ended.connect(lambda: ended.append(True))
    client.lock()
    view = client.shown()
    assert view is not None
    view.close()
    assert client.shown() is None

    client.do(COME)

    assert not ended
    type_password(qtbot, client)
