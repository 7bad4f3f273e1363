"""The articles of a file, a folder or standard input, for commands that need no index."""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pressmark.corpus.errors import InputError, PassedOver
from pressmark.corpus.model import Article
from pressmark.corpus.read_options import ReadOptions

if TYPE_CHECKING:
    from pressmark.corpus.readers.read_counts import ReadCounts

STDIN = Path("-")

_NUMBER = re.compile(r"(?:.*!)?[\d.]+", re.DOTALL)
"""The key of an article without URL and id: its number, after the archive member it is in."""


@dataclass(slots=True)
class Skipped:
    """What was not read: the problems, and the number of files of unreadable kinds."""

    problems: list[InputError] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def note(self, problem: InputError) -> None:
        """Add a problem."""
        self.passed_over.update(problem.kinds)
        self.examples = {**problem.examples, **self.examples}
        if not isinstance(problem, PassedOver):
            self.problems.append(problem)


def read_articles(
    path: Path, options: ReadOptions, skipped: Skipped
) -> Iterator[tuple[Path, Article]]:
    """Each article with its file; problems are added to `skipped`."""
    from pressmark.corpus import find_files, read

    if path == STDIN:
        yield from ((STDIN, article) for article in _readable(read_stdin(options), skipped))
        return
    for file in find_files([path]):
        if isinstance(file, InputError):
            skipped.note(file)
        else:
            articles = _readable(read(file, options=options), skipped)
            yield from ((file, article) for article in articles)


def read_stdin(
    options: ReadOptions, counts: "ReadCounts | None" = None
) -> Iterator[Article | InputError]:
    """The articles of standard input, in any format; `counts` counts its records."""
    from pressmark.corpus import read_stream

    for item in read_stream(sys.stdin.buffer, "stdin", options=options, counts=counts):
        yield _without_place(item) if isinstance(item, Article) else item


def _without_place(article: Article) -> Article:
    """The article without a number as its key, so that the index identifies it by its text.

    The next input has the same numbers for other articles.
    """
    is_number = _NUMBER.fullmatch(article.key) is not None
    return replace(article, key=article.url) if is_number else article


def _readable(items: Iterable[Article | InputError], skipped: Skipped) -> Iterator[Article]:
    try:
        for item in items:
            if isinstance(item, InputError):
                skipped.note(item)
            else:
                yield item
    except InputError as problem:
        skipped.note(problem)
