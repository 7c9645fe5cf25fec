"""A window comes back on the screen where it stood; if that is gone, where it can be seen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.desktop.test_start_imports import KEY, MAKE, run

LEFT = {"name": "left", "x": 0, "y": 0, "width": 1600, "height": 1000}
RIGHT = {"name": "right", "x": 1600, "y": 0, "width": 1600, "height": 1000}
DENSITY = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
SHOW = """
import json, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop.command import main

def watch(client):
    window, place = client.window, json.loads(sys.argv[3])
    if place:
        QTimer.singleShot(200, lambda: window.setGeometry(*place))
    def leave():
        spot, screen = window.geometry(), window.screen().geometry()
        print(json.dumps([list(spot.getRect()), window.screen().name(), list(screen.getRect())]), flush=True)
        window.close()
    QTimer.singleShot(1500, leave)

sys.exit(main(["--profile", sys.argv[1]], keys=lambda _: bytes.fromhex(sys.argv[2]), started=watch))
"""


def shown(home: Path, profile: str, screens: list[dict[str, Any]], place: tuple[int, ...] | None = None) -> Any:
    """Start the program on these screens, move its window there, and end it; return where it stood."""
    layout = home / "screens.json"
    layout.write_text(json.dumps({"screens": [{**one, **DENSITY} for one in screens]}))
    environment = {**os.environ, "MOSTRADOR_HOME": str(home), "QT_QPA_PLATFORM": f"offscreen:configfile={layout}"}
    command = [sys.executable, "-c", SHOW, profile, KEY.hex(), json.dumps(place)]
    ended = subprocess.run(
        command, cwd=Path(__file__).parents[3], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert ended.stdout, ended.stderr
    return json.loads(ended.stdout.splitlines()[-1])


def test_a_window_comes_back_on_its_screen_and_in_sight_when_that_is_gone(tmp_path: Path) -> None:
    profile = run(MAKE, KEY.hex(), home=tmp_path).strip()
    left_at, screen, _ = shown(tmp_path, profile, [LEFT, RIGHT], (1800, 100, 1100, 700))
    assert screen == "right"

    again, screen, _ = shown(tmp_path, profile, [LEFT, RIGHT])
    assert (again, screen) == (left_at, "right")

    (x, y, width, height), screen, (left, top, wide, high) = shown(tmp_path, profile, [LEFT])
    assert screen == "left"
    assert (width, height) == (1100, 700)
    assert left <= x <= left + wide - width
    assert top <= y <= top + high - height
