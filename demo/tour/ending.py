"""How a ticket ends: a question, "not yet", a solution with its explanation, a rating, and an answer out of a mail."""

from __future__ import annotations

from demo.drive.handle import DrivenClient
from demo.tour.mails import answer_from_mail
from demo.tour.stage import Stage
from demo.tour.words import Words
from desktop.shell import names

ARRIVES_S = 60.0
"""Until the other side has it, an undo and a line that comes back included."""


class Ending:
    """Walks the end of both tickets; the agent stands at the tickets afterwards."""

    def __init__(self, stage: Stage, words: Words, store: DrivenClient, agent: DrivenClient) -> None:
        self._stage = stage
        self._words = words
        self._store = store
        self._agent = agent

    def walk(self) -> None:
        """Play every chapter."""
        self._ask()
        self._not_yet()
        self._solve()
        self._rate()
        self._wait()

    def _ask(self) -> None:
        """The agent asks in the other ticket: its mail is on its way while the rest is played."""
        agent, words = self._agent, self._words

        def asked() -> None:
            agent.click(names.RAIL_TICKETS)
            agent.click(f"{names.RAIL_VIEW}team")
            agent.click(names.QUEUE_LIST, words.offline_subject)
            agent.type(names.COMPOSER_TEXT, words.ask_back)
            agent.click(names.COMPOSER_MORE)
            agent.choose(words.pending)
            agent.see(words.ask_back, names.CONVERSATION_LIST)

        self._stage.step("The agent asks and waits", agent, asked)

    def _not_yet(self) -> None:
        store, agent, words, step = self._store, self._agent, self._words, self._stage.step

        def why() -> None:
            store.click(names.CONVERSATION_NOT_YET)
            store.type(names.NOT_SOLVED_TEXT, words.still_wrong)
            store.see(words.still_wrong, names.NOT_SOLVED_PANEL)

        def open_again() -> None:
            store.press("Ctrl+Return", names.NOT_SOLVED_TEXT)
            store.see(words.still_wrong, names.CONVERSATION_LIST)
            agent.click(f"{names.RAIL_VIEW}mine")
            agent.click(names.QUEUE_LIST, words.subject)
            agent.see(words.still_wrong, names.CONVERSATION_LIST, within_s=ARRIVES_S)

        step("Not yet and why", store, why)
        step("It is open again", agent, open_again)

    def _solve(self) -> None:
        store, agent, words, step = self._store, self._agent, self._words, self._stage.step

        def explained() -> None:
            agent.press("D", names.QUEUE_LIST)
            agent.type(names.RESOLVE_TEXT, words.explanation)
            agent.see(words.explanation, names.RESOLVE_PANEL)

        def solved() -> None:
            agent.press("Ctrl+Return", names.RESOLVE_TEXT)
            store.see(words.explanation, names.CONVERSATION_LIST, within_s=ARRIVES_S)
            store.see(words.closes_by_itself, names.CONVERSATION_NEXT, within_s=ARRIVES_S)

        step("What solved it", agent, explained)
        step("Solved and what comes next", store, solved)

    def _rate(self) -> None:
        store, agent, words, step = self._store, self._agent, self._words, self._stage.step

        def rated() -> None:
            store.click(names.CONVERSATION_YES)
            store.see(words.solved_and_closed, names.CONVERSATION)
            store.click(f"{names.RATING_BAR}.5")
            store.click(f"{names.RATE_REASON}.clear")
            store.type(names.RATE_TEXT, words.praise)
            store.see(words.praise, names.RATE_PANEL)

        def read() -> None:
            store.press("Ctrl+Return", names.RATE_TEXT)
            store.see_gone("", names.RATE_PANEL)
            agent.see(words.praise, names.CLOSING_FACTS, within_s=ARRIVES_S)

        step("How it was", store, rated)
        step("The agent reads the rating", agent, read)

    def _wait(self) -> None:
        store, agent, words, step = self._store, self._agent, self._words, self._stage.step

        def told() -> None:
            store.click(names.QUEUE_LIST, words.offline_subject)
            store.see(words.ask_back, names.CONVERSATION_LIST, within_s=ARRIVES_S)
            store.see(words.closes_by_itself, names.CONVERSATION_NEXT, within_s=ARRIVES_S)

        def answered() -> None:
            answer_from_mail(self._stage.mail_folder, words.offline_subject, words.mail_answer)
            store.see(words.mail_answer, names.CONVERSATION_LIST, within_s=ARRIVES_S)
            agent.click(f"{names.RAIL_VIEW}team")
            agent.click(names.QUEUE_LIST, words.offline_subject)
            agent.see(words.mail_answer, names.CONVERSATION_LIST, within_s=ARRIVES_S)

        step("When it closes unless one answers", store, told)
        step("Answered out of a mail", agent, answered)
