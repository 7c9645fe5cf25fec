"""A ticket in many hands: promised, sent up and down, split, and asked of the desk by a store for its customer."""

from __future__ import annotations

from demo.drive.handle import DrivenClient, StepFailed
from demo.tour.sending import see_sent
from demo.tour.stage import Stage
from demo.tour.words import Words
from desktop.shell import names

SEEN_S = 60.0
SENT_S = 30.0


class Hands:
    """Begins at the ticket that store and agent have both open, and leaves both of them there."""

    def __init__(self, stage: Stage, words: Words, store: DrivenClient, agent: DrivenClient) -> None:
        self._stage, self._words = stage, words
        self._store, self._agent = store, agent

    def walk(self) -> None:
        """Play every chapter."""
        self._promise()
        self._third_party()
        self._checklist()
        self._split()
        self._escalate()
        self._away()
        self._customer()

    def _run(self, client: DrivenClient, field: str) -> None:
        client.press("Ctrl+Return", field)

    def _promise(self) -> None:
        store, agent, words, step = self._store, self._agent, self._words, self._stage.step

        def begun() -> None:
            agent.press("Shift+H", names.QUEUE_LIST)
            agent.choose(words.every_other_day, f"{names.PROMISE}.every")
            agent.type(f"{names.PROMISE}.word", words.takes_longer)

        def promised() -> None:
            self._run(agent, f"{names.PROMISE}.word")
            agent.see(words.takes_longer, names.CONVERSATION_LIST)
            agent.see(words.word_due, names.PROMISE_BAR)

        def told() -> None:
            store.see(words.takes_longer, names.CONVERSATION_LIST, within_s=SEEN_S)
            store.see(words.hear_from_us, names.PROMISE_BAR, within_s=SEEN_S)

        step("It takes longer", agent, begun)
        step("A word promised", agent, promised)
        step("The store sees by when", store, told)

    def _third_party(self) -> None:
        store, agent, words, step = self._store, self._agent, self._words, self._stage.step

        def menu() -> None:
            agent.click(names.CONVERSATION_MORE)

        def asked() -> None:
            agent.press("Esc")
            agent.press("Shift+G", names.QUEUE_LIST)
            agent.choose(words.third_party, f"{names.ESCALATE}.to")
            agent.type(f"{names.ESCALATE}.vendor", "Redwire")
            agent.type(f"{names.ESCALATE}.reference", "RW-90211")
            agent.type(f"{names.ESCALATE}.reason", words.why_up)
            agent.type(f"{names.ESCALATE}.note", words.hand_over)

        def waits() -> None:
            self._run(agent, f"{names.ESCALATE}.note")
            agent.see("Redwire", names.CONTEXT_PANEL)
            agent.see(words.hand_over, names.CONVERSATION_LIST)
            store.see(words.for_supplier, names.CONVERSATION, within_s=SEEN_S)

        def back() -> None:
            agent.press("Shift+E", names.QUEUE_LIST)
            agent.type(f"{names.HAND_BACK}.note", words.came_back)
            self._run(agent, f"{names.HAND_BACK}.note")
            agent.see(words.came_back, names.CONVERSATION_LIST)
            store.see(words.looking, names.CONVERSATION, within_s=SEEN_S)

        step("All that can be done to a ticket", agent, menu)
        step("To a third party", agent, asked)
        step("Waiting for the third party", agent, waits)
        step("Back with an answer", agent, back)

    def _checklist(self) -> None:
        agent, words, step = self._agent, self._words, self._stage.step

        def listed() -> None:
            agent.press("Shift+L", names.QUEUE_LIST)
            for item in (words.first_item, words.second_item):
                agent.type(f"{names.CHECKLIST_PANEL}.new", item)
                agent.press("Return", f"{names.CHECKLIST_PANEL}.new")
                agent.see(item, names.CHECKLIST_PANEL)

        def ticked() -> None:
            agent.click(f"{names.CHECKLIST_PANEL}.0")
            agent.press("Esc", f"{names.CHECKLIST_PANEL}.new")
            agent.see(words.one_of_two, names.CONTEXT_PANEL)

        def copied() -> None:
            agent.press("Shift+P", names.QUEUE_LIST)
            agent.type(names.PICKER_FIELD, words.lead_name[:4])
            agent.see(words.lead_name, names.PICKER_LIST)
            agent.press("Return", names.PICKER_FIELD)
            agent.see(words.lead_name, names.CONTEXT_PANEL)

        step("A checklist", agent, listed)
        step("One item is done", agent, ticked)
        step("Somebody gets a copy", agent, copied)

    def _split(self) -> None:
        store, agent, words, step = self._store, self._agent, self._words, self._stage.step

        def chosen() -> None:
            agent.press("Shift+B", names.QUEUE_LIST)
            agent.type(f"{names.SPLIT}.title", words.split_subject, clear=True)
            agent.click(f"{names.SPLIT}.1")

        def split() -> None:
            self._run(agent, f"{names.SPLIT}.title")
            agent.see(words.split_subject, names.QUEUE_LIST, within_s=SEEN_S)
            agent.see(words.split_subject, names.CONTEXT_PANEL, within_s=SEEN_S)
            store.see(words.split_subject, names.QUEUE_LIST, within_s=SEEN_S)

        step("Messages that begin another ticket", agent, chosen)
        step("Split off", agent, split)

    def _escalate(self) -> None:
        agent, words, step = self._agent, self._words, self._stage.step

        def written() -> None:
            agent.click(names.QUEUE_LIST, words.split_subject)
            agent.see(words.split_subject, names.CONVERSATION_TITLE)
            agent.press("Shift+G", names.QUEUE_LIST)
            agent.type(f"{names.ESCALATE}.reason", words.why_up)
            agent.type(f"{names.ESCALATE}.note", words.hand_over)

        def gone() -> None:
            self._run(agent, f"{names.ESCALATE}.note")
            agent.see(words.escalated_from, names.CONTEXT_PANEL)
            agent.see("Technical", names.PROPERTY_TEAM)

        step("To the team above", agent, written)
        step("Technical support has it", agent, gone)

    def _away(self) -> None:
        agent, words, step = self._agent, self._words, self._stage.step

        def said() -> None:
            agent.press("G, W", names.QUEUE_LIST)
            agent.choose(words.stand_in, f"{names.ABSENCE_PAGE}.backup")
            agent.type(f"{names.ABSENCE_PAGE}.word", words.holiday)
            agent.click(f"{names.ABSENCE_PAGE}.set")
            agent.see(words.stand_in, f"{names.ABSENCE_PAGE}.away.0")

        def handed() -> None:
            agent.click(f"{names.ABSENCE_PAGE}.hand.0")
            agent.see_gone("", f"{names.ABSENCE_PAGE}.hand.0", within_s=SENT_S)

        def returned() -> None:
            agent.press("Ctrl+Z", names.ABSENCE_PAGE)
            agent.see("", f"{names.ABSENCE_PAGE}.hand.0", within_s=SENT_S)
            agent.click(f"{names.ABSENCE_PAGE}.back.0")
            agent.see_gone("", f"{names.ABSENCE_PAGE}.away.0", within_s=SENT_S)
            agent.click(names.RAIL_TICKETS)
            agent.click(names.QUEUE_LIST, words.subject)

        step("Away", agent, said)
        step("Handed over", agent, handed)
        step("Taken back and here again", agent, returned)

    def _customer(self) -> None:
        store, agent, words, step = self._store, self._agent, self._words, self._stage.step

        def served() -> None:
            store.click(names.RAIL_TICKETS)
            store.see(words.customer_subject, names.QUEUE_LIST, within_s=SEEN_S)
            store.click(names.QUEUE_LIST, words.customer_subject)
            store.see(words.customer_body, names.CONVERSATION_LIST)
            store.see("", f"{names.STORE_BAR}.ask")

        def passed_on() -> None:
            store.click(f"{names.STORE_BAR}.ask")
            store.type(f"{names.ASKED_FOR}.title", words.passed_subject, clear=True)

        def answered() -> None:
            self._run(store, f"{names.ASKED_FOR}.title")
            agent.see(words.passed_subject, names.QUEUE_LIST, within_s=SEEN_S)
            agent.click(names.QUEUE_LIST, words.passed_subject)
            agent.type(names.COMPOSER_TEXT, words.passed_answer)
            agent.press("Ctrl+Return", names.COMPOSER_TEXT)
            agent.see_gone(words.about_to_be_sent, names.CONVERSATION_LIST, within_s=SENT_S)

        def passed_back() -> None:
            store.see("", f"{names.STORE_BAR}.back", within_s=SEEN_S)
            store.click(f"{names.STORE_BAR}.back")
            store.see(words.passed_answer, f"{names.ANSWER_BACK}.body")

        def read() -> None:
            self._run(store, f"{names.ANSWER_BACK}.body")
            store.click(names.QUEUE_LIST, words.customer_subject)
            store.see(words.passed_answer, names.CONVERSATION_LIST, within_s=SEEN_S)
            query = "SELECT t.status FROM ticket t JOIN message m ON m.ticket_id = t.id WHERE m.body = ? AND t.at_store"
            see_sent(store, words, SENT_S)
            if self._stage.server_rows(query, words.passed_answer) != [("resolved",)]:
                raise StepFailed("the customer's ticket has no answer on the server")

        step("A customer asks the store", store, served)
        step("The store asks support", store, passed_on)
        step("Support answers the store", agent, answered)
        step("The answer to be passed back", store, passed_back)
        step("The customer has the answer", store, read)
        for client in (store, agent):
            client.click(names.RAIL_TICKETS)
            client.click(names.QUEUE_LIST, words.subject)
