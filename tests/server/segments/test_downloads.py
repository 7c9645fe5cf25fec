"""The way of segments over HTTP: what a line that breaks has let through is not sent again."""

from __future__ import annotations

import random
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from server.segments.routes import given
from server.segments.serving import Served
from server.segments.sets import build
from sync.engine.events import Failed
from sync.engine.http import LIST_PATH, HttpTransport
from sync.protocol.segments import SegmentPart
from sync.replica.segment_rows import Segment
from tests.support.bad_line import bad_line
from tests.support.server import Served as ServedWorld
from tests.support.server import served

CARRIED_BYTES = 96 * 1024
"""What the line lets through until it breaks; a fifth of the segment."""
LINE_BYTES_PER_S = 50_000_000
WHOLE = Served(b"0123456789", exact=True)


def furnish(place: ServedWorld) -> SegmentPart:
    """Build segments, one of them large; return that one."""
    world = place.world
    noise = random.Random(1)
    ticket = world.ticket(team_id="tills")
    world.put(ticket, *(world.message(ticket, body=noise.randbytes(4_000).hex()) for _ in range(120)))
    build(world.database, world.space_id, world.now, rows_least=1)
    way = HttpTransport(place.url)
    listed = way.segment_list("ana")
    way.close()
    assert not isinstance(listed, Failed)
    return max(listed.parts, key=lambda part: part.size_bytes)  # type: ignore[union-attr]


def test_a_segment_larger_than_what_a_line_carries_at_once_arrives_part_by_part(tmp_path: Path) -> None:
    with served(tmp_path) as place:
        part = furnish(place)
        assert part.size_bytes > 4 * CARRIED_BYTES
        way = HttpTransport(place.url)
        whole = way.segment(part.name, "ana")
        way.close()
        port = urlsplit(place.url).port
        assert port is not None
        failures: list[Failed] = []
        with bad_line(port, bytes_per_s=LINE_BYTES_PER_S, every_bytes=CARRIED_BYTES) as line:
            way = HttpTransport(f"http://127.0.0.1:{line.port}")
            while isinstance(answer := way.segment(part.name, "ana"), Failed):
                failures.append(answer)
                assert len(failures) < 50, failures[-1]
            way.close()
    assert isinstance(whole, Segment)
    assert answer == whole
    assert sum(failure.moved for failure in failures) >= 3


def test_whoever_has_the_beginning_is_sent_the_rest(tmp_path: Path) -> None:
    with served(tmp_path) as place:
        part = furnish(place)
        url = f"{place.url}{LIST_PATH}/{part.name}"
        whole = requests.get(url, headers=place.headers("ana"), timeout=10)
        asks = place.headers("ana", Range="bytes=1000-", **{"If-Range": f'"{part.name}"'})
        rest = requests.get(url, headers=asks, timeout=10)
        nobody = requests.get(url, headers={"Range": "bytes=1000-"}, timeout=10)
    assert whole.headers["etag"] == f'"{part.name}"'
    assert (rest.status_code, rest.content) == (HTTPStatus.PARTIAL_CONTENT, whole.content[1000:])
    assert rest.headers["content-range"] == f"bytes 1000-{part.size_bytes - 1}/{part.size_bytes}"
    assert nobody.status_code == HTTPStatus.UNAUTHORIZED


@pytest.mark.parametrize("condition", ['"another"', f'W/"{WHOLE.tag}"', "Tue, 01 Dec 2026 05:00:00 GMT"])
def test_the_rest_of_another_content_is_all_of_this_one(condition: str) -> None:
    answer = given(WHOLE, "bytes=4-", condition)
    assert (answer.status_code, answer.body) == (HTTPStatus.OK, WHOLE.body)


def test_what_is_beyond_the_end_is_refused() -> None:
    answer = given(WHOLE, "bytes=10-", f'"{WHOLE.tag}"')
    assert answer.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
    assert answer.headers["content-range"] == "bytes */10"


def test_what_leaves_a_scope_while_its_segment_is_on_the_way_makes_it_another_content() -> None:
    filtered = Served(b"01234", exact=False)
    answer = given(filtered, "bytes=4-", f'"{WHOLE.tag}"')
    assert (answer.status_code, answer.body) == (HTTPStatus.OK, filtered.body)
    assert answer.headers["cache-control"] == "no-store"
