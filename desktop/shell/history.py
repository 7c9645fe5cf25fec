"""Where somebody was: the way back, the way forward again, and the tickets that were read last."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from domain.plain import Plain

PLACES_MOST = 60


class Place(Plain):
    """A screen as one left it: `view` and `ticket_id` on the tickets' page, `article_id` among the guides."""

    page: str
    view: str = ""
    ticket_id: str = ""
    article_id: str = ""

    def goes_on_from(self, other: Place) -> bool:
        """Whether it is the same list, in which nothing was open before."""
        opened_nothing = not other.ticket_id and not other.article_id
        return opened_nothing and (self.page, self.view) == (other.page, other.view)


class History:
    """The places of one window, the latest last, and which of them is shown."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1
        self._stays = False

    @property
    def current(self) -> Place | None:
        """The place that is shown; None before the first."""
        return self._places[self._at] if self._places else None

    def visit(self, place: Place) -> None:
        """Goes on to a place; what lay ahead is forgotten. Whoever asks for the one shown wants to stay there."""
        here = self.current
        if here == place:
            self._stays = True
            return
        kept = self._places[: self._at + 1]
        if here is not None and place.goes_on_from(here):
            kept.pop()
        self._places = [*kept, place][-PLACES_MOST:]
        self._at = len(self._places) - 1

    def step(self, by: int, is_there: Callable[[Place], bool]) -> Place | None:
        """Goes back (-1) or forward (1) to the next place that is still there; None, and nowhere, if none is."""
        at = self._at + by
        while 0 <= at < len(self._places):
            if is_there(self._places[at]):
                self._at = at
                return self._places[at]
            at += by
        return None

    def latest_tickets(self, most: int) -> list[str]:
        """The tickets that were opened last, the latest first, each once."""
        ids = [place.ticket_id for place in reversed(self._places) if place.ticket_id]
        return list(dict.fromkeys(ids))[:most]

    def kept(self, earlier: object = None) -> dict[str, object]:
        """What is written down of it; `earlier` is what was, and has not been taken over yet."""
        places, at = self._joined(earlier) or (self._places, self._at)
        rows = [[place.page, place.view, place.ticket_id, place.article_id] for place in places]
        return {"places": rows, "at": at}

    def take_over(self, kept: object) -> bool:
        """Puts what was written down before what was visited since; anything else than that is no history.

        Returns:
            Whether the place that is shown is one of those: nothing but the beginning was visited since.
        """
        joined, since = self._joined(kept), self._since_beginning()
        if joined is None:
            return False
        self._places, self._at = joined
        return not since

    def _since_beginning(self) -> list[Place]:
        # A ticket opened from the list that one began with stands in the list's place.
        began_with = 0 if self._stays or (self._places and self._places[0].ticket_id) else 1
        return self._places[began_with:]

    def _joined(self, kept: object) -> tuple[list[Place], int] | None:
        """The places that were written down with what was visited since behind them, and which is shown."""
        if not isinstance(kept, dict):
            return None
        rows, at = kept.get("places"), kept.get("at")
        if not rows or not isinstance(rows, list) or not all(_is_row(row) for row in rows) or not isinstance(at, int):
            return None
        since = self._since_beginning()
        places = [*(Place(*row) for row in rows), *since][-PLACES_MOST:]
        return places, len(places) - 1 if since else min(max(at, 0), len(places) - 1)


def _is_row(row: object) -> bool:
    return isinstance(row, Sequence) and len(row) == 4 and all(isinstance(part, str) for part in row)
