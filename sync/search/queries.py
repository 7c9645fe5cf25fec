"""Every SQL statement of the index file, and the rows they give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple
from zlib import crc32

from sync.search.errors import IndexDamaged

FORMAT: Final = 2
"""Layout of the file and of the lists in it. A file of another layout is thrown away."""

_SCHEMA: Final = """
CREATE TABLE build (id INTEGER PRIMARY KEY, version INTEGER NOT NULL, active INTEGER NOT NULL,
    complete INTEGER NOT NULL);
CREATE TABLE segment (id INTEGER PRIMARY KEY AUTOINCREMENT, build INTEGER NOT NULL, docs INTEGER NOT NULL);
CREATE TABLE file (id INTEGER PRIMARY KEY AUTOINCREMENT, segment INTEGER NOT NULL, name TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL);
CREATE TABLE chunk (id INTEGER PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE article (build INTEGER NOT NULL, id TEXT NOT NULL, rev INTEGER NOT NULL, change INTEGER NOT NULL,
    segment INTEGER, docnum INTEGER, locale TEXT, visibility TEXT, category TEXT,
    PRIMARY KEY (build, id)) WITHOUT ROWID;
CREATE INDEX article_change ON article (build, change);
CREATE TABLE display (id INTEGER PRIMARY KEY, title TEXT NOT NULL, sections BLOB NOT NULL);
CREATE TABLE lexicon (build INTEGER NOT NULL, segment INTEGER NOT NULL, language TEXT NOT NULL, covers TEXT NOT NULL,
    data BLOB NOT NULL, PRIMARY KEY (build, segment, language)) WITHOUT ROWID;
CREATE TABLE clock (change INTEGER NOT NULL);
INSERT INTO clock VALUES (0);
"""

_ARTICLES: Final = "SELECT id, rev, change, segment, docnum, locale, visibility, category FROM article WHERE build = ?"
_ARTICLES_IN_SEGMENTS: Final = f"{_ARTICLES} AND segment IN (SELECT value FROM json_each(?)) ORDER BY segment, docnum"  # noqa: S608  # both are ours

CHUNKS_A_FILE: Final = 1 << 20
DOCS_A_SEGMENT: Final = 1 << 24


class Build(NamedTuple):
    """One generation of the index. The active one answers; another is being filled to replace it."""

    id: int
    version: int
    active: bool
    complete: bool


class ArticleRow(NamedTuple):
    """Where an article stands; `segment` is None for one that was taken out."""

    id: str
    rev: int
    change: int
    segment: int | None
    docnum: int | None
    locale: str | None
    visibility: str | None
    category: str | None


class Manifest:
    """The tables of one open connection. Not thread-safe; transactions are the caller's."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def create(self) -> None:
        """Lay out a new file."""
        self.connection.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version = {FORMAT}; COMMIT")

    def format(self) -> int:
        """Return the layout of the file, 0 for a new one."""
        return int(self._value("PRAGMA user_version"))

    def data_version(self) -> int:
        """Return a number that changes when another connection has committed."""
        return int(self._value("PRAGMA data_version"))

    def builds(self) -> list[Build]:
        rows = self.connection.execute("SELECT id, version, active, complete FROM build ORDER BY id")
        return [Build(i, version, bool(active), bool(complete)) for i, version, active, complete in rows]

    def add_build(self, version: int, *, active: bool) -> int:
        cursor = self.connection.execute("INSERT INTO build VALUES (NULL, ?, ?, 0)", (version, active))
        return int(cursor.lastrowid)

    def complete_build(self, build: int) -> None:
        """Make `build` the one that answers and drop all others."""
        self.connection.execute("UPDATE build SET active = 1, complete = 1 WHERE id = ?", (build,))
        for other in self.builds():
            if other.id != build:
                self.drop_build(other.id)

    def drop_build(self, build: int) -> None:
        for (segment,) in self.connection.execute("SELECT id FROM segment WHERE build = ?", (build,)).fetchall():
            self.drop_segment(segment)
        self.connection.execute("DELETE FROM article WHERE build = ?", (build,))
        self.connection.execute("DELETE FROM lexicon WHERE build = ?", (build,))
        self.connection.execute("DELETE FROM build WHERE id = ?", (build,))

    def segments(self, build: int) -> list[tuple[int, int]]:
        """Return `(id, number of documents)` of each segment, oldest first."""
        return list(self.connection.execute("SELECT id, docs FROM segment WHERE build = ? ORDER BY id", (build,)))

    def add_segment(self, build: int, docs: int) -> int:
        return int(self.connection.execute("INSERT INTO segment (build, docs) VALUES (?, ?)", (build, docs)).lastrowid)

    def drop_segment(self, segment: int) -> None:
        execute = self.connection.execute
        for (file,) in execute("SELECT id FROM file WHERE segment = ?", (segment,)).fetchall():
            first = file * CHUNKS_A_FILE
            execute("DELETE FROM chunk WHERE id BETWEEN ? AND ?", (first, first + CHUNKS_A_FILE - 1))
        first = segment * DOCS_A_SEGMENT
        execute("DELETE FROM display WHERE id BETWEEN ? AND ?", (first, first + DOCS_A_SEGMENT - 1))
        execute("DELETE FROM file WHERE segment = ?", (segment,))
        execute("DELETE FROM lexicon WHERE segment = ?", (segment,))
        execute("DELETE FROM segment WHERE id = ?", (segment,))

    def give_back_space(self, pages: int) -> None:
        """Return up to `pages` free pages of the file to the disk."""
        self.connection.execute(f"PRAGMA incremental_vacuum({int(pages)})").fetchall()

    def tick(self) -> int:
        """Return the number of the next change of the article table."""
        self.connection.execute("UPDATE clock SET change = change + 1")
        return int(self._value("SELECT change FROM clock"))

    def revisions(self, build: int) -> dict[str, int]:
        """Return the revision of each article that can be found."""
        rows = self.connection.execute("SELECT id, rev FROM article WHERE build = ? AND segment IS NOT NULL", (build,))
        return dict(rows)

    def revision(self, build: int, article: str) -> int | None:
        row = self.connection.execute(
            "SELECT rev FROM article WHERE build = ? AND id = ? AND segment IS NOT NULL", (build, article)
        ).fetchone()
        return None if row is None else int(row[0])

    def articles_since(self, build: int, change: int) -> Iterator[ArticleRow]:
        """Yield what changed after `change`; all there is for -1, without those taken out."""
        if change < 0:
            rows = self.connection.execute(f"{_ARTICLES} AND segment IS NOT NULL", (build,))
        else:
            rows = self.connection.execute(f"{_ARTICLES} AND change > ?", (build, change))
        return map(ArticleRow._make, rows)

    def put_articles(self, build: int, rows: Iterable[ArticleRow]) -> None:
        self.connection.executemany(
            "INSERT OR REPLACE INTO article (build, id, rev, change, segment, docnum, locale, visibility, category)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((build, *row) for row in rows),
        )

    def take_out(self, build: int, articles: Iterable[str], change: int) -> None:
        self.connection.executemany(
            "UPDATE article SET segment = NULL, docnum = NULL, change = ? WHERE build = ? AND id = ?",
            ((change, build, article) for article in articles),
        )

    def documents_of(self, build: int, segments: Sequence[int]) -> list[ArticleRow]:
        """Return the articles that stand in `segments`, in order of segment and document."""
        listed = f"[{','.join(map(str, segments))}]"
        rows = self.connection.execute(_ARTICLES_IN_SEGMENTS, (build, listed))
        return [ArticleRow._make(row) for row in rows]

    def put_displays(self, segment: int, rows: Iterable[tuple[int, str, bytes]]) -> None:
        """Store `(docnum, title, packed sections)` of a segment's documents."""
        first = segment * DOCS_A_SEGMENT
        self.connection.executemany(
            "INSERT INTO display VALUES (?, ?, ?)",
            ((first + docnum, title, _sealed(packed)) for docnum, title, packed in rows),
        )

    def move_displays(self, segment: int, moves: Iterable[tuple[int, int, int]]) -> None:
        """Give documents' display rows, by `(segment, docnum, new docnum)`, to the new `segment`."""
        first = segment * DOCS_A_SEGMENT
        self.connection.executemany(
            "UPDATE display SET id = ? WHERE id = ?",
            ((first + docnum, old * DOCS_A_SEGMENT + before) for old, before, docnum in moves),
        )

    def display(self, segment: int, docnum: int) -> tuple[str, bytes] | None:
        row = self.connection.execute(
            "SELECT title, sections FROM display WHERE id = ?", (segment * DOCS_A_SEGMENT + docnum,)
        ).fetchone()
        return None if row is None else (row[0], _unsealed(row[1]))

    def put_lexicon(self, build: int, segment: int, language: str, covers: Sequence[int], data: bytes) -> None:
        self.connection.execute(
            "INSERT OR REPLACE INTO lexicon VALUES (?, ?, ?, ?, ?)",
            (build, segment, language, ",".join(map(str, covers)), _sealed(data)),
        )

    def drop_lexicon(self, build: int, segment: int, language: str) -> None:
        self.connection.execute(
            "DELETE FROM lexicon WHERE build = ? AND segment = ? AND language = ?", (build, segment, language)
        )

    def lexicon_keys(self, build: int) -> list[tuple[int, str, frozenset[int]]]:
        """Return `(segment, language, segments it covers)` of each list of words; segment 0 is the merged one."""
        rows = self.connection.execute(
            "SELECT segment, language, covers FROM lexicon WHERE build = ? ORDER BY segment", (build,)
        )
        return [(segment, language, frozenset(map(int, covers.split(",")))) for segment, language, covers in rows]

    def lexicon(self, build: int, segment: int, language: str) -> bytes:
        """Return the packed words of a list that `lexicon_keys` named."""
        row = self.connection.execute(
            "SELECT data FROM lexicon WHERE build = ? AND segment = ? AND language = ?", (build, segment, language)
        ).fetchone()
        return _unsealed(row[0])

    def add_file(self, segment: int, name: str, size: int, chunks: Iterable[bytes]) -> None:
        file = int(
            self.connection.execute(
                "INSERT INTO file (segment, name, size) VALUES (?, ?, ?)", (segment, name, size)
            ).lastrowid
        )
        first = file * CHUNKS_A_FILE
        self.connection.executemany(
            "INSERT INTO chunk VALUES (?, ?)", ((first + n, _sealed(chunk)) for n, chunk in enumerate(chunks))
        )

    def files(self) -> dict[str, tuple[int, int]]:
        """Return `(id, size in bytes)` of every file by name."""
        return {name: (i, size) for i, name, size in self.connection.execute("SELECT id, name, size FROM file")}

    def file(self, name: str) -> tuple[int, int] | None:
        row = self.connection.execute("SELECT id, size FROM file WHERE name = ?", (name,)).fetchone()
        return None if row is None else (row[0], row[1])

    def chunks(self, file: int, first: int, last: int) -> list[bytes]:
        """Return chunks `first` to `last` of a file, those that exist."""
        base = file * CHUNKS_A_FILE
        rows = self.connection.execute(
            "SELECT data FROM chunk WHERE id BETWEEN ? AND ? ORDER BY id", (base + first, base + last)
        )
        return [_unsealed(data) for (data,) in rows]

    def _value(self, statement: str) -> Any:
        return self.connection.execute(statement).fetchone()[0]


def _sealed(data: bytes) -> bytes:
    """Return a blob with its check sum in front.

    SQLCipher gives zeros for a page of a long blob that somebody has altered, and no error.
    """
    return crc32(data).to_bytes(4, "little") + data


def _unsealed(data: bytes) -> bytes:
    """Return a blob that `_sealed` made. Raises IndexDamaged where it is not what was written."""
    content = data[4:]
    if crc32(content).to_bytes(4, "little") != data[:4]:
        raise IndexDamaged("a blob is not what was written")
    return content
