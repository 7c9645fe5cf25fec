"""The design tokens as one typed table, read from resources/themes/tokens.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtGui import QColor

from desktop.theme.errors import TokensError

THEMES_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "themes"

T = TypeVar("T")


def color_of(css: str) -> QColor:
    """The colour written as #RRGGBB or, as CSS does it, #RRGGBBAA (Qt's own reader takes the alpha first)."""
    color = QColor(css[:7])
    if len(css) == 9:
        color.setAlpha(int(css[7:], 16))
    return color


@dataclass(frozen=True, eq=False, repr=False)
class AvatarColors:
    """One entry of the avatar palette."""

    bg: QColor
    fg: QColor


@dataclass(frozen=True, eq=False, repr=False)
class Colors:
    """Every colour of one appearance, by its role; names and meaning as in tokens.json."""

    surface: QColor
    raised: QColor
    sunken: QColor
    sidebar: QColor
    scrim: QColor
    hover: QColor
    hover_sidebar: QColor
    pressed: QColor
    tooltip_bg: QColor
    border: QColor
    border_strong: QColor
    border_control: QColor
    text: QColor
    text_secondary: QColor
    text_muted: QColor
    text_disabled: QColor
    text_on_accent: QColor
    tooltip_text: QColor
    link: QColor
    accent: QColor
    accent_hover: QColor
    accent_pressed: QColor
    accent_text: QColor
    accent_soft: QColor
    selection: QColor
    selection_inactive: QColor
    text_selection: QColor
    focus_ring: QColor
    highlight: QColor
    success: QColor
    success_soft: QColor
    success_fill: QColor
    warning: QColor
    warning_soft: QColor
    warning_fill: QColor
    danger: QColor
    danger_soft: QColor
    danger_fill: QColor
    info: QColor
    info_soft: QColor
    info_fill: QColor
    note_bg: QColor
    note_border: QColor
    note_text: QColor
    note_label: QColor
    offline_bg: QColor
    offline_text: QColor
    offline_accent: QColor
    status_new: QColor
    status_open: QColor
    status_pending: QColor
    status_on_hold: QColor
    status_resolved: QColor
    status_closed: QColor
    priority_low: QColor
    priority_normal: QColor
    priority_high: QColor
    priority_urgent: QColor
    heat_0: QColor
    heat_1: QColor
    heat_2: QColor
    heat_3: QColor
    heat_4: QColor
    heat_5: QColor
    avatar: tuple[AvatarColors, ...]

    def __getitem__(self, role: str) -> QColor:
        """The colour of a role named at run time, such as a status' `status_open`."""
        color = getattr(self, role)
        if not isinstance(color, QColor):
            raise KeyError(role)
        return color

    @cached_property
    def by_name(self) -> dict[str, QColor]:
        """Every single colour by its role, for style sheets and checks."""
        return {each.name: self[each.name] for each in fields(self) if each.name != "avatar"}


@dataclass(frozen=True, eq=False, repr=False)
class TypeStep:
    """One of the four sizes of text: pixels, line height in pixels, letter spacing in pixels."""

    size: int
    line: int
    letter_spacing: float = 0.0


@dataclass(frozen=True, eq=False, repr=False)
class TypeScale:
    """The four sizes of text."""

    caption: TypeStep
    body: TypeStep
    title: TypeStep
    display: TypeStep


@dataclass(frozen=True, eq=False, repr=False)
class Space:
    """Distances in pixels, on the 4 px grid (2 only inside chips and bars)."""

    xxs: int
    xs: int
    s: int
    m: int
    l: int  # noqa: E741 - the table's own name, between m and xl
    xl: int
    xxl: int
    xxxl: int


@dataclass(frozen=True, eq=False, repr=False)
class Radius:
    """Corner radii in pixels."""

    small: int
    control: int
    card: int
    bubble: int
    panel: int
    round: int


@dataclass(frozen=True, eq=False, repr=False)
class Line:
    """Widths of lines in pixels."""

    hairline: int
    focus: int
    focus_offset: int
    selected_bar: int
    icon_stroke: float


@dataclass(frozen=True, eq=False, repr=False)
class Height:
    """Heights of what stands in rows and bars, in pixels; they grow with the text."""

    header: int
    properties: int
    offline_strip: int
    group: int
    rail_item: int
    rail_view: int
    ticket_row: int
    ticket_row_compact: int
    chat_row: int
    table_row: int
    step_row: int
    palette_row: int
    palette_input: int
    merge_line: int
    button: int
    button_small: int
    button_tiny: int
    field: int
    field_search: int
    chip: int
    badge: int
    bar: int


