"""The program's version."""

from __future__ import annotations

VERSION = "0.1.0"
"""As `pyproject.toml` has it (a test compares them): asking what is installed loads the parser of mails first."""
