"""What was tried, in the words of whoever reads it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def outcome_said(helped: bool | None) -> str:  # noqa: FBT001 - as it is kept
    """Whether a step helped; empty if nobody has said."""
    if helped is None:
        return ""
    if helped:
        return QCoreApplication.translate("steps", "it helped")
    return QCoreApplication.translate("steps", "it did not help")
