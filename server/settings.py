"""Settings of a server process: declared once, from the command line or the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from server.mail.post import smtp_place
from server.mail.sender import NOBODY, Sender

PREFIX = "MOSTRADOR_"
WORDS = {"int": "a whole number", "float": "a number", "bool": "true or false"}


class InvalidSetting(ValueError):
    """A setting's value is not of its type.

    Attributes:
        name: Which setting.
        problem: What its value is and what it must be, to follow the place where it was read.
    """

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{PREFIX}{name.upper()} {problem}")
        self.name = name
        self.problem = problem


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How one server process runs.

    Attributes:
        data_path: The server's folder: database, keys, files.
        database_url: A PostgreSQL URL; empty for the SQLite file in the folder.
        host: Address to listen on.
        port: Port to listen on; 0 for any free one.
        access_ttl_s: How long an access token is valid.
        head_poll_ms: How often heads are looked up, to see what other processes committed.
        redis_url: Where the processes of one server meet; empty for a server of one process.
        tombstone_days: How long devices may be away and still be told what was deleted; after that they compare.
        log_json: Whether log lines are JSON.
        files_url: `s3://bucket/prefix` of an S3-compatible store for files; empty for the folder.
        files_endpoint: Where that store answers; empty for Amazon's own.
        file_mb_most: How large a file of a message may be, in mebibytes.
        contact_days: For how many days a device may open its data without having spoken with the server; 0 leaves it
            to each device.
        api_per_minute: How many requests of the API a device may make in a minute; 0 for as many as it likes.
        api_changes_per_minute: How many of them may change something.
        smtp_url: Where mails go: `smtp://user:password@host:port` or `smtps://…`; empty for files in the folder.
        mail_from: From whom they are, as `Name <address>` or an address; needed with `smtp_url`.
        mail_reply_to: Where answers to them go; empty for `mail_from`.
        public_url: Where people reach this server, for links in mails and on screens: `https://desk.example`; empty for
            `host` and `port`.
    """

    data_path: Path
    database_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8420
    access_ttl_s: float = 900.0
    head_poll_ms: int = 250
    redis_url: str = ""
    tombstone_days: int = 90
    log_json: bool = True
    files_url: str = ""
    files_endpoint: str = ""
    file_mb_most: int = 200
    contact_days: int = 30
    api_per_minute: int = 1200
    api_changes_per_minute: int = 240
    smtp_url: str = ""
    mail_from: str = ""
    mail_reply_to: str = ""
    public_url: str = ""

    @property
    def database_place(self) -> str | Path:
        """What `Database.open` is given."""
        return self.database_url or self.data_path

    @property
    def link_base(self) -> str:
        """What links begin with. Never what a request says of itself: it could lead a password elsewhere."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url.rstrip("/") or f"http://{host}:{self.port}"


def settings_from(environment: Mapping[str, str] | None = None, **given: Any) -> Settings:
    """Return the settings: what is given, else `MOSTRADOR_<NAME>` of the environment, else the default.

    Raises:
        InvalidSetting: A value is not of its setting's type; the message names it.
    """
    variables = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    for field in fields(Settings):
        if given.get(field.name) is not None:
            values[field.name] = given[field.name]
        elif (text := variables.get(PREFIX + field.name.upper())) is not None:
            values[field.name] = _parsed(field.name, str(field.type), text)
    values.setdefault("data_path", Path("mostrador-data"))
    if values.get("contact_days", 0) < 0:
        raise InvalidSetting("contact_days", f"is {values['contact_days']}, but must be 0 or more")
    _check_mail(values)
    public_url = urlsplit(values.get("public_url", ""))
    if values.get("public_url") and (public_url.scheme not in {"http", "https"} or not public_url.hostname):
        raise InvalidSetting("public_url", "is no address of a server, but must be one such as https://desk.example")
    return Settings(**values)


def _check_mail(values: Mapping[str, Any]) -> None:
    """Raise `InvalidSetting` if mails could not leave; an address with a password in it is not repeated."""
    smtp_url, mail_from = values.get("smtp_url", ""), values.get("mail_from", "")
    if smtp_url and not mail_from:
        raise InvalidSetting("mail_from", "is missing, but mails to a mail server must be from somebody")
    try:
        name = "smtp_url"
        if smtp_url:
            smtp_place(smtp_url)
        name = "mail_from"
        sender = Sender.from_settings(mail_from or NOBODY)
        name = "mail_reply_to"
        sender.answered_at(values.get("mail_reply_to", ""))
    except ValueError as error:
        raise InvalidSetting(name, f"is {error}") from error


def _parsed(name: str, type_name: str, text: str) -> Any:
    try:
        match type_name:
            case "Path":
                return Path(text)
            case "int":
                return int(text)
            case "float":
                return float(text)
            case "bool":
                return {"1": True, "true": True, "0": False, "false": False}[text.lower()]
            case _:
                return text
    except (ValueError, KeyError) as error:
        raise InvalidSetting(name, f"is {text!r}, but must be {WORDS.get(type_name, type_name)}") from error
