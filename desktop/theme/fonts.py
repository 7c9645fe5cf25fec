"""The fonts: four sizes of the platform's own family, with Inter where a system has none worth the name."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetrics, QGuiApplication

from desktop.theme.tokens import Tokens, TypeStep

FONTS_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "fonts"

PLACEHOLDERS = frozenset({"DejaVu Sans", "Bitstream Vera Sans", "Sans Serif", ""})
"""What fontconfig hands out on a system where nobody chose a font: the bundled Inter reads better."""


@cache
def _load_bundled() -> None:
    for path in sorted(FONTS_FOLDER.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def interface_family() -> str:
    """The family that the interface is set in; needs a QGuiApplication.

    Windows and macOS keep their own. Elsewhere Inter if installed, else the desktop's font, else the bundled Inter.
    """
    own = QFontInfo(QGuiApplication.font()).family()
    if sys.platform in ("win32", "darwin"):
        return own
    if QFontDatabase.hasFamily("Inter"):
        return "Inter"
    if own not in PLACEHOLDERS:
        return own
    _load_bundled()
    return "Inter" if QFontDatabase.hasFamily("Inter") else own


class Fonts:
    """Every font the interface uses, made once per size, weight and figures."""

    def __init__(self, tokens: Tokens, family: str) -> None:
        self.family = family
        self._tokens = tokens
        self._fonts: dict[tuple[str, int, bool], QFont] = {}
        self._metrics: dict[tuple[str, int, bool], QFontMetrics] = {}
        self._mono: QFont | None = None

    def step(self, role: str) -> TypeStep:
        """Size and line height of `caption`, `body`, `title` or `display`."""
        step = getattr(self._tokens.type, role)
        if not isinstance(step, TypeStep):
            raise KeyError(role)
        return step

    def font(self, role: str, weight: int = 400, *, tabular: bool = False) -> QFont:
        """The font of a role; `tabular` makes all figures equally wide, for times, counts and tables."""
        key = role, weight, tabular
        if key not in self._fonts:
            self._fonts[key] = self._made(role, weight, tabular=tabular)
        return self._fonts[key]

    def metrics(self, role: str, weight: int = 400, *, tabular: bool = False) -> QFontMetrics:
        """What text of that font measures."""
        key = role, weight, tabular
        if key not in self._metrics:
            self._metrics[key] = QFontMetrics(self.font(role, weight, tabular=tabular))
        return self._metrics[key]

    def mono(self) -> QFont:
        """Body-sized text whose letters are all equally wide, for code and logs."""
        if self._mono is None:
            self._mono = QFont(list(self._tokens.mono_families))
            self._mono.setStyleHint(QFont.StyleHint.Monospace)
            self._mono.setPixelSize(self._tokens.type.body.size)
        return self._mono

    def _made(self, role: str, weight: int, *, tabular: bool) -> QFont:
        step = self.step(role)
        font = QFont(self.family)
        font.setPixelSize(step.size)
        font.setWeight(QFont.Weight(weight))
        if step.letter_spacing:
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, step.letter_spacing)
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font
