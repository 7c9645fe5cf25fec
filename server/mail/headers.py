"""How the headers of mails are written: as the standard library does it, but for what it breaks."""

from __future__ import annotations

from email.header import Header
from email.policy import EmailPolicy
from typing import Any


class _LetterPolicy(EmailPolicy):
    """Headers beyond ASCII, encoded by `email.header`.

    The policy's own folding loses blanks between encoded words of a long header
    (https://github.com/python/cpython/issues/92081).
    """

    def fold(self, name: str, value: Any) -> str:
        """Override EmailPolicy.fold."""
        if self.utf8 or str(value).isascii():
            return str(super().fold(name, value))
        encoded = [_encoded(name, one.display_name, f" <{one.addr_spec}>") for one in getattr(value, "addresses", ())]
        lines = ", ".join(encoded) if encoded else _encoded(name, str(value))
        return f"{name}: {lines}".replace("\n", self.linesep) + self.linesep

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Override EmailPolicy.fold_binary."""
        return self.fold(name, value).encode("utf-8", "surrogateescape")


def _encoded(name: str, text: str, rest: str = "") -> str:
    return Header(text, "utf-8", header_name=name).encode(linesep="\n") + rest


LETTER = _LetterPolicy(linesep="\r\n")
"""What every mail is made with."""
