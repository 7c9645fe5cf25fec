"""Composition root of the desktop client: makes the parts, shows the first window, runs Qt's event loop."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from desktop.i18n.languages import Languages
from desktop.settings.declared import MACHINE_LANGUAGE
from desktop.settings.settings import Settings
from desktop.shell.client import Client, KeyOf
from desktop.shell.errors import AlreadyRunning
from desktop.shell.profile_files import profiles_folder, read_cards
from desktop.theme.theme import Mode, Theme
from domain.plain import Plain

SWITCH_INTERVAL_S = 0.0005
"""A busy worker thread must not cost the GUI thread its frames."""


class Options(Plain):
    """What the command line chose; empty means as it was left."""

    server: str = ""
    profile: str = ""
    language: str = ""
    appearance: str = ""


def make_application() -> QApplication:
    """The one QApplication."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)  # noqa: S101 - nobody makes a QCoreApplication before us
    application.setApplicationName("mostrador")
    application.setApplicationDisplayName("Mostrador")
    application.setDesktopFileName("mostrador")
    application.setQuitOnLastWindowClosed(False)
    return application


def make_client(application: QApplication, options: Options, keys: KeyOf | None = None) -> Client:
    """The client, not yet started."""
    settings = Settings()
    languages = Languages()
    languages.choose(options.language or settings.get(MACHINE_LANGUAGE))
    theme = Theme(Mode(options.appearance or "system")).applied_to(application)
    client = Client(theme, languages, settings, server=options.server, keys=keys)
    client.insist_on(options.language, options.appearance)
    client.ended.connect(application.quit)
    return client


def run(options: Options, keys: KeyOf | None = None, started: Callable[[Client], object] | None = None) -> int:
    """Show the client until its window is closed; `started` is handed it before anything is painted."""
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    application = make_application()
    client = make_client(application, options, keys)
    try:
        client.start(options.profile)
    except AlreadyRunning as error:
        from desktop.shell.instance import ask_to_come_forward

        card = next((one for one in read_cards(profiles_folder()) if str(one.folder) == str(error)), None)
        return 0 if card is not None and ask_to_come_forward(card) else 1
    if started is not None:
        started(client)
    code = application.exec()
    client.close()
    return code
