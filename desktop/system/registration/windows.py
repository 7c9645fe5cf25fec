"""Registration on Windows: values below the user's own key. Unverified: nobody has run it there yet."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from desktop.system.errors import NotRegistered
from desktop.system.launch import windows_line
from desktop.system.links import SCHEME

RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
CLASS = rf"Software\Classes\{SCHEME}"
NAME = "Mostrador"

if sys.platform == "win32":
    import winreg

    class WindowsRegistration:
        """A `Registration` in HKEY_CURRENT_USER."""

        def __init__(self, command: Sequence[str]) -> None:
            self._command = list(command)

        def starts_with_system(self) -> bool:
            """Whether the Run key names the program."""
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN) as key:
                    winreg.QueryValueEx(key, NAME)
            except OSError:
                return False
            return True

        def start_with_system(self, *, wanted: bool) -> None:
            """Set the value, or take it away."""
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN, 0, winreg.KEY_SET_VALUE) as key:
                    if wanted:
                        winreg.SetValueEx(key, NAME, 0, winreg.REG_SZ, windows_line(self._command))
                    elif self.starts_with_system():
                        winreg.DeleteValue(key, NAME)
            except OSError as error:
                raise NotRegistered(error.strerror or str(error)) from error

        def claim_links(self) -> None:
            """Make the scheme a URL protocol whose command is this program."""
            try:
                with winreg.CreateKey(winreg.HKEY_CURRENT_USER, CLASS) as key:
                    winreg.SetValueEx(key, "", 0, winreg.REG_SZ, f"URL:{NAME}")
                    winreg.SetValueEx(key, "URL Protocol", 0, winreg.REG_SZ, "")
                with winreg.CreateKey(winreg.HKEY_CURRENT_USER, rf"{CLASS}\shell\open\command") as key:
                    winreg.SetValueEx(key, "", 0, winreg.REG_SZ, windows_line(self._command) + ' "%1"')
            except OSError as error:
                raise NotRegistered(error.strerror or str(error)) from error
