"""Composition root of the desktop client: makes the parts, shows the first window, runs Qt's event loop."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtWidgets import QApplication

from desktop.i18n.languages import Languages
from desktop.settings.declared import MACHINE_LANGUAGE
from desktop.settings.settings import Settings
from desktop.shell.client import Client, KeyOf
from desktop.shell.errors import AlreadyRunning
from desktop.shell.logbook import begin_log, note_bug
from desktop.shell.profile_files import profiles_folder, read_cards
from desktop.shell.requests import COME
from desktop.theme.theme import Mode, Theme
from domain.plain import Plain
from sync.errors import ReplicaError

SWITCH_INTERVAL_S = 0.0005
"""A busy worker thread must not cost the GUI thread its frames."""


class Options(Plain):
    """What the command line chose; empty means as it was left. `request` is one of `shell.requests`, or a link."""

    server: str = ""
    profile: str = ""
    language: str = ""
    appearance: str = ""
    request: str = ""


def make_application() -> QApplication:
    """The one QApplication."""
    # The style by argument: asked to set one, PySide loads all that styles are made of before the first paint.
    application = QApplication.instance() or QApplication([*sys.argv[:1], "-style", "Fusion"])
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
    client.look.insist_on(options.language, options.appearance)
    client.ended.connect(application.quit)
    return client


def report_to(client: Client) -> None:
    """Let what the disk does not give back in the GUI thread be said to the user; anything else is a bug as before."""
    report = sys.excepthook

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, ReplicaError):
            client.take_uncaught(error)
        else:
            note_bug(kind, trace)
            report(kind, error, trace)

    sys.excepthook = tell


def run(options: Options, keys: KeyOf | None = None, started: Callable[[Client], object] | None = None) -> int:
    """Show the client until its window is closed; `started` is handed it before anything is painted."""
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    begin_log()
    application = make_application()
    client = make_client(application, options, keys)
    try:
        client.start(options.profile, options.request)
    except AlreadyRunning as error:
        from desktop.shell.instance import hand_over

        card = next((one for one in read_cards(profiles_folder()) if str(one.folder) == str(error)), None)
        return 0 if card is not None and hand_over(card, options.request or COME) else 1
    report_to(client)
    if started is not None:
        started(client)
    code = application.exec()
    client.close()
    return code
