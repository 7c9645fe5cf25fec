"""A real SMTP server on loopback that keeps what it is sent, and answers some recipients as a test wishes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP as Protocol
from aiosmtpd.smtp import AuthResult, Envelope, Session

from tests.support.server import free_port

PASSWORD = "a:pass/word"


class Mailbox:
    """What arrived, in order.

    Attributes:
        answers: Recipient to the answer they get in place of being accepted.
    """

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.answers: dict[str, str] = {}
        self.port = free_port()

    @property
    def url(self) -> str:
        """The setting that leads here."""
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_RCPT(
        self, _server: Protocol, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Accept or refuse a recipient; aiosmtpd's name."""
        answer = self.answers.get(address)
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, _server: Protocol, _session: Session, envelope: Envelope) -> str:
        """Keep a mail; aiosmtpd's name."""
        assert isinstance(envelope.content, bytes)
        self.letters.append(message_from_bytes(envelope.content, _class=EmailMessage, policy=SMTP))
        self.recipients += envelope.rcpt_tos
        return "250 OK"

    @contextmanager
    def open(self, **options: Any) -> Iterator[Mailbox]:
        """Listen, until the end of the block."""
        controller = Controller(self, hostname="127.0.0.1", port=self.port, **options)
        controller.start()
        try:
            yield self
        finally:
            controller.stop()


def only_with_the_password(
    _server: Protocol, _session: Session, _envelope: Envelope, _how: str, data: Any
) -> AuthResult:
    """Let in who knows PASSWORD."""
    return AuthResult(success=data.password == PASSWORD.encode(), handled=False)


def texts(letter: EmailMessage) -> tuple[str, str]:
    """A mail's two forms."""
    plain, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert plain is not None
    assert html is not None
    return str(plain.get_content()), str(html.get_content())
