"""Tickets by the hundred thousand: groups of measurements at the server and at the client.

`python -m bench tickets` runs all, `--only NAME` one group or the group of one metric.
"""

from __future__ import annotations

from bench.groups import Group, measured

GROUPS = (
    Group(
        "server",
        "bench.tickets_server",
        (
            "list_vs_django_helpdesk",
            "search_vs_django_helpdesk",
            "detail_vs_django_helpdesk",
            "create_vs_django_helpdesk",
            "create_p95",
        ),
    ),
    Group("views", "bench.tickets_views", ("view_counts_update_p95",)),
)
"""In the order they run."""


def run(*, json_lines: bool, only: str | None = None) -> int:
    """Measure and print; return an exit code."""
    return measured(GROUPS, json_lines=json_lines, only=only)
