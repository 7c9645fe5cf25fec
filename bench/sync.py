"""How fast the two ends become one, beside peers: groups of measurements, each a quarter of an hour at most.

`python -m bench sync` runs all, `--only NAME` one group or the group of one metric.
"""

from __future__ import annotations

from bench.groups import Group, measured

GROUPS = (
    Group("documents", "bench.sync_documents", ("first_sync_docs_vs_pouchdb", "bytes_vs_zstd")),
    Group(
        "first",
        "bench.sync_first",
        ("first_useful_screen", "first_sync_full_vs_raw_insert", "client_memory_growth"),
    ),
    Group(
        "line",
        "bench.sync_line",
        ("live_change_p50", "live_change_p95", "noop_resync", "catch_up_10k_changes", "drain_1000_mutations"),
    ),
    Group(
        "server",
        "bench.server_load",
        ("mutations_per_s_one_space_postgresql", "live_clients_per_process", "reconnect_storm_5000"),
    ),
)
"""In the order they run."""


def run(*, json_lines: bool, only: str | None = None) -> int:
    """Measure and print; return an exit code."""
    return measured(GROUPS, json_lines=json_lines, only=only)
