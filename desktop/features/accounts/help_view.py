"""Where *I can't sign in* leads: a form, or how far the question is; beside it how else the desk is reached."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.features.accounts.asked import Draft
from desktop.features.accounts.help_form import HelpForm
from desktop.features.accounts.help_line import AGAIN_MS, HelpLine
from desktop.features.accounts.help_thread import HelpThreadView
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.known_errors import words_of
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.panels import Panel
from desktop.widgets.text import Text
from sync.errors import NotAServer, NotSecure
from sync.protocol.help import HelpReach


class HelpView(Retranslated, QWidget):
    """Stands in place of the sign-in form; Esc leaves it.

    Signals:
        left: its user wants the sign-in form back.
    """

    left = Signal()

    def __init__(
        self, theme: Theme, line: HelpLine, draft: Draft, language: str, *, phone: str, asks_server: bool
    ) -> None:
        """Makes it.

        Args:
            theme: the theme in force.
            line: keeps and carries what is asked.
            draft: what is known already: the server, the account that was chosen.
            language: in which the answer is wanted.
            phone: of the support line, as this computer knows it; empty if it does not.
            asks_server: whether the server's address has to be asked for.
        """
        super().__init__()
        self.setObjectName(names.HELP_PAGE)
        self._line, self._known, self._language = line, draft, language
        self._phone, self._asks_server = phone, asks_server
        self._asks_anew = False
        self._back = Button(theme, kind="quiet", icon="chevron-left", name=names.HELP_BACK, height=28)
        self.form = HelpForm(theme)
        self.told = HelpThreadView(theme)
        self._error = Panel(theme, "danger_soft", card="danger_soft")
        self._error.setObjectName(names.HELP_ERROR)
        self._error_title = Text(theme, weight=600, color="danger", wraps=True)
        self._error_words = Text(theme, wraps=True)
        inner = QVBoxLayout(self._error)
        inner.setContentsMargins(12, 10, 12, 10)
        inner.setSpacing(2)
        inner.addWidget(self._error_title)
        inner.addWidget(self._error_words)
        self._error.hide()
        self._reach = Panel(theme, "sunken", card="border")
        self._reach.setObjectName(names.HELP_REACH)
        self._reach_words = Text(theme, role="caption", wraps=True, selectable=True)
        around = QVBoxLayout(self._reach)
        around.setContentsMargins(12, 10, 12, 10)
        around.addWidget(self._reach_words)
        top = QHBoxLayout()
        top.addWidget(self._back)
        top.addStretch(1)
        column = QVBoxLayout(self)
        # Room for the ring around whatever has the keyboard.
        column.setContentsMargins(3, 12, 3, 12)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self.form)
        column.addWidget(self.told, 1)
        column.addWidget(self._error)
        column.addWidget(self._reach)
        column.addStretch(0)
        self._connect()
        self.retranslate()
        self._show()
        line.look()
        line.learn_reach(draft.server)

    def _connect(self) -> None:
        self._back.clicked.connect(self.left)
        self.form.typed.connect(lambda: self._line.keep_draft(self.form.draft()))
        self.form.send_wanted.connect(self._on_send)
        self.told.word_wanted.connect(self._on_word)
        self.told.look_wanted.connect(self._on_look)
        self.told.anew_wanted.connect(self._on_anew)
        self._line.changed.connect(self._show)
        self._line.failed.connect(self._on_failed)
        self._again = QTimer(self)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self._line.look)
        self._again.start()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._back.setText(self.tr("Back to sign in"))
        self._show_reach(self._line.noted.reach)

    def begin(self) -> None:
        """Takes the keyboard."""
        if self.form.isHidden():
            self.told.word.setFocus()
        else:
            self.form.begin()

    def _show(self) -> None:
        last = self._line.noted.last
        asks = last is None or self._asks_anew
        self.form.setVisible(asks)
        self.told.setVisible(not asks)
        if last is not None:
            self.told.show_asked(last, lasts=self._line.lasts)
        kept = self._line.noted.draft
        self.form.show_draft(kept if kept != Draft(server=kept.server) else self._known, asks_server=self._asks_server)
        self.form.show_draft(self._known, asks_server=self._asks_server)
        self._show_reach(self._line.noted.reach)

    def _show_reach(self, reach: HelpReach) -> None:
        """Says how else the desk is reached, also where there is no line."""
        phone = self._phone or reach.phone
        lines = [self.tr("It cannot wait, or there is no line? Then call or write:")]
        lines += [self.tr("Phone {0}").format(phone)] if phone else []
        lines += [self.tr("E-mail {0}").format(reach.email)] if reach.email else []
        if len(lines) == 1:
            lines = [
                self.tr(
                    "It cannot wait, or there is no line? Then call your head office's support line: the number is on"
                    " your contract and on the counter card."
                )
            ]
        lines.append(self.tr("Nothing that is stored on this computer is lost by a new password."))
        self._reach_words.setText("\n".join(lines))

    def _on_send(self, draft: Draft) -> None:
        self._say(None)
        self._line.ask(draft, self._language)
        self._asks_anew = False
        self.form.clear()
        self._show()
        self.told.word.setFocus()

    def _on_word(self, text: str) -> None:
        self._say(None)
        self._line.add(text)

    def _on_look(self) -> None:
        self._say(None)
        self._line.look(wanted=True)

    def _on_anew(self) -> None:
        self._asks_anew = True
        self._show()
        self.form.begin()

    def _on_failed(self, error: Any) -> None:
        last = self._line.noted.last
        if isinstance(error, NotAServer | NotSecure) and last is not None and not last.has_left:
            # It would wait for ever: the address is put right in the form, where all that was written stands again.
            self._line.take_back()
            self.form.say_wrong_server(words_of(error)[1])
        self._say(error)

    def _say(self, error: Any) -> None:
        """Says what was not possible just now; None takes it away."""
        title, message = words_of(error) if error is not None else ("", "")
        wait = getattr(error, "retry_after_s", None)
        if wait:
            message = self.tr("It is sent by itself in %n minutes.", "", max(1, round(wait / 60)))
        self._error_title.setText(title)
        self._error_words.setText(message)
        self._error.setAccessibleName(f"{title}. {message}" if title else "")
        self._error.setVisible(bool(title))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: Esc leaves it."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
