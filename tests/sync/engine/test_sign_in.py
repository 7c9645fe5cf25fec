"""Signing in, and every way in which it can fail."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from domain.ids import RecordId
from sync.engine.address import server_address
from sync.engine.events import Failed, Refused
from sync.engine.sign_in import sign_in, sign_in_over
from sync.engine.transport import FakeTransport
from sync.errors import (
    DeviceRevoked,
    NotAServer,
    NotSecure,
    ServerUnreachable,
    SignInError,
    TooManyAttempts,
    UpgradeRequired,
    WrongPassword,
)
from tests.sync.engine.desk import no
from tests.sync.engine.http_server import WireServer, serving
from tests.sync.replica.model import ModelServer

DEVICE = RecordId("device")


@pytest.fixture
def wire() -> Iterator[WireServer]:
    """A server on the wire."""
    with serving(ModelServer()) as server:
        yield server


def test_the_right_password_opens_a_session(wire: WireServer) -> None:
    assert sign_in(wire.url + "/", "ana", "secret", DEVICE).access_token == "a1"


def test_a_wrong_one_says_so(wire: WireServer) -> None:
    with pytest.raises(WrongPassword):
        sign_in(wire.url, "ana", "guess", DEVICE)


def test_a_page_of_somebody_else_is_not_a_server(wire: WireServer) -> None:
    wire.mood = "portal"
    with pytest.raises(NotAServer):
        sign_in(wire.url, "ana", "secret", DEVICE)


def test_nobody_there_is_unreachable(wire: WireServer) -> None:
    with serving(ModelServer()) as gone:
        url = gone.url
    with pytest.raises(ServerUnreachable):
        sign_in(url, "ana", "secret", DEVICE)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (no(401, "bad_credentials"), WrongPassword),
        (no(403, "device_revoked"), DeviceRevoked),
        (no(426, "upgrade_required"), UpgradeRequired),
        (no(429, "too_many_requests", retry_after_s=30), TooManyAttempts),
        (no(503, "unavailable"), ServerUnreachable),
        (no(404, "not_found"), NotAServer),
        (no(418, "teapot"), ServerUnreachable),
        (Failed("ConnectTimeout: slow"), ServerUnreachable),
        (Failed("status 404 from something that is not a Mostrador server"), NotAServer),
    ],
)
def test_every_refusal_is_a_known_error(answer: Refused | Failed, error: type[SignInError]) -> None:
    with pytest.raises(error) as raised:
        sign_in_over(FakeTransport(sign_in=lambda _: answer), "ana", "secret", DEVICE)
    if isinstance(raised.value, TooManyAttempts):
        assert raised.value.retry_after_s == 30


def test_a_server_without_a_certificate_is_told_from_one_that_does_not_answer(wire: WireServer) -> None:
    with pytest.raises(NotSecure):
        sign_in(wire.url.replace("http:", "https:"), "ana", "secret", DEVICE)


@pytest.mark.parametrize("host", ["help.example.org", "192.168.1.5:8460", "localhost.example.org", "127.0.0.1@a.org"])
def test_an_address_without_a_scheme_is_secure(host: str) -> None:
    assert server_address(f" {host}/ ") == f"https://{host}"


@pytest.mark.parametrize("host", ["127.0.0.1:8460", "localhost:8460", "LOCALHOST", "[::1]:8460", "127.0.0.2"])
def test_on_this_machine_it_needs_no_scheme_and_no_certificate(host: str) -> None:
    assert server_address(host) == f"http://{host}"
    assert server_address(f"https://{host}") == f"https://{host}"


def test_a_server_on_this_machine_is_not_looked_for_through_a_proxy(
    wire: WireServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "no_proxy", "NO_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9" if name == "http_proxy" else "")
    assert sign_in(wire.url.removeprefix("http://"), "ana", "secret", DEVICE).access_token == "a1"
