"""The spelling of a word of the index in the texts: Zürich for `zurich`, NATO for `nato`."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from pressmark.index.analysis.word_places import WordFinder
from pressmark.search.query import limits

_BEGINS_SENTENCE = re.compile(r"(?:^|[.!?…:\"“„«(\n]\W*)$")


def written(texts: Iterable[str], term: str, analyzer: Any) -> str:
    """The most frequent spelling of `term`, a word of `surface`, in texts that have it.

    Occurrences at the beginning of a sentence count only if there are no others.
    """
    inside: Counter[str] = Counter()
    first: Counter[str] = Counter()
    finder = WordFinder(analyzer, (term,))
    for text in texts:
        for word, begins in _spellings(text[: limits.CHARACTERS_READ], term, finder):
            (first if begins else inside)[word] += 1
        if sum(inside.values()) >= limits.SPELLINGS_COMPARED:
            break
    common = (inside or first).most_common(1)
    return common[0][0] if common else term


def _spellings(text: str, term: str, finder: WordFinder) -> Iterator[tuple[str, bool]]:
    """Each spelling of a word, and whether it begins a sentence."""
    for _, (start, end) in finder.places(text)[term]:
        yield text[start:end], bool(_BEGINS_SENTENCE.search(text[max(0, start - 4) : start]))
