"""Recorded answers of an HTTP API: a line of JSON that says what was asked, then the answer's bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from server.imports.report import Problem, Problems
from server.imports.source import Place

ANSWER_BYTES_MOST = 512 * 1024 * 1024


class Answer(NamedTuple):
    """One answer: where it was recorded, to which path and query, and its bytes."""

    place: Place
    method: str
    path: str
    body: bytes
    is_json: bool

    def value(self) -> Any:
        """Return what the answer holds; None if it is no JSON."""
        try:
            return json.loads(self.body) if self.is_json else None
        except (ValueError, RecursionError):
            return None


def read_answers(path: Path, problems: Problems) -> Iterator[Answer]:
    """Yield the answers of a recording; bytes of files come as they were sent."""
    line = 0
    with path.open("rb") as stream:
        while head := stream.readline():
            line += 1
            if not head.strip():
                continue
            asked = _asked(head)
            if asked is None:
                sentence = "it says neither what was asked nor how long the answer is: left out."
                problems.append(Problem(path.name, line, True, "", "request", sentence))
                continue
            place = Place(path.name, line)
            body = stream.read(asked["content_size"])
            line += body.count(b"\n") + 1
            if len(body) < asked["content_size"]:
                problems.append(Problem(*place, "", "content_size", "the recording ends within this answer: left out."))
                return
            if asked.get("status_code", 0) in range(200, 300) and body:
                headers = {str(name).lower(): str(value) for name, value in asked.get("headers", {}).items()}
                target = str(asked["url"]).partition("#")[0].split("://", 1)[-1].partition("/")[2]
                yield Answer(place, str(asked["method"]), f"/{target}", body, "json" in headers.get("content-type", ""))


def _asked(head: bytes) -> dict[str, Any] | None:
    try:
        asked = json.loads(head)
    except (ValueError, RecursionError):
        return None
    if not isinstance(asked, dict) or not {"method", "url", "content_size"} <= asked.keys():
        return None
    size, headers = asked["content_size"], asked.get("headers", {})
    is_sound = isinstance(size, int) and 0 <= size <= ANSWER_BYTES_MOST and isinstance(headers, dict)
    return asked if is_sound else None
