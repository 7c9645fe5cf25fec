"""The longest stall of the GUI thread while the index of 10,000 articles is built anew, asked for in the diagnostics.

Meanwhile the list of tickets is scrolled: a stall is what somebody would see.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from bench.desktop_data import ARTICLES, Prepared, prepared
from bench.figures import of_runs
from bench.groups import Tell
from bench.measured import KEY, lines
from sync.search import ArticleIndex
from sync.search.replica_articles import ReplicaArticles

if TYPE_CHECKING:
    from bench.gestures import Scenario
    from desktop.shell.client import Client

RUNS = 3
SCROLL_MS = 200
PATIENCE_S = 300.0


class NotWhole(Exception):
    """The index was not built: the figure does not count."""


def measure(tell: Tell) -> None:
    """Measure and tell."""
    longest = []
    for _ in range(RUNS):
        with prepared() as copy:
            (end,) = lines(["bench.desktop_client", "bench.desktop_index", copy.profile.name], copy.home)
            _check(copy)
        longest.append(end["longest_ms"])
    tell(of_runs("desktop", "longest_stall_index_rebuild", "ms", longest))


def scenario(client: Client) -> Scenario:
    """Ask for the index anew, scroll until it is there; say the longest stall."""
    import time

    from bench.gestures import VIEW_MS, Pause, Until, at_the_queue, click, is_seen, say, scroll_back_and_forth
    from bench.pulse import Pulse
    from desktop.shell import names

    window, rows = yield from at_the_queue(client)
    click(window, names.RAIL_SETTINGS)
    yield Pause(VIEW_MS)
    click(window, f"{names.SETTINGS_PLACE}.diagnostics")
    yield Pause(VIEW_MS)
    click(window, names.DIAGNOSTICS_REBUILD)

    def goes_on() -> bool:
        return is_seen(window, names.RAIL_TASKS)

    yield Until(goes_on, "the building of the index")
    click(window, names.RAIL_TICKETS)
    yield Pause(VIEW_MS)
    pulse, give_up_s = Pulse(window), time.monotonic() + PATIENCE_S
    yield from scroll_back_and_forth(rows, SCROLL_MS, lambda: goes_on() and time.monotonic() < give_up_s)
    pulse.stop()
    say(longest_ms=pulse.longest_ms, noted=pulse.noted_ms)


def _check(copy: Prepared) -> None:
    """See that the index holds every article, and stands for itself."""
    with copy.reader() as reader, closing(ArticleIndex.open(copy.profile / "articles.idx", KEY)) as index:
        source = ReplicaArticles(reader)
        held, lacking = len(list(source.revisions())), index.follow(source)
    if held != ARTICLES or lacking:
        raise NotWhole(f"of {ARTICLES} articles {lacking} were not in the index")
