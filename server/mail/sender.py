"""From whom mails are, and what makes an address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.utils import parseaddr

from domain.ids import RecordId

NOBODY = "mostrador@localhost"
"""Of mails that only go into a folder, as long as no address is set."""


@dataclass(frozen=True)
class Sender:
    """From whom mails are.

    Attributes:
        address: Of the desk; the part behind the @ is also that of every Message-ID.
        name: Shown beside it; empty for the franchise's own.
        reply_to: Where answers go; empty for `address`.
    """

    address: str
    name: str = ""
    reply_to: str = ""

    @classmethod
    def from_settings(cls, mail_from: str) -> Sender:
        """Return the sender that `Name <address>`, or an address alone, means.

        Raises:
            ValueError: There is no address in it.
        """
        name, address = parseaddr(mail_from)
        mail_address(name, address)
        return cls(address, name)

    def answered_at(self, reply_to: str) -> Sender:
        """Return the sender whose answers go to another address, unless that is empty.

        Raises:
            ValueError: It is no address.
        """
        if reply_to:
            mail_address("", reply_to)
        return replace(self, reply_to=reply_to)

    def id_of(self, what: RecordId) -> str:
        """Return a Message-ID."""
        return f"<{what}@{self.address.rpartition('@')[2]}>"


def mail_address(name: str, address: str) -> Address:
    """Return an address for a header.

    Raises:
        ValueError: It is none.
    """
    try:
        made = Address(display_name=name, addr_spec=address)
    except (HeaderParseError, IndexError, ValueError) as error:
        raise ValueError("not an e-mail address") from error
    if not made.username or not made.domain:
        raise ValueError("not an e-mail address")
    return made
