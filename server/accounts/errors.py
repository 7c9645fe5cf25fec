"""Errors of the accounts, for the command line; over HTTP a `Refused` tells a client as little as possible.

AccountError
├── AccountExists     the sign-in name is taken
├── AccountInvalid    name, address, language or store are not what an account can have
├── LastAdministrator nobody could administer any more
├── AccountUnknown    there is no such account
├── LinkOver          the link sets no password (any more)
└── WeakPassword      the password is too easy to guess
"""

from __future__ import annotations


class AccountError(Exception):
    """Base of the errors of the accounts; the text is a sentence that says what to do."""


class AccountExists(AccountError):
    """The sign-in name is taken."""


class AccountInvalid(AccountError):
    """Name, address, language or store are not what an account can have."""


class LastAdministrator(AccountError):
    """Nobody could administer the server any more."""


class AccountUnknown(AccountError):
    """There is no such account."""


class LinkOver(AccountError):
    """The link sets no password: it is none, was used, or its time is over."""


class WeakPassword(AccountError):
    """The password is too easy to guess."""
