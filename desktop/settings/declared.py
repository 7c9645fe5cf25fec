"""Every setting, declared once: name, type, default, unit, words, group and where it is kept.

The settings screen is made from this table alone: a setting that is declared here with a group is on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import QT_TRANSLATE_NOOP

from desktop.settings.setting import CLOCK, UNTIL, Group, Scope, Setting

LOOK = Group("look", QT_TRANSLATE_NOOP("settings", "Look and language"), "sun")
WRITING = Group("writing", QT_TRANSLATE_NOOP("settings", "Writing"), "reply")
SAFETY = Group("safety", QT_TRANSLATE_NOOP("settings", "Safety"), "lock")
NOTICES = Group("notices", QT_TRANSLATE_NOOP("settings", "Notifications"), "bell")
DESKTOP = Group("desktop", QT_TRANSLATE_NOOP("settings", "Desktop"), "bolt")

GROUPS = (LOOK, WRITING, NOTICES, DESKTOP, SAFETY)
"""In the order of the screen; a group none of whose settings are shown is left out."""

APPEARANCE = Setting(
    "look.appearance",
    "system",
    QT_TRANSLATE_NOOP("settings", "Appearance"),
    choices=("system", "light", "dark"),
    choice_titles=(
        QT_TRANSLATE_NOOP("settings", "As the system"),
        QT_TRANSLATE_NOOP("settings", "Light"),
        QT_TRANSLATE_NOOP("settings", "Dark"),
    ),
    group=LOOK,
    help=QT_TRANSLATE_NOOP("settings", "The system's choice is followed while the program runs."),
    words=QT_TRANSLATE_NOOP("settings", "theme colours night mode black"),
)
TEXT_ZOOM = Setting(
    "look.text_zoom",
    1.0,
    QT_TRANSLATE_NOOP("settings", "Size of text"),
    choices=(0.9, 1.0, 1.15, 1.3, 1.5),
    choice_titles=(
        QT_TRANSLATE_NOOP("settings", "Smaller (90%)"),
        QT_TRANSLATE_NOOP("settings", "As designed (100%)"),
        QT_TRANSLATE_NOOP("settings", "Larger (115%)"),
        QT_TRANSLATE_NOOP("settings", "Large (130%)"),
        QT_TRANSLATE_NOOP("settings", "Very large (150%)"),
    ),
    group=LOOK,
    help=QT_TRANSLATE_NOOP("settings", "All text grows, and what holds it."),
    words=QT_TRANSLATE_NOOP("settings", "zoom font letters bigger eyes sight"),
)
MOTION = Setting(
    "look.motion",
    "system",
    QT_TRANSLATE_NOOP("settings", "Movement"),
    choices=("system", "full", "none"),
    choice_titles=(
        QT_TRANSLATE_NOOP("settings", "As the system"),
        QT_TRANSLATE_NOOP("settings", "Messages slide in"),
        QT_TRANSLATE_NOOP("settings", "Nothing moves"),
    ),
    group=LOOK,
    help=QT_TRANSLATE_NOOP("settings", "What opens or folds may slide for an eighth of a second, or be there at once."),
    words=QT_TRANSLATE_NOOP("settings", "animation reduced motion dizzy"),
)
LANGUAGE = Setting(
    "look.language",
    "",
    QT_TRANSLATE_NOOP("settings", "Language"),
    choices=("", "en", "es"),
    choice_titles=(QT_TRANSLATE_NOOP("settings", "As my account has it"), "English", "Español"),
    group=LOOK,
    help=QT_TRANSLATE_NOOP("settings", "Screens, dates and numbers; what people wrote stays as they wrote it."),
    words=QT_TRANSLATE_NOOP("settings", "english spanish translation"),
)
"""Empty: as the account has it."""
MACHINE_LANGUAGE = Setting(
    "look.language",
    "",
    QT_TRANSLATE_NOOP("settings", "Language before signing in"),
    Scope.MACHINE,
    choices=("", "en", "es"),
    choice_titles=(QT_TRANSLATE_NOOP("settings", "As the system"), "English", "Español"),
    group=LOOK,
    help=QT_TRANSLATE_NOOP("settings", "For everybody who signs in on this computer."),
    words=QT_TRANSLATE_NOOP("settings", "english spanish translation sign-in screen"),
)
UNDO_SEND_S = Setting(
    "write.undo_send_s",
    8,
    QT_TRANSLATE_NOOP("settings", "Time to undo a message"),
    unit="s",
    least=0,
    most=30,
    group=WRITING,
    help=QT_TRANSLATE_NOOP("settings", "A message waits this long before it goes out; 0 sends at once."),
    words=QT_TRANSLATE_NOOP("settings", "take back recall unsend delay"),
)
SPELLING = Setting(
    "write.spelling",
    "auto",
    QT_TRANSLATE_NOOP("settings", "Check spelling"),
    choices=("auto", "en", "es", "off"),
    choice_titles=(
        QT_TRANSLATE_NOOP("settings", "In the reader's language"),
        "English",
        "Español",
        QT_TRANSLATE_NOOP("settings", "Off"),
    ),
    group=WRITING,
    help=QT_TRANSLATE_NOOP("settings", "With the dictionaries of this computer or its office program, if it has any."),
    words=QT_TRANSLATE_NOOP("settings", "spell checker typos dictionary"),
)
SERVER = Setting("sign_in.server", "", "", Scope.MACHINE, shown=False)
"""The address that was signed in to last; the sign-in screen asks for it."""
LAST_PROFILE = Setting("sign_in.last_profile", "", "", Scope.MACHINE, shown=False)
LOCK_AFTER_MIN = Setting(
    "safety.lock_after_min",
    15,
    QT_TRANSLATE_NOOP("settings", "Lock when nobody works for"),
    Scope.MACHINE,
    unit="min",
    least=1,
    most=240,
    group=SAFETY,
    help=QT_TRANSLATE_NOOP("settings", "Whoever comes back has to say who they are. For everybody on this computer."),
    words=QT_TRANSLATE_NOOP("settings", "password PIN idle away screen"),
)
CONTACT_DAYS = Setting(
    "safety.contact_days",
    30,
    QT_TRANSLATE_NOOP("settings", "Open without a connection for"),
    Scope.MACHINE,
    unit="d",
    least=1,
    most=365,
    group=SAFETY,
    help=QT_TRANSLATE_NOOP(
        "settings",
        "Then only the server can let somebody in, or sooner if it says so. Nothing saved here is lost.",
    ),
    words=QT_TRANSLATE_NOOP("settings", "offline days lost stolen sign in"),
)
NOTIFY_REPLY = Setting(
    "notify.reply",
    True,
    QT_TRANSLATE_NOOP("settings", "Answers in my tickets"),
    group=NOTICES,
    help=QT_TRANSLATE_NOOP("settings", "Also in those that you follow, and when one of them is solved."),
    words=QT_TRANSLATE_NOOP("settings", "notification popup message"),
)
NOTIFY_ASSIGNED = Setting(
    "notify.assigned",
    True,
    QT_TRANSLATE_NOOP("settings", "A ticket is given to me"),
    group=NOTICES,
    help=QT_TRANSLATE_NOOP(
        "settings", "By whoever gave it, or escalated to your team; what you take yourself is not told."
    ),
    words=QT_TRANSLATE_NOOP("settings", "notification popup assignee"),
)
NOTIFY_MENTION = Setting(
    "notify.mention",
    True,
    QT_TRANSLATE_NOOP("settings", "Somebody mentions me"),
    group=NOTICES,
    help=QT_TRANSLATE_NOOP("settings", "In a message or a note, with @ and your name."),
    words=QT_TRANSLATE_NOOP("settings", "notification popup @"),
)
NOTIFY_DEADLINE = Setting(
    "notify.deadline",
    True,
    QT_TRANSLATE_NOOP("settings", "A deadline of mine is near"),
    group=NOTICES,
    help=QT_TRANSLATE_NOOP(
        "settings", "Half an hour before a ticket of yours is due, and when a word that was promised is."
    ),
    words=QT_TRANSLATE_NOOP("settings", "notification popup deadline late"),
)
NOTIFY_WOKE = Setting(
    "notify.woke",
    True,
    QT_TRANSLATE_NOOP("settings", "A snoozed ticket is back"),
    group=NOTICES,
    help=QT_TRANSLATE_NOOP("settings", "One that you had snoozed, or that is yours."),
    words=QT_TRANSLATE_NOOP("settings", "notification popup snooze wake"),
)
NOTIFY_ATTENTION = Setting(
    "notify.attention",
    True,
    QT_TRANSLATE_NOOP("settings", "Something needs my attention"),
    group=NOTICES,
    help=QT_TRANSLATE_NOOP("settings", "A change of yours was refused, or somebody changed what you had set."),
    words=QT_TRANSLATE_NOOP("settings", "notification popup refused conflict"),
)
SILENT_UNTIL = Setting(
    "notify.silent_until",
    "",
    QT_TRANSLATE_NOOP("settings", "Do not disturb"),
    Scope.MACHINE,
    unit=UNTIL,
    group=NOTICES,
    help=QT_TRANSLATE_NOOP(
        "settings", "Nothing is told outside the window, of any account that is open here, until the time is over."
    ),
    words=QT_TRANSLATE_NOOP("settings", "silence mute pause notifications hour tomorrow"),
)
"""The tray's menu and the palette set it, too."""
QUIET_HOURS = Setting(
    "notify.quiet",
    False,
    QT_TRANSLATE_NOOP("settings", "Quiet hours"),
    group=NOTICES,
    help=QT_TRANSLATE_NOOP("settings", "Every day between these two times nothing is told outside the window."),
    words=QT_TRANSLATE_NOOP("settings", "do not disturb night silence"),
)
QUIET_FROM_MIN = Setting(
    "notify.quiet_from_min",
    20 * 60,
    QT_TRANSLATE_NOOP("settings", "Quiet from"),
    unit=CLOCK,
    least=0,
    most=24 * 60 - 1,
    group=NOTICES,
    help=QT_TRANSLATE_NOOP("settings", "By this computer's clock."),
)
QUIET_UNTIL_MIN = Setting(
    "notify.quiet_until_min",
    8 * 60,
    QT_TRANSLATE_NOOP("settings", "Quiet until"),
    unit=CLOCK,
    least=0,
    most=24 * 60 - 1,
    group=NOTICES,
    help=QT_TRANSLATE_NOOP("settings", "The night may lie between the two."),
)
KEEP_RUNNING = Setting(
    "desktop.keep_running",
    False,
    QT_TRANSLATE_NOOP("settings", "Stay in the tray when closed"),
    Scope.MACHINE,
    group=DESKTOP,
    help=QT_TRANSLATE_NOOP("settings", "Where this system has a tray. Quit from its menu."),
    words=QT_TRANSLATE_NOOP("settings", "background minimise close"),
)
SHORTCUT = Setting(
    "desktop.shortcut",
    "Ctrl+Alt+M",
    QT_TRANSLATE_NOOP("settings", "Key that brings Mostrador forward"),
    Scope.MACHINE,
    group=DESKTOP,
    help=QT_TRANSLATE_NOOP("settings", "From any program, with the search open. Empty for none."),
    words=QT_TRANSLATE_NOOP("settings", "global shortcut hotkey"),
)
GUIDE_SEEN = Setting("help.guide_seen", False, "", shown=False)
NEWS_SEEN = Setting("help.news_seen", "", "", shown=False)
"""The version whose news were shown last; empty before the first start."""
WINDOW = Setting[dict[str, object]]("window.state", {}, "", shown=False)
"""Geometry, panes and what was open, as the shell keeps it."""
KEYS = Setting[dict[str, object]]("keys.chosen", {}, "", shown=False)
"""Name of an action to the keys that the user chose for it; the page of keys shows and changes them."""

