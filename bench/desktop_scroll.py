"""The wheel through 100,000 tickets: how many frames take longer than 16 ms from the turn to the painted rows.

A turn comes every 16 ms, as from a mouse that is turned without stopping: first by a notch each, then in great leaps
that bring rows nobody has seen, through the whole list and back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bench.desktop_data import TICKETS, Prepared, prepared
from bench.figures import Figure, percentile
from bench.groups import Tell
from bench.measured import lines

if TYPE_CHECKING:
    from bench.gestures import Scenario
    from desktop.shell.client import Client

RUNS = 5
FRAME_MS = 16
NOTCH = 120
NOTCHES = 200
LEAPS = 200


class WrongRows(Exception):
    """What stood in the list is not what the cache holds: the figure does not count."""


def measure(tell: Tell) -> None:
    """Measure and tell."""
    late, times = [], []
    with prepared() as copy:
        for _ in range(RUNS):
            *frames, end = lines(["bench.desktop_client", "bench.desktop_scroll", copy.profile.name], copy.home)
            _check(copy, end)
            took = [frame["frame_ms"] for frame in frames]
            late.append(100 * sum(ms > FRAME_MS for ms in took) / len(took))
            times += took
    tell(Figure("desktop", "scroll_frames_over_16ms", "%", sorted(late)[RUNS // 2], min(late), max(late), RUNS))
    tell(Figure("desktop", "scroll_frame_p95", "ms", percentile(times, 0.95), min(times), max(times), len(times)))


def scenario(client: Client) -> Scenario:
    """Turn the wheel; say how long each frame took and, in the end, which rows stand there."""
    import time

    from bench.gestures import Painted, Pause, all_tickets, say, turn_wheel
    from bench.opening import ID_ROLE

    _, rows = yield from all_tickets(client)
    bar = rows.verticalScrollBar()
    leap = round(bar.maximum() / (LEAPS // 2 - 2) / bar.singleStep() / 3 * NOTCH)
    turns = [-NOTCH] * NOTCHES + [-leap] * (LEAPS // 2) + [leap] * (LEAPS // 2 - 2)
    for by in turns:
        before, began_s = bar.value(), time.monotonic()
        turn_wheel(rows.viewport(), by)
        if bar.value() == before:
            continue
        painted_s = yield Painted(rows.viewport(), lambda: True, "a frame")
        say(frame_ms=(painted_s - began_s) * 1000)
        yield Pause(max(0.0, FRAME_MS - (painted_s - began_s) * 1000))
    first = rows.indexAt(rows.viewport().rect().topLeft()).row()
    say(
        first=first,
        rows=rows.model().rowCount(),
        ids=[rows.model().index(first + n, 0).data(ID_ROLE) for n in range(8)],
    )


def _check(copy: Prepared, end: dict[str, Any]) -> None:
    """Compare the rows that stand there at last with the cache's own order."""
    sql = "SELECT id FROM ticket ORDER BY updated_at DESC, {} DESC LIMIT 8 OFFSET ?"
    with copy.reader() as reader:
        wanted = [[row[0] for row in reader.all(sql.format(tie), (end["first"],))] for tie in ("id", "row_id")]
    if end["rows"] < TICKETS or end["ids"] not in wanted:
        raise WrongRows(f"{end['rows']} rows, from {end['first']} on {end['ids']}")