@dataclass(frozen=True, eq=False, repr=False)
class Width:
    """Widths of panes and columns in pixels; they grow with the text."""

    rail: int
    rail_collapsed: int
    list: int
    list_min: int
    chat_list: int
    hits: int
    conversation_min: int
    reading_max: int
    bubble_max: int
    context: int
    context_hidden_below_window: int
    palette: int
    home: int
    form: int


@dataclass(frozen=True, eq=False, repr=False)
class IconSizes:
    """Edges of icons in pixels."""

    nav: int
    button: int
    inline: int
    feature: int
    status_box: int


@dataclass(frozen=True, eq=False, repr=False)
class Motion:
    """Lengths of movements in milliseconds; all 0 with reduced motion."""

    press_ms: int
    panel_ms: int
    fold_ms: int
    toast_ms: int


@dataclass(frozen=True, eq=False, repr=False)
class Timing:
    """Spans of time that belong to the look."""

    undo_send_s: int
    toast_s: int
    due_soon_share: float
    due_soon_min: int
    presence_expires_s: int


@dataclass(frozen=True, eq=False, repr=False)
class Tokens:
    """The whole table: two sets of colours and the measures both share."""

    light: Colors
    dark: Colors
    type: TypeScale
    space: Space
    radius: Radius
    line: Line
    height: Height
    width: Width
    icon: IconSizes
    motion: Motion
    time: Timing
    text_zoom: tuple[float, ...]
    window_min: tuple[int, int]
    sign_in: tuple[int, int]
    mono_families: tuple[str, ...]

    def zoomed(self, factor: float) -> Tokens:
        """The table for larger or smaller text: type, and the heights and widths that hold text, grow together."""
        if factor == 1.0:
            return self
        steps = {
            each.name: TypeStep(round(step.size * factor), round(step.line * factor), step.letter_spacing * factor)
            for each in fields(self.type)
            for step in [getattr(self.type, each.name)]
        }
        height = replace(_scaled(self.height, factor), bar=self.height.bar)
        # A window does not grow with the text, so the width below which the context panel hides must not either.
        width = replace(_scaled(self.width, factor), context_hidden_below_window=self.width.context_hidden_below_window)
        return replace(self, type=TypeScale(**steps), height=height, width=width)


def _scaled(table: T, factor: float) -> T:
    """The dataclass of whole numbers with every number multiplied, kept even so that halves stay whole pixels."""
    names = [each.name for each in fields(table)]  # type: ignore[arg-type]
    return type(table)(**{name: 2 * round(getattr(table, name) * factor / 2) for name in names})


def _picked(kind: type[T], values: Mapping[str, Any]) -> T:
    """An instance of the dataclass from those entries that it names; entries for other programs are left out."""
    return kind(**{each.name: values[each.name] for each in fields(kind) if each.name in values})  # type: ignore[arg-type]


def _colors(groups: Mapping[str, Any]) -> Colors:
    flat: dict[str, Any] = {}
    for name, group in groups.items():
        if name != "avatar":
            flat |= {role: color_of(css) for role, css in group.items()}
    avatar = tuple(AvatarColors(color_of(entry["bg"]), color_of(entry["fg"])) for entry in groups["avatar"])
    return _picked(Colors, {**flat, "avatar": avatar})


def load_tokens(folder: Path = THEMES_FOLDER) -> Tokens:
    """Reads the table.

    Raises:
        TokensError: the file is missing, or names a value that the program does not find.
    """
    try:
        table = json.loads((folder / "tokens.json").read_text(encoding="utf-8"))
        steps = {name: _picked(TypeStep, step) for name, step in table["type"]["scale"].items()}
        return Tokens(
            light=_colors(table["color"]["light"]),
            dark=_colors(table["color"]["dark"]),
            type=TypeScale(**steps),
            space=_picked(Space, table["space"]),
            radius=_picked(Radius, table["radius"]),
            line=_picked(Line, table["line"]),
            height=_picked(Height, table["height"]),
            width=_picked(Width, table["width"]),
            icon=_picked(IconSizes, table["icon"]),
            motion=_picked(Motion, table["motion"]),
            time=_picked(Timing, table["time"]),
            text_zoom=tuple(table["type"]["text_zoom"]),
            window_min=tuple(table["width"]["window_min"]),
            sign_in=tuple(table["width"]["sign_in"]),
            mono_families=tuple(name.strip() for name in table["type"]["family"]["mono"].split(",")),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TokensError(folder / "tokens.json", error) from error
