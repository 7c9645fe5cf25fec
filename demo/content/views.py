"""The saved queries every desk and every store begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from domain.words import Audience, Status

ME = "@me"
MY_TEAMS = "@my_teams"
MY_STORES = "@my_stores"
NOBODY = "@nobody"
THIS_WEEK = "@this_week"
"""Stand-ins that the reader of a view puts in the place of: the user, the user's teams, the user's stores, an empty
field, the days since Monday."""

UNSOLVED = (Status.NEW, Status.OPEN, Status.PENDING, Status.ON_HOLD)
"""In the order in which lists show them."""


@dataclass(frozen=True)
class SampleView:
    """A saved query. `conditions` maps a field of the ticket to the wanted value or to the values one of which will do.

    `order` names the field to sort by, with a minus in front for the highest first. An internal view is the desk's, a
    public one the stores'.
    """

    key: str
    en: str
    es: str
    conditions: Mapping[str, Any]
    order: str
    audience: Audience = Audience.INTERNAL

    @property
    def names(self) -> dict[str, str]:
        return {"en": self.en, "es": self.es}


def _view(key: str, en: str, es: str, order: str, audience: Audience, **conditions: Any) -> SampleView:
    return SampleView(key, en, es, MappingProxyType(conditions), order, audience)


_DESK, _STORE = Audience.INTERNAL, Audience.PUBLIC

VIEWS: tuple[SampleView, ...] = (
    _view(
        "my_team", "My team, by deadline", "Mi equipo, por plazo", "due_at", _DESK, status=UNSOLVED, team_id=MY_TEAMS
    ),
    _view("mine", "Mine", "Míos", "due_at", _DESK, status=UNSOLVED, assignee_id=ME),
    _view(
        "unassigned",
        "Unassigned",
        "Sin asignar",
        "due_at",
        _DESK,
        status=UNSOLVED,
        team_id=MY_TEAMS,
        assignee_id=NOBODY,
    ),
    _view(
        "waiting_for_them",
        "Waiting for them",
        "A la espera de respuesta",
        "waiting_since",
        _DESK,
        status=(Status.PENDING,),
        team_id=MY_TEAMS,
    ),
    _view(
        "on_hold",
        "On hold, third party",
        "En espera de un tercero",
        "waiting_since",
        _DESK,
        status=(Status.ON_HOLD,),
        team_id=MY_TEAMS,
    ),
    _view(
        "solved_this_week",
        "Solved this week",
        "Resueltos esta semana",
        "-resolved_at",
        _DESK,
        status=(Status.RESOLVED, Status.CLOSED),
        team_id=MY_TEAMS,
        resolved_at=THIS_WEEK,
    ),
    _view("store_open", "Open", "Abiertas", "-updated_at", _STORE, status=UNSOLVED, store_id=MY_STORES),
    _view(
        "store_waiting",
        "Waiting for your answer",
        "Esperan tu respuesta",
        "waiting_since",
        _STORE,
        status=(Status.PENDING,),
        store_id=MY_STORES,
    ),
    _view(
        "store_solved",
        "Solved",
        "Resueltas",
        "-resolved_at",
        _STORE,
        status=(Status.RESOLVED, Status.CLOSED),
        store_id=MY_STORES,
    ),
)
