"""dev.py says what a machine lacks, and is quick when nothing has changed."""

import ast
import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).parents[2]


def test_it_imports_nothing_but_the_standard_library() -> None:
    tree = ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


def test_an_old_python_can_read_as_far_as_the_sentence_about_its_age() -> None:
    ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_the_lock_holds_hashes_and_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    packages = re.findall(r"^[a-z0-9][^\n]*==.*?(?=^[a-z0-9]|\Z)", lock, re.MULTILINE | re.DOTALL)
    assert len(packages) > 50
    assert all("--hash=sha256:" in package for package in packages)
    assert "://" not in lock
    assert not re.search(r"^-", lock, re.MULTILINE)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux takes Qt's libraries from the system")
def test_a_missing_system_library_is_named_with_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "QT_LIBRARIES", {"libnowhere.so.9": "libnowhere9"})
    monkeypatch.setattr(dev, "has_screen", lambda: False)
    with pytest.raises(dev.SetupError, match=r"libnowhere\.so\.9(.|\n)*apt-get install libnowhere9"):
        dev.check_machine()


def test_a_python_without_venv_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(dev.SetupError, match=r"apt-get install python3\.\d+-venv"):
        dev.check_machine()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux takes Qt's libraries from the system")
def test_a_library_that_has_gone_since_setup_is_named_when_the_demo_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stamped(tmp_path, monkeypatch)
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(dev, "QT_LIBRARIES", {})
    monkeypatch.setattr(dev, "QT_SCREEN_LIBRARIES", {"libnoscreen.so.0": "libnoscreen0"})
    monkeypatch.setattr(dev, "has_screen", lambda: True)
    monkeypatch.setattr(dev, "become", lambda *_: pytest.fail("a program was started"))
    assert dev.main(["run"]) == 1
    assert "apt-get install libnoscreen0" in capsys.readouterr().err


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a screen")
def test_a_display_that_cannot_be_reached_is_named_and_the_tour_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DISPLAY", ":4711")
    monkeypatch.setenv("WAYLAND_DISPLAY", "nowhere-0")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    started: list[list[str]] = []
    monkeypatch.setattr(dev, "become", lambda *command: started.append([str(part) for part in command]))
    assert not dev.wayland_answers("nowhere-0")
    monkeypatch.setattr(dev, "x_answers", lambda _: False)
    monkeypatch.setattr(dev, "missing_libraries", dict)
    dev.run_demo([])
    assert started[0][1] == "tour"
    assert "nowhere-0 cannot be reached, so the tour runs" in capsys.readouterr().out


def test_help_for_the_tests_runs_none_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "setup", lambda: pytest.fail("something was set up"))
    with pytest.raises(SystemExit, match="0"):
        dev.main(["test", "--help"])


def stamped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose setup is complete; nothing may be installed or compiled in it."""
    (folder / ".venv").mkdir()
    (folder / "requirements.lock").write_text("")
    (folder / "pyproject.toml").write_text("")
    monkeypatch.setattr(dev, "ROOT", folder)
    monkeypatch.setattr(dev, "LOCK", folder / "requirements.lock")
    monkeypatch.setattr(dev, "STAMP", folder / ".venv" / "stamp.json")
    monkeypatch.setattr(dev, "TEXTS", folder)
    packages = dev.digest([folder / "requirements.lock", folder / "pyproject.toml"])
    dev.STAMP.write_text(json.dumps({"packages": packages, "texts": dev.digest([])}))
    return folder


def test_a_second_setup_starts_no_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stamped(tmp_path, monkeypatch)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("a program was started"))
    dev.setup()


def test_a_changed_lock_is_installed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = stamped(tmp_path, monkeypatch)
    installed = []
    monkeypatch.setattr(dev, "check_machine", lambda: None)
    monkeypatch.setattr(dev, "install", lambda: installed.append(True))
    (folder / "requirements.lock").write_text("something==1\n")

    dev.setup()
    dev.setup()

    assert installed == [True]


def test_a_command_that_fails_fails_the_whole_and_the_others_still_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mark = tmp_path / "ran"
    code = dev.run_steps(
        [
            ("first", [sys.executable, "-c", "raise SystemExit(3)"]),
            ("second", [sys.executable, "-c", f"open({str(mark)!r}, 'w')"]),
        ]
    )
    assert code == 1
    assert mark.exists()
    printed = capsys.readouterr().out
    assert "FAILED first" in printed
    assert "ok     second" in printed


def test_an_unknown_command_is_refused_with_the_list_of_known_ones() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "dev.py"), "frobnicate"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ,
    )
    assert done.returncode == 2
    assert "setup" in done.stderr
