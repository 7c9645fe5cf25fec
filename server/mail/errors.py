"""What keeps a mail from leaving.

MailError
├── MailRefused     for good: trying again changes nothing
├── MailPutOff      for now, this mail: the next one may go
└── NoWayOut        for now, every mail: the mail server or the folder is not to be had
"""

from __future__ import annotations


class MailError(Exception):
    """A mail has not left.

    Attributes:
        kind: What was wrong and the code of the answer: none of its words, which may name people.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class MailRefused(MailError):
    """The mail server does not take this mail, or it cannot be addressed."""


class MailPutOff(MailError):
    """The mail server does not take this mail now."""


class NoWayOut(MailError):
    """Nothing can be sent now."""
