"""The project's one tool: `setup`, `run`, `check`, `test` and `bench`, on nothing but Python 3.11 or newer.

It must stay readable for older Pythons up to the version check, so that they can say what is missing.
"""

import argparse
import ctypes
import hashlib
import importlib.util
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

if sys.version_info < (3, 11):
    sys.exit(
        f"Mostrador needs Python 3.11 or newer; this is Python {sys.version_info[0]}.{sys.version_info[1]}."
        " Install a newer one and start dev.py with it, for example: python3.11 dev.py run"
    )

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "mostrador-setup.json"
TEXTS = ROOT / "resources" / "i18n"

Step = tuple[str, list[str | Path]]
"""A step's name and its command line."""

# Shared objects that the Qt wheel loads from the system, and Debian's package of each (found with ldd on the wheel).
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
# Only the plugin that draws on a screen needs these.
QT_SCREEN_LIBRARIES = {
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


class SetupError(Exception):
    """Something that this machine lacks; its text says what to do."""


def display_named() -> str:
    """The display that the environment names; empty where it names none."""
    return os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or ""


def has_screen() -> bool:
    """Whether a window can be shown: always on Windows and macOS, with a display that answers elsewhere."""
    if sys.platform in ("win32", "darwin"):
        return True
    if os.environ.get("WAYLAND_DISPLAY") and wayland_answers(os.environ["WAYLAND_DISPLAY"]):
        return True
    return bool(os.environ.get("DISPLAY")) and x_answers(os.environ["DISPLAY"])


def wayland_answers(name: str) -> bool:
    """Whether somebody listens at the Wayland display of this name."""
    with socket.socket(socket.AF_UNIX) as asking:
        try:
            asking.connect(str(Path(os.environ.get("XDG_RUNTIME_DIR", "/run")) / name))
        except OSError:
            return False
    return True


def x_answers(name: str) -> bool:
    """Whether the X display of this name lets us in; asked as Qt will, so that its rights count too."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        # Nothing to ask with: the list of missing libraries names it.
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(name.encode(), None))
    refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not refused


def missing_libraries() -> dict[str, str]:
    """Qt's system libraries that this Linux does not have, with the package that brings each."""
    if not sys.platform.startswith("linux"):
        return {}
    wanted = {**QT_LIBRARIES, **(QT_SCREEN_LIBRARIES if has_screen() else {})}
    missing = {}
    for library, package in wanted.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing[library] = package
    return missing


def check_machine() -> None:
    """Raises SetupError where Python's venv or Qt's system libraries are missing."""
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        raise SetupError(
            "This Python cannot make virtual environments: its venv module is not complete.\n"
            f"On Debian and Ubuntu: sudo apt-get install {package}"
        )
    missing = missing_libraries()
    if missing:
        raise SetupError(
            f"Qt needs system libraries that are missing here: {', '.join(sorted(missing))}.\n"
            f"On Debian and Ubuntu: sudo apt-get install {' '.join(sorted(missing.values()))}"
        )


def digest(paths: list[Path]) -> str:
    """A hash of these files' names and content, and of where the checkout lies (a moved venv is a broken one)."""
    total = hashlib.sha256(f"{ROOT}\0{sys.version_info[:2]}".encode())
    for path in sorted(paths):
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def run(*command: str | Path, env: dict[str, str] | None = None) -> int:
    """Runs one program in the project's folder, its output going straight to ours; returns its exit code."""
    sys.stdout.flush()
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=env, check=False).returncode


def require(sentence: str, *command: str | Path) -> None:
    """Runs one program that setup cannot go on without; `sentence` says what to do when it fails."""
    if run(*command) != 0:
        raise SetupError(sentence)


