"""The measured process of `bench desktop`: the real client by the command's own way in, and one scenario played in it.

Run as `python -m bench.desktop_client MODULE PROFILE [ARGUMENTS…]`: `MODULE.scenario(client, *ARGUMENTS)` is played
from before the first paint on. With `-` as profile and `--server=URL` among the arguments it is a new computer's.
"""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

from bench.measured import KEY
from desktop.command import main as command

if TYPE_CHECKING:
    from desktop.shell.client import Client


def main() -> int:
    """Run the client and the scenario; return the client's exit code."""
    module, profile, *arguments = sys.argv[1:]
    servers = [each for each in arguments if each.startswith("--server=")]
    further = [each for each in arguments if each not in servers]

    def started(client: Client) -> None:
        from bench.gestures import Stage

        stages.append(Stage(importlib.import_module(module).scenario(client, *further)))

    stages: list[object] = []
    chosen = servers if profile == "-" else ["--profile", profile]
    return command(chosen, keys=None if profile == "-" else lambda _: KEY, started=started)


if __name__ == "__main__":
    sys.exit(main())
