"""How somebody has arranged a view: what it is ordered by, what its tickets stand under, which groups are folded."""

from __future__ import annotations

from domain.plain import Plain
from sync.replica.reading.list_query import Column, Grouping
from sync.replica.reading.tickets import BY_DEADLINE, ViewKey
from sync.replica.reading.views import ViewRow

URGENT = frozenset({ViewKey.WAITING_FOR_ME, ViewKey.DUE_SOON, ViewKey.BREACHED})
"""Views whose tickets all have a deadline."""


class Order(Plain):
    """Sort of None is the view's own order."""

    sort: Column | None = None
    descending: bool = False
    group: Grouping | None = None

    def kept(self) -> dict[str, object]:
        """The form in which settings hold it."""
        return {
            "sort": self.sort and str(self.sort),
            "descending": self.descending,
            "group": self.group and str(self.group),
        }


def own_order(view: str, saved: ViewRow | None = None) -> Order:
    """How a view stands before anybody arranges it; `saved` is what is known of one that somebody made."""
    if saved is not None:
        column = Column(saved.order) if saved.order in set(Column) else Column.DUE
        grouping = Grouping(saved.grouping) if saved.grouping in set(Grouping) else None
        return Order(column, saved.descending, grouping)
    if view in URGENT:
        return Order(Column.DUE)
    return Order(group=Grouping.DEADLINE if view in BY_DEADLINE else None)


def order_of(kept: object) -> Order | None:
    """The order that settings hold; None if it is none that this version knows."""
    if not isinstance(kept, dict):
        return None
    try:
        sort, group = kept.get("sort"), kept.get("group")
        return Order(Column(sort) if sort else None, kept.get("descending") is True, Grouping(group) if group else None)
    except ValueError:
        return None


def orders_of(kept: object) -> dict[str, Order]:
    """The orders that settings hold, by view; those that this version does not know are left out."""
    found = kept.items() if isinstance(kept, dict) else ()
    return {str(view): order for view, one in found if (order := order_of(one))}
