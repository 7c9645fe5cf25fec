"""Light, dark and the system's choice, and what follows a change."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPixmap
from PySide6.QtWidgets import QApplication

from desktop.theme.errors import IconError, TemplateError
from desktop.theme.icons import icon_names, tinted_pixmap
from desktop.theme.theme import Mode, Theme


def painted_colors(pixmap: QPixmap) -> set[str]:
    """The colours of the opaque pixels."""
    image = pixmap.toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def test_a_change_of_mode_tells_everyone_once(theme: Theme) -> None:
    changes: list[bool] = []
    theme.theme_changed.connect(lambda: changes.append(theme.is_dark))

    theme.set_mode(Mode.DARK)
    theme.set_mode(Mode.DARK)

    assert changes == [True]
    assert theme.colors is theme.tokens.dark


def test_the_systems_appearance_is_followed_live_by_whoever_chose_it(
    theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes: list[bool] = []
    theme.theme_changed.connect(lambda: changes.append(theme.is_dark))

    # Without a screen there is no system that could change.
    def becomes(scheme: Qt.ColorScheme) -> None:
        monkeypatch.setattr("desktop.theme.theme.system_is_dark", lambda: scheme is Qt.ColorScheme.Dark)
        QGuiApplication.styleHints().colorSchemeChanged.emit(scheme)

    theme.set_mode(Mode.SYSTEM)
    becomes(Qt.ColorScheme.Dark)
    theme.set_mode(Mode.LIGHT)
    becomes(Qt.ColorScheme.Light)
    becomes(Qt.ColorScheme.Dark)

    assert changes == [True, False]


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 1.75, 2.0])
def test_icons_are_as_sharp_as_the_screen(theme: Theme, ratio: float) -> None:
    pixmap = theme.pixmap("search", "text", 16, ratio)

    assert (pixmap.width(), pixmap.devicePixelRatio()) == (round(16 * ratio), ratio)


def test_an_applied_theme_restyles_what_qt_paints(qapp: QApplication, theme: Theme) -> None:
    theme.applied_to(qapp)
    theme.set_mode(Mode.DARK)

    assert qapp.palette().window().color() == theme.tokens.dark.surface
    assert theme.tokens.dark.tooltip_bg.name() in qapp.styleSheet()


def test_the_four_sizes_of_text(theme: Theme) -> None:
    sizes = [theme.font(role).pixelSize() for role in ("caption", "body", "title", "display")]

    assert sizes == [11, 13, 15, 22]


def test_figures_in_times_and_counts_are_equally_wide(theme: Theme) -> None:
    metrics = theme.metrics("caption", tabular=True)

    assert metrics.horizontalAdvance("11:11") == metrics.horizontalAdvance("00:00")


def test_larger_text_reaches_the_fonts(theme: Theme) -> None:
    theme.set_zoom(1.5)

    assert theme.font("body").pixelSize() == 20


def test_an_icon_takes_the_colour_of_its_role_and_the_resolution_of_its_screen(theme: Theme) -> None:
    pixmap = theme.icon("status-new", "danger").pixmap(QSize(12, 12), 2.0)

    assert pixmap.width() == 24
    assert painted_colors(pixmap) == {theme.colors.danger.name()}


def test_a_disabled_icon_is_paler(theme: Theme) -> None:
    icon = theme.icon("status-new", "danger")

    pixmap = icon.pixmap(QSize(12, 12), 1.0, icon.Mode.Disabled)

    assert painted_colors(pixmap) == {theme.colors.text_disabled.name()}


@pytest.mark.parametrize("name", icon_names())
def test_every_icon_can_be_painted(qapp: QApplication, name: str) -> None:
    assert painted_alpha(tinted_pixmap(name, QColor("black").rgba(), 20, 1.0)) > 0


def painted_alpha(pixmap: QPixmap) -> int:
    """How much ink an icon has: 0 is nothing."""
    image = pixmap.toImage()
    return sum(image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height()))


def test_an_icon_that_does_not_exist_is_named(theme: Theme) -> None:
    with pytest.raises(IconError, match="unicorn"):
        theme.pixmap("unicorn", "text", 16, 1.0)


def test_a_template_that_names_no_token_is_named(theme: Theme) -> None:
    with pytest.raises(TemplateError, match="teal"):
        theme.stylesheet("application", "QWidget { color: {{ teal }}; }")
