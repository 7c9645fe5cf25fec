"""Links that lead into the program: `mostrador://ticket/ID` and `mostrador://article/ID#anchor`."""

from __future__ import annotations

from domain.plain import Plain

SCHEME = "mostrador"
TICKET, ARTICLE = "ticket", "article"
ID_LENGTH = 36
ID_LETTERS = frozenset("0123456789abcdef-")


class Link(Plain):
    """Where a link leads. `kind` is TICKET or ARTICLE."""

    kind: str
    id: str
    anchor: str = ""


def link_of(address: str) -> Link | None:
    """The link that an address is; None if it is none of ours, or not whole.

    Browsers and mail programs hand over what a stranger wrote: nothing but a kind that there is and the form of an id
    is taken, and what the id stands for is looked up among what the user may see.
    """
    scheme, _, rest = address.strip().partition("://")
    if scheme.lower() != SCHEME:
        return None
    path, _, anchor = rest.partition("#")
    kind, _, given = path.rstrip("/").partition("/")
    record_id = given.lower()
    if kind not in (TICKET, ARTICLE) or len(record_id) != ID_LENGTH or not ID_LETTERS.issuperset(record_id):
        return None
    return Link(kind, record_id, anchor if kind == ARTICLE else "")


def is_ours(address: str) -> bool:
    """Whether an address begins like one of ours, whole or not."""
    return address.strip().lower().startswith(f"{SCHEME}://")
