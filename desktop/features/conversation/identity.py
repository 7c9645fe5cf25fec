"""Making sure who it is, and acting on their account: what is read, changed and asked of the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.background.operations import ReadOp, WriteOp
from desktop.shell import moments, wording
from desktop.shell.entries import Entry
from desktop.shell.workspace import Workspace
from sync.replica.reading import identity as reading
from sync.replica.reading.identity import IdentityRow

if TYPE_CHECKING:
    from sync.protocol.identity import CodeChecked, CodeSent, TemporaryPassword

TEMPORARY, WHO, VERIFY = "temporary_password", "person", "verify"
"""Rows of the list of what can be done, beside the steps of `wording.ACCOUNT_STEP`."""
GIVES_ACCESS = frozenset({"send_reset", "unlock", TEMPORARY})
ICONS = {
    "lock": "lock", "end_sessions": "arrow-right", "void_password": "key", "send_reset": "mail",
    "unlock": "shield-check", TEMPORARY: "key", WHO: "user", VERIFY: "shield",
}  # fmt: skip
FOUND_MOST = 9


def identity(work: Workspace, ticket_id: str) -> IdentityRow | None:
    """Read what is known; nothing for whoever does not work for the desk."""
    return reading.identity(work.reader, ticket_id) if work.me.works else None


def is_verified(row: IdentityRow) -> bool:
    """Whether somebody has made sure, and that is still good."""
    return row.is_verified(moments.stored(moments.now()))


def must_wait(row: IdentityRow) -> bool:
    """Whether it was tried too often."""
    return row.must_wait(moments.stored(moments.now()))


def vouchers(work: Workspace, row: IdentityRow) -> list[tuple[str, str]]:
    """Read who may vouch for the person."""
    return reading.vouchers(work.reader, row.person_id) if row.person_id else []


def people(work: Workspace, typed: str) -> list[Entry]:
    """Find people whose account it may be about."""
    return [
        Entry("person", person_id, name, beside=stores, person=person_id)
        for person_id, name, stores in reading.people(work.reader, typed.strip(), FOUND_MOST)
    ]


def verify(
    work: Workspace, parent: QObject, ticket_id: str, method: str, *, passed: bool, note: str = "", voucher: str = ""
) -> WriteOp[None]:
    """Note what came of it."""
    args = {"ticket_id": ticket_id, "method": method, "passed": passed, "note": note}
    return work.mutate(parent, "ticket.verify", args | ({"voucher_id": voucher} if voucher else {}))


def set_person(work: Workspace, parent: QObject, ticket_id: str, person_id: str | None) -> WriteOp[None]:
    """Say whose account it is about."""
    return work.mutate(parent, "ticket.set_person", {"ticket_id": ticket_id, "person_id": person_id})


def help_account(work: Workspace, parent: QObject, ticket_id: str, step: str) -> WriteOp[None]:
    """Take a step on the account."""
    return work.mutate(parent, "ticket.help_account", {"ticket_id": ticket_id, "step": step})


def send_code(work: Workspace, parent: QObject, ticket_id: str) -> ReadOp[CodeSent]:
    """Have a code sent."""
    from sync.engine import desk

    return work.ask_server(parent, lambda url, token: desk.send_code(url, token, ticket_id))


def check_code(work: Workspace, parent: QObject, ticket_id: str, code: str) -> ReadOp[CodeChecked]:
    """Have a code compared."""
    from sync.engine import desk

    return work.ask_server(parent, lambda url, token: desk.check_code(url, token, ticket_id, code))


def temporary_password(work: Workspace, parent: QObject, ticket_id: str) -> ReadOp[TemporaryPassword]:
    """Have a temporary password set."""
    from sync.engine import desk

    return work.ask_server(parent, lambda url, token: desk.temporary_password(url, token, ticket_id))


def entries(row: IdentityRow, *, temporary: str, who: str, verify: str, locked: str) -> list[Entry]:
    """What can be done, in the order in which one does it; what is locked says so beside it."""
    is_open = is_verified(row)
    rows = [(VERIFY, verify), (WHO, who)] if row.person_id else [(WHO, who)]
    if row.person_id:
        steps = ["send_reset", TEMPORARY] if row.active else ["unlock", "send_reset"]
        steps += ["lock", "end_sessions", "void_password"] if row.active else []
        rows += [(step, temporary if step == TEMPORARY else wording.word(wording.ACCOUNT_STEP, step)) for step in steps]
    return [
        Entry("step", key, text, "lock" if key in GIVES_ACCESS and not is_open else ICONS[key],
              beside=locked if key in GIVES_ACCESS and not is_open else "")
        for key, text in rows
    ]  # fmt: skip
