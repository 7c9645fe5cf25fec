"""What an older client has queued is understood by every newer end, whichever versions lie between."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import MutationRejected, UnknownMutation
from domain.ids import RecordId
from domain.mutations import mutation_named, registry
from domain.mutations.registry import Args, Context, RecordStore, mutation


class Call(Args, frozen=True, kw_only=True):
    """Third form: the number and its country are apart; before, `phone` held both; in the first it was `tel`."""

    store_id: RecordId
    country: str
    number: str

    def subject(self) -> RecordId:
        """Return the store's id."""
        return self.store_id


def tel_is_phone(data: dict[str, Any]) -> dict[str, Any]:
    """Second form."""
    return {("phone" if key == "tel" else key): value for key, value in data.items()}


def phone_in_parts(data: dict[str, Any]) -> dict[str, Any]:
    """Third form."""
    country, _, number = data["phone"].partition(" ")
    return {key: value for key, value in data.items() if key != "phone"} | {"country": country, "number": number}


@pytest.fixture(autouse=True)
def call() -> Iterator[None]:
    """A mutation that has had three forms."""

    @mutation("test.call", upgrades=(tel_is_phone, phone_in_parts))
    def _call(store: RecordStore, context: Context, args: Call) -> None:
        raise MutationRejected("forbidden")  # type: ignore[arg-type]

    yield
    del registry._MUTATIONS["test.call"]


@given(country=st.text("+0123456789", min_size=1), number=st.text("0123456789 "))
def test_every_version_comes_to_the_same_arguments(country: str, number: str) -> None:
    known = mutation_named("test.call", 3)
    first = {"store_id": "s", "tel": f"{country} {number}"}
    second = tel_is_phone(first)
    wanted = Call(store_id=RecordId("s"), country=country, number=number)
    assert known.decode(first, 1) == known.decode(second, 2) == known.decode(phone_in_parts(second), 3) == wanted
    assert first == {"store_id": "s", "tel": f"{country} {number}"}


def test_a_version_that_is_not_known_yet_is_not_guessed_at() -> None:
    assert mutation_named("test.call", 3).version == 3
    with pytest.raises(UnknownMutation):
        mutation_named("test.call", 4)


def test_arguments_of_another_form_than_their_version_says_are_invalid() -> None:
    with pytest.raises(MutationRejected):
        mutation_named("test.call", 3).decode({"store_id": "s", "tel": "+34 900"}, 3)
