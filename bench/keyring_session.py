"""`bench start` with a real keyring: runs inside a session bus of its own, made by `dbus-run-session`.

Arguments: the profile's folder, its key in hex, how many runs. The keyring's files go into the bench's own home.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time

PASSWORD = b"bench"


def main() -> int:
    """Unlock an empty keyring, keep the key in it, then start the client so often; print what each run took."""
    folder, key, runs = sys.argv[1], bytes.fromhex(sys.argv[2]), int(sys.argv[3])
    daemon = subprocess.Popen(
        ["gnome-keyring-daemon", "--unlock", "--components=secrets", "--foreground"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    if daemon.stdin is None:
        return 1
    daemon.stdin.write(PASSWORD)
    daemon.stdin.close()
    try:
        keep_key(folder, key)
        times = [painted_ms(folder) for _ in range(runs + 1)]
    finally:
        daemon.terminate()
        daemon.wait(10)
    print(json.dumps({"times_ms": times[1:]}), flush=True)
    return 0


def keep_key(folder: str, key: bytes) -> None:
    """Keep the key as signing in would, as soon as the daemon answers.

    Raises:
        NoKeyring: It did not within ten seconds.
    """
    from sync.errors import NoKeyring
    from sync.keys.keyring_store import KeyringStore

    give_up_at = time.monotonic() + 10
    while True:
        try:
            KeyringStore().save(folder, key)
        except NoKeyring:
            if time.monotonic() > give_up_at:
                raise
            time.sleep(0.1)
        else:
            return


def painted_ms(folder: str) -> float:
    """Return the time from the start of the client to its first rows, the key asked of the keyring."""
    began_s = time.monotonic()
    command = [sys.executable, "-m", "bench.start_window", folder, "keyring", "0"]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    line = next(line for line in ended.stdout.splitlines() if line.startswith("{"))
    return float((json.loads(line)["painted_s"] - began_s) * 1000)


if __name__ == "__main__":
    sys.exit(main())
