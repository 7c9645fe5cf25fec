"""An index of a few articles."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.search import ArticleIndex
from tests.sync.search.shelf import KEY, Shelf, article


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(
        article("till", "Open the till", "Count the cash.\n\n## Printer\n\nThe receipt printer needs paper."),
        article("terminal", "The card terminal is frozen", "Hold the red key. The card terminal starts again."),
        article("card", "Gift cards", "A terminal reads the gift card.", tags=("voucher",)),
        article(
            "caja", "Abrir la caja", "Cuente el efectivo.\n\n## Impresión\n\nLa impresora necesita papel.", locale="es"
        ),
        article("dev", "Devoluciones", "Imprima el recibo de la devolución.", locale="es"),
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "search.db"


@pytest.fixture
def index(path: Path, shelf: Shelf) -> Iterator[ArticleIndex]:
    opened = ArticleIndex.open(path, KEY)
    opened.follow(shelf)
    yield opened
    opened.close()
