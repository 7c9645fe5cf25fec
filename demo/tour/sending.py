"""How long a message waits before it goes out, and when it is there."""

from __future__ import annotations

from demo.drive.handle import DrivenClient
from demo.tour.words import Words
from desktop.shell import names

UNDO = names.setting("profile", "write.undo_send_s")
TO_THE_LEAST, UP = "PgDown", "Up"


def shorten_undo(client: DrivenClient) -> None:
    """Give this user two seconds to take a message back, on the page of settings, where the client stays."""
    client.click(names.RAIL_SETTINGS)
    client.click(f"{names.SETTINGS_PLACE}.writing")
    for key in (TO_THE_LEAST, UP, UP):
        client.press(key, UNDO)
    client.see("2 s", UNDO)


def see_sent(client: DrivenClient, words: Words, within_s: float) -> None:
    """Wait until the server has every message of the open conversation."""
    for state in (words.about_to_be_sent, words.saved_here, words.sending):
        client.see_gone(state, names.CONVERSATION_LIST, within_s=within_s)
