"""The process that knows the words of one dictionary: python -m desktop.shell.spelling.worker PATH.

Reading a dictionary takes Python some seconds and a suggestion a second, which would cost the window its frames in any
thread of its own process. Each line in is a JSON object with `words` or with `suggest`, each line out its answer. It
ends with its input.
"""

from __future__ import annotations

import json
import sys
from typing import Any, TextIO

SUGGESTIONS_MOST = 6


def serve(dictionary: Any, source: TextIO, target: TextIO) -> None:
    """Answer until there is nothing more to answer."""
    for line in source:
        asked = json.loads(line)
        if "suggest" in asked:
            word = asked["suggest"]
            found = []
            for suggestion in dictionary.suggest(word):
                found.append(suggestion)
                if len(found) >= SUGGESTIONS_MOST:
                    break
            answer = {"suggest": word, "found": found}
        else:
            answer = {"words": {word: not is_right(dictionary, word) for word in asked["words"]}}
        print(json.dumps(answer), file=target, flush=True)


def is_right(dictionary: Any, word: str) -> bool:
    """Whether a dictionary has a word; what is written like this’ is looked for like this' as well."""
    return bool(dictionary.lookup(word) or ("’" in word and dictionary.lookup(word.replace("’", "'"))))


def main(path: str) -> int:
    """Read the dictionary, then answer."""
    from spylls.hunspell import Dictionary

    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # it is a text stream
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    serve(Dictionary.from_files(path), sys.stdin, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
