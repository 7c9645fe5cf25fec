"""What is loaded before the client's first paint: a start is as fast as its imports are few."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

FORBIDDEN = {
    "alembic", "argon2", "asyncio", "babel", "concurrent.futures.thread", "cryptography", "email", "fastapi", "hashlib",
    "http.client", "keyring", "markdown_it", "msgspec", "multiprocessing", "nh3", "numpy", "pydantic", "pyqtgraph",
    "requests", "secrets", "server", "socket", "sqlalchemy", "ssl", "subprocess", "truststore", "urllib3", "whoosh",
    "zstandard", "PySide6.QtNetwork", "domain.markup", "domain.mutations", "domain.records", "domain.text.query",
    "sync.engine", "sync.protocol", "sync.replica.store_thread", "sync.replica.writer", "sync.search",
    "desktop.features.accounts.view", "desktop.features.conversation.view", "desktop.features.home.view",
    "desktop.features.knowledge.view", "desktop.shell.instance", "desktop.shell.palette",
}  # fmt: skip
"""None of them has a part in the first frame; each costs between 2 and 300 ms."""

START = """
import json, os, sys
from desktop.command import main

def watch(client):
    def painted():
        print(json.dumps(sorted(sys.modules)), flush=True)
        os._exit(0)
    client.window.first_painted.disconnect()
    client.window.first_painted.connect(painted)

sys.exit(main(["--profile", sys.argv[1]], keys=lambda _: bytes.fromhex(sys.argv[2]), started=watch))
"""

KEY = bytes(range(32))


def run(code: str, *arguments: str, home: Path) -> str:
    """Run Python with the client's files in `home`; return what it printed."""
    environment = {**os.environ, "MOSTRADOR_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", code, *arguments]
    ended = subprocess.run(
        command, cwd=Path(__file__).parents[2], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert ended.stdout, ended.stderr
    return ended.stdout


MAKE = """
import sys
from bench.sample_cache import AGENT_ID, make_cache
from desktop.shell.profile_files import profiles_folder
from domain.ids import RecordId, SpaceId
from sync.replica.profile import ProfileCard, profile_of

card = ProfileCard(server_url="http://127.0.0.1:9", user_id=AGENT_ID, account="agent", user_name="Agent",
                   space_id=SpaceId("bench"), device=RecordId("01900000-0000-7000-8000-00000000be4c"))
profile = profile_of(profiles_folder(), card)
profile.save()
make_cache(profile.cache_path, bytes.fromhex(sys.argv[1]), 80)
print(profile.folder.name)
"""


def test_nothing_heavy_is_loaded_before_the_first_paint(tmp_path: Path) -> None:
    profile = run(MAKE, KEY.hex(), home=tmp_path).strip()
    # The very first start in a checkout compiles the translations; an installed client brings them along.
    run(START, profile, KEY.hex(), home=tmp_path)
    loaded = set(json.loads(run(START, profile, KEY.hex(), home=tmp_path)))
    assert "desktop.features.queue.view" in loaded, "the queue was not shown"
    assert sorted(FORBIDDEN & loaded) == []


def after_loading_qt(code: str, home: Path) -> str:
    """What a process prints that loads Qt as the client does."""
    own = "import builtins; own = builtins.__import__, builtins.compile\n"
    load = "from desktop import binding; binding.load_qt()\n"
    return run(own + load + "from PySide6.QtWidgets import QApplication, QWidget\n" + code, home=home).strip()


def test_loading_qt_leaves_what_python_does_alone(tmp_path: Path) -> None:
    assert after_loading_qt("print((builtins.__import__, builtins.compile) == own)", tmp_path) == "True"


def test_what_the_binding_knows_of_signatures_is_not_read_by_a_start(tmp_path: Path) -> None:
    shown = "app = QApplication([]); widget = QWidget(); widget.setWindowTitle('a'); widget.show()\n"
    left = after_loading_qt(shown + "print(binding.PUT_OFF == set(binding._waiting))", tmp_path)
    assert left == "True", "another version of the binding names its parts otherwise"


def test_a_wrong_call_of_qt_is_explained_all_the_same(tmp_path: Path) -> None:
    wrong = "try: widget.setWindowTitle(3)\nexcept TypeError as error: print(error)"
    said = after_loading_qt("app = QApplication([]); widget = QWidget()\n" + wrong, tmp_path)
    assert "called with wrong argument types" in said
    assert "setWindowTitle(arg__1: str, /)" in said
