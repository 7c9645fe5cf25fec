"""Do not disturb: from the palette and the settings, for as long as was chosen, for every account that is open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.features.preferences.editors import Silence
from desktop.features.preferences.row import SettingRow
from desktop.settings.declared import SILENT_UNTIL
from desktop.settings.settings import Settings
from desktop.shell import moments, names, silence
from desktop.shell.telling import wishes_of
from desktop.shell.window import MainWindow
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from domain.telling import Event
from tests.desktop.features.conftest import desk_of, server, ticket_id
from tests.support.desk import Desk

__all__ = ["desk_of", "server", "ticket_id"]

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The time, to be set."""
    time = [NOON]
    monkeypatch.setattr(moments, "now", lambda: time[0])
    return time


@pytest.fixture
def machine(qtbot: QtBot, tmp_path: Path) -> Settings:
    """This computer's settings."""
    return Settings(tmp_path / "settings")


def is_told(settings: Settings) -> bool:
    return wishes_of(settings).allow(Event.REPLY, moments.now().astimezone())


@pytest.mark.parametrize(("until", "hours"), [(silence.for_an_hour, 1), (silence.until_tomorrow, 8)])
def test_nobody_is_told_of_anything_until_the_time_is_over(
    machine: Settings, clock: list[datetime], until: Callable[[], str], hours: int
) -> None:
    ana, alex = machine.of_profile("ana"), machine.of_profile("alex")
    ana.set(SILENT_UNTIL, until())
    clock[0] += timedelta(hours=hours) - timedelta(minutes=1)
    assert not is_told(ana)
    assert not is_told(alex)
    clock[0] = NOON + timedelta(hours=48)
    assert is_told(ana)
    assert is_told(alex)


def test_tomorrow_begins_in_the_morning(clock: list[datetime]) -> None:
    until = moments.moment_of(silence.until_tomorrow()).astimezone()
    assert (until.date(), until.hour) == (moments.local_day(NOON) + timedelta(days=1), 8)


def test_the_settings_offer_it_and_show_what_holds(
    qtbot: QtBot, theme: Theme, machine: Settings, clock: list[datetime]
) -> None:
    settings = machine.of_profile("ana")
    row = SettingRow(theme, settings, SILENT_UNTIL)  # type: ignore[arg-type]
    qtbot.addWidget(row)
    assert isinstance(row.editor, Silence)
    off, hour, tomorrow = row.editor.findChildren(Button)
    assert off.isChecked()
    for button in (hour, tomorrow, off, hour):
        button.click()
        assert button.isChecked()
        assert is_told(settings) is (button is off)

    clock[0] += timedelta(hours=2)
    row.show()

    assert off.isChecked()


@pytest.fixture
def window(qtbot: QtBot, desk_of: Callable[[str], Desk]) -> Iterator[MainWindow]:
    made = MainWindow(desk_of("ana").work)
    made.show()
    qtbot.wait(30)
    yield made
    made.close()
    shiboken6.delete(made)


def test_the_palette_begins_and_ends_it_and_says_until_when(window: MainWindow) -> None:
    said = []
    for holds in (True, False):
        window.run_action("silence")
        assert silence.holds(window.work.settings.get(SILENT_UNTIL)) is holds
        toast = window.findChild(QWidget, names.TOAST)
        assert toast is not None
        said.append(toast.accessibleName())
    assert "until" in said[0]
    assert "again" in said[1]
