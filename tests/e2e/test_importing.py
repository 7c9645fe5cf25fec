"""Another desk's tickets come into a running server, and everybody goes on with them where they sit."""

from __future__ import annotations

import json
import os
from pathlib import Path

from desktop.shell import names
from tests.e2e.house import AGENT_NAME, OWNER_NAME, SOON_S, House, open_ticket, reply, wait_until_sent

TITLE = "The old oven will not light"
ASKED, ANSWERED, NOTED = "It clicks and clicks.", "Hold the knob for ten seconds.", "Third one of this make"
ANSWER_HERE = "Did that help? We go on here now."


def test_imported_tickets_appear_with_their_conversation_and_go_on_here(house: House, tmp_path: Path) -> None:
    agent, store = house.agent(), house.owner()
    export = write_export(house, tmp_path / "export")
    assert "1 new" in house.administer("import", "zendesk", str(export), "--preview")
    house.administer("import", "zendesk", str(export))

    open_ticket(agent, TITLE)
    for text in (ASKED, ANSWERED, NOTED):
        agent.see(text, names.CONVERSATION_LIST, within_s=SOON_S)
    open_ticket(store, TITLE)
    store.see(ANSWERED, names.CONVERSATION_LIST, within_s=SOON_S)
    assert NOTED not in store.read(names.CONVERSATION_LIST)
    reply(agent, ANSWER_HERE)
    wait_until_sent(agent)
    store.see(ANSWER_HERE, names.CONVERSATION_LIST, within_s=SOON_S)
    if place := os.environ.get("MOSTRADOR_PICTURES"):
        agent.grab(Path(place) / "imported-agent.png")
        store.grab(Path(place) / "imported-store.png")

    # Once more, as on the night of the move: what was written here stays, and nothing comes twice.
    house.administer("import", "zendesk", str(export))
    assert house.tickets(TITLE) == house.messages(ASKED) == house.messages(ANSWER_HERE) == 1
    assert house.rows("SELECT count(*) FROM mail JOIN ticket ON ticket.id = mail.ticket_id WHERE subject = ? "
                      "AND mail.cause != 'reply'", TITLE) == [(0,)]  # fmt: skip


def write_export(house: House, folder: Path) -> Path:
    """Write what Zendesk would: a ticket of the owner's store, in the agent's team."""
    folder.mkdir()
    ((store_ids,),) = house.rows("SELECT store_ids FROM user_card WHERE name = ?", OWNER_NAME)
    ((team_ids,),) = house.rows("SELECT team_ids FROM user_card WHERE name = ?", AGENT_NAME)
    ((store,),) = house.rows("SELECT name FROM store WHERE id = ?", json.loads(store_ids)[0])
    ((team,),) = house.rows("SELECT name FROM team WHERE id = ?", json.loads(team_ids)[0])
    people = [{"id": 1, "name": "Rita Old", "email": "rita@old.example", "role": "end-user", "organization_id": 5},
              {"id": 2, "name": "Greta Old", "email": "greta@old.example", "role": "agent"}]  # fmt: skip
    comments = [
        {"id": 11, "author_id": 1, "body": ASKED, "public": True, "created_at": "2026-02-03T09:00:00Z"},
        {
            "id": 12,
            "author_id": 2,
            "html_body": f"<p>{ANSWERED}</p>",
            "public": True,
            "created_at": "2026-02-03T10:00:00Z",
        },
        {"id": 13, "author_id": 2, "body": NOTED, "public": False, "created_at": "2026-02-03T10:01:00Z"},
    ]
    ticket = {
        "id": 50_123, "subject": TITLE, "requester_id": 1, "organization_id": 5, "group_id": 7, "status": "open",
        "created_at": "2026-02-03T09:00:00Z", "updated_at": "2026-02-03T10:01:00Z", "comments": comments,
    }  # fmt: skip
    for name, rows in (("users", people), ("tickets", [ticket]), ("groups", [{"id": 7, "name": team}]),
                       ("organizations", [{"id": 5, "name": store}])):  # fmt: skip
        (folder / f"{name}.json").write_text(json.dumps(rows))
    return folder
