"""What may be said of somebody who is given an account."""

from __future__ import annotations

import re

from server.accounts.errors import AccountInvalid

LOCALES = ("en", "es")
NAME_LONGEST = 64
STORE_ROLES = ("store_owner", "store_staff")
"""Roles that are nothing without a store: their queue is the store's."""
_NAME = re.compile(r"[\w.@+-]+")
_EMAIL = re.compile(r"[^\s@]+@[^\s@.]+(\.[^\s@.]+)+")


def check_name(name: str) -> None:
    """Raise `AccountInvalid` if nobody could sign in with `name`."""
    if not name.strip():
        raise AccountInvalid("An account needs a name: give what is typed to sign in, for example marta.")
    if len(name.strip()) > NAME_LONGEST:
        raise AccountInvalid(f"The name of an account has at most {NAME_LONGEST} characters: choose a shorter one.")
    if not _NAME.fullmatch(name.strip()):
        raise AccountInvalid(
            f"{name!r} cannot name an account: use letters, digits and . _ - + @ only, without spaces. "
            "How the person is called goes into --full-name."
        )


def check_email(email: str) -> None:
    """Raise `AccountInvalid` if `email` is given and is none."""
    if email.strip() and not _EMAIL.fullmatch(email.strip()):
        raise AccountInvalid(f"{email!r} is not an e-mail address: write it as name@example.com, or leave it out.")


def check_locale(locale: str) -> None:
    """Raise `AccountInvalid` if there are no screens in `locale`."""
    if locale not in LOCALES:
        raise AccountInvalid(f"There is no language {locale!r}: choose {' or '.join(LOCALES)}.")


def check_stores(role_key: str, *, has_store: bool) -> None:
    """Raise `AccountInvalid` if somebody of a store would belong to none."""
    if role_key in STORE_ROLES and not has_store:
        raise AccountInvalid(f"A {role_key} belongs to a store: name it with --store.")
