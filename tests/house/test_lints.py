"""Each lint of ours finds what it is for, and leaves the rest alone."""

from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import pytest

from checks.__main__ import every_finding, main
from checks.agreement import find_disagreements
from checks.colours import find_colours
from checks.escapes import without_escaped
from checks.gui import find_blocking, find_threads
from checks.places import find_machine_places
from checks.requirements import find_undeclared
from checks.shadowing import find_shadowing
from checks.shape import find_long_files, find_long_functions, find_nameless_modules
from checks.source import Finding, Source
from checks.transactions import find_commits

FileRule = Callable[[Source], Iterator[Finding]]


def source(path: str, text: str) -> Source:
    return Source(PurePosixPath(path), text)


BROKEN: list[tuple[FileRule, str, str]] = [
    (find_colours, "desktop/shell/rail.py", 'colour = "#4a90d9"'),
    (find_colours, "desktop/shell/rail.py", 'style = "QWidget { color: #333 }"'),
    (find_colours, "resources/icons/bell.svg", '<path fill="#000"/>'),
    (find_commits, "server/tickets/actions.py", "session.commit()"),
    (find_commits, "desktop/app.py", "store.connection.commit()"),
    (find_blocking, "desktop/app.py", "QApplication.processEvents()"),
    (find_blocking, "desktop/shell/window.py", "dialog.exec()"),
    (find_blocking, "desktop/shell/window.py", "time.sleep(0.1)"),
    (find_blocking, "desktop/shell/window.py", "class Loader(QThread): ..."),
    (find_blocking, "desktop/features/tickets/view.py", "QTableWidget(self)"),
    (find_threads, "sync/search/index.py", "threading.Thread(target=work)"),
    (find_threads, "desktop/features/tickets/model.py", "ThreadPoolExecutor(2)"),
    (find_long_files, "sync/engine/pull.py", "x = 1\n" * 601),
    (find_nameless_modules, "sync/utils.py", ""),
    (find_nameless_modules, "server/core/tickets.py", ""),
    (find_machine_places, "docs/sync.md", "see /ro" + "ot/notes"),
    (find_machine_places, "requirements.lock", "--index-u" + "rl https://example.org"),
    (find_machine_places, "README.md", "pip install from https://example.org/sim" + "ple"),
]

SOUND: list[tuple[FileRule, str, str]] = [
    (find_colours, "desktop/theme/tokens.py", 'accent = "#4a90d9"'),
    (find_colours, "desktop/shell/rail.py", 'title = "Ticket #123 and #100200"'),
    (find_colours, "desktop/shell/rail.py", "# as #fff in a comment"),
    (find_colours, "resources/content/articles/en/till.md", "[here](#add)"),
    (find_commits, "server/db/session.py", "session.commit()"),
    (find_commits, "sync/replica/store.py", "connection.commit()"),
    (find_blocking, "desktop/app.py", "application.exec()"),
    (find_blocking, "server/command.py", "time.sleep(1)"),
    (find_threads, "desktop/background/executors.py", "ThreadPoolExecutor(2)"),
    (find_threads, "sync/engine/runner.py", "threading.Thread(target=work)"),
    (find_long_files, "sync/engine/pull.py", "x = 1\n" * 600),
    (find_nameless_modules, "sync/engine/backoff.py", ""),
    (find_machine_places, "docs/operations.md", "the folder /var/lib/mostrador"),
    (find_machine_places, "server/portal/routes.py", 'path = "/spaces/home/work/"'),
]


@pytest.mark.parametrize(("rule", "path", "text"), BROKEN)
def test_a_broken_rule_is_found(rule: FileRule, path: str, text: str) -> None:
    assert len(list(rule(source(path, text)))) == 1


@pytest.mark.parametrize(("rule", "path", "text"), SOUND)
def test_sound_code_is_left_alone(rule: FileRule, path: str, text: str) -> None:
    assert list(rule(source(path, text))) == []


