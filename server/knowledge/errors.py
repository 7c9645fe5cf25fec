"""Errors of the import.

KnowledgeError
├── NotAKnowledgeBase   the folder has no language folders with articles
└── UnreadableFile      one file cannot be taken in; the others can
"""

from __future__ import annotations


class KnowledgeError(Exception):
    """Base of the errors of the import."""


class NotAKnowledgeBase(KnowledgeError):
    """The folder given is not one of articles by language; its text says what is expected."""


class UnreadableFile(KnowledgeError):
    """One file cannot be taken in.

    Attributes:
        reason: One sentence that says what to do.
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
