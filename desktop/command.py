"""`mostrador`: the desktop client from the command line."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the client; return its exit code."""
    multiprocessing.freeze_support()
    parser = argparse.ArgumentParser(
        prog="mostrador", description="The help desk of a franchise, with or without a line."
    )
    parser.add_argument("--server", default="", metavar="URL", help="the server to sign in to")
    parser.add_argument(
        "--profile", default="", metavar="NAME", help="an account of this computer, or its profile's folder"
    )
    parser.add_argument("--lang", default="", choices=("", "en", "es", "pseudo"), help="language of the screens")
    parser.add_argument("--theme", default="", choices=("", "light", "dark", "system"), help="light or dark screens")
    options = parser.parse_args(argv)
    if sys.platform.startswith("linux") and not has_display():
        # Without a screen Qt would abort with a message of its own.
        print(
            "Mostrador needs a screen: start it in a desktop session, or set QT_QPA_PLATFORM=offscreen.",
            file=sys.stderr,
        )
        return 1
    from desktop.app import Options, run

    return run(Options(options.server, options.profile, options.lang, options.theme))


def has_display() -> bool:
    """Whether Qt has something to draw on."""
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


if __name__ == "__main__":
    sys.exit(main())
