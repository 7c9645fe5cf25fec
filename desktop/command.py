"""`mostrador`: the desktop client from the command line."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

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
    from desktop.app import Options, run

    return run(Options(options.server, options.profile, options.lang, options.theme), keys, started)


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
    given = parser.parse_args(argv)
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
