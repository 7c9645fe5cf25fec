"""Times as people say them, in both languages."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from desktop.i18n.languages import Languages
from desktop.shell import moments

NOW = datetime(2026, 3, 10, 10, 17, tzinfo=UTC)


@pytest.fixture(autouse=True)
def madrid(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The computer stands in Madrid, an hour before UTC in March."""
    monkeypatch.setenv("TZ", "Europe/Madrid")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def languages(qtbot: QtBot) -> Iterator[Languages]:
    languages = Languages()
    yield languages
    languages.choose("en")


def in_both(languages: Languages, say: Callable[[], str]) -> list[str]:
    """What is said in English and in Spanish, with ordinary spaces."""
    said = []
    for language in ("en", "es"):
        languages.choose(language)
        said.append(say().replace("\N{NO-BREAK SPACE}", " "))
    return said


@pytest.mark.parametrize(
    ("ago", "english", "spanish"),
    [
        (timedelta(minutes=5), "11:12", "11:12"),
        (timedelta(hours=20, minutes=14), "yesterday", "ayer"),
        (timedelta(days=36), "2 Feb", "2 feb"),
        (timedelta(days=366), "9 Mar 2025", "9 mar 2025"),
    ],
)
def test_lists_say_when_as_short_as_they_can(languages: Languages, ago: timedelta, english: str, spanish: str) -> None:
    assert in_both(languages, lambda: moments.short_day(NOW - ago, NOW)) == [english, spanish]


def test_a_time_of_day_has_one_form_in_each_language(languages: Languages) -> None:
    early = NOW - timedelta(hours=2, minutes=12)
    assert in_both(languages, lambda: moments.clock(early)) == ["09:05", "9:05"]
    assert in_both(languages, lambda: moments.coming(early)) == ["Tue 10 Mar, 09:05", "mar 10 mar, 9:05"]
    assert in_both(languages, lambda: moments.clocks_in("08:00 – 14:30")) == ["08:00 – 14:30", "8:00 – 14:30"]
    assert in_both(languages, moments.clock_format) == ["HH:mm", "H:mm"]


def test_the_whole_moment_for_the_hover(languages: Languages) -> None:
    assert in_both(languages, lambda: moments.absolute(NOW)) == [
        "Tuesday 10 March 2026, 11:17",
        "martes 10 de marzo de 2026, 11:17",
    ]


def test_days_as_separators_name_them(languages: Languages) -> None:
    days = [moments.local_day(NOW - timedelta(days=age)) for age in (0, 1, 4, 36, 400)]

    said = in_both(languages, lambda: " | ".join(moments.day_name(day, days[0]) for day in days))

    assert said == [
        "Today | Yesterday | Friday | 2 February | 3 February 2025",
        "Hoy | Ayer | Viernes | 2 de febrero | 3 de febrero de 2025",
    ]


@pytest.mark.parametrize(("seconds", "said"), [(20, "< 1 min"), (800, "13 min"), (7_800, "2 h 10"), (280_000, "3 d")])
def test_spans_are_short_and_never_broken(seconds: float, said: str) -> None:
    assert moments.span(seconds) == said.replace(" ", "\N{NO-BREAK SPACE}").replace("<\N{NO-BREAK SPACE}", "< ")


def test_a_deadline_says_what_is_left_or_how_late_it_is(languages: Languages) -> None:
    def said(left: timedelta) -> str:
        found = moments.deadline(moments.stored(NOW + left), None, NOW, waits=False)
        return found.text if found else ""

    assert in_both(languages, lambda: said(timedelta(minutes=13))) == ["13 min"] * 2
    assert in_both(languages, lambda: said(timedelta(minutes=-18))) == ["18 min late", "18 min tarde"]


def test_a_deadline_presses_in_its_last_quarter_and_its_last_quarter_of_an_hour() -> None:
    began = moments.stored(NOW - timedelta(hours=3))
    spans = (timedelta(hours=2), timedelta(minutes=50), timedelta(minutes=10))
    found = [moments.deadline(moments.stored(NOW + left), began, NOW, waits=False) for left in spans]
    assert [one is not None and one.bold for one in found] == [False, True, True]
