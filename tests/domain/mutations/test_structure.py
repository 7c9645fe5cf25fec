"""Only administrators change the franchise."""

import pytest

from domain.errors import MutationRejected, RejectCode
from domain.records import Region, to_wire
from tests.support.franchise import Franchise, named


@pytest.fixture
def franchise() -> Franchise:
    return Franchise()


def test_an_administrator_saves_a_region(franchise: Franchise) -> None:
    south = Region(id=named("south"), name=" South ")
    franchise.act("ada", "structure.save", region=to_wire(south))
    saved = franchise.store.get(Region, south.id)
    assert saved is not None
    assert saved.name == "South"


@pytest.mark.parametrize("who", ["sam", "olga", "ana", "leo"])
def test_nobody_else_does(franchise: Franchise, who: str) -> None:
    with pytest.raises(MutationRejected) as refused:
        franchise.act(who, "structure.save", region=to_wire(Region(id=named("south"), name="South")))
    assert refused.value.code is RejectCode.FORBIDDEN


@pytest.mark.parametrize(
    "given", [{}, {"region": {"id": named("x"), "name": "X"}, "team": {"id": named("x"), "name": "X"}}]
)
def test_exactly_one_record_is_saved_at_a_time(franchise: Franchise, given: dict[str, object]) -> None:
    with pytest.raises(MutationRejected) as refused:
        franchise.act("ada", "structure.save", **given)
    assert refused.value.code is RejectCode.INVALID
