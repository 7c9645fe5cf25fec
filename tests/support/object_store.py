"""An S3-compatible store for tests: moto's real HTTP server, a process of its own on a loopback port."""

from __future__ import annotations

import secrets
import subprocess
import sys
import time
from collections.abc import Iterator

import boto3
import pytest
import requests

from tests.support.server import STARTS_WITHIN_S, free_port

CREDENTIALS = {"AWS_ACCESS_KEY_ID": "tests", "AWS_SECRET_ACCESS_KEY": "tests", "AWS_DEFAULT_REGION": "us-east-1"}
SERVE = "import sys; from moto.server import main; main(sys.argv[1:])"


@pytest.fixture(scope="session")
def object_store() -> Iterator[str]:
    """Where the store answers."""
    port = free_port()
    command = [sys.executable, "-c", SERVE, "-H", "127.0.0.1", "-p", str(port)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            give_up_at = time.monotonic() + STARTS_WITHIN_S
            while not _answers(address):
                assert process.poll() is None, "the object store ended"
                assert time.monotonic() < give_up_at, "the object store did not start"
                time.sleep(0.05)
            yield address
        finally:
            process.terminate()


def _answers(address: str) -> bool:
    try:
        return requests.get(f"{address}/moto-api/", timeout=5).ok
    except requests.ConnectionError:
        return False


@pytest.fixture
def bucket(object_store: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The `s3://` address of a bucket of this test's own."""
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    name = f"files-{secrets.token_hex(6)}"
    boto3.client("s3", endpoint_url=object_store).create_bucket(Bucket=name)
    return f"s3://{name}/mostrador"
