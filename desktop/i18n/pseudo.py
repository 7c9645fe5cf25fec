"""A language nobody speaks, longer than English and full of accents: finds what is clipped or not translated."""

from PySide6.QtCore import QTranslator

PSEUDO = "pseudo"

ACCENTS = str.maketrans("aeiouncAEIOUNC", "àéîöüñçÀÉÎÖÜÑÇ")
GROWTH = 0.3
"""How much longer than English a text may become (LOOK.md: leave 30 % more room)."""


def pseudo(text: str) -> str:
    """The text with accents, a third longer, in brackets that show where it begins and ends; places stay."""
    parts = text.split("%")
    accented = parts[0].translate(ACCENTS) + "".join(f"%{part[:1]}{part[1:].translate(ACCENTS)}" for part in parts[1:])
    return f"[{accented}{'~' * round(len(text) * GROWTH)}]"


class PseudoTranslator(QTranslator):
    """Translates whatever it is asked."""

    def isEmpty(self) -> bool:
        """Override QTranslator.isEmpty: an empty one is never asked."""
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """Override QTranslator.translate; keyboard shortcuts that pass through Qt stay as they are."""
        return source if context == "QShortcut" else pseudo(source)
