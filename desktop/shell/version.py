"""The program's version."""

from __future__ import annotations

from functools import cache


@cache
def version() -> str:
    """As the package says it; empty where nothing was installed."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as version_of

    try:
        return version_of("mostrador")
    except PackageNotFoundError:
        return ""
