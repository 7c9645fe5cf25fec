"""The theme in force: light, dark or as the system has it, and the one signal that says when it changed."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from desktop.theme.fonts import Fonts, interface_family
from desktop.theme.icons import tinted_pixmap
from desktop.theme.stylesheet import rendered, values
from desktop.theme.tokens import Colors, Tokens, load_tokens

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon


class Mode(Enum):
    """What the user chose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def system_is_dark() -> bool:
    """What the system has now."""
    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark


class Theme(QObject):
    """Colours, measures, fonts and icons in force; made once, handed to every widget.

    Widgets read it while they paint and keep no colour of their own. `applied_to` styles what Qt paints by itself.

    Signals:
        theme_changed: colours, sizes or fonts are others now; whoever keeps something made from them makes it again.
    """

    theme_changed = Signal()

    def __init__(self, mode: Mode = Mode.SYSTEM, *, zoom: float = 1.0, reduced_motion: bool = False) -> None:
        super().__init__()
        self._plain = load_tokens()
        self._family = interface_family()
        self._mode = mode
        self._zoom = zoom
        self._application: QApplication | None = None
        self._icons: dict[tuple[str, str], QIcon] = {}
        self._motion = "none" if reduced_motion else "full"
        self._take_over()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)

    def _take_over(self) -> None:
        self.is_dark = self._dark_wanted()
        self.tokens: Tokens = self._plain.zoomed(self._zoom)
        self.colors: Colors = self.tokens.dark if self.is_dark else self.tokens.light
        self.fonts = Fonts(self.tokens, self._family)
        self._icons.clear()

    def _dark_wanted(self) -> bool:
        if self._mode is Mode.SYSTEM:
            return system_is_dark()
        return self._mode is Mode.DARK

    def _change(self) -> None:
        self._take_over()
        if self._application is not None:
            self._style(self._application)
        self.theme_changed.emit()

    def _on_scheme_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self._dark_wanted() != self.is_dark:
            self._change()

    @property
    def mode(self) -> Mode:
        """What the user chose."""
        return self._mode

    @property
    def zoom(self) -> float:
        """How much larger than designed text is shown; 1.0 is as designed."""
        return self._zoom

    def set_mode(self, mode: Mode) -> None:
        """Changes to light, dark, or whatever the system has, now and when the system changes."""
        self._mode = mode
        if self._dark_wanted() != self.is_dark:
            self._change()

    def set_zoom(self, zoom: float) -> None:
        """Changes the size of all text and of what holds it."""
        if zoom != self._zoom:
            self._zoom = zoom
            self._change()

    def set_motion(self, wanted: str) -> None:
        """Lets panels slide: `full`, `none`, or `system` for whatever the system has at the moment."""
        self._motion = wanted

    def scaled(self, designed_px: int) -> int:
        """A measure that holds text, grown with it; even, so that halves stay whole pixels."""
        return designed_px if self._zoom == 1.0 else 2 * round(designed_px * self._zoom / 2)

    def motion_ms(self, designed_ms: int) -> int:
        """How long a movement takes: as designed, or not at all with reduced motion."""
        if self._motion != "system":
            return 0 if self._motion == "none" else designed_ms
        # Loaded with the first movement, which is none of the start's.
        from desktop.theme.motion import system_stands_still

        return 0 if system_stands_still() else designed_ms

    def font(self, role: str, weight: int = 400, *, tabular: bool = False) -> QFont:
        """The font of `caption`, `body`, `title` or `display`."""
        return self.fonts.font(role, weight, tabular=tabular)

    def metrics(self, role: str, weight: int = 400, *, tabular: bool = False) -> QFontMetrics:
        """What text of that font measures."""
        return self.fonts.metrics(role, weight, tabular=tabular)

    def icon(self, name: str, role: str = "text_secondary") -> QIcon:
        """The icon tinted by a colour's role, rendered when first painted; make it again on `theme_changed`."""
        key = name, role
        if key not in self._icons:
            # What icons are to Qt, 150 of its own among it, is loaded with the first menu.
            from PySide6.QtGui import QIcon

            from desktop.theme.icon_engine import TintedIconEngine

            self._icons[key] = QIcon(TintedIconEngine(name, self.colors[role], self.colors.text_disabled))
        return self._icons[key]

    def pixmap(self, name: str, color: QColor | str, size: int, ratio: float) -> QPixmap:
        """The icon as pixels, for painting by hand.

        Args:
            name: the icon's name.
            color: a colour, or the role of one.
            size: the edge in logical pixels.
            ratio: the devicePixelRatioF() of what is painted on.
        """
        tint = self.colors[color] if isinstance(color, str) else color
        return tinted_pixmap(name, tint.rgba(), size, ratio)

    def stylesheet(self, name: str, text: str | None = None) -> str:
        """resources/themes/<name>.qss with its tokens filled in, or those of `text`."""
        return rendered(name, values(self.tokens, self.colors, self._family), text)

    def applied_to(self, application: QApplication) -> Theme:
        """Styles the application, now and at every change; before its first widget costs least. Returns the theme."""
        self._application = application
        self._style(application)
        return self

    def _style(self, application: QApplication) -> None:
        application.setFont(self.font("body"))
        application.setPalette(qt_palette(self.colors))
        application.setStyleSheet(self.stylesheet("application"))


def qt_palette(colors: Colors) -> QPalette:
    """Qt's own palette in our colours, for what its style paints."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    for which, color in (
        (role.Window, colors.surface),
        (role.WindowText, colors.text),
        (role.Base, colors.surface),
        (role.AlternateBase, colors.sunken),
        (role.Text, colors.text),
        (role.Button, colors.raised),
        (role.ButtonText, colors.text),
        (role.BrightText, colors.text_on_accent),
        (role.Highlight, colors.text_selection),
        (role.HighlightedText, colors.text),
        (role.PlaceholderText, colors.text_muted),
        (role.ToolTipBase, colors.tooltip_bg),
        (role.ToolTipText, colors.tooltip_text),
        (role.Link, colors.link),
        (role.LinkVisited, colors.link),
        (role.Accent, colors.accent),
        (role.Light, colors.border),
        (role.Midlight, colors.border),
        (role.Mid, colors.border_strong),
        (role.Dark, colors.border_strong),
        (role.Shadow, colors.border_strong),
    ):
        palette.setColor(which, color)
    for which in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
        palette.setColor(group.Disabled, which, colors.text_disabled)
    return palette
