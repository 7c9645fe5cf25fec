"""`mostrador`: the desktop client; with `demo` or `tour` in front, both ends."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the client, the demo or the tour; return the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    # Imported late: the client's start pays for nothing it does not show.
    match arguments[:1]:
        case ["demo"]:
            from demo.showing import show

            return show(arguments[1:])
        case ["tour"]:
            from demo.tour.command import tour

            return tour(arguments[1:])
        case _:
            from desktop.command import main as client

            return client(arguments)


if __name__ == "__main__":
    sys.exit(main())
