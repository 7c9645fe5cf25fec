"""Signing in and out over HTTP, with the app as it is deployed."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from server.app import Parts, create_app
from server.commands.init import First, create_space
from server.db.database import utc_now
from server.settings import Settings
from tests.support.server import running

DEVICE = "01890a5d-ac96-774b-bcce-b302099a8057"
PASSWORD = "correct horse"
TIMEOUT_S = 20


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    app = create_app(Settings(data_path=tmp_path))
    parts: Parts = app.state.parts
    parts.database.create_tables()
    create_space(parts.database, First(password=PASSWORD), utc_now())
    with running(app) as server:
        yield server.address()


def post(url: str, path: str, token: str = "", **body: str) -> requests.Response:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    return requests.post(url + path, data=json.dumps(body), headers=headers, timeout=TIMEOUT_S)


def test_a_session_from_sign_in_to_sign_out(url: str) -> None:
    opened = post(url, "/auth/v1/sign-in", account="admin", password=PASSWORD, device=DEVICE)
    assert opened.status_code == 200
    assert opened.headers["cache-control"] == "no-store"
    session = opened.json()
    again = post(url, "/auth/v1/refresh", refresh_token=session["refresh_token"], device=DEVICE).json()
    assert again["user_id"] == session["user_id"]
    found = requests.get(
        f"{url}/api/v1/search?q=x", headers={"authorization": f"Bearer {again['access_token']}"}, timeout=TIMEOUT_S
    )
    assert found.json() == {"results": []}
    assert post(url, "/auth/v1/sign-out", again["access_token"]).status_code == 204
    assert post(url, "/auth/v1/sign-out", again["access_token"]).json()["code"] == "unauthorized"
    refused = post(url, "/auth/v1/refresh", refresh_token=again["refresh_token"], device=DEVICE)
    assert (refused.status_code, refused.json()["code"]) == (401, "bad_credentials")


def test_too_many_attempts_are_told_when_to_come_back(url: str) -> None:
    answers = [post(url, "/auth/v1/sign-in", account="admin", password="wrong", device=DEVICE) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [401] * 5 + [429]
    assert answers[-1].json()["code"] == "too_many_requests"
    assert int(answers[-1].headers["retry-after"]) >= 1


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"account": 1}', b"\xff", b"<html>"])
def test_a_body_that_is_none_is_refused_without_repeating_it(url: str, body: bytes) -> None:
    for path in ("/auth/v1/sign-in", "/auth/v1/refresh"):
        answer = requests.post(url + path, data=body, timeout=TIMEOUT_S)
        assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


def test_a_sign_in_without_a_field_is_told_which_and_its_password_is_not_repeated(url: str) -> None:
    answer = post(url, "/auth/v1/sign-in", account="admin", password="hush hush")
    assert "`device`" in answer.json()["message"]
    assert "hush" not in answer.text


def test_a_body_that_is_too_large_is_refused(url: str) -> None:
    assert post(url, "/auth/v1/sign-in", account="a" * 10_000, password="x", device=DEVICE).status_code == 413


@pytest.mark.parametrize("query", ["kind=secret", "limit=0", "limit=1000", "limit=x", "q=" + "x" * 500])
def test_a_search_that_makes_no_sense_is_refused(url: str, query: str) -> None:
    token = post(url, "/auth/v1/sign-in", account="admin", password=PASSWORD, device=DEVICE).json()["access_token"]
    headers = {"authorization": f"Bearer {token}"}
    answer = requests.get(f"{url}/api/v1/search?{query}", headers=headers, timeout=TIMEOUT_S)
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


def test_a_search_without_a_session_is_refused(url: str) -> None:
    assert requests.get(f"{url}/api/v1/search?q=x", timeout=TIMEOUT_S).status_code == 401
    assert requests.get(f"{url}/api/v1/search?limit=none", timeout=TIMEOUT_S).status_code == 401
