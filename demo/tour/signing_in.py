"""The chapter of whoever cannot sign in: asked without a session or a line, verified, let in with a new password."""

from __future__ import annotations

from demo.drive.handle import DrivenClient, StepFailed
from demo.tour.help_words import HelpWords
from demo.tour.sending import see_sent
from demo.tour.stage import Stage
from demo.tour.words import WORDS
from desktop.shell import names

ARRIVES_S = 60.0


class SigningIn:
    """Walks it with a computer of its own; the agent stands at the tickets, and stands there again in the end."""

    def __init__(self, stage: Stage, words: HelpWords, agent: DrivenClient) -> None:
        self._stage = stage
        self._words = words
        self._agent = agent
        self._counter = stage.sit_down("counter")

    def walk(self) -> None:
        """Play it."""
        self._link()
        self._ask()
        self._verify()
        self._let_in()
        self._secure()

    def _link(self) -> None:
        counter, words, step = self._counter, self._words, self._stage.step

        def asked() -> None:
            counter.type(names.SIGN_IN_ACCOUNT, words.account)
            counter.click(names.SIGN_IN_RESET)
            counter.click(names.RESET_SEND)
            counter.see(words.link_sent, names.RESET_SAID)
            rows = self._stage.server_rows("SELECT kind FROM account_letter WHERE asked = ?", words.account)
            if rows != [("reset",)]:
                raise StepFailed(f"letters about the account: {rows}")

        step("Forgot password", counter, asked)

    def _ask(self) -> None:
        counter, words, step = self._counter, self._words, self._stage.step

        def filled() -> None:
            self._stage.server.kill()
            counter.click(names.RESET_HELP)
            counter.type(names.HELP_NAME, words.person, clear=True)
            counter.type(names.HELP_STORE, words.store)
            counter.type(names.HELP_BODY, words.body)
            counter.type(names.HELP_CONTACT, words.contact)

        def kept() -> None:
            counter.click(names.HELP_SEND)
            counter.see(words.saved, names.HELP_STATE)

        def sent() -> None:
            self._stage.server.start()
            counter.click(names.HELP_LOOK)
            counter.see(words.sent, names.HELP_STATE, within_s=ARRIVES_S)
            counter.see(words.number, names.HELP_THREAD)

        step("I cannot sign in", counter, filled)
        step("Asked without a line", counter, kept)
        step("It left when the line was back", counter, sent)

    def _verify(self) -> None:
        agent, words, step = self._agent, self._words, self._stage.step

        def opened() -> None:
            agent.click(f"{names.RAIL_VIEW}team")
            agent.see(words.subject, names.QUEUE_LIST, within_s=ARRIVES_S)
            agent.click(names.QUEUE_LIST, words.subject)
            agent.see(words.contact, names.IDENTITY_CLAIMS)
            agent.see(words.not_verified, names.IDENTITY_STATE)

        def locked() -> None:
            agent.click(names.IDENTITY_ACCOUNT)
            agent.see(words.temporary, names.PICKER_LIST)

        def asked() -> None:
            agent.press("Esc", names.PICKER_FIELD)
            agent.click(names.IDENTITY_VERIFY)
            agent.see("", names.IDENTITY_METHOD)

        def verified() -> None:
            agent.click(names.IDENTITY_RIGHT)
            agent.see(words.verified, names.IDENTITY_STATE)
            agent.see_gone(words.not_verified, names.IDENTITY_STATE)

        step("A guest at the desk", agent, opened)
        step("Locked until verified", agent, locked)
        step("Verify who it is", agent, asked)
        step("Verified", agent, verified)

    def _let_in(self) -> None:
        agent, counter, words, step = self._agent, self._counter, self._words, self._stage.step
        password = ""

        def set_temporary() -> None:
            nonlocal password
            agent.click(names.IDENTITY_ACCOUNT)
            agent.click(names.PICKER_LIST, words.temporary)
            agent.click(names.ACCOUNT_RUN)
            agent.see("-", names.TEMPORARY_PASSWORD, within_s=ARRIVES_S)
            password = agent.read(names.TEMPORARY_PASSWORD).strip()

        def answered() -> None:
            agent.type(names.COMPOSER_TEXT, words.answer, clear=True)
            agent.press("Ctrl+Return", names.COMPOSER_TEXT)
            agent.see(words.answer, names.CONVERSATION_LIST)

        def told() -> None:
            agent.press("Return", names.TEMPORARY_PANEL)
            see_sent(agent, WORDS[self._stage.look.lang], ARRIVES_S)
            counter.click(names.HELP_LOOK)
            counter.see(words.answer, names.HELP_THREAD, within_s=ARRIVES_S)

        def choosing() -> None:
            counter.click(names.HELP_BACK)
            counter.type(names.SIGN_IN_ACCOUNT, words.account, clear=True)
            counter.type(names.SIGN_IN_PASSWORD, password, clear=True)
            counter.click(names.SIGN_IN_BUTTON)
            counter.see(words.choose_own, names.SIGN_IN_ERROR, within_s=ARRIVES_S)

        def entered() -> None:
            counter.type(names.SIGN_IN_NEW, words.own_password)
            counter.type(names.SIGN_IN_NEW_AGAIN, words.own_password)
            counter.click(names.SIGN_IN_BUTTON)
            counter.see(words.seek, names.HOME_PAGE, within_s=ARRIVES_S)

        step("The agent answers the guest", agent, answered)
        step("A temporary password shown once", agent, set_temporary)
        step("The guest reads it without a session", counter, told)
        step("A password of ones own", counter, choosing)
        step("In again", counter, entered)

    def _secure(self) -> None:
        agent, words, step = self._agent, self._words, self._stage.step

        def previewed() -> None:
            agent.press("M", names.QUEUE_LIST)
            agent.click(names.PICKER_LIST, words.stolen)
            agent.see("", names.MACRO_PANEL)

        def secured() -> None:
            agent.click(names.MACRO_RUN)
            agent.click(names.MACRO_RUN)
            agent.see_gone("", names.MACRO_PANEL)
            self._locked_at_server()

        step("The procedure for a stolen account", agent, previewed)
        step("Secured and handed over", agent, secured)

    def _locked_at_server(self) -> None:
        """Wait until the counter's own program says that its session is over."""
        self._counter.see(self._words.sign_in_again, names.RAIL_LINE, within_s=ARRIVES_S)
        rows = self._stage.server_rows("SELECT locked FROM account WHERE name = ?", self._words.account)
        acts = self._stage.server_rows("SELECT act FROM audit ORDER BY n")
        if rows != [(1,)] or ("account.locked",) not in acts:
            raise StepFailed(f"the account at the server: {rows}, the audit log: {acts}")
