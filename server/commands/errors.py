"""Errors of the command line.

CommandError      the command cannot do what it was told; the text is a sentence that says what to do
"""

from __future__ import annotations


class CommandError(Exception):
    """The command cannot do what it was told."""
