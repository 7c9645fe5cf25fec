"""Links from outside: a stranger may have written them."""

from __future__ import annotations

import pytest

from desktop.system.links import Link, is_ours, link_of

ID = "01900000-0000-7000-8000-00000000be4c"


@pytest.mark.parametrize(
    ("address", "link"),
    [
        (f"mostrador://ticket/{ID}", Link("ticket", ID)),
        (f"mostrador://article/{ID}#step%20two", Link("article", ID, "step%20two")),
        (f"  MOSTRADOR://ticket/{ID.upper()}/ ", Link("ticket", ID)),
    ],
)
def test_a_whole_link_leads_to_a_ticket_or_a_guide(address: str, link: Link) -> None:
    assert link_of(address) == link


@pytest.mark.parametrize(
    "address",
    [
        "mostrador://",
        "mostrador://ticket/",
        "mostrador://ticket/4711",
        f"mostrador://settings/{ID}",
        f"mostrador://ticket/{ID}/../x",
        f"mostrador://ticket/{ID}?action=delete",
        "mostrador://ticket/" + "'" * 36,
        f"https://ticket/{ID}",
        "lock",
    ],
)
def test_anything_else_leads_nowhere(address: str) -> None:
    assert link_of(address) is None


def test_a_broken_link_of_ours_is_told_from_one_of_others() -> None:
    assert is_ours("mostrador://ticket/")
    assert not is_ours("https://example.org/mostrador://")
