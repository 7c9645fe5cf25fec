"""A language nobody speaks, longer than English and full of accents: finds what is clipped or not translated."""

import re

from PySide6.QtCore import QTranslator

PLACE = re.compile(r"(%.|\{\w*\})")
"""What is filled in: `%n`, `%1`, `{0}`, `{name}`."""
ACCENTS = str.maketrans("aeiouncAEIOUNC", "àéîöüñçÀÉÎÖÜÑÇ")
GROWTH = 0.3
"""How much longer than English a text may become (LOOK.md: leave 30 % more room)."""

WORD = 6


def pseudo(text: str) -> str:
    """The text with accents, a third longer, in brackets that show where it begins and ends; places stay."""
    pieces = PLACE.split(text)
    accented = "".join(piece if PLACE.fullmatch(piece) else piece.translate(ACCENTS) for piece in pieces)
    more = "~" * round(len(text) * GROWTH)
    # In pieces as long as words, which may go to the next line.
    return f"[{accented}{' '.join(more[start : start + WORD] for start in range(0, len(more), WORD))}]"


class PseudoTranslator(QTranslator):
    """Translates whatever it is asked."""

    def isEmpty(self) -> bool:
        """Override QTranslator.isEmpty: an empty one is never asked."""
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """Override QTranslator.translate; keyboard shortcuts that pass through Qt stay as they are."""
        return source if context == "QShortcut" else pseudo(source)
