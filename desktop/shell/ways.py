"""The ways from one feature to another: features know nothing of each other, the window leads on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from desktop.shell import requests
from desktop.system.links import TICKET, is_ours, link_of
from sync.replica.reading.tickets import ViewKey

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow


class Ways(QObject):
    """Belongs to a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def new_ticket(self) -> None:
        """Begins a ticket, or goes on with the one that was begun."""
        self._window.show_page("filing")
        self._window.pages.filing.begin()

    def find_article(self, words: str) -> None:
        """Searches the knowledge base."""
        self._window.show_page("knowledge")
        self._window.pages.knowledge.search(words)

    def find_tickets(self, words: str) -> None:
        """Searches all tickets one may see, with what their messages say."""
        window = self._window
        window.show_view(ViewKey.ALL if window.work.me.works else ViewKey.STORE_ALL)
        window.tickets.queue.filter.setText(words)

    def new_view(self, content: dict[str, Any]) -> None:
        """Begins a view of what a list shows."""
        from desktop.features.views.view import ViewsPage

        self._window.show_page("settings")
        page = self._window.pages.settings.page_of("views")
        assert isinstance(page, ViewsPage)  # noqa: S101 - the section of that name makes it
        page.begin_with(content)

    def open_link(self, address: str) -> None:
        """Follows a link of ours inside, any other in the browser."""
        if not is_ours(address):
            from PySide6.QtCore import QUrl

            from desktop.shell.elsewhere import hand_over

            no_program = self.tr("No program here opens this address")
            hand_over(
                self._window.work, QUrl(address), no_program, self.tr("Type it where you can: {0}").format(address)
            )
            return
        window, link = self._window, link_of(address)
        if link is None:
            window.tell(self.tr("This link leads nowhere"), self.tr("A part of it is missing. Ask for it again."))
        elif link.kind == TICKET:
            window.open_ticket(link.id)
        elif self._has_article(link.id):
            window.open_article(link.id, link.anchor)
        else:
            window.tell(self.tr("This guide is not here"), self.tr("It was taken back, or it is not for you."))

    def _has_article(self, article_id: str) -> bool:
        from sync.replica.reading import articles

        return articles.text(self._window.work.reader, article_id) is not None

    def do(self, request: str) -> None:
        """Does what was asked from outside: one of `desktop.shell.requests`, or a link of ours."""
        match request:
            case requests.NEW_TICKET:
                self.new_ticket()
            case requests.PALETTE:
                self._window.open_palette()
            case requests.ATTENTION:
                self._window.show_page("attention")
            case _ if is_ours(request):
                self.open_link(request)

    def on_reply_wanted(self, ticket_id: str) -> None:
        """Opens a ticket to answer it."""
        self.on_write_again(ticket_id, "reply")

    def on_still_stuck(self, words: str, article_id: str) -> None:
        """Begins a ticket with the search, or the article, that did not help."""
        self._window.show_page("filing")
        self._window.pages.filing.begin(words, article_id)

    def on_filed(self, ticket_id: str) -> None:
        """Shows the ticket that was filed, and says what becomes of it."""
        window = self._window
        window.open_ticket(ticket_id)
        window.say(
            self.tr("Saved here. It goes out as soon as there is a line.")
            if window.line_state.is_down
            else self.tr("Your ticket is on its way.")
        )

    def on_joined(self, ticket_id: str) -> None:
        """Shows the ticket that will do, with what was written for another one in its answer."""
        self.on_write_again(ticket_id, "reply")
        self._window.say(self.tr("You follow this ticket. What you wrote stands in your answer."))

    def on_spared(self, sentence: str, undo: Callable[[], None]) -> None:
        """Leads back to where one came from; undoing leads to the form again."""
        window = self._window

        def take_back() -> None:
            window.show_page("filing")
            undo()

        window.travel.come_back()
        window.toasts.offer_undo(sentence, take_back)

    def on_filing_left(self) -> None:
        """Leads back to where one came from, and says that nothing is lost."""
        window = self._window
        window.travel.come_back()
        if not window.pages.filing.draft().is_empty:
            window.say(self.tr("Your draft is kept. New ticket goes on with it."))

    def on_write_again(self, ticket_id: str, kind: str) -> None:
        """Gives a refused text back to the ticket's composer."""
        self._window.open_ticket(ticket_id)
        self._window.tickets.write(kind)

    def on_file_again(self, group: Any) -> None:
        """Gives a refused ticket back to the form."""
        pages = self._window.pages
        self._window.show_page("filing")
        pages.filing.write_again(group.first.args, group.text, partial(pages.attention.hand_over, group))

    def on_article_again(self, article_id: str, language: str) -> None:
        """Gives a refused article back to the editor."""
        self._window.show_page("knowledge")
        self._window.pages.knowledge.write_again(article_id, language)
