"""The views that the desk of Molino Azul shares."""

from __future__ import annotations

from dataclasses import dataclass

Test = tuple[str, str, tuple[str, ...]]
"""Field, how it is asked, values."""


@dataclass(frozen=True)
class SampleView:
    """A question over tickets: the whole desk's, unless it is of a `team`."""

    key: str
    en: str
    es: str
    tests: tuple[Test, ...]
    order: str = "due"
    grouping: str = ""
    team: str = ""


UNSOLVED: Test = ("status", "none", ("resolved", "closed"))

VIEWS: tuple[SampleView, ...] = (
    SampleView(
        "silent",
        "No answer for two days",
        "Sin respuesta desde hace dos días",
        (("status", "any", ("pending",)), ("waiting_since", "before", ("2", "days"))),
        order="updated",
    ),
    SampleView(
        "hot",
        "Urgent and high",
        "Urgentes y altas",
        (("priority", "any", ("urgent", "high")), UNSOLVED),
        grouping="store",
    ),
    SampleView(
        "week", "New this week", "Nuevas esta semana", (("created", "last", ("7", "days")), UNSOLVED), order="created"
    ),
)
