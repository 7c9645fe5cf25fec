"""`serve`: answers requests until it is told to stop."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from server.app import create_app
from server.commands.errors import CommandError
from server.commands.opening import only_space, opened
from server.logs import configure_logs
from server.serving import Server, take_process
from server.settings import Settings
from server.sole import FolderInUse, FolderLock

BACKLOG = 4_096
"""Everybody comes back at once after a restart; the system may allow fewer."""


def serve(settings: Settings, say: Callable[[str], None] = print) -> None:
    """Serve until SIGTERM or SIGINT; what is under way is finished first.

    Raises:
        CommandError: No folder, no space, somebody else serves the folder, or the port is not to be had.
        MigrationError: The database has not today's schema.
    """
    with opened(settings) as database:
        only_space(database)
    with _alone(settings):
        listening = _listen(settings.host, settings.port)
        port = listening.getsockname()[1]
        configure_logs(as_json=settings.log_json)
        server = Server(create_app(replace(settings, port=port)), host=settings.host, port=port)
        say(f"Mostrador answers at {_url(settings.host, port)} (stop it with Ctrl+C).")
        take_process()
        server.run(sockets=[listening])


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """Hold the folder while it is served; processes over one PostgreSQL are many, and meet in Redis.

    Raises:
        CommandError: Another process serves the folder, or it may not be written.
    """
    if settings.database_url:
        yield
        return
    try:
        lock = FolderLock(settings.data_path)
    except FolderInUse as error:
        raise CommandError(
            f"{settings.data_path} is served by another process already: stop that one first. Several processes need "
            "PostgreSQL and Redis: see database_url and redis_url."
        ) from error
    except OSError as error:
        raise CommandError(
            f"{settings.data_path} may not be written: allow the server's user to write to the folder."
        ) from error
    try:
        yield
    finally:
        lock.release()


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
