"""A ticket's history in words: it answers why the ticket is as it is."""

from __future__ import annotations

import pytest

from desktop.features.conversation import history
from desktop.shell import wording
from domain.mutations import on_tickets
from sync.replica.reading.rows import EventRow

NAMES = {"ana": "Ana", "t7": "#7 · Till frozen", "support": "Support"}


def event(field: str, before: str, after: str, via: str = "desktop", reason: str = "") -> EventRow:
    return EventRow("e", "Bea", "2026-11-22T12:00:00.000000Z", field, before, after, via, reason)


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (event("status", "open", "pending"), "Bea: status set to Pending · before: Open"),
        (event("close_reason", "", "no_response"), "Bea: closed: no answer"),
        (event("assignee", "", "ana"), "Bea: assigned to Ana"),
        (event("assignee", "ana", ""), "Bea: given back to the team"),
        (event("team", "gone", "support"), "Bea: moved to Support · before: …"),
        (event("tags", "till", "paper, till"), "Bea: tags: paper, till · before: till"),
        (event("tags", "till", ""), "Bea: no tags"),
        (event("follower", "ana", ""), "Bea: Ana no longer follows"),
        (event("snooze", "", "answer", reason="On holiday"), "Bea: snoozed until there is an answer · “On holiday”"),
        (event("snooze", "answer", "", via="timer"), "Bea: back from its snooze · by itself"),
        (event("reminder", "1", "2", via="timer"), "Bea: reminder 2 that an answer is waited for · by itself"),
        (event("check_back", "planned", "asked", via="timer"), "Bea: asked whether one can work again · by itself"),
        (event("check_back", "asked", "works_not", via="email"), "Bea: cannot work again · by e-mail"),
        (event("rating", "2", "4"), "Bea: rated 4 of 5 · before: 2"),
        (event("dissatisfied", "", "yes"), "Bea: not satisfied"),
        (event("to_lead", "", "ana"), "Bea: Ana, who leads the team, looks at it"),
        (event("merged", "", "t7"), "Bea: merged into #7 · Till frozen"),
        (event("merged", "t7", ""), "Bea: on its own again, no longer merged into #7 · Till frozen"),
        (event("incident", "", "t7"), "Bea: #7 · Till frozen is an incident of it"),
        (
            event("priority", "normal", "high", via="macro", reason="Raise"),
            "Bea: priority set to High · before: Normal · by macro “Raise”",
        ),
    ],
)
def test_a_change_says_what_it_was_by_whom_from_where_and_why(change: EventRow, line: str) -> None:
    assert history.Telling(NAMES).line(change) == line


def test_a_store_reads_how_its_ticket_stands_and_no_name_of_the_desks() -> None:
    told = history.Telling(NAMES, sentences=True)
    held = event("status", "open", "on_hold")

    assert told.line(held) == "Bea: now: Waiting for the supplier · before: We are looking into it"
    assert told.title([held, event("follower", "", "ana")]) == "2 events: now: Waiting for the supplier, Ana follows"
    for status, sentence in wording.STATUS_SENTENCE.items():
        assert told.text(event("status", "", status)) == f"now: {sentence}"


def test_every_change_that_everybody_may_know_of_has_words() -> None:
    assert all(history.is_shown(field) for field in on_tickets.PUBLIC_FIELDS)
