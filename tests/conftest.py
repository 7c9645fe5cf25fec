"""What holds for every test: no screen, no home of the user's, no network beyond this machine, nothing left behind."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no failure: no example has a deadline, and slow drawing is not held against a test.
settings.register_profile("mostrador", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("mostrador")

# Before Qt is imported by anything: tests never open a window.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
# Before a module looks: no test finds the real keyring of whoever runs it.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
# Nor the desktop of whoever runs it: a test that needs a bus makes one (`tests.support.bus`).
os.environ.pop("DBUS_SESSION_BUS_ADDRESS", None)

pytest_plugins = [
    "pytester",
    "tests.support.logs",
    "tests.support.network",
    "tests.support.services",
    "tests.support.stall",
    "tests.support.threads",
]

HOMES = {
    "HOME": "",
    "USERPROFILE": "",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "XDG_RUNTIME_DIR": ".run",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
}
"""The variables that say where a user's files are, and the place of each below a test's home."""


def settle_in(home: Path) -> None:
    """Points every variable of HOMES below this folder, for this process and those it starts."""
    for name, below in HOMES.items():
        place = home / below
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.environ[name] = str(place)


# A home for what fixtures of a wider scope do; each test gets its own.
shared_home = Path(tempfile.mkdtemp(prefix="mostrador-tests-"))
atexit.register(shutil.rmtree, shared_home, ignore_errors=True)
settle_in(shared_home)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder, this test's own."""
    place = tmp_path_factory.mktemp("home")
    for name in HOMES:
        monkeypatch.setenv(name, os.environ[name])
    settle_in(place)
    return place
