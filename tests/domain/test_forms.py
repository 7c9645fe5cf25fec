"""The rules of forms: what is asked, what fits, what is missing, and which forms cannot be."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from domain.forms import (
    Fault,
    Trouble,
    asked,
    fault_of,
    field_of,
    form_of,
    missing,
    tidied,
    trouble_of,
    troubles,
    version_of,
)
from domain.ids import RecordId
from domain.records import FieldCondition, FieldOption, FormField, Topic, TopicDesk
from domain.words import Audience, FieldKind
from tests.support.franchise import DESK_FORM, FORM, named

K = FieldKind


def field(kind: FieldKind, **more: object) -> FormField:
    """A line of that kind; a choice of two."""
    options = tuple(FieldOption(key=key, names={"en": key}) for key in ("a", "b"))
    given = {"options": options} if kind in (K.CHOICE, K.CHOICES) else {}
    return FormField(key="line", kind=kind, names={"en": "Line"}, **given | more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "values", "found"),
    [
        (K.TEXT, ("T-4411",), None),
        (K.TEXT, ("x" * 201,), Trouble.TOO_LONG),
        (K.TEXT, ("one", "two"), Trouble.TOO_MANY),
        (K.LONG_TEXT, ("x" * 4000,), None),
        (K.LONG_TEXT, ("x" * 4001,), Trouble.TOO_LONG),
        (K.NUMBER, ("12.5",), None),
        (K.NUMBER, ("-3",), None),
        (K.NUMBER, ("a dozen",), Trouble.NO_NUMBER),
        (K.NUMBER, ("1e99",), Trouble.NO_NUMBER),
        (K.DATE, ("2026-11-30",), None),
        (K.DATE, ("2026-02-30",), Trouble.NO_DATE),
        (K.DATE, ("20261130",), Trouble.NO_DATE),
        (K.DATE, ("yesterday",), Trouble.NO_DATE),
        (K.CHOICE, ("a",), None),
        (K.CHOICE, ("c",), Trouble.NO_OPTION),
        (K.CHOICE, ("a", "b"), Trouble.TOO_MANY),
        (K.CHOICES, ("a", "b"), None),
        (K.CHOICES, ("a", "c"), Trouble.NO_OPTION),
        (K.YES_NO, ("yes",), None),
        (K.YES_NO, ("maybe",), Trouble.NO_OPTION),
        (K.PHONE, ("+34 600 123 456",), None),
        (K.PHONE, ("(01) 234-5678",), None),
        (K.PHONE, ("call me",), Trouble.NO_PHONE),
        (K.PHONE, ("- - - - -",), Trouble.NO_PHONE),
        (K.EMAIL, ("ana@example.org",), None),
        (K.EMAIL, ("ana@example",), Trouble.NO_EMAIL),
        (K.EMAIL, ("ana at example.org",), Trouble.NO_EMAIL),
    ],
)
def test_what_fits_a_line(kind: FieldKind, values: tuple[str, ...], found: Trouble | None) -> None:
    assert trouble_of(field(kind), values) is found


def test_an_answer_is_kept_without_blanks_and_doubles_in_the_order_of_its_options() -> None:
    assert tidied(field(K.TEXT), ("  T-4411 ", "")) == ("T-4411",)
    assert tidied(field(K.TEXT), ("   ",)) == ()
    assert tidied(field(K.NUMBER), ("12,5",)) == ("12.5",)
    assert tidied(field(K.CHOICES), ("b", "a", "b")) == ("a", "b")


def test_a_line_is_asked_once_another_says_so_and_no_longer_when_that_is_not_asked_itself() -> None:
    keys = [one.key for one in asked(FORM, {"which": ("back",)})]
    assert keys == ["which", "stairs", "serial", "since"]
    assert "stairs" not in [one.key for one in asked(FORM, {"which": ("front",)})]
    chain = replace(FORM[2], condition=FieldCondition(field="stairs"))
    form = (*FORM[:2], chain)
    assert [one.key for one in asked(form, {"which": ("back",), "stairs": ("no",)})] == ["which", "stairs", "serial"]
    # What a line says that is not asked counts for nothing.
    assert [one.key for one in asked(form, {"which": ("front",), "stairs": ("no",)})] == ["which"]


def test_what_is_missing_and_wrong_is_told_of_the_lines_that_are_asked() -> None:
    assert [one.key for one in missing(FORM, {})] == ["which"]
    assert [one.key for one in missing(FORM, {"which": ("back",)})] == ["stairs"]
    assert troubles(FORM, {"since": ("soon",)}) == {"which": Trouble.MISSING, "since": Trouble.NO_DATE}
    assert troubles(FORM, {"which": ("front",), "stairs": ("perhaps",)}) == {}


def test_whoever_sees_the_desks_lines_works_with_them_below_those_of_all() -> None:
    topic = Topic(id=named("till"), key="till", names={"en": "Till"}, form=FORM)
    desk = TopicDesk(id=topic.id, form=DESK_FORM)
    assert form_of(topic, desk) == FORM + DESK_FORM
    assert form_of(topic, None) == FORM
    assert form_of(None, None) == ()
    # A line that has just become one of all, before the desk's form follows.
    both = replace(topic, form=(*FORM, replace(DESK_FORM[0], audience=Audience.PUBLIC)))
    assert form_of(both, desk) == both.form


def test_a_desks_line_may_hang_on_what_everybody_is_asked() -> None:
    hanging = replace(DESK_FORM[0], condition=FieldCondition(field="which", values=("back",)))
    assert fault_of(FORM, (hanging,)) is None
    assert hanging in asked((*FORM, hanging), {"which": ("back",)})
    assert hanging not in asked((*FORM, hanging), {"which": ("front",)})


def test_a_line_is_found_in_the_tickets_topic_first_then_in_any() -> None:
    other = replace(FORM[2], names={"en": "Plate"})
    forms = {RecordId("a"): (other,), RecordId("b"): FORM}
    assert field_of(forms, RecordId("b"), "serial") == FORM[2]
    assert field_of(forms, None, "serial") == other
    assert field_of(forms, RecordId("gone"), "since") == FORM[3]
    assert field_of(forms, RecordId("a"), "nowhere") is None


def test_a_form_has_another_version_once_anything_of_it_changes() -> None:
    assert version_of(()) == ""
    assert version_of(FORM) == version_of(tuple(FORM))
    assert version_of(FORM) != version_of((*FORM[:-1], replace(FORM[-1], required=True)))


@pytest.mark.parametrize(
    ("form", "found"),
    [
        (FORM, None),
        ((field(K.TEXT), field(K.TEXT)), ("line", Fault.KEY)),
        ((replace(field(K.TEXT), key="Two words"),), ("Two words", Fault.KEY)),
        ((replace(field(K.TEXT), key=""),), ("", Fault.KEY)),
        ((replace(field(K.TEXT), names={}),), ("line", Fault.NAME)),
        ((replace(field(K.TEXT), names={"en": " "}),), ("line", Fault.NAME)),
        ((replace(field(K.TEXT), helps={"en": "x" * 401}),), ("line", Fault.HELP)),
        ((replace(field(K.CHOICE), options=()),), ("line", Fault.OPTIONS)),
        ((field(K.CHOICE, options=(FieldOption(key="a", names={"en": ""}),)),), ("line", Fault.OPTIONS)),
        ((field(K.CHOICE, options=(FieldOption(key="a", names={"en": "A"}),) * 2),), ("line", Fault.OPTIONS)),
        ((field(K.TEXT, condition=FieldCondition(field="line")),), ("line", Fault.CONDITION)),
        (
            (FORM[0], field(K.TEXT, condition=FieldCondition(field="which", values=("attic",)))),
            ("line", Fault.CONDITION),
        ),
        (DESK_FORM, ("contract", Fault.AUDIENCE)),
        ((*FORM, field(K.TEXT, condition=FieldCondition(field="contract"))), ("line", Fault.CONDITION)),
        (tuple(replace(field(K.TEXT), key=f"l{place}") for place in range(41)), ("", Fault.TOO_MANY)),
    ],
)
def test_which_forms_cannot_be(form: tuple[FormField, ...], found: tuple[str, Fault] | None) -> None:
    assert fault_of(form) == found


INTERNAL = field(K.TEXT, audience=Audience.INTERNAL)


@pytest.mark.parametrize(
    ("desk", "found"),
    [
        (DESK_FORM, None),
        ((*DESK_FORM, replace(INTERNAL, condition=FieldCondition(field="contract"))), None),
        ((replace(INTERNAL, condition=FieldCondition(field="contract")), *DESK_FORM), ("line", Fault.CONDITION)),
        ((field(K.TEXT),), ("line", Fault.AUDIENCE)),
        ((replace(INTERNAL, key="which"),), ("which", Fault.KEY)),
        ((*DESK_FORM, *DESK_FORM), ("contract", Fault.KEY)),
        (tuple(replace(INTERNAL, key=f"l{place}") for place in range(37)), ("", Fault.TOO_MANY)),
    ],
)
def test_which_forms_of_the_desk_cannot_be(desk: tuple[FormField, ...], found: tuple[str, Fault] | None) -> None:
    assert fault_of(FORM, desk) == found
