"""The table of a ticket's life, as a whole."""

from domain.tickets import TRANSITIONS, Side, may_follow
from domain.words import Status


def test_every_status_but_new_can_be_reached_and_left() -> None:
    for status in Status:
        reached = any(status in after for after in TRANSITIONS.values())
        assert reached == (status is not Status.NEW)
        assert TRANSITIONS[status]


def test_a_requester_only_answers_confirms_reopens_and_withdraws() -> None:
    steps = {(a, b) for a in Status for b in Status if may_follow(a, b, Side.REQUESTER)}
    assert {b for _, b in steps} == {Status.OPEN, Status.CLOSED}
    assert (Status.ON_HOLD, Status.OPEN) not in steps


def test_no_status_follows_itself() -> None:
    assert not any(may_follow(status, status, side) for status in Status for side in Side)
