"""The pages that stand beside the groups of settings; each feature that needs one is listed here."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication

from desktop.features.absence.view import AbsencePage
from desktop.features.accounts.this_computer import ComputerPage
from desktop.features.diagnostics.view import DiagnosticsView
from desktop.features.help.view import HelpPage
from desktop.features.macros.view import MacrosPage
from desktop.features.preferences.account import AccountPage
from desktop.features.preferences.sections import Section
from desktop.features.replies.view import RepliesPage
from desktop.features.shortcuts.view import KeysPage
from desktop.features.topics.view import TopicsPage
from desktop.features.views.view import ViewsPage
from desktop.shell.workspace import Workspace

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow

KeptPageT = TypeVar("KeptPageT", RepliesPage, MacrosPage, TopicsPage, ViewsPage, AbsencePage)


def sections_of(work: Workspace, window: MainWindow) -> list[Section]:
    """The pages of a window's settings, in their order."""

    def account() -> AccountPage:
        page = AccountPage(work)
        page.sign_out_wanted.connect(window.sign_out_wanted)
        return page

    def keys() -> KeysPage:
        page = KeysPage(work)
        page.told.connect(window.say)
        return page

    def diagnostics() -> DiagnosticsView:
        page = DiagnosticsView(work)
        page.told.connect(window.say)
        page.unusable.connect(work.background.failed)
        return page

    def computer() -> ComputerPage:
        assert window.account is not None  # noqa: S101 - listed only if it is known
        page = ComputerPage(work, window.account)
        page.told.connect(window.say)
        page.failed.connect(window.tell)
        return page

    this_computer = Section(
        "computer",
        "device",
        lambda: QCoreApplication.translate("sections", "This computer"),
        lambda: QCoreApplication.translate("sections", "PIN lock start login autostart links open"),
        computer,
    )

    def help_page() -> HelpPage:
        page = HelpPage(work)
        page.guide_wanted.connect(window.show_guide)
        page.keys_wanted.connect(window.show_keys)
        return page

    def absence() -> AbsencePage:
        return heard(AbsencePage(work))

    def replies() -> RepliesPage:
        return heard(RepliesPage(work))

    def macros() -> MacrosPage:
        return heard(MacrosPage(work))

    def topics() -> TopicsPage:
        return heard(TopicsPage(work))

    def heard(page: KeptPageT) -> KeptPageT:
        page.told.connect(window.say)
        page.undo_offered.connect(window.toasts.offer_undo)
        return page

    def views() -> ViewsPage:
        return heard(ViewsPage(work))

    saved_views = Section(
        "views",
        "filter",
        lambda: QCoreApplication.translate("sections", "Views"),
        lambda: QCoreApplication.translate("sections", "lists saved filters conditions queue counts columns"),
        views,
    )
    away = Section(
        "absence",
        "moon",
        lambda: QCoreApplication.translate("sections", "Away"),
        lambda: QCoreApplication.translate("sections", "absence holiday ill backup stand in hand over next in line"),
        absence,
    )
    saved_replies = Section(
        "replies",
        "bolt",
        lambda: QCoreApplication.translate("sections", "Saved replies"),
        lambda: QCoreApplication.translate("sections", "texts templates answers canned variables snippets"),
        replies,
    )
    several_at_once = Section(
        "macros",
        "clipboard",
        lambda: QCoreApplication.translate("sections", "Macros"),
        lambda: QCoreApplication.translate("sections", "steps gesture automate several at once actions commands"),
        macros,
    )
    what_is_asked = Section(
        "topics",
        "box",
        lambda: QCoreApplication.translate("sections", "Topics and forms"),
        lambda: QCoreApplication.translate("sections", "fields required conditions ask custom questions guided"),
        topics,
    )

    return [
        Section(
            "account",
            "user",
            lambda: QCoreApplication.translate("sections", "Account"),
            lambda: QCoreApplication.translate("sections", "sign out password person user"),
            account,
        ),
        *([away] if work.me.can("franchise.read") else []),
        *([this_computer] if window.account is not None else []),
        Section(
            "keys",
            "keyboard",
            lambda: QCoreApplication.translate("sections", "Keys"),
            lambda: QCoreApplication.translate("sections", "shortcuts keyboard hotkey bind"),
            keys,
        ),
        *([saved_views] if work.me.can("ticket.note") else []),
        *([saved_replies] if work.me.can("ticket.note") else []),
        *([several_at_once] if work.me.can("ticket.work") else []),
        *([what_is_asked] if work.me.can("admin") else []),
        Section(
            "help",
            "help",
            lambda: QCoreApplication.translate("sections", "Help"),
            lambda: QCoreApplication.translate("sections", "guide first steps news what is new version tour"),
            help_page,
        ),
        Section(
            "diagnostics",
            "shield-check",
            lambda: QCoreApplication.translate("sections", "Diagnostics"),
            lambda: QCoreApplication.translate(
                "sections", "support version log line sync cache repair verify index rebuild folder about"
            ),
            diagnostics,
        ),
    ]
