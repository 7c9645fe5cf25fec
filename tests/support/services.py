"""Which services run on this machine, and the `needs` marker that asks for one."""

import functools
import os
import shutil
import socket
from urllib.parse import urlsplit

import psycopg
import pytest

POSTGRES_PLACES = ("postgresql://postgres@127.0.0.1:5432/postgres", "postgresql:///postgres")
REDIS_PLACE = "redis://127.0.0.1:6379/0"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@functools.cache
def postgres_url() -> str | None:
    """A database server on which tests may create databases: MOSTRADOR_TEST_POSTGRES, or one on loopback."""
    named = os.environ.get("MOSTRADOR_TEST_POSTGRES")
    for url in (named,) if named else POSTGRES_PLACES:
        try:
            with psycopg.connect(url, connect_timeout=3):
                return url
        except psycopg.OperationalError:
            continue
    return None


@functools.cache
def redis_url() -> str | None:
    """A Redis whose keys tests may use under a prefix of their own: MOSTRADOR_TEST_REDIS, or one on loopback."""
    url = os.environ.get("MOSTRADOR_TEST_REDIS", REDIS_PLACE)
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 6379), timeout=3):
            return url
    except OSError:
        return None


@functools.cache
def browser_path() -> str | None:
    """A Chromium on this machine."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


@functools.cache
def bus_path() -> str | None:
    """The daemon with which a test makes a session bus of its own."""
    return shutil.which("dbus-daemon")


@functools.cache
def x11_path() -> str | None:
    """The server with which a test makes a screen of its own; with it, the tool that presses keys there."""
    return shutil.which("Xvfb") if shutil.which("xdotool") else None


SERVICES = {
    "postgres": postgres_url, "redis": redis_url, "browser": browser_path, "bus": bus_path, "x11": x11_path,
}  # fmt: skip


def require(service: str) -> str:
    """Where the service is; skips the test where it is absent, or fails it if MOSTRADOR_REQUIRE names it."""
    place = SERVICES[service]()
    if place is not None:
        return place
    if service in os.environ.get("MOSTRADOR_REQUIRE", "").split(","):
        pytest.fail(f"{service} is required by MOSTRADOR_REQUIRE, but does not answer on this machine", pytrace=False)
    pytest.skip(f"needs {service}, which does not run on this machine")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Looks at the test's `needs` markers before its fixtures are made."""
    for mark in item.iter_markers("needs"):
        for service in mark.args:
            require(service)


if __name__ == "__main__":
    # What .ci/run puts into MOSTRADOR_REQUIRE: everything that answers here.
    print(",".join(name for name, find in SERVICES.items() if find() is not None))
