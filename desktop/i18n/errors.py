"""What can go wrong with translations."""


class TranslationError(Exception):
    """Texts could not be gathered or compiled."""

    title = "The translations could not be prepared"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
