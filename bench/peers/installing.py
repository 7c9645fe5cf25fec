"""Installs peers into a scratch folder that outlives the run, so that it happens once a machine."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PEERS = {
    "pouchdb": ("pouchdb@9.0.0", "express-pouchdb@4.2.0", "express@4.21.2"),
    "rxdb": ("rxdb@17.6.0", "rxjs@7.8.2"),
}
"""Peer of npm's to its packages."""
PYTHON_PEERS = {
    "anki": ("anki>=25.9,<27",),
    "helpdesk": ("django-helpdesk==2.6.1", "gunicorn>=23,<24", "psycopg[binary]>=3.2,<4"),
}
"""Peer of the Python Package Index to its packages; each gets an environment of its own."""
INSTALLS_WITHIN_S = 300


class PeerAbsent(Exception):
    """The peer cannot be had on this machine; the message says why."""


def installed(peer: str) -> Path:
    """Return the folder with the peer's modules, installing them if they are not there.

    Raises:
        PeerAbsent: There is no node or npm here, or the packages are not to be had.
    """
    if not (shutil.which("node") and shutil.which("npm")):
        raise PeerAbsent(f"{peer}: there is no node or no npm here")
    folder = _folder(peer)
    wanted = list(PEERS[peer])
    if not _is_done(folder, wanted):
        (folder / "package.json").write_text('{"private": true}')
        _install(peer, folder, ["npm", "install", "--no-audit", "--no-fund", "--loglevel=error", *wanted])
        _done(folder).write_text(json.dumps(wanted))
    return folder


def installed_python(peer: str) -> Path:
    """Return the Python that has the peer, installing it if it is not there.

    Raises:
        PeerAbsent: The packages are not to be had.
    """
    folder = _folder(peer)
    wanted = list(PYTHON_PEERS[peer])
    python = folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not _is_done(folder, wanted):
        _install(peer, folder, [sys.executable, "-m", "venv", "--clear", str(folder / "venv")])
        _install(peer, folder, [str(python), "-m", "pip", "install", "--quiet", "--no-input", *wanted])
        _done(folder).write_text(json.dumps(wanted))
    return python


def _folder(peer: str) -> Path:
    folder = Path(tempfile.gettempdir()) / "mostrador-bench-peers" / peer
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _done(folder: Path) -> Path:
    return folder / "installed.json"


def _is_done(folder: Path, wanted: list[str]) -> bool:
    return _done(folder).exists() and json.loads(_done(folder).read_text()) == wanted


def _install(peer: str, folder: Path, command: list[str]) -> None:
    try:
        ended = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=INSTALLS_WITHIN_S, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise PeerAbsent(f"{peer}: it was not installed within {INSTALLS_WITHIN_S} s") from error
    if ended.returncode:
        raise PeerAbsent(f"{peer}: it was not installed: {ended.stderr.strip()[-200:]}")
