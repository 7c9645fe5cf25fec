"""Immutable values that are cheap to declare."""

from __future__ import annotations

import pytest

from domain.plain import Plain


class Place(Plain):
    """Two fields, one with a default."""

    name: str
    storey: int = 0


def test_values_are_made_by_position_or_by_name_with_defaults() -> None:
    assert Place("attic") == Place(name="attic", storey=0) == Place("attic", 0)
    assert Place("attic", storey=3).storey == 3
    assert Place.fields == ("name", "storey")


def test_values_compare_and_hash_by_content() -> None:
    assert Place("attic") != Place("cellar")
    assert len({Place("attic"), Place("attic"), Place("cellar")}) == 2
    assert Place("attic").__eq__("attic") is NotImplemented
    assert repr(Place("attic")) == "Place(name='attic', storey=0)"


def test_values_cannot_be_changed() -> None:
    place = Place("attic")
    with pytest.raises(AttributeError):
        place.name = "cellar"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del place.name


def test_a_field_that_is_missing_unknown_or_given_twice_is_refused() -> None:
    with pytest.raises(TypeError):
        Place()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Place("attic", cellar=1)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Place("attic", 1, 2)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Place("attic", name="cellar")  # type: ignore[misc]
