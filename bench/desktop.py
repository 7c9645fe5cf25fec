"""How fast and how light the client is under a person's hands: groups of measurements, each five minutes at most.

`python -m bench desktop` runs all, `--only NAME` one group or the group of one metric. The client is the real one, off
the screen, over an encrypted cache (`bench.desktop_data`); what it is given are clicks, keys and turns of the wheel.
A time runs from there until the painting that shows the answer is over.
"""

from __future__ import annotations

import sys

from bench import desktop_data
from bench.groups import Group, measured

GROUPS = (
    Group("start", "bench.desktop_start", ("first_rows_vs_bare_window",)),
    Group("open", "bench.desktop_open", ("open_ticket_p95", "open_ticket_10000_messages_p95")),
    Group("lists", "bench.desktop_lists", ("sort_filter_100k_p95",)),
    Group("scroll", "bench.desktop_scroll", ("scroll_frames_over_16ms",)),
    Group("tickets", "bench.desktop_ticket_search", ("ticket_search_keystroke_p95",)),
    Group("articles", "bench.desktop_article_search", ("article_search_keystroke_p95",)),
    Group("palette", "bench.desktop_palette", ("palette_keystroke_p95",)),
    Group("sync", "bench.desktop_first_sync", ("longest_stall_first_sync",)),
    Group("index", "bench.desktop_index", ("longest_stall_index_rebuild",)),
    Group("memory", "bench.desktop_memory", ("resident_memory",)),
    Group("idle", "bench.desktop_idle", ("idle_cpu",)),
)
"""In the order they run."""


def run(*, json_lines: bool, only: str | None = None) -> int:
    """Measure and print; return an exit code."""
    if not desktop_data.is_here():
        sys.stderr.write(desktop_data.MISSING)
        return 1
    if desktop_data.TICKETS != desktop_data.TICKETS_MEANT:
        sys.stderr.write(f"{desktop_data.TICKETS_VARIABLE} is set: what follows are no figures\n")
    return measured(GROUPS, json_lines=json_lines, only=only)
