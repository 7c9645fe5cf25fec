"""The difference between what is told to the user and what is a bug."""

from typing import Protocol, runtime_checkable


@runtime_checkable
class KnownError(Protocol):
    """An error that the user can do something about (disk, network, a refusal); anything else is a bug.

    Every package's own errors are of this shape; a bug is raised again in the GUI thread and reaches sys.excepthook.
    """

    title: str
    message: str
