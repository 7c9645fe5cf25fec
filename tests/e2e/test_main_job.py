"""The main job: an answer is found, a ticket is filed and answered, and each sees what the other wrote."""

from __future__ import annotations

from desktop.shell import names
from tests.e2e.house import OWNER, OWNER_NAME, SOON_S, House, open_ticket, reply, wait_until_sent

TITLE = "Terminal 2 shows DECLINED 05 again"
BODY = "Since ten o'clock the second terminal declines every contactless payment."
ANSWER = "We have sent the terminal a new profile: switch it off and on once more."


def test_a_store_finds_an_answer_files_a_ticket_and_gets_its_reply(house: House) -> None:
    store = house.sit_down("new-computer")
    house.sign_in(store, OWNER)
    store.see(OWNER_NAME, names.RAIL_USER, within_s=SOON_S)
    store.click(names.RAIL_KNOWLEDGE)
    store.type(names.KNOWLEDGE_FIELD, "contactless decl")
    store.see("Contactless declined, code 05", names.KNOWLEDGE_HITS, within_s=SOON_S)
    store.click(names.KNOWLEDGE_HITS, "Contactless declined, code 05")
    store.see("Contactless declined, code 05", names.KNOWLEDGE_ARTICLE)

    store.click(names.KNOWLEDGE_TICKET)
    store.type(names.FILING_TITLE, TITLE, clear=True)
    store.click(f"{names.FILING_TOPIC}.card_terminal")
    store.type(f"{names.FILING_DETAILS}.terminal.field", "TID 4411")
    store.click(f"{names.FILING_DETAILS}.refuses.contactless")
    store.type(names.FILING_BODY, BODY)
    store.click(names.FILING_SEND)
    store.see(TITLE, names.CONVERSATION_TITLE)
    store.see("#", names.CONVERSATION, within_s=SOON_S)

    agent = house.agent()
    open_ticket(agent, TITLE)
    agent.see(BODY, names.CONVERSATION_LIST)
    reply(agent, ANSWER)
    wait_until_sent(agent)

    store.see(ANSWER, names.CONVERSATION_LIST, within_s=SOON_S)
    assert house.rows("SELECT count(*), count(number) FROM ticket WHERE subject = ?", TITLE) == [(1, 1)]
    assert house.messages(BODY) == house.messages(ANSWER) == 1
