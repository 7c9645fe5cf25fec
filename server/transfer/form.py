"""The form of an export: a folder of JSON lines and files, described in `docs/export.md`."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

from domain.records import RECORD_TYPES
from server.transfer.errors import TransferRefused

FORMAT: Final = 1
"""The version of the form: a reader refuses one that it does not know."""
MANIFEST: Final = "manifest.json"
RECORDS: Final = "records"
ACCOUNTS: Final = "accounts.jsonl"
IMPORTED: Final = "imported.jsonl"
FILES: Final = "files"
KINDS: Final = tuple(record_type.KIND for record_type in RECORD_TYPES)
FOLDER_MODE: Final = 0o700
FILE_MODE: Final = 0o600
"""An export holds all that customers wrote: it is for whoever made it."""


def records_file(folder: Path, kind: str) -> Path:
    """Return where the records of a kind stand."""
    return folder / RECORDS / f"{kind}.jsonl"


def content_file(folder: Path, sha256: str) -> Path:
    """Return where a file of that hash lies."""
    return folder / FILES / sha256[:2] / sha256


def open_private(path: Path) -> BinaryIO:
    """Open a new file that only its owner reads; its folder is made if need be."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
    return open(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, FILE_MODE), "wb")


def write_line(out: BinaryIO, value: Mapping[str, Any]) -> None:
    """Write an object on a line of its own."""
    out.write(json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n")


def read_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield number and object of each line; nothing of a file that is not there.

    Raises:
        TransferRefused: A line is no object.
    """
    if not path.exists():
        return
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                value = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise TransferRefused(f"{path}, line {number} is not JSON: the export is damaged.") from error
            if not isinstance(value, dict):
                raise TransferRefused(f"{path}, line {number} is no object: the export is damaged.")
            yield number, value


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return what an export says of itself.

    Raises:
        TransferRefused: There is none, it was not finished, or it is of a form that is not known here.
    """
    path = folder / MANIFEST
    if not path.is_file():
        raise TransferRefused(
            f"{folder} holds no finished export ({MANIFEST} is missing): make one with `mostrador-server export`."
        )
    (manifest,) = (value for _, value in _whole(path))
    if manifest.get("format") != FORMAT:
        raise TransferRefused(
            f"{folder} is an export of form {manifest.get('format')!r}, this server reads {FORMAT}: update it."
        )
    return manifest


def _whole(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        value = json.loads(path.read_bytes())
    except ValueError as error:
        raise TransferRefused(f"{path} is not JSON: the export is damaged.") from error
    if not isinstance(value, dict):
        raise TransferRefused(f"{path} is no object: the export is damaged.")
    yield 1, value
