"""Times, dates and numbers as people say them, in both languages."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from desktop.i18n.formats import Formats
from desktop.i18n.languages import Languages

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


def in_both(languages: Languages, say: Callable[[Formats], str]) -> list[str]:
    """What is said in English and in Spanish, with ordinary spaces."""
    said = []
    for language in ("en", "es"):
        languages.choose(language)
        said.append(say(languages.formats).replace("\N{NO-BREAK SPACE}", " "))
    return said


@pytest.mark.parametrize(
    ("ago", "english", "spanish"),
    [
        (timedelta(seconds=20), "now", "ahora"),
        (timedelta(minutes=5), "5 min", "5 min"),
        (timedelta(hours=2, minutes=10), "2 h 10", "2 h 10"),
        (timedelta(hours=20, minutes=14), "yesterday 15:03", "ayer 15:03"),
        (timedelta(days=4), "Fri 11:17", "vie 11:17"),
        (timedelta(days=36), "2 Feb", "2 feb"),
        (timedelta(days=366), "9 Mar 2025", "9 mar 2025"),
    ],
)
def test_how_long_ago(languages: Languages, ago: timedelta, english: str, spanish: str) -> None:
    assert in_both(languages, lambda formats: formats.relative(NOW - ago, NOW)) == [english, spanish]


def test_the_whole_moment_for_the_hover(languages: Languages) -> None:
    assert in_both(languages, lambda formats: formats.absolute(NOW)) == [
        "Tuesday 10 March 2026, 11:17",
        "martes 10 de marzo de 2026, 11:17",
    ]


def test_days_as_separators_name_them(languages: Languages) -> None:
    days = [NOW, NOW - timedelta(days=1), NOW - timedelta(days=4), NOW - timedelta(days=400)]

    said = in_both(languages, lambda formats: " | ".join(formats.day(day, NOW) for day in days))

    assert said == [
        "Today | Yesterday | Friday 6 March | Monday 3 February 2025",
        "Hoy | Ayer | viernes 6 de marzo | lunes 3 de febrero de 2025",
    ]


def test_a_deadline_says_what_is_left_or_how_late_it_is(languages: Languages) -> None:
    assert in_both(languages, lambda formats: formats.remaining(NOW + timedelta(minutes=13), NOW)) == ["13 min"] * 2
    assert in_both(languages, lambda formats: formats.remaining(NOW - timedelta(minutes=18), NOW)) == [
        "18 min late",
        "18 min tarde",
    ]


def test_long_spans_count_days(languages: Languages) -> None:
    assert in_both(languages, lambda formats: formats.duration(timedelta(days=3, hours=4))) == ["3 d 4 h"] * 2


def test_numbers_are_written_as_each_language_does(languages: Languages) -> None:
    assert in_both(languages, lambda formats: formats.number(1384)) == ["1,384", "1384"]
    assert in_both(languages, lambda formats: formats.percent(0.956, 1)) == ["95.6 %", "95,6 %"]
    assert in_both(languages, lambda formats: formats.size(1_200_000)) == ["1.2 MB", "1,2 MB"]
    assert in_both(languages, lambda formats: formats.size(412_300)) == ["412 KB"] * 2
