"""The table of places is whole, and each of its ends is really torn."""

from __future__ import annotations

import pytest

from server.db.points import Point
from sync.replica.crash_points import CrashPoint
from tests.simulation.crashes import run_case
from tests.simulation.places import NOT_IN_THE_STORY, POINTS, STEPS, Case, Message, Place, Side, Step, Tear

SYNC_PLAN = {
    *("outbox insert", "n allocation", "base save", "row write", "commit"),
    *("push sent", "response read", "result stored"),
    *("page begin", "each 100th row", "membership", "base update", "rebase start", "k-th replay", "cursor write"),
    *("segment write", "segment cursor", "scope delete", "reconcile delete", "schema migrate"),
    *("blob chunk", "finalise"),
    *("server: dedup insert", "server: row write", "server: counter update", "server: stamp", "server: commit"),
    *("server: after commit before response", "server: after publish"),
}
"""The crash points of the sync plan."""


def test_every_crash_point_of_the_plan_is_in_the_table() -> None:
    assert {name for name, _ in (*POINTS, *STEPS)} >= SYNC_PLAN
    assert [step for _, step in STEPS] == list(Step)


def test_every_point_of_the_code_is_in_the_table_once() -> None:
    # With their types: both ends have a point of the same words.
    points = [(type(point), point) for _, point in POINTS]
    assert len(points) == len(set(points))
    assert {*points, *((type(point), point) for point in NOT_IN_THE_STORY)} == {
        (type(point), point) for point in (*CrashPoint, *Point)
    }


@pytest.mark.parametrize(
    ("place", "side"),
    [
        (CrashPoint.REPLAYED, Side.AFTER),
        (Point.STAMP, Side.BEFORE),
        ((Message.PUSH, Tear.REPLY_LOST), Side.BEFORE),
        (Step.CONTENT_KEPT, Side.AFTER),
        (Step.STEP_DONE, Side.BEFORE),
    ],
)
def test_a_place_is_torn_and_all_comes_to_agree(place: Place, side: Side) -> None:
    assert run_case(Case(place, side, hit=1)) == ""
