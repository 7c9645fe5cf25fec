"""Errors of the wire.

ProtocolError
└── MalformedMessage    a body that is not what the protocol says
    ├── TruncatedPage   a page whose closing frame is missing
    └── TooLarge        a body that unpacks to more than it may
"""


class ProtocolError(Exception):
    """Base of the errors of the wire."""


class MalformedMessage(ProtocolError):
    """The body is not of the protocol's form: a captive portal's page, a proxy's error, another program."""


class TruncatedPage(MalformedMessage):
    """The page's closing frame is missing: the connection broke; nothing of it may be applied."""


class TooLarge(MalformedMessage):
    """The body unpacks to more bytes than it may; no more than that was unpacked."""
