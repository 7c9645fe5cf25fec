"""Variables in texts that are kept: which there are, how a text reads with them filled in, and one put into a field."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtWidgets import QPlainTextEdit

from desktop.i18n.retranslated import Retranslated
from desktop.shell.entries import Entry
from desktop.shell.picker import Picker
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from domain.placeholders import Variable, expand, unknown_names
from sync.replica.reading.rows import Me

VARIABLES = {
    Variable.REQUESTER_NAME: QT_TRANSLATE_NOOP("variables", "Who asked"),
    Variable.REQUESTER_FIRST_NAME: QT_TRANSLATE_NOOP("variables", "Who asked, first name"),
    Variable.STORE_NAME: QT_TRANSLATE_NOOP("variables", "Store"),
    Variable.STORE_CODE: QT_TRANSLATE_NOOP("variables", "Store's code"),
    Variable.AGENT_NAME: QT_TRANSLATE_NOOP("variables", "Whoever answers"),
    Variable.AGENT_FIRST_NAME: QT_TRANSLATE_NOOP("variables", "Whoever answers, first name"),
    Variable.TEAM_NAME: QT_TRANSLATE_NOOP("variables", "Team"),
    Variable.TICKET_NUMBER: QT_TRANSLATE_NOOP("variables", "Number of the ticket"),
    Variable.TICKET_SUBJECT: QT_TRANSLATE_NOOP("variables", "Subject of the ticket"),
    Variable.BRAND_NAME: QT_TRANSLATE_NOOP("variables", "Name of the franchise"),
    Variable.BRAND_PHONE: QT_TRANSLATE_NOOP("variables", "Support line"),
}
SUBJECT = {"en": "Card terminal says no", "es": "El datáfono no lee tarjetas"}
"""Of the ticket in the example, in the language of the text, which need not be that of the screen."""


def described(variable: Variable) -> str:
    """What a variable stands for, in the language in force."""
    return QCoreApplication.translate("variables", str(VARIABLES[variable]))


def filled_in(text: str, locale: str, me: Me) -> str:
    """The text as it would be sent by `me` on a ticket such as there are; what nobody knows stays as it is written."""
    values: Mapping[Variable, str] = {
        Variable.REQUESTER_NAME: "Aoife Brennan" if locale == "en" else "Lucía Ferrer",
        Variable.REQUESTER_FIRST_NAME: "Aoife" if locale == "en" else "Lucía",
        Variable.STORE_NAME: "Rathmines" if locale == "en" else "Gràcia",
        Variable.STORE_CODE: "0123",
        Variable.AGENT_NAME: me.name,
        Variable.AGENT_FIRST_NAME: me.name.partition(" ")[0],
        Variable.TEAM_NAME: "Support" if locale == "en" else "Soporte",
        Variable.TICKET_NUMBER: "#4821",
        Variable.TICKET_SUBJECT: SUBJECT.get(locale, SUBJECT["en"]),
        Variable.BRAND_NAME: me.space,
        Variable.BRAND_PHONE: me.phone,
    }
    return expand(text, {str(name): value for name, value in values.items()}).text


def first_unknown(text: str) -> str:
    """The first variable in a text that nobody knows; empty if there is none."""
    return next(iter(unknown_names(text)), "")


def unknown_sentence(name: str) -> str:
    """What is wrong with a text that has a variable nobody knows, and what to do."""
    sentence = QCoreApplication.translate("variables", "There is no variable {0}. Choose one from the list.")
    return sentence.format("{{" + name + "}}")


class VariableButton(Retranslated, Button):
    """Offers the variables, and puts the chosen one where one writes."""

    def __init__(self, theme: Theme, field: QPlainTextEdit, name: str) -> None:
        Button.__init__(self, theme, icon="plus", height=28, name=name)
        self._field = field
        self.clicked.connect(self._offer)
        self.retranslate()

    def _offer(self) -> None:
        entries = [Entry("variable", str(one), described(one), "tag", beside=str(one)) for one in VARIABLES]
        picker = Picker(self, self._theme, self.tr("Variable"), entries, width=380)
        picker.picked.connect(self._put_in)
        picker.open()

    def _put_in(self, variable: str) -> None:
        self._field.insertPlainText("{{" + variable + "}}")
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self.setText(self.tr("Put in a variable"))
