"""Contrast after WCAG 2.2, and every pair of colours that stands on one another on a screen."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QColor

from desktop.theme.tokens import Colors

TEXT_AT_LEAST = 4.5
SHAPE_AT_LEAST = 3.0

SURFACES = ("surface", "raised", "sunken")
ROWS = ("hover", "selection", "selection_inactive")

TEXT_PAIRS: dict[str, tuple[str, ...]] = {
    "text": (*SURFACES, *ROWS, "sidebar", "hover_sidebar", "pressed", "accent_soft", "text_selection", "highlight",
             "info_soft", "warning_soft", "danger_soft", "success_soft"),
    "text_secondary": (*SURFACES, *ROWS, "sidebar", "hover_sidebar", "pressed", "accent_soft", "warning_soft",
                       "danger_soft", "info_soft"),
    "text_muted": (*SURFACES, *ROWS, "sidebar", "hover_sidebar"),
    "text_on_accent": ("accent", "accent_hover", "accent_pressed"),
    "tooltip_text": ("tooltip_bg",),
    "link": (*SURFACES, *ROWS),
    "accent_text": (*SURFACES, *ROWS, "sidebar", "accent_soft"),
    "success": (*SURFACES, *ROWS, "success_soft"),
    "warning": (*SURFACES, *ROWS, "warning_soft"),
    "danger": (*SURFACES, *ROWS, "danger_soft"),
    "info": (*SURFACES, *ROWS, "info_soft"),
    "note_text": ("note_bg",),
    "note_label": ("note_bg",),
    "offline_text": ("offline_bg",),
    "offline_accent": ("offline_bg", "tooltip_bg"),
}  # fmt: skip
"""Text, and the backgrounds on which it is set; disabled text is exempt."""

SHAPE_PAIRS: dict[str, tuple[str, ...]] = {
    "border_control": ("surface", "raised", "sunken"),
    "focus_ring": ("surface", "raised", "sunken", "sidebar", "selection"),
    "accent_text": ("selection", "selection_inactive"),
    "accent": ("surface",),
    "status_new": ROWS,
    "status_open": ROWS,
    "status_pending": ROWS,
    "status_on_hold": ROWS,
    "status_resolved": ROWS,
    "status_closed": ROWS,
    "priority_low": ROWS,
    "priority_high": ROWS,
    "priority_urgent": ROWS,
}
"""Borders of controls, rings and glyphs, and what they stand on."""


def luminance(color: QColor) -> float:
    """The relative luminance, 0 for black to 1 for white."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def ratio(one: QColor, other: QColor) -> float:
    """The contrast of two opaque colours, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def too_close(colors: Colors) -> Iterator[str]:
    """A sentence for every pair that is harder to tell apart than AA allows."""
    for pairs, least in ((TEXT_PAIRS, TEXT_AT_LEAST), (SHAPE_PAIRS, SHAPE_AT_LEAST)):
        for front, backs in pairs.items():
            for back in backs:
                found = ratio(colors[front], colors[back])
                if found < least:
                    yield f"{front} on {back}: {found:.2f}, needs {least}"
    for number, entry in enumerate(colors.avatar):
        found = ratio(entry.fg, entry.bg)
        if found < TEXT_AT_LEAST:
            yield f"avatar {number}: {found:.2f}, needs {TEXT_AT_LEAST}"
