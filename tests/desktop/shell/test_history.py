"""Going back to where one was when the program ended, and not being taken away from where one went since."""

from __future__ import annotations

from desktop.shell.history import History, Place

KEPT = {"places": [["tickets", "team", "", ""], ["knowledge", "", "", "a1"]], "at": 1}
LIST = Place("tickets", "team", "")


def test_whoever_has_only_begun_is_led_back() -> None:
    history = History()
    history.visit(LIST)
    assert history.take_over(KEPT)
    assert history.current == Place("knowledge", article_id="a1")


def test_whoever_has_opened_a_ticket_meanwhile_stays_there() -> None:
    history = History()
    history.visit(LIST)
    opened = Place("tickets", "team", "t1")
    history.visit(opened)
    assert not history.take_over(KEPT)
    assert history.current == opened


def test_whoever_has_asked_for_the_beginning_itself_stays_there() -> None:
    history = History()
    history.visit(LIST)
    history.visit(LIST)
    assert not history.take_over(KEPT)
    assert history.current == LIST
    assert history.step(-1, lambda _place: True) == Place("knowledge", article_id="a1")


def test_what_is_visited_before_the_history_is_taken_over_is_written_down_behind_it() -> None:
    history = History()
    assert history.kept(KEPT) == KEPT
    history.visit(Place("home"))
    assert history.kept(KEPT) == KEPT
    history.visit(Place("tickets", "mine", "t9"))
    early = history.kept(KEPT)
    assert not history.take_over(KEPT)
    assert early == history.kept()
    assert history.latest_tickets(1) == ["t9"]
