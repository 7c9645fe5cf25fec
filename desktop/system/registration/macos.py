"""Registration on macOS: a launch agent of the user's. Unverified: nobody has run it there yet.

Links need nothing of ours: the bundle's property list names the scheme, and macOS hands them to the running program as
an event (`QFileOpenEvent`), which `desktop.system.open_events` hears.
"""

from __future__ import annotations

import plistlib
from collections.abc import Sequence
from pathlib import Path

from desktop.system.errors import NotRegistered

LABEL = "org.mostrador.client"


class MacRegistration:
    """A `Registration` by a property list in LaunchAgents, which launchd reads at the next login."""

    def __init__(self, command: Sequence[str], agents: Path | None = None) -> None:
        self._command = list(command)
        self._agent = (agents or Path.home() / "Library" / "LaunchAgents") / f"{LABEL}.plist"

    def starts_with_system(self) -> bool:
        """Whether the agent is there."""
        return self._agent.exists()

    def start_with_system(self, *, wanted: bool) -> None:
        """Write the agent, or take it away."""
        agent = {"Label": LABEL, "ProgramArguments": self._command, "RunAtLoad": True, "ProcessType": "Interactive"}
        try:
            if wanted:
                self._agent.parent.mkdir(parents=True, exist_ok=True)
                self._agent.write_bytes(plistlib.dumps(agent))
            else:
                self._agent.unlink(missing_ok=True)
        except OSError as error:
            raise NotRegistered(error.strerror or str(error)) from error

    def claim_links(self) -> None:
        """Nothing to do: the bundle's own property list claims them."""
