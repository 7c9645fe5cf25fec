"""A transaction is committed at the edge that opened it, and nowhere else."""

import ast
from collections.abc import Iterator

from checks.source import Finding, Source

RULE = "commit"
EDGES = ("server/db", "sync/replica", "tests", "bench")
MESSAGE = f"commit() belongs to the edges ({', '.join(EDGES)}): let the one that opened the transaction close it"


def find_commits(source: Source) -> Iterator[Finding]:
    """Calls of commit() away from the named edges."""
    if not source.is_python or source.below(*EDGES):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit":
            yield source.finding(node.lineno, RULE, MESSAGE)