def venv_works() -> bool:
    """Whether .venv holds a Python with pip of the version that runs us."""
    probe = f"import pip, sys; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])!r})"
    try:
        return subprocess.run([str(PYTHON), "-c", probe], check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def install() -> None:
    """Makes .venv and puts the locked packages and the project itself into it."""
    if not venv_works():
        print("Making .venv …")
        require(
            "The folder .venv could not be made: see the lines above.", sys.executable, "-m", "venv", "--clear", VENV
        )
    pip = (PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--quiet", "--no-deps")
    print("Installing the packages of requirements.lock (some 350 MB unpacked, a few minutes on a slow line) …")
    require(
        "The packages could not be installed: see the lines above. Check the network (or proxy) and start this again;"
        " what has been downloaded is kept.",
        *(*pip, "--require-hashes", "--only-binary", ":all:", "-r", LOCK),
    )
    require(
        "The project itself could not be installed: see the lines above.",
        *(*pip, "--no-build-isolation", "--no-index", "--editable", ROOT),
    )


def compile_texts(sources: list[Path]) -> None:
    """Builds the .qm file of every translation beside its .ts file."""
    for source in sources:
        require(
            f"The translation {source.name} could not be compiled: see the lines above.",
            *(BIN / "pyside6-lrelease", "-silent", source, "-qm", source.with_suffix(".qm")),
        )


def setup() -> None:
    """Makes the environment whole; does nothing, quickly, when nothing has changed since the last time.

    Raises:
        SetupError: with what is missing and what to do about it.
    """
    sources = sorted(TEXTS.glob("*.ts"))
    wanted = {"packages": digest([LOCK, ROOT / "pyproject.toml"]), "texts": digest(sources)}
    try:
        found = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = {}
    built = all(source.with_suffix(".qm").exists() for source in sources)
    if found == wanted and built and PYTHON.exists():
        return
    check_machine()
    if found.get("packages") != wanted["packages"] or not venv_works():
        install()
    compile_texts(sources)
    STAMP.write_text(json.dumps(wanted), encoding="utf-8")


def become(*command: str | Path) -> int:
    """Runs a program as the last thing this one does; on POSIX in its place, so that signals reach it."""
    parts = [str(part) for part in command]
    os.chdir(ROOT)
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(parts[0], parts)  # noqa: S606 - no shell is wanted
    return run(*command)


def run_demo(arguments: list[str]) -> int:
    """Starts the demo's windows, or without a screen the tour, which writes its pictures.

    Raises:
        SetupError: a library has gone since setup, or a display has come that needs more of them.
    """
    check_machine()
    program = BIN / ("mostrador.exe" if os.name == "nt" else "mostrador")
    if has_screen():
        return become(program, "demo", *arguments)
    out = ROOT / "build" / "tour"
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    named = display_named()
    why = f"The display {named} cannot be reached" if named else "There is no display here"
    print(f"{why}, so the tour runs instead; its pictures go to {out.relative_to(ROOT)}/")
    return become(program, "tour", "--out", out, *arguments)


def check_steps() -> list[Step]:
    """Everything that is checked without running the program."""
    return [
        ("ruff", [PYTHON, "-m", "ruff", "check", "."]),
        ("ruff format", [PYTHON, "-m", "ruff", "format", "--check", "--quiet", "."]),
        ("mypy", [PYTHON, "-m", "mypy"]),
        ("imports", [BIN / "lint-imports", "--no-logo"]),
        ("own lints", [PYTHON, "-m", "checks"]),
        ("licences", [PYTHON, "-m", "checks.licences"]),
    ]


def test_steps(arguments: list[str]) -> list[Step]:
    """The checks, every test, and the simulation's short lane; with `arguments` pytest gets those, and runs once."""
    workers = [] if "no:xdist" in arguments else ["-n", "2"]
    steps = check_steps()
    if arguments:
        steps.append(("pytest", [PYTHON, "-m", "pytest", *workers, *arguments]))
    else:
        steps.append(("pytest", [PYTHON, "-m", "pytest", *workers, "-m", "not lane and not stalls"]))
        steps.append(("pytest, the GUI thread watched", [PYTHON, "-m", "pytest", "-m", "stalls"]))
    if (ROOT / "tests" / "simulation").is_dir():
        steps.append(("simulation", [PYTHON, "-m", "tests.simulation", "--seeds", "300", "--steps", "200"]))
    return steps


def run_steps(steps: list[Step]) -> int:
    """Runs every step, also after one that failed, and closes with a line for each."""
    results = []
    for name, command in steps:
        print(f"\n=== {name}", flush=True)
        began_at = time.monotonic()
        code = run(*command, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
        results.append((name, code, time.monotonic() - began_at))
    print("\n=== result")
    for name, code, seconds in results:
        print(f"{'ok    ' if code == 0 else 'FAILED'} {name} ({seconds:.1f} s)")
    return 1 if any(code for _, code, _ in results) else 0


def main(arguments: list[str]) -> int:
    """Runs one command; what follows its name is handed on."""
    # Tests and benches start our programs by the hundred, and the client loads modules while its window is shown.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    parser = argparse.ArgumentParser(prog="dev.py", description="Mostrador's tool for everybody who works on it.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, text in {
        "setup": "make .venv and everything built (the other commands do this by themselves)",
        "run": "start the demo: a server with sample content and two windows; without a screen, the tour",
        "check": "style, types, imports, our own lints and the licences",
        "test": "check, every test and the simulation; further arguments go to pytest, as in: test -k queue",
        "bench": "measure: bench NAME [--json]; without a NAME, list what there is",
    }.items():
        commands.add_parser(name, help=text, description=text, add_help=name in ("setup", "check", "test"))
    chosen, rest = parser.parse_known_args(arguments)
    if rest and chosen.command in ("setup", "check"):
        parser.error(f"{chosen.command} takes no arguments, but was given: {' '.join(rest)}")
    try:
        setup()
        if chosen.command == "run":
            return run_demo(rest)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    if chosen.command == "check":
        return run_steps(check_steps())
    if chosen.command == "test":
        return run_steps(test_steps(rest))
    if chosen.command == "bench":
        return become(PYTHON, "-m", "bench", *rest)
    print("Everything is set up. Start the demo with: python3 dev.py run")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
