"""Where mails go: to the SMTP server of the settings, or into a folder where none is set. Nowhere else."""

from __future__ import annotations

import contextlib
import os
import smtplib
import ssl
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple, Protocol
from urllib.parse import unquote, urlsplit

from domain.ids import RecordId
from server.mail.errors import MailPutOff, MailRefused, NoWayOut

TIMEOUT_S = 20.0
"""For each answer of the mail server."""
FOLDER = "mail"
PORTS = {"smtp": 25, "smtps": 465}
HERE = frozenset({"localhost", "127.0.0.1", "::1"})
"""Hosts to which nothing has to be encrypted: it stays on this machine."""
WRONG = "no address of a mail server: write it as smtp://user:password@host:port, or with smtps"
SERVICE_ENDS = 421
PERMANENT = 500


class Post(Protocol):
    """Takes mails away. Used by one thread at a time."""

    def send(self, mail_id: RecordId, letter: EmailMessage) -> None:
        """Send one mail.

        Raises:
            MailError: It has not left, as far as anybody knows.
        """

    def rest(self) -> None:
        """Close what need not be open while there is nothing to send."""


class SmtpPlace(NamedTuple):
    """A mail server, as its address says."""

    host: str
    port: int
    tls: bool
    user: str
    password: str

    @property
    def is_here(self) -> bool:
        """Whether it is on this machine."""
        return self.host in HERE


def smtp_place(url: str) -> SmtpPlace:
    """Return what `smtp://user:password@host:port` or `smtps://…` means.

    Raises:
        ValueError: It is no such address; the message does not repeat it, as it may hold a password.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        raise ValueError(WRONG) from None
    if parts.scheme not in PORTS or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError(WRONG)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return SmtpPlace(parts.hostname, port, parts.scheme == "smtps", user, password)


class SmtpPost:
    """An SMTP server. The connection is made for the first mail and kept until there are no more.

    On the way to another machine it is encrypted where the server offers that, and a password is never sent otherwise.
    """

    def __init__(self, place: SmtpPlace) -> None:
        self._place = place
        self._line: smtplib.SMTP | None = None

    def send(self, mail_id: RecordId, letter: EmailMessage) -> None:
        """Override Post.send."""
        line = self._line or self._connected()
        try:
            with _in_our_words():
                line.send_message(letter)
        except NoWayOut:
            self.rest()
            raise

    def rest(self) -> None:
        """Override Post.rest."""
        line, self._line = self._line, None
        if line is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                line.quit()
            line.close()

    def _connected(self) -> smtplib.SMTP:
        place = self._place
        line: smtplib.SMTP | None = None
        try:
            if place.tls:
                line = smtplib.SMTP_SSL(place.host, place.port, timeout=TIMEOUT_S, context=ssl.create_default_context())
            else:
                line = smtplib.SMTP(place.host, place.port, timeout=TIMEOUT_S)
            self._greet(line)
        except (OSError, smtplib.SMTPException) as error:
            if line is not None:
                line.close()
            raise NoWayOut(_kind(error)) from error
        self._line = line
        return line

    def _greet(self, line: smtplib.SMTP) -> None:
        line.ehlo()
        is_safe = self._place.tls or self._place.is_here
        if not is_safe and line.has_extn("starttls"):
            line.starttls(context=ssl.create_default_context())
            line.ehlo()
            is_safe = True
        if self._place.user:
            if not is_safe:
                raise smtplib.SMTPNotSupportedError
            line.login(self._place.user, self._place.password)


class FolderPost:
    """A folder of `.eml` files, for servers without a mail server and for looking at what would be sent."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, mail_id: RecordId, letter: EmailMessage) -> None:
        """Override Post.send: the same mail is the same file, however often it comes."""
        file = self._folder / f"{mail_id}.eml"
        part = file.with_suffix(".part")
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            with open(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as stream:
                stream.write(letter.as_bytes())
            part.replace(file)
        except OSError as error:
            raise NoWayOut(_kind(error)) from error

    def rest(self) -> None:
        """Override Post.rest: nothing is open."""


def post_for(smtp_url: str, data_path: Path) -> Post:
    """Return where the settings say that mails go."""
    return SmtpPost(smtp_place(smtp_url)) if smtp_url else FolderPost(data_path / FOLDER)


@contextlib.contextmanager
def _in_our_words() -> Iterator[None]:
    """Say what an SMTP server's answer to a mail means."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        # One mail has one recipient.
        ((code, _),) = error.recipients.values()
        raise _meaning(code, error) from error
    except (smtplib.SMTPNotSupportedError, UnicodeEncodeError) as error:
        # An address beyond ASCII, and a server that knows none.
        raise MailRefused(_kind(error)) from error
    except smtplib.SMTPResponseException as error:
        raise _meaning(error.smtp_code, error) from error
    except (OSError, smtplib.SMTPException) as error:
        raise NoWayOut(_kind(error)) from error


def _meaning(code: int, error: Exception) -> MailRefused | MailPutOff | NoWayOut:
    kind = f"{type(error).__name__} {code}"
    if code == SERVICE_ENDS or code < 0:
        return NoWayOut(kind)
    return MailRefused(kind) if code >= PERMANENT else MailPutOff(kind)


def _kind(error: Exception) -> str:
    code = error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else ""
    return f"{type(error).__name__} {code}".strip()
