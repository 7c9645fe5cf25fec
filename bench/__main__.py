"""`python -m bench NAME [--only PART] [--json]`: measure one area beside its peers; alone, list what there is."""

from __future__ import annotations

import argparse
import importlib
import inspect
import pkgutil
import sys
from pathlib import Path


def names() -> list[str]:
    """Return the areas that can be measured: the modules of this package that have a `run`."""
    folder = Path(__file__).parent
    found = [
        module.name for module in pkgutil.iter_modules([str(folder)]) if not module.ispkg and module.name[0] != "_"
    ]
    return [name for name in found if "def run(" in (folder / f"{name}.py").read_text(encoding="utf-8")]


def main(arguments: list[str]) -> int:
    """Run the bench that was asked for and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("name", nargs="?", help=", ".join(names()))
    parser.add_argument("--json", action="store_true", help="print JSON lines only")
    parser.add_argument("--only", metavar="PART", help="of a bench of several groups: one group, or one metric's")
    options = parser.parse_args(arguments)
    if options.name is None:
        sys.stdout.write("\n".join(names()) + "\n")
        return 0
    if options.name not in names():
        parser.error(f"there is no bench {options.name!r}; choose one of: {', '.join(names())}")
    part = {} if options.only is None else {"only": options.only}
    run = importlib.import_module(f"bench.{options.name}").run
    if part and "only" not in inspect.signature(run).parameters:
        parser.error(f"bench {options.name} has no parts: leave --only out")
    code = run(json_lines=options.json, **part)
    return int(code or 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
