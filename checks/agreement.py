"""Two places that say the same thing agree: version and changelog, dependencies and their reasons."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from checks.source import Finding, Source

VERSION = "version"
DEPENDENCY = "dependency"
RELEASE = re.compile(r"^## \[(\d[^\]]*)\]", re.MULTILINE)
PROJECT = PurePosixPath("pyproject.toml")
CHANGELOG = PurePosixPath("CHANGELOG.md")
REASONS = PurePosixPath("docs/decisions/dependencies.md")


def bare_name(requirement: str) -> str:
    """The normalised name of a requirement: `psycopg` of `psycopg[binary]>=3.3`."""
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    return re.sub(r"[-_.]+", "-", match[0]).lower() if match else requirement


def find_disagreements(sources: Iterable[Source]) -> Iterator[Finding]:
    """A changelog that is behind the version, and dependencies without a line that says why."""
    texts = {source.path: source.text for source in sources}
    project = tomllib.loads(texts[PROJECT])["project"]
    released = RELEASE.search(texts.get(CHANGELOG, ""))
    if released is None or released[1] != project["version"]:
        newest = released[1] if released else "nothing"
        yield Finding(CHANGELOG, 1, VERSION, f"pyproject.toml says {project['version']}, the changelog {newest}")
    explained = {bare_name(name) for name in re.findall(r"^\| `([^`]+)`", texts.get(REASONS, ""), re.MULTILINE)}
    declared = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    for name in map(bare_name, declared):
        if name not in explained:
            yield Finding(
                REASONS, 1, DEPENDENCY, f"no line for {name}: why it, who keeps it, licence, cost at start-up"
            )
    for name in sorted(explained - {bare_name(one) for one in declared}):
        yield Finding(REASONS, 1, DEPENDENCY, f"{name} is explained, but pyproject.toml does not ask for it")
