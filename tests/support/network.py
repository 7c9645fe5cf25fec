"""Tests talk to this machine only: a connection to anywhere else is refused, with a sentence."""

import ipaddress
import sys


def is_local(address: object) -> bool:
    """Whether a socket's address is on this machine: a Unix socket, or a loopback host."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    if host in ("localhost", ""):
        return True
    try:
        return ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return False


def refuse_foreign_hosts(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook: it sees every connection, of every library, and cannot be taken out again."""
    if event == "socket.connect" and not is_local(arguments[1]):
        raise RuntimeError(f"a test tried to connect to {arguments[1]}; tests talk to this machine only")


sys.addaudithook(refuse_foreign_hosts)
