"""Addresses of servers as people type them."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

THIS_MACHINE = "localhost"


def server_address(typed: str) -> str:
    """Return the address of a server as typed, complete: `https`, but on this machine, unless a scheme is given."""
    address = typed.strip().rstrip("/")
    if "://" in address:
        return address
    return f"http://{address}" if is_on_this_machine(f"http://{address}") else f"https://{address}"


def is_on_this_machine(url: str) -> bool:
    """Tell whether what is sent to a complete address leaves this machine by no wire."""
    try:
        host = urlsplit(url).hostname or ""
        return host == THIS_MACHINE or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
