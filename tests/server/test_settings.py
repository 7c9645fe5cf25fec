"""Settings come from what is given, then from the environment, then from the defaults."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.mail.post import SmtpPlace, smtp_place
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


def test_mails_to_a_server_need_somebody_they_are_from() -> None:
    with pytest.raises(ValueError, match="MOSTRADOR_MAIL_FROM is missing"):
        settings_from({"MOSTRADOR_SMTP_URL": "smtp://mail.example"})
    with pytest.raises(ValueError, match="MOSTRADOR_MAIL_FROM is not an e-mail address"):
        settings_from({"MOSTRADOR_SMTP_URL": "smtp://mail.example", "MOSTRADOR_MAIL_FROM": "the desk"})
    with pytest.raises(ValueError, match="MOSTRADOR_MAIL_REPLY_TO is not an e-mail address"):
        settings_from({"MOSTRADOR_MAIL_REPLY_TO": "nobody"})


@pytest.mark.parametrize(
    "url", ["mail.example", "http://x:secret@mail.example", "smtp://x:secret@", "smtp://x:secret@h:z"]
)
def test_what_is_no_mail_server_is_said_without_its_password(url: str) -> None:
    with pytest.raises(ValueError, match="MOSTRADOR_SMTP_URL is no address of a mail server") as raised:
        settings_from({"MOSTRADOR_SMTP_URL": url, "MOSTRADOR_MAIL_FROM": "desk@panes.example"})
    assert "secret" not in str(raised.value)


def test_the_address_of_a_mail_server_says_all_there_is_to_know() -> None:
    assert smtp_place("smtps://desk%40panes.example:a%2Fb@mail.example") == SmtpPlace(
        "mail.example", 465, tls=True, user="desk@panes.example", password="a/b"
    )
    assert smtp_place("smtp://localhost:2525") == SmtpPlace("localhost", 2525, tls=False, user="", password="")
