"""Errors of the import of tickets.

ImportRefused
├── UnreadableExport   what was given is no export of that kind
├── MappingInvalid     the mapping says something that cannot be done
└── Unfit              one record cannot be taken in; the others can
"""

from __future__ import annotations


class ImportRefused(Exception):
    """Base of the errors of the import; the text is a sentence that says what to do."""


class UnreadableExport(ImportRefused):
    """What was given is not an export of that kind; its text says what is expected."""


class MappingInvalid(ImportRefused):
    """The mapping names something that is not there, or cannot be read."""


class Unfit(ImportRefused):
    """One record cannot be taken in.

    Attributes:
        field: Of the record, as its source calls it.
    """

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
