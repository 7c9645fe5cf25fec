"""The ready-made views: for the desk and for stores, in both languages, over fields that tickets have."""

from __future__ import annotations

from demo.content.views import VIEWS
from domain.records import Ticket
from domain.words import Audience


def test_views_have_a_name_in_both_languages_and_keys_of_their_own() -> None:
    assert len({view.key for view in VIEWS}) == len(VIEWS)
    assert all(view.en and view.es and view.en != view.es for view in VIEWS)


def test_views_ask_only_for_fields_that_tickets_have() -> None:
    for view in VIEWS:
        assert {*view.conditions, view.order.removeprefix("-")} <= set(Ticket.__struct_fields__)


def test_the_desk_and_the_stores_have_their_own() -> None:
    assert sum(view.audience is Audience.INTERNAL for view in VIEWS) == 6
    assert sum(view.audience is Audience.PUBLIC for view in VIEWS) == 3
