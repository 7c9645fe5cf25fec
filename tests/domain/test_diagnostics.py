"""The file in which a store's computer says of itself what it was shown to say."""

from __future__ import annotations

from domain.diagnostics import BYTES_MOST, Diagnostics, DiagnosticsLine, packed, unpacked


def test_it_comes_back_as_it_went_in_and_nothing_else_is_taken_for_it() -> None:
    lines = (DiagnosticsLine(chapter="Network", label="eth0", value="up"),)
    sent = Diagnostics(at="2026-11-22T12:00:00.000000Z", lines=lines)
    assert unpacked(packed(sent)) == sent
    assert unpacked(b"{}") is None
    assert unpacked(b"no JSON") is None
    assert unpacked(packed(sent) + b" " * BYTES_MOST) is None
