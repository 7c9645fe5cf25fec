"""What a pull brings is exactly what the rules let its user see."""

import pytest

from tests.server.replica import fetched, rightful
from tests.support.world import PEOPLE, World


@pytest.mark.parametrize("name", PEOPLE)
def test_a_first_sync_brings_exactly_what_the_rules_let_each_person_see(world: World, name: str) -> None:
    assert fetched(world, name) == rightful(world, name)
