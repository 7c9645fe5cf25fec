"""How somebody has arranged a view: what it is ordered by, what its tickets stand under, which groups are folded."""

from __future__ import annotations

from domain.plain import Plain
from sync.replica.reading.list_query import Column, Grouping
from sync.replica.reading.tickets import BY_DEADLINE, ViewKey


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


def own_order(view: ViewKey) -> Order:
    """How a view stands before anybody arranges it."""
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


def orders_of(kept: object) -> dict[ViewKey, Order]:
    """The orders that settings hold, by view; those of views that this version does not know are left out."""
    found = kept.items() if isinstance(kept, dict) else ()
    return {ViewKey(view): order for view, one in found if view in set(ViewKey) and (order := order_of(one))}
