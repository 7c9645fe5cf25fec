"""The design tokens as one typed table, read from resources/themes/tokens.json.

Named tuples rather than dataclasses where the table is small: a dozen of those cost 3 ms of every start.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from PySide6.QtGui import QColor

from desktop.theme.errors import TokensError
from domain.plain import Plain

THEMES_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "themes"

T = TypeVar("T")


def color_of(css: str) -> QColor:
    """The colour written as #RRGGBB or, as CSS does it, #RRGGBBAA (Qt's own reader takes the alpha first)."""
    color = QColor(css[:7])
    if len(css) == 9:
        color.setAlpha(int(css[7:], 16))
    return color


class AvatarColors(NamedTuple):
    """One entry of the avatar palette."""

    bg: QColor
    fg: QColor


class Colors(Plain):
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
        return {name: self[name] for name in self.fields if name != "avatar"}


class TypeStep(NamedTuple):
    """One of the four sizes of text: pixels, line height in pixels, letter spacing in pixels."""

    size: int
    line: int
    letter_spacing: float = 0.0


class TypeScale(NamedTuple):
    """The four sizes of text."""

    caption: TypeStep
    body: TypeStep
    title: TypeStep
    display: TypeStep


class Space(NamedTuple):
    """Distances in pixels, on the 4 px grid (2 only inside chips and bars)."""

    xxs: int
    xs: int
    s: int
    m: int
    l: int  # noqa: E741 - the table's own name, between m and xl
    xl: int
    xxl: int
    xxxl: int


class Radius(NamedTuple):
    """Corner radii in pixels."""

    small: int
    control: int
    card: int
    bubble: int
    panel: int
    round: int


class Line(NamedTuple):
    """Widths of lines in pixels."""

    hairline: int
    focus: int
    focus_offset: int
    selected_bar: int
    icon_stroke: float


class Height(NamedTuple):
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


class Width(NamedTuple):
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


class IconSizes(NamedTuple):
    """Edges of icons in pixels."""

    nav: int
    button: int
    inline: int
    feature: int
    status_box: int


class Motion(NamedTuple):
    """Lengths of movements in milliseconds; all 0 with reduced motion."""

    press_ms: int
    panel_ms: int
    fold_ms: int
    toast_ms: int


class Timing(NamedTuple):
    """Spans of time that belong to the look."""

    undo_send_s: int
    toast_s: int
    due_soon_share: float
    due_soon_min: int
    presence_expires_s: int


class Tokens(NamedTuple):
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
        steps = (
            TypeStep(round(step.size * factor), round(step.line * factor), step.letter_spacing * factor)
            for step in self.type
        )
        height = Height(*_scaled(self.height, factor))._replace(bar=self.height.bar)
        width = Width(*_scaled(self.width, factor))
        wide, high = _scaled(self.sign_in, factor)
        return self._replace(type=TypeScale(*steps), height=height, width=width, sign_in=(wide, high))


def _scaled(measures: Iterable[int], factor: float) -> Iterator[int]:
    """Every number multiplied, kept even so that halves stay whole pixels."""
    return (2 * round(each * factor / 2) for each in measures)


def _picked(kind: type[T], names: Iterable[str], values: Mapping[str, Any]) -> T:
    """A table from those entries that it names; entries for other programs are left out."""
    return kind(**{name: values[name] for name in names if name in values})


def _colors(groups: Mapping[str, Any]) -> Colors:
    flat: dict[str, Any] = {}
    for name, group in groups.items():
        if name != "avatar":
            flat |= {role: color_of(css) for role, css in group.items()}
    flat["avatar"] = tuple(AvatarColors(color_of(entry["bg"]), color_of(entry["fg"])) for entry in groups["avatar"])
    return _picked(Colors, Colors.fields, flat)


def load_tokens(folder: Path = THEMES_FOLDER) -> Tokens:
    """Reads the table.

    Raises:
        TokensError: the file is missing, or names a value that the program does not find.
    """
    try:
        table = json.loads((folder / "tokens.json").read_text(encoding="utf-8"))
        steps = {name: _picked(TypeStep, TypeStep._fields, step) for name, step in table["type"]["scale"].items()}
        return Tokens(
            light=_colors(table["color"]["light"]),
            dark=_colors(table["color"]["dark"]),
            type=TypeScale(**steps),
            space=_picked(Space, Space._fields, table["space"]),
            radius=_picked(Radius, Radius._fields, table["radius"]),
            line=_picked(Line, Line._fields, table["line"]),
            height=_picked(Height, Height._fields, table["height"]),
            width=_picked(Width, Width._fields, table["width"]),
            icon=_picked(IconSizes, IconSizes._fields, table["icon"]),
            motion=_picked(Motion, Motion._fields, table["motion"]),
            time=_picked(Timing, Timing._fields, table["time"]),
            text_zoom=tuple(table["type"]["text_zoom"]),
            window_min=tuple(table["width"]["window_min"]),
            sign_in=tuple(table["width"]["sign_in"]),
            mono_families=tuple(name.strip() for name in table["type"]["family"]["mono"].split(",")),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TokensError(folder / "tokens.json", error) from error
