"""The roles every space begins with; administrators may change them and make others."""

from __future__ import annotations

from domain.words import Permission as P

BUILT_IN: dict[str, tuple[str, frozenset[P]]] = {
    "customer": ("Customer", frozenset({P.TICKET_CREATE, P.TICKET_REPLY})),
    "store_staff": ("Store staff", frozenset({P.TICKET_CREATE, P.TICKET_REPLY, P.FRANCHISE_READ})),
    "store_owner": ("Store owner", frozenset({P.TICKET_CREATE, P.TICKET_REPLY, P.FRANCHISE_READ})),
    "light_agent": ("Light agent", frozenset({P.FRANCHISE_READ, P.DESK_READ, P.TICKET_NOTE})),
    "agent": (
        "Agent",
        frozenset({P.FRANCHISE_READ, P.DESK_READ, P.TICKET_CREATE, P.TICKET_REPLY, P.TICKET_NOTE, P.TICKET_WORK}),
    ),
    "team_lead": (
        "Team lead",
        frozenset(
            {
                P.FRANCHISE_READ,
                P.DESK_READ,
                P.TICKET_CREATE,
                P.TICKET_REPLY,
                P.TICKET_NOTE,
                P.TICKET_WORK,
                P.DESK_SHARE,
                P.KB_EDIT,
                P.KB_PUBLISH,
            }
        ),
    ),
    "admin": ("Administrator", frozenset(P)),
}
"""Role key to its English name and permissions."""
