"""Rows out of an export's files: CSV and JSON in the shapes that desks and their tools write them.

A file is read piece by piece, in whatever encoding it is; a line that cannot be read is told and passed over.
"""

from __future__ import annotations

import codecs
import csv
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from server.imports.errors import UnreadableExport
from server.imports.report import Problem, Problems
from server.imports.source import Place

FIELD_BYTES_MOST = 64 * 1024 * 1024
"""A conversation in one cell may be long; the reader's own limit is 128 KiB."""
PIECE_CHARACTERS = 256 * 1024
NEAR = 32
"""No word or number of JSON is longer, but for texts."""
YES = frozenset({"true", "t", "1", "yes"})
NO = frozenset({"false", "f", "0", "no"})
DELIMITERS = ",;\t|"
SUFFIXES = (".csv", ".tsv", ".json", ".jsonl", ".ndjson")
_BEFORE = re.compile(r"[ \t\r\n\ufeff]*")
_BETWEEN = re.compile(r"[ \t\r\n,\ufeff]*")
UTF16 = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


class Row(NamedTuple):
    """One record of a file: where it stands, and its values by the name of the field."""

    place: Place
    values: dict[str, Any]

    def text(self, *names: str) -> str:
        """Return the first of the fields that says something, as text; empty if none does."""
        for name in names:
            value = self.values.get(name)
            if value is not None and not isinstance(value, dict | list) and (text := as_text(value)):
                return text
        return ""

    def items(self, name: str) -> list[Any]:
        """Return a field that is a list, from JSON or as JSON within CSV; empty if it is none."""
        value = self.values.get(name)
        if isinstance(value, str) and value.strip().startswith("["):
            try:
                value = json.loads(value)
            except (ValueError, RecursionError):
                return []
        return value if isinstance(value, list) else []

    def says(self, name: str, *, otherwise: bool) -> bool:
        """Return a field that is yes or no."""
        said = self.text(name).lower()
        return said in YES or (said not in NO and otherwise)


def as_text(value: Any) -> str:
    """Return a value of a file as text without blanks around it and without what no database stores."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value).replace("\0", "").strip()
    # Half of a pair of surrogates is no character; JSON can hold one all the same.
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def find_table(folder: Path, names: Sequence[str]) -> Path | None:
    """Return the file of `folder` that bears one of the names: `ticket`, `tickets`, `ticket_data`, any known suffix."""
    if not folder.is_dir():
        return None
    known = {
        path.stem.lower(): path for path in sorted(folder.iterdir(), reverse=True) if path.suffix.lower() in SUFFIXES
    }
    for name in names:
        for stem in (name, f"{name}s", f"{name}_data"):
            if stem in known:
                return known[stem]
    return None


def read_rows(path: Path, problems: Problems, names: Sequence[str] = ()) -> Iterator[Row]:
    """Yield the rows of a file.

    Args:
        path: CSV, or JSON: an array, an object a line, or answers of an API that hold a list of them.
        problems: Takes the lines that cannot be read.
        names: What a list of them is called within an object.

    Raises:
        UnreadableExport: The file cannot be opened.
    """
    try:
        with path.open("r", encoding=encoding_of(path), errors="replace", newline="") as stream:
            if path.suffix.lower() in {".csv", ".tsv"}:
                yield from _csv_rows(path.name, stream, problems)
            else:
                yield from _json_rows(path.name, stream, problems, names)
    except OSError as error:
        raise UnreadableExport(f"{path} cannot be read ({error.strerror}): allow the server's user to.") from error


def encoding_of(path: Path) -> str:
    """Return how the file is written: UTF-8, with a mark or without, UTF-16 with one, else Windows' Latin-1."""
    with path.open("rb") as stream:
        head = stream.read(4)
        for mark, name in UTF16.items():
            if head.startswith(mark):
                return name
        stream.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while piece := stream.read(1024 * 1024):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _csv_rows(name: str, stream: TextIO, problems: Problems) -> Iterator[Row]:
    csv.field_size_limit(FIELD_BYTES_MOST)
    first = stream.readline()
    stream.seek(0)
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader((line.replace("\0", "") for line in stream), delimiter=delimiter)
    header: list[str] | None = None
    while True:
        start = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problems.append(Problem(name, start, True, "", "line", f"this is no CSV ({error}): correct the line."))
            continue
        if header is None:
            header = [cell.strip().strip('"').strip() for cell in cells]
            continue
        if not any(cells):
            continue
        if len(cells) > len(header) and any(cells[len(header) :]):
            sentence = (
                f"it has {len(cells)} fields, the first line names {len(header)}: quote what has a {delimiter!r} in it."
            )
            problems.append(Problem(name, start, True, cells[0][:40], "line", sentence))
            continue
        yield Row(Place(name, start), dict(zip(header, cells, strict=False)))


def _json_rows(name: str, stream: TextIO, problems: Problems, names: Sequence[str]) -> Iterator[Row]:
    """Yield objects; those that hold a list under one of `names` give its objects instead."""
    number = 0
    for start, is_line, value in _values(name, stream, problems):
        found = value
        if isinstance(value, dict):
            found = next((value[key] for key in names if isinstance(value.get(key), list)), [value])
        for one in found if isinstance(found, list) else [found]:
            number += 1
            place = Place(name, start) if is_line and one is value else Place(name, number, False)
            if isinstance(one, dict):
                yield Row(place, one)
            else:
                problems.append(Problem(*place, "", "record", "it is no object of names and values: leave it out."))


def _values(name: str, stream: TextIO, problems: Problems) -> Iterator[tuple[int, bool, Any]]:
    """Yield line, whether the line is all of it, and the value of each JSON text in the stream, arrays unpacked."""
    decoder = json.JSONDecoder()
    buffer, at, line, in_array, ended = "", 0, 1, False, False
    while True:
        start = at
        at = (_BETWEEN if in_array else _BEFORE).match(buffer, at).end()  # type: ignore[union-attr]  # matches nothing, too
        line += buffer.count("\n", start, at)
        if buffer.startswith("]" if in_array else "[", at):
            in_array, at = not in_array, at + 1
            continue
        problem, is_broken = "", ended
        if at < len(buffer):
            try:
                value, end = decoder.raw_decode(buffer, at)
            except (ValueError, RecursionError) as error:
                problem = getattr(error, "msg", "nested too deep")
                # What stumbles far from the end is broken; near it, or within a text, it may go on in the next piece.
                is_near = problem.startswith("Unterminated") or getattr(error, "pos", 0) > len(buffer) - NEAR
                is_broken = ended or not is_near
            else:
                # A number may go on in the next piece.
                if end < len(buffer) or ended:
                    yield line, not in_array, value
                    line += buffer.count("\n", at, end)
                    at = end
                    continue
        elif ended:
            return
        if is_broken:
            problems.append(Problem(name, line, True, "", "line", f"this is no JSON ({problem}): correct it."))
            # What follows on a line of its own may be whole.
            following = buffer.find("\n", at)
            line, at = (line + 1, following + 1) if following >= 0 else (line, len(buffer))
            continue
        piece = stream.read(max(PIECE_CHARACTERS, len(buffer) - at))
        ended = not piece
        buffer, at = buffer[at:] + piece, 0
