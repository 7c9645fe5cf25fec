"""`mostrador tour`: walks the main job in every language and theme asked for."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from demo.drive.handle import StepFailed
from demo.embedded import set_up
from demo.server_process import ServerDidNotStart
from demo.tour.stage import Look, Stage
from demo.tour.story import Story
from demo.tour.words import WORDS

THEMES = ("light", "dark")
OUT = Path("build", "tour")
"""Where the pictures go if nobody says: beside whatever else is made here."""


def tour(arguments: Sequence[str]) -> int:
    """Walk; return 1 if the outcome of any step is missing, 2 if there is nowhere to put the pictures."""
    parser = argparse.ArgumentParser(prog="mostrador tour", description="Do the main job and take a picture a step.")
    parser.add_argument(
        "--out", type=Path, default=OUT, metavar="DIR", help=f"where the pictures go, instead of {OUT} here"
    )
    parser.add_argument("--lang", choices=tuple(WORDS), help="one language instead of both")
    parser.add_argument("--theme", choices=THEMES, help="one theme instead of both")
    parser.add_argument("--scale", type=float, default=1.0, help="device pixels to a logical one")
    given = parser.parse_args(arguments)
    looks = [
        Look(lang, theme)
        for lang in ([given.lang] if given.lang else WORDS)
        for theme in ([given.theme] if given.theme else THEMES)
    ]
    try:
        for look in looks:
            _empty(given.out / look.name)
    except OSError as error:
        print(f"The pictures cannot be written to {given.out}: {error.strerror}. Choose another folder with --out.")
        return 2
    failures: list[str] = []
    with tempfile.TemporaryDirectory(prefix="mostrador-tour-") as folder:
        work = Path(folder)
        set_up(work / "sample")
        for look in looks:
            failures += _walk(look, work, given.out / look.name, given.scale)
    for failure in failures:
        print(f"missing: {failure}")
    print(f"{len(looks)} tours, {len(failures)} outcomes missing; pictures in {given.out.resolve()}")
    return 1 if failures else 0


def _empty(pictures: Path) -> None:
    """Make the folder, without the pictures of an earlier tour, and try whether it can be written."""
    pictures.mkdir(parents=True, exist_ok=True)
    for old in pictures.glob("[0-9][0-9]-*.png"):
        old.unlink()
    with tempfile.TemporaryFile(dir=pictures):
        pass


def _walk(look: Look, work: Path, pictures: Path, scale: float) -> list[str]:
    """Walk one tour and return what was missing."""
    place = work / look.name
    shutil.copytree(work / "sample", place / "server")
    stage = Stage(place, pictures, look, lambda line: print(line, flush=True), scale)
    try:
        stage.server.start()
        Story(stage, WORDS[look.lang]).walk()
    except ServerDidNotStart as error:
        stage.failures.append(f"the server did not start: {error}")
    except StepFailed as error:
        stage.failures.append(f"the tour could not go on: {error}")
    finally:
        stage.close()
    for log in place.glob("*.log"):
        shutil.copy(log, pictures / log.name)
    print(f"{look.name}: longest stretch without an event in a client: {stage.longest_stall_ms:.0f} ms")
    return [f"{look.name} {failure}" for failure in stage.failures]