def test_an_attribute_that_hides_a_qt_method_is_found_through_our_own_base_class() -> None:
    base = source("desktop/widgets/panel.py", "class Panel(QWidget): ...")
    child = source(
        "desktop/features/tickets/view.py",
        "class Tickets(Panel):\n    def show_it(self) -> None:\n        self.parent = 1\n        self.tickets = 2\n",
    )
    plain = source(
        "desktop/settings/store.py", "class Store:\n    def __init__(self) -> None:\n        self.parent = 1\n"
    )

    namesake = source(
        "desktop/settings/panel.py", "class Panel:\n    def __init__(self) -> None:\n        self.parent = 1\n"
    )

    findings = list(find_shadowing([base, child, plain, namesake]))

    assert [(str(one.path), one.line) for one in findings] == [("desktop/features/tickets/view.py", 3)]


def test_long_functions_are_named_once_they_are_more_than_one_in_a_hundred() -> None:
    long = source("server/feed/pages.py", "def page() -> None:\n" + "    x = 1\n" * 60)
    short = source("server/feed/order.py", "def one() -> None: ...\n" * 99)

    assert list(find_long_functions([long, short])) == []
    assert len(list(find_long_functions([long, source("server/feed/order.py", "def one() -> None: ...\n" * 98)]))) == 1


PROJECT = '[project]\nversion = "0.2.0"\ndependencies = ["Zstandard>=1"]\n[project.optional-dependencies]\ndev = []\n'


def test_a_changelog_behind_the_version_and_an_unexplained_dependency_are_found() -> None:
    findings = find_disagreements(
        [
            source("pyproject.toml", PROJECT),
            source("CHANGELOG.md", "## [Unreleased]\n\n## [0.1.0] - 2026-01-01\n"),
            source("docs/decisions/dependencies.md", "| `left-pad` | |\n"),
        ]
    )
    assert [one.rule for one in findings] == ["version", "dependency", "dependency"]


def test_a_changelog_and_reasons_that_agree_are_left_alone() -> None:
    findings = find_disagreements(
        [
            source("pyproject.toml", PROJECT),
            source("CHANGELOG.md", "## [Unreleased]\n\n## [0.2.0] - 2026-01-01\n"),
            source("docs/decisions/dependencies.md", "| `zstandard` | |\n"),
        ]
    )
    assert list(findings) == []


def test_an_import_that_nobody_declared_and_a_declaration_that_nobody_needs_are_found() -> None:
    findings = find_undeclared(
        [
            source("pyproject.toml", PROJECT),
            source("server/app.py", "import json\nimport starlette.routing\nfrom server.errors import NotFound\n"),
            source("tests/test_app.py", "import pytest\n"),
        ]
    )
    assert [(str(one.path), one.message.split()[0]) for one in findings] == [
        ("server/app.py", "starlette"),
        ("tests/test_app.py", "pytest"),
        ("pyproject.toml", "zstandard"),
    ]


ESCAPE = "# lint: " + "allow-commit"


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (f"writer.commit()  {ESCAPE} Whoosh's own transaction\n", []),
        (f"{ESCAPE} Whoosh's own transaction\nwriter.commit()\n", []),
        (f"writer.commit()  {ESCAPE}\n", ["escape"]),
        (f"x = 1  {ESCAPE} no longer needed\n", ["escape"]),
        (f"{ESCAPE} too far away\nx = 1\nwriter.commit()\n", ["commit", "escape"]),
    ],
)
def test_an_escape_needs_a_reason_and_something_to_escape(text: str, rules: list[str]) -> None:
    one = source("sync/search/index.py", text)
    assert [finding.rule for finding in without_escaped([one], find_commits(one))] == rules


def test_a_findings_line_says_where_and_what_and_fails_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pyproject.toml").write_text(PROJECT.replace('"Zstandard>=1"', ""))
    (tmp_path / "CHANGELOG.md").write_text("## [0.2.0] - 2026-01-01\n")
    (tmp_path / "helpers.py").write_text('"""Nothing."""\n')

    assert main(tmp_path) == 1
    assert "helpers.py:1: module-name: helpers names no idea" in capsys.readouterr().out


def test_every_rule_is_run_over_the_project() -> None:
    sources = [source("pyproject.toml", PROJECT), *(source(path, text) for _, path, text in BROKEN)]
    found = {finding.rule for finding in every_finding(sources, Path())}
    assert found >= {"hex-colour", "commit", "gui-blocking", "thread", "file-length", "module-name", "machine-place"}
