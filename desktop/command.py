"""`mostrador`: the desktop client from the command line."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from desktop.binding import load_qt

if TYPE_CHECKING:
    from desktop.shell.client import Client, KeyOf


def main(
    argv: Sequence[str] | None = None,
    *,
    keys: KeyOf | None = None,
    started: Callable[[Client], object] | None = None,
) -> int:
    """Run the client; return its exit code.

    Args:
        argv: what the command line says; None for the process' own.
        keys: gives the keys of profiles where something else than the system's keyring keeps them.
        started: is handed the client when it has shown its first window, before anything is painted.
    """
    if getattr(sys, "frozen", False):
        # Only a bundle starts its worker processes through this program; a checkout need not load the library.
        from multiprocessing import freeze_support

        freeze_support()
    # Until the first paint, when the client turns it on: collecting finds nothing among what is being loaded.
    gc.disable()
    options = parsed(argv)
    if sys.platform.startswith("linux") and not has_display():
        # Without a screen Qt would abort with a message of its own.
        print(
            "Mostrador needs a screen: start it in a desktop session, or set QT_QPA_PLATFORM=offscreen.",
            file=sys.stderr,
        )
        return 1
    load_qt()
    from desktop.app import Options, run
    from desktop.shell.requests import LOCK, NEW_TICKET

    if options.register:
        return register()
    request = NEW_TICKET if options.new_ticket else LOCK if options.lock else options.link
    return run(Options(options.server, options.profile, options.lang, options.theme, request), keys, started)


def register() -> int:
    """Let links of ours lead to this program, and its menus stand in the system's; for whoever installs it."""
    from desktop.system.errors import NotRegistered
    from desktop.system.launch import launch_command
    from desktop.system.registration import registration

    try:
        registration(launch_command()).claim_links()
    except NotRegistered as error:
        print(f"{error.title}. {error.message}", file=sys.stderr)
        return 1
    return 0


def parsed(argv: Sequence[str] | None) -> argparse.Namespace:
    """Return what the command line says; ends the program where it says something else."""
    parser = argparse.ArgumentParser(
        prog="mostrador",
        description="The help desk of a franchise, with or without a line.",
        epilog="`mostrador demo` opens a store's and an agent's window on sample content, `mostrador tour` takes"
        " pictures of both; each has a --help of its own.",
    )
    parser.add_argument("--server", default="", metavar="URL", help="the server to sign in to")
    parser.add_argument(
        "--profile", default="", metavar="NAME", help="an account of this computer, or its profile's folder"
    )
    parser.add_argument("--lang", default="", metavar="LANG", help="language of the screens: en or es")
    parser.add_argument("--theme", default="", metavar="THEME", help="light, dark or system")
    parser.add_argument(
        "--new-ticket", action="store_true", help="begin a ticket, in the running program if there is one"
    )
    parser.add_argument("--lock", action="store_true", help="lock the screen of the running program")
    parser.add_argument(
        "--register", action="store_true", help="let mostrador:// links lead to this program, and leave"
    )
    parser.add_argument(
        "link", nargs="?", default="", metavar="LINK", help="mostrador://ticket/ID or mostrador://article/ID"
    )
    given = parser.parse_args(argv)
    if given.link and not given.link.lower().startswith("mostrador://"):
        parser.error(f"{given.link!r} is no link of this program: it begins with mostrador://")
    # Not `choices`: they would show the empty one, which programs give, and the language that is for testing.
    if given.lang not in ("", "en", "es", "pseudo"):
        parser.error(f"there is no language {given.lang!r}: choose en or es")
    if given.theme not in ("", "light", "dark", "system"):
        parser.error(f"there is no theme {given.theme!r}: choose light, dark or system")
    return given


def has_display() -> bool:
    """Whether Qt has something to draw on."""
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


if __name__ == "__main__":
    sys.exit(main())
