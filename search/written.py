"""How a word of the index is written in the texts: `zurich` as Zürich, `nato` as NATO."""

import re
from collections import Counter
from collections.abc import Iterator

from whoosh.searching import Searcher

from pressmark.index.analysis import fold, word_pattern, written_form
from pressmark.search import limits
from pressmark.search.arrays import Ints
from pressmark.search.columns import stored_value

_BEGINS_SENTENCE = re.compile(r"(?:^|[.!?…:\"“„«(\n]\W*)$")


def written(searcher: Searcher, term: str, docnums: Ints, language: str) -> str:
    """The commonest spelling of `term`, a word of `surface`, in the first of `docnums`.

    Where it begins a sentence its capital says nothing, so other places are believed first.
    """
    inside: Counter[str] = Counter()
    first: Counter[str] = Counter()
    for docnum in docnums[: limits.TEXTS_READ].tolist():
        text = stored_value(searcher, "text", docnum) or ""
        for word, begins in _spellings(text, term, language):
            (first if begins else inside)[word] += 1
        if sum(inside.values()) >= limits.SPELLINGS_BELIEVED:
            break
    common = (inside or first).most_common(1)
    return common[0][0] if common else term


def _spellings(text: str, term: str, language: str) -> Iterator[tuple[str, bool]]:
    for match in word_pattern(language).finditer(text, 0, limits.CHARACTERS_READ):
        word = match[0]
        if fold(written_form(word)) == term:
            before = text[max(0, match.start() - 4) : match.start()]
            yield word, bool(_BEGINS_SENTENCE.search(before))
