"""A round through what one can open: every list, picker, panel and page that the story does not come by."""

from __future__ import annotations

from demo.drive.handle import DrivenClient
from demo.tour.stage import Stage
from demo.tour.words import Words
from desktop.shell import names


class Round:
    """Walks the rooms beside the main job; the agent stands at the tickets, and stands there again in the end."""

    def __init__(self, stage: Stage, words: Words, store: DrivenClient, agent: DrivenClient) -> None:
        self._stage = stage
        self._words = words
        self._store = store
        self._agent = agent

    def walk(self) -> None:
        """Play every chapter."""
        self._lists()
        self._views()
        self._pickers()
        self._past()
        self._writing()
        self._windows()
        self._settings()

    def _lists(self) -> None:
        agent, step = self._agent, self._stage.step

        def table() -> None:
            agent.click(f"{names.RAIL_VIEW}team")
            agent.press("V", names.QUEUE_LIST)
            agent.see("", names.QUEUE_HEADER)

        def marked() -> None:
            for keys in ("Home", "X", "J", "X"):
                agent.press(keys, names.QUEUE_LIST)
            agent.see("2", names.QUEUE_BULK)

        def changed() -> None:
            agent.click(f"{names.QUEUE_BULK_ACTION}priority")
            agent.see("", names.PICKER_LIST)

        def ordered() -> None:
            agent.press("Esc", names.PICKER_FIELD)
            agent.click(f"{names.QUEUE_BULK_ACTION}clear")
            agent.press("V", names.QUEUE_LIST)
            agent.press("Shift+O", names.QUEUE_LIST)
            agent.see("", names.QUEUE_SORT_MENU)

        def filtered() -> None:
            agent.press("Esc")
            agent.press("Shift+F", names.QUEUE_LIST)
            agent.see("", names.QUEUE_FILTER_MENU)

        def solved() -> None:
            agent.press("Esc")
            agent.click(f"{names.RAIL_VIEW}solved")
            agent.see("", names.QUEUE_LIST)

        step("The queue as a table", agent, table)
        step("Two tickets marked", agent, marked)
        step("A priority for both", agent, changed)
        step("Order and groups", agent, ordered)
        step("Filter by a property", agent, filtered)
        step("Solved this week", agent, solved)

    def _views(self) -> None:
        agent, words, step = self._agent, self._words, self._stage.step

        def written() -> None:
            agent.click(f"{names.RAIL_VIEW}mine")
            agent.press("Shift+V", names.QUEUE_LIST)
            agent.type(f"{names.VIEWS_PAGE}.title", words.view_name)
            agent.click(f"{names.VIEWS_PAGE}.test")
            agent.type(names.PICKER_FIELD, words.view_field)
            agent.press("Return", names.PICKER_FIELD)

        def counted() -> None:
            agent.click(f"{names.VIEWS_PAGE}.save")
            agent.see(words.view_name, names.RAIL)
            agent.click(f"{names.RAIL_VIEW}all")
            agent.press("]", names.QUEUE_LIST)
            agent.see(words.view_name, names.QUEUE_TITLE)

        def handed_out() -> None:
            agent.click(f"{names.RAIL_VIEW}team")
            agent.press("Shift+J", names.QUEUE_LIST)
            agent.see("", names.NEXT_UP)
            agent.see("", names.CONVERSATION_TITLE)

        step("A view of one's own", agent, written)
        step("Its tickets, counted", agent, counted)
        step("The next ticket nobody is on", agent, handed_out)
        agent.click(names.NEXT_UP_END)

    def _past(self) -> None:
        agent, words, step = self._agent, self._words, self._stage.step

        def why() -> None:
            agent.press("Shift+Y", names.QUEUE_LIST)
            agent.see(words.why_solved, names.WHY_PANEL)

        def whole() -> None:
            agent.click(names.WHY_HISTORY)
            agent.see(words.agent_name, names.TIMELINE_TEXT)

        agent.click(f"{names.RAIL_VIEW}solved")
        agent.click(names.QUEUE_LIST, words.subject)
        step("Why it is in this state", agent, why)
        step("Its whole history", agent, whole)
        agent.press("Esc", names.TIMELINE_FIELD)

    def _pickers(self) -> None:
        agent, words, step = self._agent, self._words, self._stage.step

        def opened() -> None:
            agent.click(f"{names.RAIL_VIEW}mine")
            agent.press("J", names.QUEUE_LIST)
            agent.see("", names.CONVERSATION_TITLE)

        step("Mine", agent, opened)
        for title, keys in (
            ("Give it to somebody", "Shift+A"),
            ("Another status", "S"),
            ("Tags", "L"),
            ("Snooze", "Z"),
            ("Macros", "M"),
        ):

            def picked(keys: str = keys) -> None:
                agent.press(keys, names.QUEUE_LIST)
                agent.see("", names.PICKER_LIST)

            step(title, agent, picked)
            agent.press("Esc", names.PICKER_FIELD)

        def found() -> None:
            agent.click(f"{names.RAIL_VIEW}solved")
            agent.click(names.QUEUE_LIST, words.subject)
            agent.see(words.first_reply, names.CONVERSATION_LIST)
            agent.press("Ctrl+F", names.CONVERSATION_LIST)
            agent.type(names.FIND_FIELD, words.in_conversation)
            agent.see("1", names.FIND_COUNT)

        def printed() -> None:
            agent.press("Esc", names.FIND_FIELD)
            agent.click(names.CONVERSATION_PRINT)
            agent.see("", names.PRINT_PANEL)

        step("Find in the conversation", agent, found)
        step("Print it", agent, printed)
        agent.press("Esc")

    def _writing(self) -> None:
        agent, words, step = self._agent, self._words, self._stage.step

        def completed(typed: str, expected: str = "") -> None:
            agent.type(names.COMPOSER_TEXT, typed, clear=True)
            agent.see(expected, names.COMPLETION_LIST)

        def formatted() -> None:
            agent.type(names.COMPOSER_TEXT, words.formatted, clear=True)
            agent.see(words.draft_saved, names.COMPOSER_STATE)

        def held() -> None:
            agent.press("Ctrl+Return", names.COMPOSER_TEXT)
            agent.see("", names.TOAST)

        agent.press("N", names.QUEUE_LIST)
        step("A colleague called", agent, lambda: completed("@" + words.lead_name[:2], words.lead_name))
        agent.type(names.COMPOSER_TEXT, " ", clear=True)
        agent.press("R", names.QUEUE_LIST)
        step("Saved replies", agent, lambda: completed("/"))
        step("A guide put in", agent, lambda: completed(f"?? {words.question[:5]}"))
        step("Formatted while typing", agent, formatted)
        step("Sending in some seconds", agent, held)

    def _windows(self) -> None:
        agent, step = self._agent, self._stage.step

        def detached() -> None:
            agent.press("W", names.QUEUE_LIST)
            agent.see("", names.DETACHED)

        def tasks() -> None:
            agent.click(names.DETACHED_BACK)
            agent.press("G, B", names.QUEUE_LIST)
            agent.see("", names.TASKS)

        def folded() -> None:
            agent.press("Esc")
            agent.click(names.RAIL_FOLD)

        step("A window of its own", agent, detached, window=names.DETACHED)
        step("What goes on in the background", agent, tasks)
        step("The navigation folded", agent, folded)
        agent.click(names.RAIL_FOLD)

    def _settings(self) -> None:
        agent, step = self._agent, self._stage.step
        agent.click(names.RAIL_SETTINGS)
        for title, place in SETTINGS:

            def shown(place: str = place) -> None:
                agent.click(f"{names.SETTINGS_PLACE}.{place}")

            step(title, agent, shown)
        agent.click(names.RAIL_TICKETS)


SETTINGS = (
    ("Settings", "look"),
    ("Settings for writing", "writing"),
    ("Settings for safety", "safety"),
    ("Keys of one's own", "keys"),
    ("Views", "views"),
    ("Diagnostics", "diagnostics"),
)
"""Pages of the settings."""
