"""One window of the demo: signs in ahead, keeps the key in memory, then runs the client as it is."""

from __future__ import annotations

import argparse
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

from desktop.app import Options, run
from desktop.shell.profile_files import profiles_folder
from domain.ids import new_id
from domain.records import time_text
from sync.engine.sign_in import sign_in
from sync.keys import new_key
from sync.replica.profile import Profile, ProfileCard, profile_of
from sync.replica.writer import Replica

WINDOWS = 2
STEP = 48
"""How far the second window stands below and right of the first, where two do not fit side by side."""


def signed_in_profile(root: Path, server: str, account: str, password: str, key: bytes) -> Profile:
    """Sign in and make the profile with its session, as if it had been done on the screen.

    Raises:
        SyncError: The server does not answer or says no.
    """
    now = datetime.now(UTC)
    device = new_id(now, secrets.token_bytes)
    session = sign_in(server, account, password, device, "demo")
    card = ProfileCard(
        server_url=server,
        user_id=session.user_id,
        account=account,
        user_name=session.user_name,
        space_id=session.space_id,
        device=device,
        locale=session.locale,
        used_at=time_text(now),
    )
    profile = profile_of(root, card)
    profile.save()
    replica = Replica.open(profile.cache_path, key, session.user_id)
    replica.keep_session(session)
    replica.close()
    return profile


def main() -> int:
    """Show the window; the password comes on standard input."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--server", required=True)
    parser.add_argument("--account", required=True)
    parser.add_argument("--lang", default="")
    parser.add_argument("--theme", default="")
    parser.add_argument("--place", type=int, default=0)
    given = parser.parse_args()
    key = new_key()
    profile = signed_in_profile(profiles_folder(), given.server, given.account, sys.stdin.readline().strip(), key)
    options = Options(given.server, profile.name, given.lang, given.theme)
    return run(options, keys=lambda _: key, started=lambda client: put_beside(client.window, given.place))


def put_beside(window: QWidget | None, place: int) -> None:
    """Put the demo's windows side by side where the screen has room for two, else one a step below the other."""
    if window is not None:
        screen = window.screen().availableGeometry()
        window.setGeometry(geometry_of(place, screen, window.minimumSize(), window.size()))


def geometry_of(place: int, screen: QRect, least: QSize, wanted: QSize) -> QRect:
    """Return where the window of that place, 0 or 1, stands on a screen."""
    half = screen.width() // WINDOWS
    if half >= least.width():
        height = min(wanted.height(), screen.height())
        return QRect(screen.left() + place * half, screen.top(), half, height)
    room = screen.size() - QSize(STEP, STEP)
    size = wanted.boundedTo(room).expandedTo(least)
    return QRect(screen.topLeft() + QPoint(STEP, STEP) * place, size)


if __name__ == "__main__":
    sys.exit(main())
