"""Clients that push as fast as they are answered, from a process of their own.

Started by `bench.server_load` with a file that holds everything they will send.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from pathlib import Path

import msgspec

LENGTH = re.compile(rb"content-length: (\d+)")


class Pushes(msgspec.Struct, kw_only=True):
    """What is sent.

    Attributes:
        clients: For each client its token and its pushes, encoded, in order.
        mutations: How many are in each push.
    """

    port: int
    clients: list[tuple[str, list[bytes]]]
    mutations: int
    warm_s: float
    seconds: float


async def push(plan: Pushes) -> dict[str, float]:
    """Push for so long; count what was applied after the warm-up."""
    began_s = time.perf_counter() + plan.warm_s
    told = await asyncio.gather(*(_one(plan, *client, began_s) for client in plan.clients))
    took = sorted(took_s for each in told for took_s in each)
    assert took, "no push was answered within the time: the machine is too busy to measure on"
    return {
        "per_s": len(took) * plan.mutations / plan.seconds,
        "p50_ms": 1000 * took[len(took) // 2],
        "p99_ms": 1000 * took[int(len(took) * 0.99)],
    }


async def _one(plan: Pushes, token: str, bodies: list[bytes], began_s: float) -> list[float]:
    """Be one client; return how long each push took that was answered within the time."""
    reader, writer = await asyncio.open_connection("127.0.0.1", plan.port)
    ends_s = began_s + plan.seconds
    took: list[float] = []
    for body in bodies:
        sent_s = time.perf_counter()
        if sent_s >= ends_s:
            break
        writer.write(
            f"POST /sync/v1/push HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        head = await reader.readuntil(b"\r\n\r\n")
        found = LENGTH.search(head.lower())
        assert found is not None, head
        answer = await reader.readexactly(int(found[1]))
        assert head.startswith(b"HTTP/1.1 200"), head + answer
        assert answer.count(b'"outcome":"ok"') == plan.mutations, answer[:400]
        now_s = time.perf_counter()
        if began_s <= now_s <= ends_s:
            took.append(now_s - sent_s)
    else:
        raise AssertionError("more pushes were answered than had been prepared")
    writer.close()
    return took


if __name__ == "__main__":
    prepared = msgspec.msgpack.decode(Path(sys.argv[1]).read_bytes(), type=Pushes)
    sys.stdout.write(json.dumps(asyncio.run(push(prepared))) + "\n")