ALL: tuple[Setting[object], ...] = cast(
    tuple[Setting[object], ...],
    (
        APPEARANCE,
        TEXT_ZOOM,
        MOTION,
        LANGUAGE,
        MACHINE_LANGUAGE,
        UNDO_SEND_S,
        SPELLING,
        SERVER,
        LAST_PROFILE,
        LOCK_AFTER_MIN,
        CONTACT_DAYS,
        NOTIFY_REPLY,
        NOTIFY_ASSIGNED,
        NOTIFY_MENTION,
        NOTIFY_DEADLINE,
        NOTIFY_WOKE,
        NOTIFY_ATTENTION,
        SILENT_UNTIL,
        QUIET_HOURS,
        QUIET_FROM_MIN,
        QUIET_UNTIL_MIN,
        KEEP_RUNNING,
        SHORTCUT,
        GUIDE_SEEN,
        NEWS_SEEN,
        WINDOW,
        KEYS,
    ),
)
"""In the order of the screen, within a group."""


def declared(scope: Scope) -> Mapping[str, Setting[object]]:
    """The settings of one scope by name."""
    return {each.name: each for each in ALL if each.scope is scope}


def shown(group: Group) -> list[Setting[object]]:
    """What the settings screen lists in a group."""
    return [each for each in ALL if each.shown and each.group == group]
