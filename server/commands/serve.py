"""`serve`: answers requests until it is told to stop."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable
from dataclasses import replace

from server.app import create_app
from server.commands.errors import CommandError
from server.commands.opening import only_space, opened
from server.logs import configure_logs
from server.serving import Server
from server.settings import Settings

BACKLOG = 512


def serve(settings: Settings, say: Callable[[str], None] = print) -> None:
    """Serve until SIGTERM or SIGINT; what is under way is finished first.

    Raises:
        CommandError: No folder, no space, or the port is not to be had.
        MigrationError: The database has not today's schema.
    """
    with opened(settings) as database:
        only_space(database)
    listening = _listen(settings.host, settings.port)
    port = listening.getsockname()[1]
    configure_logs(as_json=settings.log_json)
    server = Server(create_app(replace(settings, port=port)), host=settings.host, port=port)
    say(f"Mostrador answers at {_url(settings.host, port)} (stop it with Ctrl+C).")
    server.run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket bound to the address, before anything else is started.

    Raises:
        CommandError: In use, not allowed, or no such address.
    """
    if not 0 <= port <= 65_535:
        raise CommandError(f"{port} is not a port: choose one from 1 to 65535, or 0 for any that is free.")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
    except OSError as error:
        raise CommandError(f"{host} is not an address of this machine: choose another with --host.") from error
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(BACKLOG)
        listening.setblocking(False)
    except OSError as error:
        listening.close()
        raise CommandError(_sentence(error, host, port)) from error
    return listening


def _sentence(error: OSError, host: str, port: int) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            return f"Port {port} is in use: stop the program that has it, or choose another with --port."
        case errno.EACCES:
            return f"Port {port} needs special rights: choose one above 1023 with --port, behind a proxy."
        case _:
            return f"{host} is not an address of this machine: choose another with --host."


def _url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
