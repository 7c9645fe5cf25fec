"""Words that mean the same at the counter: till = POS = caja."""

from __future__ import annotations

from collections.abc import Iterable

from domain.text.analysis import fold


class Synonyms:
    """A table of groups of single words. Immutable; build a new one when an editor changes the list."""

    def __init__(self, groups: Iterable[Iterable[str]] = ()) -> None:
        self._others: dict[str, tuple[str, ...]] = {}
        for group in groups:
            members = tuple(dict.fromkeys(fold(word) for word in group))
            for member in members:
                known = self._others.get(member, ())
                self._others[member] = tuple(dict.fromkeys((*known, *(m for m in members if m != member))))

    def of(self, form: str) -> tuple[str, ...]:
        """Return the folded words that mean the same as the folded word `form`, without itself."""
        return self._others.get(form, ())
