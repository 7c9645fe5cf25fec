"""What the client imports late and what brings files of its own goes into the folder that build.spec makes."""

from __future__ import annotations

import re
import runpy
from collections.abc import Callable
from importlib.metadata import packages_distributions, requires
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
NAMES_ITS_FILES = re.compile(r"""files\(["']([\w.]+)["']\)""")
OURS = re.compile(r"[\w.-]+")


def collected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Return what build.spec hands to PyInstaller, with our own modules left out: to find them takes long."""
    monkeypatch.setattr("PyInstaller.utils.hooks.collect_submodules", lambda _package: [])
    handed: dict[str, Any] = {}

    def analysis(_scripts: object, **given: Any) -> SimpleNamespace:
        handed.update(given)
        return SimpleNamespace(binaries=[], datas=[], pure=[], scripts=[])

    nothing: Callable[..., None] = lambda *_args, **_given: None  # noqa: E731 - one for four
    steps = dict.fromkeys(("PYZ", "EXE", "COLLECT", "BUNDLE"), nothing)
    surroundings = {"SPECPATH": str(ROOT), "workpath": str(tmp_path), "Analysis": analysis, **steps}
    runpy.run_path(str(ROOT / "build.spec"), init_globals=surroundings)
    return handed


def packages_with_files() -> set[str]:
    """Return the packages that a dependency of the program imports by name only to find its own files in them."""
    wanted = {OURS.findall(line)[0].lower() for line in requires("mostrador") or () if "extra ==" not in line}
    places: list[str] = []
    for package, distributions in packages_distributions().items():
        spec = find_spec(package) if wanted.intersection(name.lower() for name in distributions) else None
        places += (spec.submodule_search_locations or ()) if spec is not None else ()
    files = [file for place in places for file in Path(place).rglob("*.py")]
    return {
        name for file in files for name in NAMES_ITS_FILES.findall(file.read_text("utf-8", "replace")) if "." in name
    }


def test_packages_that_only_hold_files_are_in_the_bundle_with_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed = collected(tmp_path, monkeypatch)
    needed = packages_with_files()

    assert "desktop_notifier.resources" in needed
    for package in needed:
        assert package in handed["hiddenimports"]
        assert any(Path(target) == Path(*package.split(".")) for _, target in handed["datas"])
