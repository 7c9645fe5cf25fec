"""The settings screen is made from the declared table: what is declared is found, changed at once, and set back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QTime
from PySide6.QtWidgets import QLabel, QSpinBox, QTimeEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.features.preferences import view as preferences
from desktop.features.preferences.sections import Section
from desktop.features.preferences.view import PreferencesView
from desktop.i18n.languages import Languages
from desktop.settings import declared
from desktop.settings.declared import (
    ALL,
    APPEARANCE,
    CONTACT_DAYS,
    LOCK_AFTER_MIN,
    MACHINE_LANGUAGE,
    TEXT_ZOOM,
    UNDO_SEND_S,
)
from desktop.settings.setting import CLOCK, Group, Setting
from desktop.shell import names
from desktop.widgets.buttons import Button
from desktop.widgets.choices import Check, Select
from tests.desktop.i18n.test_languages import languages
from tests.support.desk import Desk

__all__ = ["languages"]


@pytest.fixture
def view(qtbot: QtBot, desk_of: Callable[[str], Desk]) -> PreferencesView:
    section = Section("keys", "keyboard", lambda: "Keys", lambda: "shortcuts", lambda: QLabel("All keys"))
    made = PreferencesView(desk_of("leo").work, [section])
    qtbot.addWidget(made)
    made.show()
    return made


def rows_on_screen(view: PreferencesView) -> list[str]:
    return [row.setting.name for panel in view.groups for row in panel.rows if row.isVisible()]


def named(view: PreferencesView, name: str) -> QWidget:
    found = view.findChild(QWidget, name)
    assert found is not None, name
    return found


def test_every_declared_setting_stands_in_its_group(view: PreferencesView) -> None:
    listed = [row.setting for panel in view.groups for row in panel.rows]

    assert sorted(each.name for each in listed) == sorted(each.name for each in ALL if each.shown)


def test_a_choice_holds_at_once_and_can_be_set_back(view: PreferencesView) -> None:
    settings = view._work.settings

    named(view, f"{names.SETTINGS_THEME}.dark").click()  # type: ignore[attr-defined]
    assert settings.get(APPEARANCE) == "dark"

    back = named(view, f"{names.SETTINGS_THEME}.back")
    assert isinstance(back, Button)
    assert back.isVisible()
    back.click()
    assert settings.get(APPEARANCE) == "system"
    assert not back.isVisible()


def test_what_was_changed_elsewhere_shows_here(view: PreferencesView) -> None:
    view._work.settings.set(TEXT_ZOOM, 1.3)
    view.open("writing")
    view._work.settings.set(UNDO_SEND_S, 20)

    zoom, undo = (named(view, names.setting("profile", each.name)) for each in (TEXT_ZOOM, UNDO_SEND_S))
    assert isinstance(zoom, Select)
    assert isinstance(undo, QSpinBox)
    assert (zoom.currentText(), undo.text()) == ("Large (130%)", "20 s")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("undo", [UNDO_SEND_S.name]),
        ("recall", [UNDO_SEND_S.name]),
        ("SIGN IN language", [MACHINE_LANGUAGE.name]),
        ("very large", [TEXT_ZOOM.name]),
        ("safety", [LOCK_AFTER_MIN.name, CONTACT_DAYS.name]),
        ("xyzzy", []),
    ],
    ids=["title", "other words", "words in any order", "a choice", "the group", "nothing"],
)
def test_a_setting_is_found_by_what_is_said_of_it(view: PreferencesView, words: str, found: list[str]) -> None:
    view.field.setText(words)

    assert rows_on_screen(view) == found


def test_the_search_finds_in_the_language_in_force_without_accents(
    view: PreferencesView, languages: Languages, qtbot: QtBot
) -> None:
    languages.choose("es")
    qtbot.waitUntil(lambda: view.field.placeholderText() == "Buscar ajustes")

    view.field.setText("tamano")

    assert rows_on_screen(view) == [TEXT_ZOOM.name]


def test_a_page_of_its_own_is_found_and_opened(view: PreferencesView) -> None:
    view.field.setText("shortcuts")

    named(view, f"{names.SETTINGS_PLACE}.hit.keys").click()  # type: ignore[attr-defined]

    assert [label.text() for label in view.findChildren(QLabel) if label.isVisible() and label.text() == "All keys"]
    assert view.field.text() == ""


def test_clearing_the_search_shows_the_group_that_was_open(view: PreferencesView) -> None:
    view.open("safety")
    view.focus_field()
    view.field.setText("undo")
    view.field.clear()

    assert rows_on_screen(view) == [LOCK_AFTER_MIN.name, CONTACT_DAYS.name]


def test_a_setting_of_any_type_gets_its_editor_without_code_of_its_own(
    qtbot: QtBot, desk_of: Callable[[str], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet = Group("quiet", "Quiet hours", "moon")
    on, start, sound = (
        Setting[object](name, default, title, unit=unit, group=quiet, help="…", least=0, most=1439)
        for name, default, title, unit in (
            ("quiet.on", False, "At night", ""),
            ("quiet.from_min", 22 * 60, "From", CLOCK),
            ("quiet.sound", "bell", "Sound", ""),
        )
    )
    monkeypatch.setattr(declared, "ALL", (on, start, sound))
    monkeypatch.setattr(preferences, "GROUPS", (quiet,))
    work = desk_of("leo").work
    view = PreferencesView(work)
    qtbot.addWidget(view)
    view.show()

    check, clock = (named(view, names.setting("profile", each.name)) for each in (on, start))
    assert isinstance(check, Check)
    assert isinstance(clock, QTimeEdit)
    check.click()
    clock.setTime(QTime(23, 30))

    assert (work.settings.get(on), work.settings.get(start)) == (True, 23 * 60 + 30)
    assert check.accessibleName() == "At night"
