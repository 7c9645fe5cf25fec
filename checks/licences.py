"""`python -m checks.licences`: the licence of everything the bundle may carry; GPL and the unknown fail.

LGPL libraries stay separate, replaceable files in the bundle, which is what that licence asks for; each is named here.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.markers import default_environment
from packaging.requirements import Requirement

from checks.agreement import bare_name

PROJECT = "mostrador"
LGPL_ALLOWED = frozenset({"pyside6-essentials", "shiboken6", "psycopg", "psycopg-binary", "python-xlib"})
# Distributions whose metadata says nothing; the licence is that of the file they carry.
READ_FROM_FILE = {"sqlcipher3": "Zlib (SQLCipher in it: BSD-3-Clause, OpenSSL: Apache-2.0)"}
# Classifiers and expressions, as projects write them; the first that matches names the licence.
FREE = re.compile(r"\b(MIT|BSD|0BSD|Apache|ISC|MPL|Mozilla|PSF|Python Software Foundation|Zlib|Unlicense|CC0)", re.I)
LESSER = re.compile(r"\bLGPL|Lesser General Public", re.I)
GENERAL = re.compile(r"\b[AL]?GPL|General Public Licen[cs]e", re.I)
LONGEST_NAME = 60


@dataclass(frozen=True)
class Licensed:
    """One distribution that the program needs at run time."""

    name: str
    version: str
    licence: str

    @property
    def objection(self) -> str | None:
        """Why it must not be in the bundle; None where it may."""
        if LESSER.search(self.licence):
            return None if self.name in LGPL_ALLOWED else "LGPL, and not among those named in checks/licences.py"
        # "MIT OR GPL-2.0" leaves the choice to us.
        if FREE.search(self.licence) and (" OR " in self.licence or not GENERAL.search(self.licence)):
            return None
        return "GPL" if GENERAL.search(self.licence) else "no licence that is known to be free"


def licence_of(found: Distribution) -> str:
    """What the distribution says about itself, the most exact statement first."""
    facts = found.metadata
    if bare_name(found.name) in READ_FROM_FILE:
        return READ_FROM_FILE[bare_name(found.name)]
    if "License-Expression" in facts:
        return facts["License-Expression"]
    classifiers = [line.rsplit(" :: ", 1)[-1] for line in facts.get_all("Classifier") or () if line.startswith("Lic")]
    if classifiers and classifiers != ["OSI Approved"]:
        return ", ".join(classifiers)
    stated = facts["License"].splitlines() if "License" in facts else []
    return stated[0][:LONGEST_NAME] if stated else "unknown"


def wanted_here(text: str, extras: frozenset[str]) -> Requirement | None:
    """The requirement, if its marker holds on this machine for one of these extras of its owner."""
    requirement = Requirement(text)
    if requirement.marker is None:
        return requirement
    environment = {key: str(value) for key, value in default_environment().items()}
    holds = any(requirement.marker.evaluate({**environment, "extra": extra}) for extra in (extras or frozenset({""})))
    return requirement if holds else None


def runtime_distributions(name: str, extras: frozenset[str] = frozenset()) -> Iterator[Distribution]:
    """Everything that the distribution needs on this machine, each once, without its development tools."""
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting = [(name, extras)]
    given: set[str] = set()
    while waiting:
        current, current_extras = waiting.pop()
        if (bare_name(current), current_extras) in seen:
            continue
        seen.add((bare_name(current), current_extras))
        found = distribution(current)
        if bare_name(current) not in given and current != name:
            given.add(bare_name(current))
            yield found
        for text in found.requires or ():
            requirement = wanted_here(text, current_extras)
            if requirement is not None:
                waiting.append((requirement.name, frozenset(requirement.extras)))


def main() -> int:
    """Prints a line for every distribution; 1 if one of them must not be shipped."""
    try:
        found = list(runtime_distributions(PROJECT))
    except PackageNotFoundError as error:
        print(f"{error.name} is not installed here: run python3 dev.py setup first", file=sys.stderr)
        return 1
    rows = [Licensed(bare_name(one.name), one.version, licence_of(one)) for one in found]
    for row in sorted(rows, key=lambda one: one.name):
        print(f"{row.name:<28}{row.version:<16}{row.licence}{'   <-- ' + row.objection if row.objection else ''}")
    objections = sum(row.objection is not None for row in rows)
    print(f"{len(rows)} distributions in the bundle's reach, {objections} of them must not be shipped")
    return 1 if objections else 0


if __name__ == "__main__":
    sys.exit(main())
