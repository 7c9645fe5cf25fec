"""Messages set as rich text."""

from __future__ import annotations

from desktop.features.conversation.typesetting import KEPT_MOST, Typesetter
from desktop.theme.theme import Theme


def test_texts_that_nobody_looks_at_any_more_give_their_memory_back(theme: Theme) -> None:
    typesetter, gone = Typesetter(theme, str), list[int]()
    for number in range(KEPT_MOST + 3):
        document = typesetter.document(str(number), "The till declines every card.", 400)
        document.destroyed.connect(lambda _object, number=number: gone.append(number))
    assert gone == [0, 1, 2]
    typesetter.clear()
    del document
    assert len(gone) == KEPT_MOST + 3
