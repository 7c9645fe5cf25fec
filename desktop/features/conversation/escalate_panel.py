"""Where a ticket goes up to, why, and the word that goes with it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.features.conversation.form_panel import FormPanel
from desktop.shell import names
from desktop.shell.choice import Choice
from desktop.shell.workspace import Workspace
from sync.replica.reading.handing import HandingRow
from sync.replica.reading.rows import TicketHead

VENDOR = "vendor"
TEAM = "team:"


class EscalatePanel(FormPanel):
    """The team above first, then the other teams, then a third party, about which more is asked."""

    def __init__(
        self, anchor: QWidget, work: Workspace, head: TicketHead, now: HandingRow, teams: list[tuple[str, str]]
    ) -> None:
        title = self.tr("Escalate · {0}").format(head.subject)
        super().__init__(anchor, work, title, f"escalate:{head.id}", name=names.ESCALATE)
        self._now = now
        to = Choice(work.theme, f"{names.ESCALATE}.to")
        for team_id, name in teams:
            to.addItem(name, f"{TEAM}{team_id}")
        to.addItem(self.tr("A third party"), VENDOR)
        self.add_part(self.choice("to", self.tr("To"), to))
        vendor = self.line("vendor", self.tr("Third party"), self.tr("Name"))
        reference = self.line("reference", self.tr("Their reference"))
        expected = self.day("expected", self.tr("Expected by"), self.tr("No date"))
        again = self.day("follow_up", self.tr("Ask again on"), self.tr("No date"))
        self._of_vendor = [self.add_row(vendor, reference), self.add_row(expected, again)]
        self.add_part(self.line("reason", self.tr("Reason"), self.tr("What it needs that you do not have")))
        words = self.tr("An internal note. You go on following the ticket.")
        hint = self.tr("What is known, what was tried, what is asked")
        self.add_part(self.text("note", self.tr("Hand-over note"), hint, words))
        self.offer(self.tr("Escalate"))
        self.take_up()
        self.on_changed()

    def blank(self) -> dict[str, str]:
        """Override FormPanel.blank: the team above, and what is known of a third party already."""
        now, to = self._now, self.fields["to"].editor
        assert isinstance(to, Choice)  # noqa: S101 - made above
        begins = VENDOR if now.vendor or now.above_id is None else str(to.itemData(0))
        return {
            "to": begins, "vendor": now.vendor, "reference": now.vendor_reference if now.vendor else "",
            "expected": (now.vendor_expected_at or "") if now.vendor else "", "follow_up": now.follow_up_at or "",
        }  # fmt: skip

    def on_changed(self) -> None:
        """Override FormPanel.on_changed: a third party is asked about only where it is one."""
        to_vendor = self.value("to") == VENDOR
        for row in self._of_vendor:
            row.setVisible(to_vendor)
        if self.isVisible():
            self.place()

    def trouble(self) -> dict[str, str]:
        """Override FormPanel.trouble."""
        wrong = {}
        if self.value("to") == VENDOR and not self.value("vendor"):
            wrong["vendor"] = self.tr("Who is it? Write their name.")
        if not self.value("reason"):
            wrong["reason"] = self.tr("Say in a few words why it goes up.")
        if not self.value("note"):
            wrong["note"] = self.tr("Whoever takes it begins with this: write what you know.")
        return wrong

    def args(self) -> dict[str, Any]:
        """Override FormPanel.args."""
        given: dict[str, Any] = {"reason": self.value("reason"), "body": self.value("note")}
        if self.value("to") != VENDOR:
            return given | {"team_id": self.value("to").removeprefix(TEAM)}
        return given | {
            "vendor": self.value("vendor"),
            "vendor_reference": self.value("reference"),
            "vendor_expected_at": self.value("expected") or None,
            "follow_up_at": self.value("follow_up") or None,
        }

    def done(self) -> str:
        """Override FormPanel.done."""
        to = self.fields["to"].editor
        assert isinstance(to, Choice)  # noqa: S101 - made above
        whom = self.value("vendor") if self.value("to") == VENDOR else to.currentText()
        return self.tr("Escalated to {0}.").format(whom)


class HandBackPanel(FormPanel):
    """The answer with which a ticket goes down again."""

    def __init__(self, anchor: QWidget, work: Workspace, head: TicketHead, now: HandingRow) -> None:
        self._whom = now.back or now.team
        title = self.tr("Hand back to {0} · {1}").format(self._whom, head.subject)
        super().__init__(anchor, work, title, f"hand_back:{head.id}", name=names.HAND_BACK)
        if now.vendor:
            self.add_line("status-open", self.tr("It no longer waits for {0}, and is open again.").format(now.vendor))
        else:
            self.add_line("team", self.tr("It goes back to {0}, and to whoever had it there.").format(self._whom))
        self.add_part(
            self.text("note", self.tr("Answer"), self.tr("What came of it"), self.tr("Goes along as an internal note."))
        )
        self.offer(self.tr("Hand back"))
        self.take_up()

    def trouble(self) -> dict[str, str]:
        """Override FormPanel.trouble."""
        return {} if self.value("note") else {"note": self.tr("Whoever takes it back needs an answer: write it here.")}

    def args(self) -> dict[str, Any]:
        """Override FormPanel.args."""
        return {"body": self.value("note")}

    def done(self) -> str:
        """Override FormPanel.done."""
        return self.tr("Handed back to {0}.").format(self._whom)
