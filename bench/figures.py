"""What a bench prints: one line a metric, as text for people or as JSON for the results page."""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured metric.

    Attributes:
        ours: The median of `n` values between `low` and `high`, or the percentile that the metric is named for.
        peer: The same of a peer.
    """

    bench: str
    metric: str
    unit: str
    ours: float
    low: float
    high: float
    n: int = 1
    peer: float | None = None
    peer_name: str | None = None

    @property
    def ratio(self) -> float | None:
        """Ours divided by the peer's."""
        return self.ours / self.peer if self.peer else None


def of_runs(
    bench: str,
    metric: str,
    unit: str,
    runs: Sequence[float],
    *,
    peer: Sequence[float] | None = None,
    peer_name: str | None = None,
) -> Figure:
    """Return the figure of several runs of the same measurement."""
    return Figure(
        bench,
        metric,
        unit,
        statistics.median(runs),
        min(runs),
        max(runs),
        len(runs),
        statistics.median(peer) if peer else None,
        peer_name,
    )


def of_p95(bench: str, metric: str, unit: str, values: Sequence[float]) -> Figure:
    """Return the figure of what nineteen of twenty stay below; the spread is that of all of them."""
    return Figure(bench, metric, unit, percentile(values, 0.95), min(values), max(values), len(values))


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which `share` (0 to 1) of `values` lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def write(figure: Figure, *, json_lines: bool) -> None:
    """Print one figure."""
    if json_lines:
        line = json.dumps(
            {
                "bench": figure.bench,
                "metric": figure.metric,
                "unit": figure.unit,
                "ours": _rounded(figure.ours),
                "peer": _rounded(figure.peer),
                "peer_name": figure.peer_name,
                "ratio": _rounded(figure.ratio),
                "n": figure.n,
                "min": _rounded(figure.low),
                "max": _rounded(figure.high),
            }
        )
    else:
        spread = f"({figure.low:.3f} to {figure.high:.3f}, n={figure.n})"
        line = f"{figure.metric:34} {figure.ours:10.3f} {figure.unit:6} {spread}"
        if figure.peer is not None:
            line += f"   {figure.peer_name} {figure.peer:.3f}, ratio {figure.ratio or 0:.3f}"
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.5g}")
