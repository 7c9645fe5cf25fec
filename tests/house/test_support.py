"""The test suite's own alarms go off when they should, and keep quiet when they should."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from tests.support import server
from tests.support.network import is_local
from tests.support.stall import StallWatch

ROOT = Path(__file__).parents[2]


def outcome(pytester: pytest.Pytester, source: str) -> pytest.RunResult:
    """Runs a test of this source under the suite's alarms, in a process of its own."""
    pytester.makeini("[pytest]\nmarkers =\n    expects_log(pattern, logger=None): as ours\n")
    pytester.makepyfile(source)
    plugins = ["logs", "network", "threads"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        patch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
        return pytester.runpytest_subprocess(*(f"-ptests.support.{name}" for name in plugins), "-pno:cacheprovider")


def test_an_unexpected_warning_in_the_log_fails_its_test(pytester: pytest.Pytester) -> None:
    result = outcome(
        pytester,
        """
        import logging
        def test_it():
            logging.getLogger("sync").warning("page %d is torn", 3)
        """,
    )
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*WARNING sync: page 3 is torn*"])


def test_an_expected_warning_passes_and_one_that_never_comes_fails(pytester: pytest.Pytester) -> None:
    result = outcome(
        pytester,
        """
        import logging, pytest
        @pytest.mark.expects_log("torn", logger="sync")
        def test_it_comes():
            logging.getLogger("sync").warning("page is torn")
        @pytest.mark.expects_log("torn")
        def test_it_does_not():
            pass
        """,
    )
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*expected log records that never came*"])


def test_a_thread_left_running_fails_its_test_by_name(pytester: pytest.Pytester) -> None:
    result = outcome(
        pytester,
        """
        import threading, time
        def test_it():
            threading.Thread(target=time.sleep, args=(4,), name="forgotten", daemon=True).start()
        """,
    )
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["threads left running: forgotten (daemon)"])


def test_a_connection_beyond_this_machine_is_refused(pytester: pytest.Pytester) -> None:
    result = outcome(
        pytester,
        """
        import pytest, socket
        def test_it():
            with pytest.raises(RuntimeError, match="this machine only"):
                socket.create_connection(("192.0.2.1", 80), timeout=1)
        """,
    )
    result.assert_outcomes(passed=1)


@pytest.mark.parametrize("address", ["/run/postgresql/.s", ("127.0.0.1", 80), ("::1", 80, 0, 0), ("localhost", 80)])
def test_addresses_of_this_machine_are_local(address: object) -> None:
    assert is_local(address)


def test_a_blocked_gui_thread_is_caught_with_the_place_where_it_waited(
    qtbot: QtBot, stall_watch: Callable[[], StallWatch]
) -> None:
    def block_the_gui() -> None:
        time.sleep(0.2)

    def let_it_happen() -> None:
        with stall_watch():
            QTimer.singleShot(0, block_the_gui)
            qtbot.wait(300)

    with pytest.raises(pytest.fail.Exception, match="block_the_gui"):
        let_it_happen()


def test_a_gui_thread_that_answers_its_events_is_left_alone(
    qtbot: QtBot, stall_watch: Callable[[], StallWatch]
) -> None:
    with stall_watch() as watch:
        qtbot.wait(200)
        with watch.paused():
            time.sleep(0.1)
        qtbot.wait(50)
    assert not watch.stalls


def test_a_test_without_its_service_skips_with_a_word_and_fails_where_the_service_is_required(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makeini("[pytest]\nmarkers =\n    needs(service): as ours\n")
    pytester.makepyfile("import pytest\n@pytest.mark.needs('redis')\ndef test_it():\n    pass\n")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    # The discard port: nothing listens there.
    monkeypatch.setenv("MOSTRADOR_TEST_REDIS", "redis://127.0.0.1:9/0")
    monkeypatch.delenv("MOSTRADOR_REQUIRE", raising=False)

    skipped = pytester.runpytest_subprocess("-ptests.support.services", "-rs", "-pno:cacheprovider")
    monkeypatch.setenv("MOSTRADOR_REQUIRE", "postgres,redis")
    required = pytester.runpytest_subprocess("-ptests.support.services", "-pno:cacheprovider")

    skipped.assert_outcomes(skipped=1)
    skipped.stdout.fnmatch_lines(["*needs redis, which does not run on this machine*"])
    required.assert_outcomes(errors=1)


def test_a_server_process_that_does_not_start_is_not_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = server.ServerProcess(tmp_path, server.free_port())
    monkeypatch.setattr(server, "STARTS_WITHIN_S", 2.0)
    monkeypatch.setattr(server.ServerProcess, "answers", lambda _self: False)
    with pytest.raises(AssertionError, match="did not start"):
        process.start()
    assert process.process is not None
    assert process.process.poll() is not None
