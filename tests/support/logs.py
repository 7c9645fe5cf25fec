"""A log record of WARNING or above fails the test, unless the test says that it expects it."""

import logging
import re
from collections.abc import Iterator

import pytest


class RecordKeeper(logging.Handler):
    """Keeps every record of WARNING or above, from whatever thread."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Overrides logging.Handler.emit."""
        self.records.append(record)


class Expectation:
    """One `expects_log` marker: which records it covers, and whether it has met one."""

    def __init__(self, pattern: str, logger: str | None = None) -> None:
        self._pattern = re.compile(pattern)
        self._logger = logger
        self.met = False

    def covers(self, record: logging.LogRecord) -> bool:
        """Whether this record is part of the test; remembers that there was one."""
        if self._logger is not None and record.name != self._logger:
            return False
        if self._pattern.search(record.getMessage()) is None:
            return False
        self.met = True
        return True

    def __str__(self) -> str:
        return f"{self._pattern.pattern!r} of {self._logger or 'any logger'}"


@pytest.fixture(autouse=True)
def unexpected_log_records(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails the test for a warning in the log that it does not expect, and for an expected one that never came."""
    keeper = RecordKeeper()
    root = logging.getLogger()
    root.addHandler(keeper)
    try:
        yield
    finally:
        root.removeHandler(keeper)
    expected = [Expectation(*mark.args, **mark.kwargs) for mark in request.node.iter_markers("expects_log")]
    surprises = [record for record in keeper.records if not any([one.covers(record) for one in expected])]
    if surprises:
        lines = [f"{record.levelname} {record.name}: {record.getMessage()}" for record in surprises]
        pytest.fail("unexpected log records:\n" + "\n".join(lines), pytrace=False)
    missing = [str(one) for one in expected if not one.met]
    if missing:
        pytest.fail("expected log records that never came:\n" + "\n".join(missing), pytrace=False)
