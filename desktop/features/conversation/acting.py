"""What is done to the ticket that is shown, by key or from the bar: each with a word, and a way to take it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.features.conversation import choices, macros, operations, relations, steps
from desktop.features.conversation.account_help import AccountHelp
from desktop.features.conversation.choices import Choice
from desktop.features.conversation.detailing import Detailing
from desktop.features.conversation.ending import Ending
from desktop.features.conversation.explaining import Explaining
from desktop.features.conversation.followers import Following
from desktop.features.conversation.handing import Handing
from desktop.features.conversation.joining import Joining
from desktop.features.conversation.macro_panel import MacroPanel
from desktop.features.conversation.macros import MacroPreview
from desktop.shell import moments
from desktop.shell.picker import Picker
from desktop.shell.workspace import Workspace
from domain.ids import RecordId
from sync.replica.reading import labels
from sync.replica.reading.rows import TicketHead

if TYPE_CHECKING:
    from desktop.features.conversation.view import ConversationView

LINK = "mostrador://ticket/"
JUST_BEFORE = timedelta(microseconds=1)


class Acting(QObject):
    """Belongs to a conversation.

    Signals:
        told: (sentence) what was done, or why it was not.
        undo_offered: (sentence, undo) what was done, and what takes it back.
        detach_wanted: (ticket id) the ticket is wanted in a window of its own.
    """

    told = Signal(str)
    undo_offered = Signal(str, object)
    detach_wanted = Signal(str)

    def __init__(self, work: Workspace, view: ConversationView) -> None:
        super().__init__(view)
        self._work, self._view = work, view
        self.joining = Joining(work, view)
        self.joining.told.connect(self.told)
        self.joining.undo_offered.connect(self.undo_offered)
        self.account_help = AccountHelp(work, view)
        self.account_help.told.connect(self.told)
        self.explaining = Explaining(work, view)
        self.ending = Ending(work, view)
        self.ending.told.connect(self.told)
        self.handing = Handing(work, view)
        self.handing.told.connect(self.told)
        self.following = Following(work, view)
        self.following.undo_offered.connect(self.undo_offered)
        self.detailing = Detailing(work, view)
        self.detailing.told.connect(self.told)
        self._does: dict[str, Callable[[TicketHead], object]] = {
            "reply": lambda _head: view.composer.write(operations.REPLY),
            "note": lambda _head: view.composer.write(operations.NOTE),
            "assign": lambda head: self._set(choices.ASSIGNEE, head, self._work.user_id),
            "assign_to": lambda head: self.choose(choices.ASSIGNEE, head),
            "status": lambda head: self.choose(choices.STATUS, head),
            "priority": lambda head: self.choose(choices.PRIORITY, head),
            "team": lambda head: self.choose(choices.TEAM, head),
            "topic": lambda head: self.choose(choices.TOPIC, head),
            "tag": self._choose_tags,
            "follow": self._follow,
            "unread": self._mark_unread,
            "macro": self._choose_macro,
            "snooze": self._choose_snooze,
            "type": lambda head: self.choose(choices.TYPE, head),
            "escalate": lambda head: self._hand(self.handing.escalate, head),
            "hand_back": lambda head: self._hand(self.handing.hand_back, head),
            "promise": lambda head: self._hand(self.handing.promise, head),
            "ask_support": self._ask_support,
            "pass_back": lambda _head: self._view.stages.pass_back(),
            "copies": lambda head: self._hand(self.following.choose, head),
            "split": lambda head: self._hand(self.split_from, head),
            "checklist": self._show_checklist,
            "merge": lambda head: self._join(relations.MERGE, head),
            "incident": lambda head: self._join(relations.PROBLEM, head),
            "part": lambda head: self._join(relations.PART, head),
            "solve_all": self._solve_all,
            "verify": lambda head: self._help(head, self.account_help.verify),
            "account": lambda head: self._help(head, self.account_help.choose),
            "history": self.explaining.show_history,
            "why": self.explaining.explain,
            "resolve": self._resolve,
            "remind": self._remind,
            "works": self.ending.works,
            "works_not": self.ending.works_not,
            "withdraw": self.ending.withdraw,
            "rate": self.ending.rate,
            "details": self.detailing.change,
            "ask_details": self._ask_details,
            "link": self._copy_link,
            "detach": lambda head: self.detach_wanted.emit(head.id),
        }

    def run(self, name: str) -> None:
        """Does what an action of the table of keys stands for."""
        head = self._view.head
        if head is not None and name in self._does:
            self._does[name](head)

    def choose(self, choice: Choice, head: TicketHead) -> None:
        """Offers what a property may be."""
        if not self._may_work(head):
            return
        picker = Picker(
            self._view.properties.anchor(choice.field),
            self._work.theme,
            choice.title(),
            choice.entries(self._work, head),
        )
        picker.picked.connect(lambda key: self._set(choice, head, key or None))
        picker.open()

    def _may_work(self, head: TicketHead) -> bool:
        if operations.works(self._work.me, head):
            return True
        self.told.emit(self.tr("Only its team, or who it is assigned to, may change this ticket."))
        return False

    def _set(self, choice: Choice, head: TicketHead, value: str | None) -> None:
        if not self._may_work(head):
            return
        # The list of values may have stood open for a while: what comes back is what there was just before.
        head = steps.head(self._work, head.id) or head
        before = choice.value_of(head)
        if (value or None) == (before or None):
            self.told.emit(choice.stands(self._work, value))
            return
        if choice is choices.STATUS:
            op = operations.set_status(self._work, self, head, str(value))
        else:
            op = operations.set_property(self._work, self, head.id, choice.field, value)
        op.success(lambda _done: self._offer(choice, head, before, value)).run()

    def _offer(self, choice: Choice, head: TicketHead, before: str | None, after: str | None) -> None:
        sentence = choice.done(self._work, after)
        if choice is choices.STATUS and not steps.desk_may_go(str(after), str(before)):
            self.told.emit(sentence)
            return
        if choice is choices.TEAM and after not in self._work.me.team_ids:
            gone = self.tr("It left your teams: this cannot be undone here.")
            self.told.emit(f"{sentence} {gone}")
            return

        def take_back() -> None:
            present = steps.head(self._work, head.id)
            if present is None or choice.value_of(present) != after:
                self.told.emit(self.tr("Somebody has changed it since."))
            elif choice is choices.STATUS:
                operations.set_status(self._work, self, present, str(before)).run()
            elif choice is choices.TEAM:
                operations.give_back(self._work, self, head).run()
            else:
                operations.set_property(self._work, self, head.id, choice.field, before).run()

        self.undo_offered.emit(sentence, take_back)

    def _choose_tags(self, head: TicketHead) -> None:
        if not self._may_work(head):
            return
        anchor: QWidget = self._view.properties.anchor("tag")
        picker = Picker(
            anchor, self._work.theme, self.tr("Tags"), choices.tag_entries(self._work, head.id), several=True,
            offer=choices.new_tag,
        )  # fmt: skip
        picker.picked.connect(lambda tag: self._turn_tag(head.id, tag))
        picker.open()

    def _turn_tag(self, ticket_id: str, tag: str) -> None:
        holds = tag in self._picked_tags(ticket_id)
        self._picked_tags(ticket_id).symmetric_difference_update({tag})
        steps.tag(self._work, self, ticket_id, tag, on=not holds).run()

    def _picked_tags(self, ticket_id: str) -> set[str]:
        """A ticket's tags with what was picked just now and is still on its way to the disk."""
        if self._tags is None or self._tags[0] != ticket_id:
            self._tags = (ticket_id, set(labels.tags(self._work.reader, ticket_id)))
        return self._tags[1]

    _tags: tuple[str, set[str]] | None = None

    def _choose_macro(self, head: TicketHead) -> None:
        if not self._may_work(head):
            return
        entries = choices.macro_entries(macros.macros(self._work), self._work.locale)
        if not entries:
            self.told.emit(self.tr("There are no macros yet. Under Settings, Macros, one is made."))
            return
        picker = Picker(self._view.properties.anchor("status"), self._work.theme, self.tr("Macro"), entries)
        picker.picked.connect(self.run_macro)
        picker.open()

    def run_macro(self, macro_id: str) -> None:
        """Shows what a macro would do to the ticket that is shown, and does it if that is wanted."""
        head = self._view.head
        macro = next((one for one in macros.macros(self._work) if one.id == macro_id), None)
        if head is not None and macro is not None:
            ticket_id = head.id
            macros.preview_macro(
                self._work, self, ticket_id, macro, lambda preview: self._show_macro(ticket_id, preview)
            ).run()

    def _show_macro(self, ticket_id: str, preview: MacroPreview) -> None:
        if self._view.ticket_id != ticket_id:
            return
        panel = MacroPanel(self._view.properties.anchor("status"), self._work, preview)
        panel.run_wanted.connect(lambda: self._run_macro(ticket_id, preview))
        panel.open()

    def _run_macro(self, ticket_id: str, preview: MacroPreview) -> None:
        op = macros.run_macro(self._work, self, ticket_id, preview)
        sentence = self.tr("Done: {0}.").format(preview.macro.title(self._work.locale))
        op.success(lambda _done: self.told.emit(sentence)).run()

    def _help(self, head: TicketHead, act: Callable[[TicketHead], object]) -> None:
        if self._may_work(head):
            act(head)

    def _join(self, kind: str, head: TicketHead) -> None:
        if self._may_work(head):
            self.joining.choose(kind, head)

    def split_from(self, head: TicketHead, message_id: str = "") -> None:
        """Asks which messages begin another ticket; the one of that id is chosen already."""
        from desktop.features.conversation.split_panel import SplitPanel

        chosen = message_id or self._view.messages.chosen_id or head.last_message_id or ""
        panel = SplitPanel(
            self._view.properties.anchor("status"), self._work, head, self._view.shown_messages(), chosen
        )

        def split() -> None:
            new_id = self._work.new_id()
            op = self._work.mutate(self, "ticket.split", {"ticket_id": new_id} | panel.args(), draft=panel.draft)
            sentence = panel.done()
            op.success(lambda _done: self.told.emit(sentence)).run()

        panel.run_wanted.connect(split)
        panel.open()

    def _show_checklist(self, head: TicketHead) -> None:
        from desktop.features.conversation.checklist import ChecklistPanel

        ChecklistPanel(self._view.properties.anchor("tag"), self._work, head).open()

    def _ask_support(self, head: TicketHead) -> None:
        if self._work.me.serves(head):
            self._view.stages.ask()
        else:
            self.told.emit(self.tr("Only what a customer asks your store is passed on to support."))

    def _hand(self, ask: Callable[[TicketHead], None], head: TicketHead) -> None:
        if self._may_work(head):
            ask(head)

    def _ask_details(self, head: TicketHead) -> None:
        if self._may_work(head):
            self.detailing.ask(head)

    def _solve_all(self, head: TicketHead) -> None:
        if self._may_work(head):
            self.joining.solve_all(head)

    def _resolve(self, head: TicketHead) -> None:
        if self._may_work(head):
            self.ending.resolve(head)

    def _remind(self, head: TicketHead) -> None:
        if self._may_work(head):
            self.ending.remind(head)

    def _choose_snooze(self, head: TicketHead) -> None:
        if not self._may_work(head):
            return
        anchor = self._view.properties.anchor("status")
        times = dict(operations.snooze_choices(moments.now()))
        asleep = operations.snoozed(self._work, head.id) is not None
        entries = choices.snooze_entries(times, asleep=asleep)
        picker = Picker(anchor, self._work.theme, self.tr("Snooze until"), entries)
        picker.picked.connect(lambda key: self._wake(head) if key == choices.WAKE else self._snooze(head, times[key]))
        picker.open()

    def _snooze(self, head: TicketHead, until: datetime | None) -> None:
        op = operations.snooze(self._work, self, head.id, until)
        sentence = choices.snoozed_until(until)
        op.success(lambda _done: self.undo_offered.emit(sentence, lambda: self._wake(head))).run()

    def _wake(self, head: TicketHead) -> None:
        op = operations.wake(self._work, self, head.id)
        op.success(lambda _done: self.told.emit(self.tr("It is back in the list."))).run()

    def _follow(self, head: TicketHead) -> None:
        following = not labels.follows(self._work.reader, head.id, self._work.user_id)
        op = steps.follow(self._work, self, head.id, following=following)
        sentence = self.tr("You follow this ticket.") if following else self.tr("You no longer follow this ticket.")

        def take_back() -> None:
            steps.follow(self._work, self, head.id, following=not following).run()

        op.success(lambda _done: self.undo_offered.emit(sentence, take_back)).run()

    def _mark_unread(self, head: TicketHead) -> None:
        at = labels.last_of_others(self._work.reader, head.id, self._work.user_id)
        if at is None or head.last_message_by == self._work.user_id:
            self.told.emit(self.tr("You wrote last: there is nothing to read."))
            return
        self._view.read_mark.leave_unread()
        self._work.mark_unread(RecordId(head.id), moments.moment_of(at) - JUST_BEFORE)
        self.told.emit(self.tr("Unread again."))

    def _copy_link(self, head: TicketHead) -> None:
        QGuiApplication.clipboard().setText(LINK + head.id)
        self.told.emit(self.tr("The link is on the clipboard."))
