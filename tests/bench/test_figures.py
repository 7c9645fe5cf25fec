"""What benches print can be read by the results page."""

import json
import random

import pytest

from bench.__main__ import main, names
from bench.figures import Figure, of_runs, percentile, write
from bench.knowledge_base import misspelt


def test_a_line_has_the_fields_the_results_page_reads(capsys: pytest.CaptureFixture[str]) -> None:
    write(of_runs("search", "keystroke", "ms", [3, 1, 2], peer=[4, 4], peer_name="FTS5"), json_lines=True)
    assert json.loads(capsys.readouterr().out) == {
        "bench": "search",
        "metric": "keystroke",
        "unit": "ms",
        "ours": 2.0,
        "peer": 4.0,
        "peer_name": "FTS5",
        "ratio": 0.5,
        "n": 3,
        "min": 1.0,
        "max": 3.0,
    }


def test_without_a_peer_there_is_no_ratio(capsys: pytest.CaptureFixture[str]) -> None:
    write(Figure("search", "index", "s", 2.0, 2.0, 2.0), json_lines=True)
    assert json.loads(capsys.readouterr().out)["ratio"] is None


def test_people_get_a_line_of_text(capsys: pytest.CaptureFixture[str]) -> None:
    write(Figure("search", "index", "s", 2.0, 2.0, 2.0), json_lines=False)
    assert capsys.readouterr().out.startswith("index ")


def test_the_95th_percentile_leaves_one_in_twenty_above() -> None:
    assert percentile(range(100), 0.95) == 95


def test_a_slip_changes_the_longest_word_only() -> None:
    chance = random.Random(1)
    slips = {misspelt("set up printers", chance) for _ in range(50)}
    assert all(slip.startswith("set up ") for slip in slips)
    assert len(slips) > 10


def test_every_bench_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert {"relevance", "search"} <= set(names())
    assert main([]) == 0
    assert "relevance" in capsys.readouterr().out


def test_an_unknown_bench_says_which_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["nonsense"])
    assert "relevance" in capsys.readouterr().err
