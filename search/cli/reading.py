"""The articles of a file, a folder or standard input, for commands that need no index."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pressmark.corpus.errors import InputError
from pressmark.corpus.model import Article

STDIN = Path("-")


def read_articles(
    path: Path, fields: Mapping[str, str], problems: list[InputError]
) -> Iterator[tuple[Path, Article]]:
    """Each article with its file; what cannot be read goes to `problems` and the rest goes on."""
    from pressmark.corpus import find_files, read

    if path == STDIN:
        yield from ((STDIN, article) for article in _without_problems(read_stdin(fields), problems))
        return
    for file in find_files([path]):
        if isinstance(file, InputError):
            problems.append(file)
        else:
            articles = _without_problems(read(file, fields=fields), problems)
            yield from ((file, article) for article in articles)


def read_stdin(fields: Mapping[str, str]) -> Iterator[Article | InputError]:
    """What standard input holds, whatever its format."""
    from pressmark.corpus import read_stream

    return read_stream(sys.stdin.buffer, "stdin", fields=fields)


def _without_problems(
    items: Iterable[Article | InputError], problems: list[InputError]
) -> Iterator[Article]:
    try:
        for item in items:
            if isinstance(item, InputError):
                problems.append(item)
            else:
                yield item
    except InputError as problem:
        problems.append(problem)
