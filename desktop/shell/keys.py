"""Every action, declared once: the window binds this table, overlay, palette, tooltips and settings show it."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from domain.plain import Plain
from sync.replica.reading.rows import Me


class Action(Plain):
    """Something that can be done by key.

    Attributes:
        name: what the code calls it; kept in settings.
        keys: how it begins; what the user chose instead is in `KeyMap`. Empty: found in the palette only.
        title: English, in the context `keys`.
        icon: beside it in the palette.
        group: one of GROUPS.
        desk: for whoever answers tickets only.
        needs: the permission that it takes, if it is another one.
    """

    name: str
    keys: tuple[str, ...]
    title: object
    icon: str
    group: str
    desk: bool = False
    needs: str = ""

    @property
    def at_ticket(self) -> bool:
        """Whether it is done to the ticket that is shown, also in a window of its own."""
        return self.group in ("ticket", "hands")


class Fixed(Plain):
    """Keys that belong to a field or a panel: nobody can choose others, and no action may take them.

    Attributes:
        shown: as the overlay draws them.
        keys: the same, each as Qt writes it; empty for signs that are typed into a text.
        title: English, in the context `keys`.
        desk: for whoever answers tickets only.
    """

    shown: str
    keys: tuple[str, ...]
    title: object
    desk: bool = False


GROUPS = {
    "ticket": QT_TRANSLATE_NOOP("keys", "This ticket"),
    "hands": QT_TRANSLATE_NOOP("keys", "In other hands"),
    "go": QT_TRANSLATE_NOOP("keys", "Go to"),
    "window": QT_TRANSLATE_NOOP("keys", "Window"),
    "list": QT_TRANSLATE_NOOP("keys", "Lists"),
}
"""In the order in which they are shown."""

ACTIONS = (
    Action("reply", ("R",), QT_TRANSLATE_NOOP("keys", "Reply"), "reply", "ticket", needs="ticket.reply"),
    Action(
        "note",
        ("N",),
        QT_TRANSLATE_NOOP("keys", "Write an internal note"),
        "note",
        "ticket",
        desk=True,
        needs="ticket.note",
    ),
    Action("assign", ("A",), QT_TRANSLATE_NOOP("keys", "Assign to me"), "user", "ticket", desk=True),
    Action("assign_to", ("Shift+A",), QT_TRANSLATE_NOOP("keys", "Assign to someone"), "user", "ticket", desk=True),
    Action("status", ("S",), QT_TRANSLATE_NOOP("keys", "Set the status"), "status-open", "ticket", desk=True),
    Action("priority", ("P",), QT_TRANSLATE_NOOP("keys", "Set the priority"), "flag", "ticket", desk=True),
    Action("team", ("T",), QT_TRANSLATE_NOOP("keys", "Give to a team"), "team", "ticket", desk=True),
    Action("topic", ("O",), QT_TRANSLATE_NOOP("keys", "Set the topic"), "box", "ticket", desk=True),
    Action("tag", ("L",), QT_TRANSLATE_NOOP("keys", "Tag"), "tag", "ticket", desk=True),
    Action("follow", ("F",), QT_TRANSLATE_NOOP("keys", "Follow, or stop following"), "bell", "ticket"),
    Action("copies", ("Shift+P",), QT_TRANSLATE_NOOP("keys", "Followers and copies"), "user", "hands", desk=True),
    Action("ask_support", ("Shift+Q",), QT_TRANSLATE_NOOP("keys", "Ask support for a customer"), "chevron-up", "hands"),
    Action("pass_back", ("Q",), QT_TRANSLATE_NOOP("keys", "Pass support's answer back"), "reply", "hands"),
    Action("unread", ("Shift+U",), QT_TRANSLATE_NOOP("keys", "Mark as unread"), "mail", "ticket"),
    Action("macro", ("M",), QT_TRANSLATE_NOOP("keys", "Run a macro"), "bolt", "ticket", desk=True),
    Action("snooze", ("Z",), QT_TRANSLATE_NOOP("keys", "Snooze, or wake"), "snooze", "ticket", desk=True),
    Action("type", ("Shift+T",), QT_TRANSLATE_NOOP("keys", "Set the type"), "help", "ticket", desk=True),
    Action("escalate", ("Shift+G",), QT_TRANSLATE_NOOP("keys", "Escalate"), "chevron-up", "hands", desk=True),
    Action(
        "hand_back",
        ("Shift+E",),
        QT_TRANSLATE_NOOP("keys", "Hand back with an answer"),
        "chevron-down",
        "hands",
        desk=True,
    ),
    Action("promise", ("Shift+H",), QT_TRANSLATE_NOOP("keys", "Say by when"), "clock", "hands", desk=True),
    Action(
        "checklist", ("Shift+L",), QT_TRANSLATE_NOOP("keys", "Checklist of the ticket"), "check", "hands", desk=True
    ),
    Action("merge", ("Shift+M",), QT_TRANSLATE_NOOP("keys", "Merge into another ticket"), "merge", "hands", desk=True),
    Action("incident", ("I",), QT_TRANSLATE_NOOP("keys", "Incident of a problem"), "alert", "hands", desk=True),
    Action("part", ("B",), QT_TRANSLATE_NOOP("keys", "Part of another ticket"), "split", "hands", desk=True),
    Action("split", ("Shift+B",), QT_TRANSLATE_NOOP("keys", "Split into a new ticket"), "split", "hands", desk=True),
    Action(
        "solve_all",
        ("Shift+S",),
        QT_TRANSLATE_NOOP("keys", "Solve with all incidents"),
        "check-double",
        "hands",
        desk=True,
    ),
    Action("verify", ("Shift+I",), QT_TRANSLATE_NOOP("keys", "Verify who it is"), "shield-check", "ticket", desk=True),
    Action("account", ("Shift+K",), QT_TRANSLATE_NOOP("keys", "Help with the account"), "key", "ticket", desk=True),
    Action("history", ("H",), QT_TRANSLATE_NOOP("keys", "Show the whole history"), "clock", "ticket"),
    Action("why", ("Shift+Y",), QT_TRANSLATE_NOOP("keys", "Why is it in this state?"), "help", "ticket"),
    Action("resolve", ("D",), QT_TRANSLATE_NOOP("keys", "Resolve, with what solved it"), "check", "ticket", desk=True),
    Action("remind", ("Shift+R",), QT_TRANSLATE_NOOP("keys", "Remind the requester"), "bell", "ticket", desk=True),
    Action("works", ("Shift+D",), QT_TRANSLATE_NOOP("keys", "Say that it works"), "check", "ticket"),
    Action("works_not", ("Shift+N",), QT_TRANSLATE_NOOP("keys", "Say what is still wrong"), "alert", "ticket"),
    Action("rate", ("E",), QT_TRANSLATE_NOOP("keys", "Say how we did"), "flag", "ticket"),
    Action("withdraw", ("Shift+W",), QT_TRANSLATE_NOOP("keys", "Withdraw a ticket of mine"), "close", "ticket"),
    Action("details", ("Shift+C",), QT_TRANSLATE_NOOP("keys", "Details of the form"), "clipboard", "ticket"),
    Action("ask_details", ("Shift+X",), QT_TRANSLATE_NOOP("keys", "Ask for details"), "help", "ticket", desk=True),
    Action("link", ("Y",), QT_TRANSLATE_NOOP("keys", "Copy the link"), "link", "ticket"),
    Action("detach", ("W",), QT_TRANSLATE_NOOP("keys", "Open in a window of its own"), "external", "ticket"),
    Action("next", ("J",), QT_TRANSLATE_NOOP("keys", "Next ticket"), "chevron-down", "list"),
    Action("previous", ("K",), QT_TRANSLATE_NOOP("keys", "Previous ticket"), "chevron-up", "list"),
    Action("next_unread", ("U",), QT_TRANSLATE_NOOP("keys", "Next unread ticket"), "inbox", "list"),
    Action(
        "next_up",
        ("Shift+J",),
        QT_TRANSLATE_NOOP("keys", "Next ticket nobody is on"),
        "arrow-right",
        "list",
        desk=True,
    ),
    Action("next_view", ("]",), QT_TRANSLATE_NOOP("keys", "Next view"), "chevron-right", "list"),
    Action("previous_view", ("[",), QT_TRANSLATE_NOOP("keys", "Previous view"), "chevron-left", "list"),
    Action(
        "mark", ("X",), QT_TRANSLATE_NOOP("keys", "Mark the ticket, or take its mark away"), "check", "list", desk=True
    ),
    Action("filter_by", ("Shift+F",), QT_TRANSLATE_NOOP("keys", "Filter by a property"), "filter", "list"),
    Action("order", ("Shift+O",), QT_TRANSLATE_NOOP("keys", "Order and group the list"), "sort", "list"),
    Action(
        "save_view",
        ("Shift+V",),
        QT_TRANSLATE_NOOP("keys", "Save the list as a view"),
        "plus",
        "list",
        desk=True,
    ),
    Action("table", ("V",), QT_TRANSLATE_NOOP("keys", "Table, or rows of two lines"), "table", "list"),
    Action("create", ("C",), QT_TRANSLATE_NOOP("keys", "New ticket"), "plus", "list", needs="ticket.create"),
    Action("filter", ("/",), QT_TRANSLATE_NOOP("keys", "Search this screen"), "filter", "list"),
    Action("palette", ("Ctrl+K",), QT_TRANSLATE_NOOP("keys", "Search or jump to"), "search", "go"),
    Action("back", ("Alt+Left",), QT_TRANSLATE_NOOP("keys", "Back"), "chevron-left", "go"),
    Action("forward", ("Alt+Right",), QT_TRANSLATE_NOOP("keys", "Forward"), "chevron-right", "go"),
    Action("home", ("G, H",), QT_TRANSLATE_NOOP("keys", "Go to home"), "home", "go"),
    Action("tickets", ("G, T",), QT_TRANSLATE_NOOP("keys", "Go to tickets"), "ticket", "go"),
    Action("knowledge", ("G, K",), QT_TRANSLATE_NOOP("keys", "Go to the guides"), "book", "go"),
    Action("attention", ("G, A",), QT_TRANSLATE_NOOP("keys", "Go to what needs attention"), "alert", "go"),
    Action("settings", ("G, S",), QT_TRANSLATE_NOOP("keys", "Go to settings"), "settings", "go"),
    Action("undo", ("Ctrl+Z",), QT_TRANSLATE_NOOP("keys", "Take back what was just done"), "undo", "window"),
    Action("rail", ("Ctrl+B",), QT_TRANSLATE_NOOP("keys", "Fold or unfold the navigation"), "sort", "window"),
    Action("tasks", ("G, B",), QT_TRANSLATE_NOOP("keys", "What goes on in the background"), "sync", "window"),
    Action("accounts", ("G, U",), QT_TRANSLATE_NOOP("keys", "Accounts on this computer"), "user", "window"),
    Action("lock", ("Ctrl+L",), QT_TRANSLATE_NOOP("keys", "Lock the screen"), "lock", "window"),
    Action("silence", (), QT_TRANSLATE_NOOP("keys", "Do not disturb for an hour, or no more"), "bell", "window"),
    Action("away", ("G, W",), QT_TRANSLATE_NOOP("keys", "Away, and who stands in"), "moon", "window"),
    Action("guide", (), QT_TRANSLATE_NOOP("keys", "Show the first steps"), "help", "window"),
    Action("keys", ("?",), QT_TRANSLATE_NOOP("keys", "Show all keys"), "keyboard", "window"),
)


OF_STORES = frozenset({"ask_support", "pass_back"})
"""What whoever serves customers in a store does."""


def is_for(action: Action, me: Me) -> bool:
    """Whether somebody's role lets them do it at all: nobody is offered what would be refused in any case."""
    if action.name in OF_STORES and not (me.store_ids and me.can("franchise.read")):
        return False
    needed = action.needs or ("ticket.work" if action.desk else "")
    return not needed or me.can(needed)


