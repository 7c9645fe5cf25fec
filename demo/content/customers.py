"""What customers ask their stores: nothing of it is the desk's until the store passes it on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SampleQuestion:
    """What one customer wrote to their store, so many minutes ago."""

    customer: str
    store: str
    minutes_ago: int
    subject: str
    opening: str


QUESTIONS: tuple[SampleQuestion, ...] = (
    SampleQuestion(
        "fiona.gallagher",
        "dublin-rathmines",
        70,
        "My loyalty points are gone",
        "I had forty points on Monday and today there are none.",
    ),
    SampleQuestion(
        "lola.marin",
        "sevilla-triana",
        55,
        "Han desaparecido mis puntos",
        "El lunes tenía cuarenta puntos y hoy no hay ninguno.",
    ),
)
