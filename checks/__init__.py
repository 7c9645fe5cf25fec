"""The project's own lints: every rule of the house that can be checked, with a reasoned escape."""