BY_NAME = {action.name: action for action in ACTIONS}

ELSEWHERE = (
    Fixed("⇧↑ ⇧↓", ("Shift+Up", "Shift+Down"), QT_TRANSLATE_NOOP("keys", "Lists: mark several"), desk=True),
    Fixed("Ctrl+A", ("Ctrl+A",), QT_TRANSLATE_NOOP("keys", "Lists: mark all of the view"), desk=True),
    Fixed("← →", ("Left", "Right"), QT_TRANSLATE_NOOP("keys", "Lists: fold a group, or unfold it")),
    Fixed("Ctrl+↵", ("Ctrl+Return", "Ctrl+Enter"), QT_TRANSLATE_NOOP("keys", "Send what is written")),
    Fixed("/ @", (), QT_TRANSLATE_NOOP("keys", "Put in a saved reply, or a colleague's name"), desk=True),
    Fixed("??", (), QT_TRANSLATE_NOOP("keys", "Put in a guide")),
    Fixed("Ctrl+B Ctrl+I Ctrl+E", ("Ctrl+B", "Ctrl+I", "Ctrl+E"), QT_TRANSLATE_NOOP("keys", "Bold, italic, code")),
    Fixed("Ctrl+K", ("Ctrl+K",), QT_TRANSLATE_NOOP("keys", "Make a link of what is chosen in a text")),
    Fixed(
        "Ctrl+Shift+7 8 9",
        ("Ctrl+Shift+7", "Ctrl+Shift+8", "Ctrl+Shift+9"),
        QT_TRANSLATE_NOOP("keys", "Numbers, bullets, quotation"),
    ),
    Fixed("Ctrl+Z", ("Ctrl+Z",), QT_TRANSLATE_NOOP("keys", "Take back what is about to be sent, in the empty field")),
    Fixed("Ctrl+F", ("Ctrl+F",), QT_TRANSLATE_NOOP("keys", "Find in the conversation")),
    Fixed("Ctrl+P", ("Ctrl+P",), QT_TRANSLATE_NOOP("keys", "Print the conversation, or save it as PDF")),
    Fixed("F3 ⇧F3", ("F3", "Shift+F3"), QT_TRANSLATE_NOOP("keys", "Go to the next message found, or back")),
    Fixed("Ctrl+C", ("Ctrl+C",), QT_TRANSLATE_NOOP("keys", "Copy a message, or what is chosen in it")),
    Fixed(
        "⇧← ⇧→",
        ("Left", "Right", "Shift+Left", "Shift+Right", "Shift+Up", "Shift+Down"),
        QT_TRANSLATE_NOOP("keys", "In a message: choose a part of it"),
    ),
    Fixed("Ctrl+Shift+C", ("Ctrl+Shift+C",), QT_TRANSLATE_NOOP("keys", "Copy it as a quote")),
    Fixed("Ctrl+Shift+A", ("Ctrl+Shift+A",), QT_TRANSLATE_NOOP("keys", "Attach files to what is written")),
    Fixed("Ctrl+Shift+S", ("Ctrl+Shift+S",), QT_TRANSLATE_NOOP("keys", "Attach a picture of the screen to it")),
    Fixed(
        "↑ ↓ ↵ Del",
        ("Up", "Down", "Return", "Enter", "Del"),
        QT_TRANSLATE_NOOP("keys", "Needs attention: move, decide, give up"),
    ),
    Fixed(
        "Alt+1 … 9", tuple(f"Alt+{number}" for number in range(1, 10)), QT_TRANSLATE_NOOP("keys", "Change the account")
    ),
    Fixed("Esc", ("Esc",), QT_TRANSLATE_NOOP("keys", "Leave a field, close what is open")),
)
"""For the overlay; one row may stand for several keys."""


def title(text: object) -> str:
    """A title in the language in force."""
    return QCoreApplication.translate("keys", str(text))
