"""What the code imports is declared in pyproject.toml, and what is declared is imported."""

import ast
import functools
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import packages_distributions

from checks.agreement import PROJECT, bare_name
from checks.source import Finding, Source

RULE = "dependency"
SHIPPED = ("desktop", "sync", "domain", "server", "demo", "resources")
OURS = frozenset({*SHIPPED, "tests", "bench", "checks", "dev"})
# Declared, used, and never imported by name.
BY_NAME_ONLY = {
    "tzdata": "zoneinfo finds it",
    "psycopg": "SQLAlchemy takes it for a PostgreSQL URL",
    "redis": "limits takes it for a redis:// place",
    "pytest-xdist": "pytest loads it",
    "moto": "tests/support/object_store.py starts it as a process",
    "flask": "moto's server runs on it",
    "flask-cors": "moto's server runs on it",
    "mypy": "a program",
    "ruff": "a program",
    "import-linter": "a program",
    "pyinstaller": "a program",
    "setuptools": "installs the project",
    "types-pyyaml": "mypy reads it",
    "types-requests": "mypy reads it",
}


@functools.cache
def providers() -> Mapping[str, frozenset[str]]:
    """The distributions that bring each importable name, on this machine."""
    return {name: frozenset(map(bare_name, found)) for name, found in packages_distributions().items()}


def foreign_imports(source: Source) -> Iterator[tuple[str, int]]:
    """The first name of every import that is neither the standard library's nor ours, with its line."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        else:
            continue
        for name in {name.split(".")[0] for name in names}:
            if name not in sys.stdlib_module_names and name not in OURS:
                yield name, node.lineno


def find_undeclared(sources: Iterable[Source]) -> Iterator[Finding]:
    """Imports that only work because something else brings the library along, and declarations nothing needs."""
    everything = list(sources)
    project = tomllib.loads(next(source.text for source in everything if source.path == PROJECT))["project"]
    shipped = set(map(bare_name, project["dependencies"]))
    development = set(map(bare_name, project["optional-dependencies"]["dev"]))
    used: set[str] = set()
    for source in everything:
        if not source.is_python:
            continue
        allowed = shipped if source.below(*SHIPPED) else shipped | development
        for name, line in foreign_imports(source):
            bringing = providers().get(name, frozenset({bare_name(name)}))
            used |= bringing
            if not bringing & allowed:
                yield source.finding(line, RULE, f"{name} is not declared: {' or '.join(sorted(bringing))}")
    for name in sorted((shipped | development) - used - BY_NAME_ONLY.keys()):
        yield Finding(PROJECT, 1, RULE, f"{name} is declared, but nothing imports it")
