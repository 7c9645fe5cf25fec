"""Records are declared once and survive every form they are stored and sent in."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from domain.ids import derived_id, is_record_id, new_id
from domain.records import BY_KIND, RECORD_TYPES, from_wire, time_text, to_wire
from tests.support.franchise import Franchise


def test_every_kind_has_a_name_of_its_own_and_children_follow_their_parents() -> None:
    kinds = [record_type.KIND for record_type in RECORD_TYPES]
    assert len(set(kinds)) == len(kinds) == len(BY_KIND)
    for record_type in RECORD_TYPES:
        if record_type.PARENT is not None:
            field, parent = record_type.PARENT
            assert field in record_type.__struct_fields__
            assert "audience" in record_type.__struct_fields__
            assert kinds.index(parent) < kinds.index(record_type.KIND)


def test_the_stored_form_gives_back_the_same_record() -> None:
    franchise = Franchise()
    ticket_id = franchise.file_ticket()
    franchise.act("ana", "ticket.reply", ticket_id=ticket_id, message_id=franchise.id(), body="Hello")
    for record in franchise.store.rows.values():
        assert from_wire(type(record), to_wire(record)) == record


def test_unknown_fields_are_left_aside() -> None:
    record = next(iter(Franchise().store.rows.values()))
    assert from_wire(type(record), to_wire(record) | {"of_tomorrow": 1}) == record


moments = st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis asks for naive bounds


@given(moments, moments)
def test_the_text_of_times_orders_as_the_times_do(a: datetime, b: datetime) -> None:
    assert (time_text(a) < time_text(b)) == (a < b)
    assert datetime.fromisoformat(time_text(a)) == a


def test_the_text_of_a_time_is_utc_wherever_it_was_taken() -> None:
    madrid = timezone(timedelta(hours=1))
    assert time_text(datetime(2026, 11, 22, 4, 4, 5, tzinfo=madrid)) == "2026-11-22T03:04:05.000000Z"


@given(moments, st.binary(min_size=10, max_size=10))
def test_ids_are_version_7_and_sort_by_time(moment: datetime, noise: bytes) -> None:
    record_id = new_id(moment, lambda n: noise[:n])
    assert is_record_id(record_id)
    assert record_id[14] == "7"
    later = new_id(moment + timedelta(milliseconds=2), lambda n: noise[:n])
    assert record_id < later


def test_derived_ids_are_the_same_on_every_end_and_differ_by_label() -> None:
    origin = new_id(datetime(2026, 11, 22, tzinfo=UTC), lambda n: b"\x01" * n)
    assert derived_id(origin, "a") == derived_id(origin, "a") != derived_id(origin, "b")
    assert is_record_id(derived_id(origin, "a"))
