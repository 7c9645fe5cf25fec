"""Settings come from what is given, then from the environment, then from the defaults."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.settings import settings_from


def test_what_is_given_wins_over_the_environment() -> None:
    environment = {"MOSTRADOR_PORT": "9000", "MOSTRADOR_DATA_PATH": "/srv/mostrador", "MOSTRADOR_LOG_JSON": "false"}
    settings = settings_from(environment, port=9001)
    assert (settings.port, settings.data_path, settings.log_json) == (9001, Path("/srv/mostrador"), False)
    assert settings.host == "127.0.0.1"


def test_a_value_that_is_none_names_its_variable() -> None:
    with pytest.raises(ValueError, match="MOSTRADOR_PORT is 'many', but must be a whole number"):
        settings_from({"MOSTRADOR_PORT": "many"})


def test_days_that_cannot_be_are_said_to_be_wrong() -> None:
    assert settings_from({"MOSTRADOR_CONTACT_DAYS": "0"}).contact_days == 0
    with pytest.raises(ValueError, match="MOSTRADOR_CONTACT_DAYS is -3, but must be 0 or more"):
        settings_from({"MOSTRADOR_CONTACT_DAYS": "-3"})
