"""A rule's no as an answer of the API: a status, the rule's own code, and a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from domain.errors import MutationRejected, RejectCode
from server.errors import Refused
from sync.protocol.push import Refusal

STATUSES = {
    RejectCode.FORBIDDEN: HTTPStatus.FORBIDDEN,
    RejectCode.UNVERIFIED: HTTPStatus.FORBIDDEN,
    RejectCode.GONE: HTTPStatus.NOT_FOUND,
    RejectCode.INVALID: HTTPStatus.BAD_REQUEST,
    RejectCode.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
}
"""Every other code is a conflict with what is there."""
CALLED = {"user_card": "person", "ticket_desk": "ticket"}
ACTIONS = {
    "ticket.create": "file this ticket: one files for oneself and one's own store, the desk for everybody",
    "ticket.reply": "answer this ticket: its requester, its store and its team do",
    "ticket.note": "write a note on this ticket: its team does",
    "ticket.work": "change this: the ticket's team does",
    "ticket.set_status": "take this step: the ticket's team does",
}


def refused_by(rejection: MutationRejected) -> Refused:
    """Return the answer to a request that a rule refused."""
    status = STATUSES.get(rejection.code, HTTPStatus.CONFLICT)
    return Refused(status, Refusal(code=rejection.code, message=_sentence(rejection.code, rejection.detail)))


def _sentence(code: RejectCode, detail: Mapping[str, Any]) -> str:
    match code:
        case RejectCode.FORBIDDEN if detail.get("field") == "assignee_id":
            return "this person does not work on tickets: give somebody whose role does"
        case RejectCode.FORBIDDEN:
            return f"you may not {ACTIONS.get(str(detail.get('action')), 'do this: ask an administrator')}"
        case RejectCode.GONE:
            kind = str(detail.get("kind", "record"))
            return f"there is no such {CALLED.get(kind, kind)}, or it is not for you to see"
        case RejectCode.EXISTS:
            return "this key has made something before: give every request a key of its own"
        case RejectCode.ILLEGAL_TRANSITION:
            return (
                f"a ticket that is {detail.get('before')} cannot become {detail.get('after')}: see where it stands now"
            )
        case RejectCode.UNVERIFIED:
            return "nobody has made sure who asks: verify their identity first"
        case RejectCode.STALE_GUARD:
            return "somebody wrote since you read the ticket: read it again and decide anew"
        case RejectCode.INVALID if "longest" in detail:
            return f"`{detail.get('field')}` holds 1 to {detail['longest']} characters, not {detail.get('length')}"
        case RejectCode.INVALID:
            return f"`{detail.get('field')}` cannot be taken: {detail.get('problem', 'look at its value')}"
        case _:
            return "others have gone on from there: read the ticket again and decide anew"
