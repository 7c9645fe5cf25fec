"""The story of the tour: an answer, a ticket, a line that breaks, two people who see the same in the end."""

from __future__ import annotations

from demo.drive.handle import DrivenClient, StepFailed
from demo.embedded import PASSWORD
from demo.tour.ending import Ending
from demo.tour.hands import Hands
from demo.tour.help_words import HELP_WORDS
from demo.tour.round import Round
from demo.tour.sending import see_sent, shorten_undo
from demo.tour.signing_in import SigningIn
from demo.tour.stage import Stage
from demo.tour.words import Words
from desktop.shell import names

FIRST_SYNC_S = 60.0
UNDO_S = 15.0
"""Within it a message has left that could be taken back."""
RECONNECT_S = 60.0
DIAGNOSTICS = "diagnostics.json"
"""A client asks again after at most a minute without a line."""


class Story:
    """Walks a stage from the first sign-in to the last picture."""

    def __init__(self, stage: Stage, words: Words) -> None:
        self._stage = stage
        self._words = words
        self._store = stage.sit_down("store")

    def walk(self) -> None:
        """Play every chapter."""
        self._find_an_answer()
        self._file_a_ticket()
        agent = self._agent_sees_it()
        self._line_breaks()
        self._power_breaks()
        self._line_is_back(agent)
        self._agent_answers(agent)
        Hands(self._stage, self._words, self._store, agent).walk()
        self._two_write_at_once(agent)
        Ending(self._stage, self._words, self._store, self._agent).walk()
        Round(self._stage, self._words, self._store, self._agent).walk()
        SigningIn(self._stage, HELP_WORDS[self._stage.look.lang], self._agent).walk()
        self._look_around()

    def _sign_in(self, client: DrivenClient, account: str, password: str = PASSWORD) -> None:
        client.type(names.SIGN_IN_ACCOUNT, account, clear=True)
        client.type(names.SIGN_IN_PASSWORD, password, clear=True)
        client.click(names.SIGN_IN_BUTTON)

    def _find_an_answer(self) -> None:
        store, words, step = self._store, self._words, self._stage.step

        def refused() -> None:
            self._sign_in(store, words.owner, "no-such-word")
            store.see(words.wrong_password, names.SIGN_IN_ERROR)

        def signed_in() -> None:
            self._sign_in(store, words.owner)
            store.see(words.owner_name, names.HOME_PAGE, within_s=FIRST_SYNC_S)
            store.see(words.online, names.RAIL_LINE, within_s=FIRST_SYNC_S)

        def guided() -> None:
            store.click(names.GUIDE_NEXT)
            store.see(words.second_of_four, names.GUIDE)

        def closed() -> None:
            store.click(f"{names.GUIDE}.close")
            store.see_gone("", names.GUIDE)
            store.see(words.owner_name, names.HOME_PAGE)

        def found() -> None:
            store.type(names.HOME_FIND, words.question[:-4])
            store.press("Return", names.HOME_FIND)
            store.type(names.KNOWLEDGE_FIELD, words.question, clear=True)
            store.see(words.article, names.KNOWLEDGE_HITS, within_s=FIRST_SYNC_S)
            store.see(words.article, names.KNOWLEDGE_ARTICLE)

        def read() -> None:
            store.click(names.KNOWLEDGE_HITS, words.article)
            store.see(words.article, names.KNOWLEDGE_ARTICLE)

        step("Sign in", store, lambda: store.see("", names.SIGN_IN_BUTTON))
        step("A wrong password", store, refused)
        step("Signed in", store, signed_in)
        step("First steps", store, guided)
        step("Home of a store", store, closed)
        step("Search while typing", store, found)
        step("An article", store, read)

    def _file_a_ticket(self) -> None:
        store, words, step = self._store, self._words, self._stage.step

        def written() -> None:
            store.click(names.KNOWLEDGE_TICKET)
            store.type(names.FILING_TITLE, words.subject, clear=True)
            store.click(f"{names.FILING_TOPIC}.card_terminal")
            store.type(names.FILING_BODY, words.body)

        def lacking() -> None:
            store.type(f"{names.FILING_DETAILS}.terminal.field", words.terminal)
            store.click(names.FILING_SEND)
            store.see(words.needed, f"{names.FILING_DETAILS}.refuses")

        def filled_in() -> None:
            store.click(f"{names.FILING_DETAILS}.refuses.contactless")
            store.click(f"{names.FILING_DETAILS}.since.today")
            store.see_gone(words.needed, names.FILING_DETAILS)
            store.type(names.FILING_TRIED_TEXT, words.tried)
            store.press("Return", names.FILING_TRIED_TEXT)
            store.see(f"1. {words.tried}", names.FILING_TRIED)

        def compared() -> None:
            store.see(words.solved_before, names.FILING_SUGGESTIONS, within_s=FIRST_SYNC_S)
            store.click(f"{names.FILING_SUGGESTION}.solved0.do")
            store.see(words.that_solved_it, names.FILING_READER)

        def filed() -> None:
            store.click(names.FILING_READER_BACK)
            store.see(words.subject, names.FILING_TITLE)
            store.click(names.FILING_SEND)
            store.see(words.subject, names.CONVERSATION_TITLE)
            store.see("#", names.CONVERSATION)
            store.see(words.tried, names.CONTEXT_STEPS)
            store.see(words.terminal, names.CONTEXT_DETAILS)

        step("Still stuck a new ticket", store, written)
        step("A needed line is missing", store, lacking)
        step("The form is filled in", store, filled_in)
        step("A ticket that was solved before", store, compared)
        step("The ticket has a number", store, filed)

    def _agent_sees_it(self) -> DrivenClient:
        store, words, step = self._store, self._words, self._stage.step
        agent = self._stage.sit_down("agent")

        def queue() -> None:
            self._sign_in(agent, words.agent)
            agent.see(words.online, names.RAIL_LINE, within_s=FIRST_SYNC_S)
            agent.see(words.subject, names.QUEUE_LIST, within_s=FIRST_SYNC_S)
            agent.click(f"{names.GUIDE}.close")

        def opened() -> None:
            agent.click(names.QUEUE_LIST, words.subject)
            agent.see(words.body, names.CONVERSATION_LIST)

        step("Queue of an agent", agent, queue)

        def asks() -> None:
            agent.see(words.terminal, names.CONTEXT_DETAILS)
            agent.press("Shift+X", names.QUEUE_LIST)
            agent.click(f"{names.ASK_DETAILS}.message")
            agent.click(names.ASK_DIAGNOSTICS)
            agent.see(words.shown_line, names.ASK_DETAILS_PANEL)

        def asked() -> None:
            agent.click(names.ASK_DETAILS_RUN)
            agent.see(words.shown_line, names.CONVERSATION_LIST)
            store.see(words.shown_line, names.ASKED_BAR, within_s=RECONNECT_S)

        def fills_in() -> None:
            store.click(names.ASKED_FILL)
            store.type(f"{names.DETAILS_FORM}.message.field", words.shown)

        def sent() -> None:
            store.click(names.DETAILS_RUN)
            store.see_gone(words.shown_line, names.ASKED_BAR)
            agent.see(words.shown, names.CONTEXT_DETAILS, within_s=RECONNECT_S)
            agent.see(words.shown, names.CONVERSATION_LIST)

        def shows() -> None:
            store.click(names.ASKED_DIAGNOSTICS)
            store.see("Mostrador", names.DIAGNOSING)
            store.click(f"{names.DIAGNOSING_LINE}.2")

        def diagnosed() -> None:
            store.click(names.DIAGNOSING_RUN)
            store.see_gone("", names.ASKED_BAR)
            agent.see(DIAGNOSTICS, names.CONVERSATION_LIST, within_s=RECONNECT_S)
            agent.see_gone(words.file_arriving, names.CONVERSATION_LIST, within_s=RECONNECT_S)
            agent.click(names.CONVERSATION_LIST, DIAGNOSTICS)
            agent.press("Return", names.CONVERSATION_LIST)
            agent.see("Mostrador", names.DIAGNOSED, within_s=RECONNECT_S)
            agent.see_gone("Python", names.DIAGNOSED)

        def noted() -> None:
            agent.click(names.DIAGNOSED_CLOSE)
            agent.type(names.CONTEXT_STEPS_TEXT, words.agent_tried)
            agent.press("Return", names.CONTEXT_STEPS_TEXT)
            store.see(words.agent_tried, names.CONTEXT_STEPS, within_s=RECONNECT_S)

        step("The agent opens it", agent, opened)
        step("The agent asks for one more detail", agent, asks)
        step("The store is asked", store, asked)
        step("The store fills it in", store, fills_in)
        step("The agent has the answer", agent, sent)
        step("What the computer says of itself", store, shows)
        step("The agent reads it", agent, diagnosed)
        step("Both note what they tried", store, noted)
        return agent

    def _line_breaks(self) -> None:
        store, words, step = self._store, self._words, self._stage.step

        def pulled() -> None:
            self._stage.server.kill()
            store.click(names.RAIL_HOME)
            store.see(words.no_line, names.OFFLINE_STRIP, within_s=RECONNECT_S)

        def replied() -> None:
            store.click(names.RAIL_TICKETS)
            store.click(names.QUEUE_LIST, words.subject)
            for text in (words.first_reply, words.second_reply):
                store.type(names.COMPOSER_TEXT, text)
                store.press("Ctrl+Return", names.COMPOSER_TEXT)
                store.see(text, names.CONVERSATION_LIST)
            store.see(words.saved_here, names.CONVERSATION_LIST)

        def attached() -> None:
            store.drop(names.COMPOSER_TEXT, self._picture)
            store.see(self._picture.name, names.FILES_CHIPS)
            store.press("Ctrl+Return", names.COMPOSER_TEXT)
            store.see(self._picture.name, names.CONVERSATION_LIST)
            store.see(words.file_saved, names.CONVERSATION_LIST)

        def filed() -> None:
            store.click(names.QUEUE_NEW)
            store.type(names.FILING_TITLE, words.offline_subject)
            store.type(names.FILING_BODY, words.offline_body)
            store.click(names.FILING_SEND)
            store.see(words.no_number, names.CONVERSATION)
            store.see(words.saved_here, names.CONVERSATION_LIST)
            store.type(names.COMPOSER_TEXT, words.draft)
            store.see(words.draft_saved, names.COMPOSER_STATE)

        step("The line is down", store, pulled)
        step("Two replies without a line", store, replied)
        self._picture = self._stage.last_picture
        step("A picture without a line", store, attached)
        step("A ticket without a line", store, filed)

    def _power_breaks(self) -> None:
        words = self._words
        self._store.kill()
        self._store = store = self._stage.sit_down("store")

        def unlocked() -> None:
            store.type(names.SIGN_IN_PASSWORD, PASSWORD)
            store.click(names.SIGN_IN_BUTTON)
            store.see(words.owner_name, names.RAIL_USER)
            store.click(names.RAIL_TICKETS)
            store.click(names.QUEUE_LIST, words.offline_subject)
            store.see(words.saved_here, names.CONVERSATION_LIST)
            store.see(words.draft, names.COMPOSER_TEXT)
            store.click(names.QUEUE_LIST, words.subject)
            store.see(words.first_reply, names.CONVERSATION_LIST)
            store.see(words.second_reply, names.CONVERSATION_LIST)

        self._stage.step("After a power cut all is there", store, unlocked)

    def _line_is_back(self, agent: DrivenClient) -> None:
        store, words, step = self._store, self._words, self._stage.step

        def plugged_in() -> None:
            self._stage.server.start()
            store.see(words.online, names.RAIL_LINE, within_s=RECONNECT_S * 2)
            store.see_gone(words.saved_here, names.CONVERSATION_LIST, within_s=RECONNECT_S)
            store.click(names.QUEUE_LIST, words.offline_subject)
            store.see("#", names.CONVERSATION, within_s=RECONNECT_S)
            store.see(words.draft, names.COMPOSER_TEXT)

        def arrived() -> None:
            agent.see(words.second_reply, names.CONVERSATION_LIST, within_s=RECONNECT_S * 2)
            agent.see(words.offline_subject, names.QUEUE_LIST, within_s=RECONNECT_S)
            for text in (words.first_reply, words.second_reply, words.offline_body):
                rows = self._stage.server_rows("SELECT id FROM message WHERE body = ?", text)
                if len(rows) != 1:
                    raise StepFailed(f"{text!r} stands {len(rows)} times on the server")
            agent.see(self._picture.name, names.CONVERSATION_LIST, within_s=RECONNECT_S)
            for text in (words.file_arriving, words.file_away, words.file_fetching):
                agent.see_gone(text, names.CONVERSATION_LIST, within_s=RECONNECT_S)

        step("The line is back", store, plugged_in)
        step("The agent has all of it once", agent, arrived)

    def _agent_answers(self, agent: DrivenClient) -> None:
        store, words, step = self._store, self._words, self._stage.step

        def shortened() -> None:
            shorten_undo(store)
            store.click(names.RAIL_TICKETS)
            shorten_undo(agent)

        def answered() -> None:
            agent.click(names.RAIL_TICKETS)
            agent.type(names.COMPOSER_TEXT, words.answer)
            agent.press("Ctrl+Return", names.COMPOSER_TEXT)
            agent.see(words.answer, names.CONVERSATION_LIST)
            agent.see_gone(words.about_to_be_sent, names.CONVERSATION_LIST, within_s=UNDO_S)

        def seen() -> None:
            store.click(names.QUEUE_LIST, words.subject)
            store.see(words.answer, names.CONVERSATION_LIST, within_s=RECONNECT_S)

        def reported() -> None:
            store.click(names.QUEUE_NEW)
            store.type(names.FILING_TITLE, words.again)
            store.click(f"{names.FILING_TOPIC}.card_terminal")
            store.see(words.subject, f"{names.FILING_SUGGESTION}.reported0")

        def joined() -> None:
            store.click(f"{names.FILING_SUGGESTION}.reported0.do")
            store.see(words.subject, names.CONVERSATION_TITLE)
            store.see(words.again, names.COMPOSER_TEXT)

        def spared() -> None:
            store.type(names.COMPOSER_TEXT, " ", clear=True)
            store.click(names.QUEUE_NEW)
            store.type(names.FILING_TITLE, words.question)
            store.see(words.article, f"{names.FILING_SUGGESTION}.guide0", within_s=FIRST_SYNC_S)
            store.click(f"{names.FILING_SUGGESTION}.guide0.do")
            store.see(words.article, names.FILING_READER)
            store.click(names.FILING_READER_SOLVED)
            store.see(words.no_ticket, names.TOAST)

        step("Two seconds to take a message back", agent, shortened)
        step("The agent answers", agent, answered)
        step("The store sees the answer", store, seen)
        step("Already reported at this store", store, reported)
        step("Its words go to the ticket that is there", store, joined)
        step("A guide spares a ticket", store, spared)
        store.click(names.RAIL_TICKETS)
        store.click(names.QUEUE_LIST, words.subject)

    def _two_write_at_once(self, agent: DrivenClient) -> None:
        store, words, step = self._store, self._words, self._stage.step

        def resolved() -> None:
            self._stage.server.kill()
            agent.see(words.offline, names.RAIL_LINE, within_s=RECONNECT_S)
            agent.click(names.PROPERTY_STATUS)
            agent.choose(words.resolved)
            agent.see(words.resolved, names.PROPERTY_STATUS)

        step("Resolved without a line", agent, resolved)
        agent.kill()

        def wrote() -> None:
            store.type(names.COMPOSER_TEXT, words.late_reply)
            store.press("Ctrl+Return", names.COMPOSER_TEXT)
            store.see(words.late_reply, names.CONVERSATION_LIST)
            store.see_gone(words.about_to_be_sent, names.CONVERSATION_LIST, within_s=UNDO_S)
            self._stage.server.start()
            see_sent(store, words, RECONNECT_S * 2)

        step("The store writes meanwhile", store, wrote)
        agent = self._stage.sit_down("agent")

        def attended() -> None:
            agent.type(names.SIGN_IN_PASSWORD, PASSWORD)
            agent.click(names.SIGN_IN_BUTTON)
            agent.see("1", names.RAIL_ATTENTION, within_s=RECONNECT_S)
            agent.click(names.RAIL_ATTENTION)
            agent.see(words.subject, names.ATTENTION_PAGE)

        def decided() -> None:
            agent.click(names.ATTENTION_AGAIN)
            agent.see_gone(words.subject, names.ATTENTION_PAGE)
            store.see(words.solved, names.CONVERSATION, within_s=RECONNECT_S)

        step("Needs attention", agent, attended)
        step("Decided all the same", agent, decided)
        self._agent = agent

    def _look_around(self) -> None:
        store, agent, words, step = self._store, self._agent, self._words, self._stage.step

        def palette() -> None:
            agent.click(names.RAIL_TICKETS)
            agent.press("Ctrl+K", names.QUEUE_LIST)
            agent.type(names.PALETTE_FIELD, words.subject[:12])
            agent.see(words.subject, names.PALETTE_LIST)

        def keys() -> None:
            agent.press("Esc", names.PALETTE_FIELD)
            agent.press("?", names.QUEUE_LIST)
            agent.see("Ctrl", names.KEYS_OVERLAY)

        def other_language() -> None:
            store.click(names.RAIL_SETTINGS)
            store.click(f"{names.SETTINGS_PLACE}.look")
            store.click(f"{names.SETTINGS_LANGUAGE}.{words.other_language}")
            store.see(words.other_home, names.RAIL)

        def second_account() -> None:
            agent.press("Esc")
            agent.click(names.RAIL_USER)
            agent.choose(words.someone_else)
            agent.click(names.SIGN_IN_OTHER)
            self._sign_in(agent, words.lead)
            agent.see(words.lead_name, names.RAIL_USER, within_s=FIRST_SYNC_S)
            agent.see(words.offline_subject, names.QUEUE_LIST, within_s=FIRST_SYNC_S)

        def forms() -> None:
            agent.press("Esc")
            agent.click(names.RAIL_USER)
            agent.choose(words.someone_else)
            agent.click(names.SIGN_IN_OTHER)
            self._sign_in(agent, words.admin)
            agent.see(words.admin_name, names.RAIL_USER, within_s=FIRST_SYNC_S)
            agent.click(names.RAIL_SETTINGS)
            agent.click(f"{names.SETTINGS_PLACE}.topics")
            agent.see(words.card_terminal, names.TOPICS_PAGE, within_s=FIRST_SYNC_S)

        def form() -> None:
            agent.click(f"{names.TOPICS_PAGE}.row.1")
            agent.see("TID", names.TOPICS_PAGE)

        step("Palette", agent, palette)
        step("Keys", agent, keys)
        step("A second account on the same PC", agent, second_account)
        step("Topics and their forms", agent, forms)
        step("A form is made", agent, form)
        step("The other language at run time", store, other_language)
