"""The sample's forms could be saved as they are, and read in both languages."""

from __future__ import annotations

import pytest

from demo.content.forms import DESK_FORMS, FORMS
from demo.content.topics import TOPICS_BY_KEY
from domain.forms import fault_of


@pytest.mark.parametrize("topic", FORMS)
def test_a_form_can_be_saved_and_is_written_in_both_languages(topic: str) -> None:
    form, desk = FORMS[topic], DESK_FORMS.get(topic, ())
    assert topic in TOPICS_BY_KEY
    assert fault_of(form, desk) is None
    for field in form + desk:
        for names in (field.names, field.helps, *(option.names for option in field.options)):
            assert not names or (set(names) == {"en", "es"} and all(names.values())), field.key
