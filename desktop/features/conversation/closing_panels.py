"""What is asked at the end of a ticket: what is still wrong, why it is not wanted any more, what solved it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.features.conversation import closing
from desktop.features.conversation.words_panel import WordsPanel
from desktop.shell import names
from desktop.shell.workspace import Workspace
from desktop.widgets.choices import Check, Select
from desktop.widgets.text import Text
from sync.replica.reading.rows import TicketHead

CHECK_BACK_DAYS = (1, 3, 7)


class NotSolvedPanel(WordsPanel):
    """What is still wrong; whoever is not content may have the team's lead look at it."""

    def __init__(self, anchor: QWidget, work: Workspace, head: TicketHead) -> None:
        super().__init__(
            anchor, work, "", draft=closing.draft_key(closing.NOT_SOLVED, head.id), name=names.NOT_SOLVED_PANEL,
            run_name=names.NOT_SOLVED_RUN, field_name=names.NOT_SOLVED_TEXT,
        )  # fmt: skip
        self.set_title(self.tr("What is still wrong?"))
        self.field.setAccessibleName(self.tr("What is still wrong?"))
        self.field.setPlaceholderText(self.tr("What happens, and since when?"))
        self.add_part(self.frame)
        self._dissatisfied = Check(work.theme, self.tr("I am not satisfied: tell the lead"),
                                   name=names.NOT_SOLVED_LEAD)  # fmt: skip
        self.add_part(self._dissatisfied)
        self.add_line("status-open", self.tr("The ticket is open again then, with all that was said."))
        self.restore()

    @property
    def dissatisfied(self) -> bool:
        """Whether the lead should see it."""
        return self._dissatisfied.isChecked()

    def on_typed(self) -> None:
        """Override WordsPanel.on_typed: without a why there is nothing to go on with."""
        self.offer(self.tr("Open it again"))
        self._run.setEnabled(bool(self.words))


class WithdrawPanel(WordsPanel):
    """That nothing is wanted any more; why is welcome."""

    def __init__(self, anchor: QWidget, work: Workspace, head: TicketHead) -> None:
        super().__init__(
            anchor, work, "", draft=closing.draft_key(closing.WITHDRAW, head.id), name=names.WITHDRAW_PANEL,
            run_name=names.WITHDRAW_RUN, field_name=names.WITHDRAW_TEXT,
        )  # fmt: skip
        self.set_title(self.tr("Withdraw this ticket?"))
        self.field.setAccessibleName(self.tr("What solved it, or why it is not needed any more"))
        self.field.setPlaceholderText(self.tr("What solved it? Others may have the same. (optional)"))
        self.add_part(self.frame)
        self.add_line("status-closed", self.tr("It is closed, and nobody works on it any more."))
        self.add_line("undo", self.tr("Whoever answers in it later opens it again."))
        self.offer(self.tr("Withdraw it"))
        self.restore()


class ResolvePanel(WordsPanel):
    """What solved it, for the requester to read, and whether they are asked later if it still does."""

    def __init__(self, anchor: QWidget, work: Workspace, head: TicketHead, requester: str) -> None:
        super().__init__(
            anchor, work, "", draft=closing.draft_key(closing.RESOLVE, head.id), name=names.RESOLVE_PANEL,
            run_name=names.RESOLVE_RUN, field_name=names.RESOLVE_TEXT,
        )  # fmt: skip
        self.set_title(self.tr("What solved it?"))
        self.field.setAccessibleName(self.tr("Explanation for the requester"))
        self.field.setPlaceholderText(
            self.tr("{0} reads this. Without words only the status changes.").format(requester)
        )
        self.add_part(self.frame)
        self._asks = Select(work.theme, names.RESOLVE_CHECK_BACK, height=28)
        self._asks.setAccessibleName(self.tr("Ask later whether it works"))
        days = closing.topic_check_back_days(work, head)
        usual = self.tr("as its topic says: after %n days", "", days) if days else self.tr("do not ask")
        self._asks.addItem(usual, None)
        if days:
            self._asks.addItem(self.tr("do not ask"), 0)
        for one in CHECK_BACK_DAYS:
            self._asks.addItem(self.tr("after %n days", "", one), one)
        self.add_part(Text(work.theme, self.tr("Ask later whether it works:")))
        self.add_part(self._asks)
        self.offer(self.tr("Resolve"))
        self.restore()

    @property
    def check_back_days(self) -> int | None:
        """After how many days it is asked; None: as its topic says."""
        found: int | None = self._asks.currentData()
        return found
