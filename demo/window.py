"""One window of the demo: signs in ahead, keeps the key in memory, then runs the client as it is."""

from __future__ import annotations

import argparse
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path

from desktop.app import Options, run
from desktop.shell.profile_files import profiles_folder
from domain.ids import new_id
from domain.records import time_text
from sync.engine.sign_in import sign_in
from sync.keys import new_key
from sync.replica.profile import Profile, ProfileCard, profile_of
from sync.replica.writer import Replica


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
    given = parser.parse_args()
    key = new_key()
    profile = signed_in_profile(profiles_folder(), given.server, given.account, sys.stdin.readline().strip(), key)
    return run(Options(given.server, profile.name, given.lang, given.theme), keys=lambda _: key)


if __name__ == "__main__":
    sys.exit(main())
