"""Two people write at the same place, one of them without a line: both are asked of nothing but what both changed."""

from __future__ import annotations

from demo.drive.handle import DrivenClient
from desktop.shell import names
from tests.e2e.house import ONLINE, RECONNECT_S, SOON_S, House, wait_until_sent

FIRST, FIRST_NAME = "jorge.tellez", "Jorge Téllez"
SECOND, SECOND_NAME = "elena.prats", "Elena Prats"
TITLE, BODY = "Restart a card terminal", "Hold the key."


def signed_in(house: House, account: str, name: str) -> DrivenClient:
    """Somebody who edits articles, at a computer of their own."""
    client = house.sit_down(account)
    house.sign_in(client, account)
    client.see(name, names.RAIL_USER, within_s=SOON_S)
    client.see(ONLINE, names.RAIL_LINE, within_s=RECONNECT_S)
    client.click(names.RAIL_KNOWLEDGE)
    return client


def rewrite(client: DrivenClient, body: str) -> None:
    """Change the text of the open article."""
    client.click(names.KNOWLEDGE_EDIT)
    client.type(names.EDITOR_BODY, body, clear=True)
    client.click(names.EDITOR_SAVE)
    client.see(body, names.KNOWLEDGE_ARTICLE)


def test_two_texts_of_one_article_are_settled_side_by_side(house: House) -> None:
    first = signed_in(house, FIRST, FIRST_NAME)
    first.click(names.KNOWLEDGE_NEW)
    first.type(names.EDITOR_TITLE, TITLE)
    first.type(names.EDITOR_BODY, BODY)
    first.click(names.EDITOR_SAVE)
    wait_until_sent(first)
    second = signed_in(house, SECOND, SECOND_NAME)
    second.see(TITLE, names.KNOWLEDGE_HITS, within_s=SOON_S)
    second.click(names.KNOWLEDGE_HITS, TITLE)
    second.see(BODY, names.KNOWLEDGE_ARTICLE)

    house.server.kill()
    rewrite(first, "Hold the red key.")
    first.kill()
    house.server.start()
    second.see(ONLINE, names.RAIL_LINE, within_s=RECONNECT_S)
    rewrite(second, "Hold the power key.")
    wait_until_sent(second)

    first = house.sit_down(FIRST)
    house.unlock(first)
    first.see("Needs attention", names.RAIL_ATTENTION, within_s=RECONNECT_S)
    assert house.rows("SELECT body FROM article WHERE title = ?", TITLE) == [("Hold the power key.",)]
    first.click(names.RAIL_ATTENTION)
    first.see("Two people changed this article", names.ATTENTION_PAGE)
    first.click(f"{names.MERGE_TAKE}.both")
    first.click(names.MERGE_SAVE)
    first.see("Nothing needs you here.", names.ATTENTION_PAGE)
    wait_until_sent(first)

    both = "Hold the power key.\nHold the red key."
    assert house.rows("SELECT body FROM article WHERE title = ?", TITLE) == [(both,)]
    texts = house.rows(
        "SELECT r.body, r.state FROM article_revision r JOIN article a ON a.id = r.article_id WHERE a.title = ?"
        " ORDER BY r.at",
        TITLE,
    )
    assert texts == [
        (BODY, "applied"), ("Hold the power key.", "applied"), ("Hold the red key.", "settled"), (both, "applied"),
    ]  # fmt: skip
