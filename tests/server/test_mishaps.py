"""A bug is answered and logged once, whatever storm of retries it meets."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from unittest.mock import patch

import pytest
import requests
from structlog.testing import capture_logs

from server.mishaps import QUIET_S, Mishaps
from server.replication import routes
from sync.protocol.codec import encode
from sync.protocol.pull import PullRequest
from tests.support.server import served


def test_a_storm_of_retries_against_a_bug_leaves_one_line_without_anybodys_words(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    secret = "what a customer wrote"
    with served(tmp_path) as running, patch.object(routes, "pull", side_effect=ZeroDivisionError(secret)):
        body = encode(PullRequest(client=running.world.new_id(), schema=1))
        with capture_logs() as lines:
            answers = [
                requests.post(f"{running.url}/sync/v1/pull", data=body, headers=running.headers("ana"), timeout=10)
                for _ in range(20)
            ]
    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {
        (HTTPStatus.INTERNAL_SERVER_ERROR, "unavailable")
    }
    assert len([line for line in lines if line["event"] == "request failed"]) == 1
    assert secret not in f"{lines}{caplog.text}{[answer.text for answer in answers]}"
    assert not caplog.records


def test_what_happened_meanwhile_is_told_with_the_next_line() -> None:
    now_s = 0.0
    mishaps = Mishaps(lambda: now_s)
    with capture_logs() as lines:
        for _ in range(5):
            mishaps.note("request failed", "here")
        mishaps.note("request failed", "there")
        now_s = QUIET_S + 1
        mishaps.note("request failed", "here")
    assert [(line["kind"], line["times"]) for line in lines] == [("here", 1), ("there", 1), ("here", 5)]
