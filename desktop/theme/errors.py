"""What can be wrong with the files of the look.

ThemeError
├── TokensError      the table of tokens is missing or incomplete
├── TemplateError    a style sheet names a token that does not exist
└── IconError        there is no icon of that name
"""

from pathlib import Path


class ThemeError(Exception):
    """A file of the look cannot be used; the program's own files are damaged."""

    title = "The program's look could not be loaded"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class TokensError(ThemeError):
    """The table of tokens is missing or incomplete."""

    def __init__(self, path: Path, cause: Exception) -> None:
        super().__init__(f"{path.name} cannot be used ({cause!r}). Install the program again.")


class TemplateError(ThemeError):
    """A style sheet names a token that does not exist."""

    def __init__(self, template: str, token: str) -> None:
        super().__init__(f"{template} names the token {token!r}, which tokens.json does not have.")


class IconError(ThemeError):
    """There is no icon of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no icon {name!r} in resources/icons.")
