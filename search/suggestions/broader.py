"""Broader queries: a word is shortened to a prefix that matches."""

from collections.abc import Iterator, Sequence
from itertools import islice

from pressmark.index.analysis.folding import fold, written_form
from pressmark.search.engine import Dictionary, Snapshot
from pressmark.search.query.columns import parse_for
from pressmark.search.query.rewrite import expand
from pressmark.search.suggestions.spelling import Spelled

WORDS_TRIED = 3
"""Words that are shortened, the longest first: queries with only unknown words are seldom
longer."""

SHORTEST_PREFIX = 3
"""Letters of the shortest prefix: shorter ones match too many words."""

MAX_WORDS = 50
"""Most words of a prefix: with more it has little to do with the typed word."""


def broader(snapshot: Snapshot, query: str, words: Sequence[Spelled], *, paragraphs: bool) -> str:
    """`query` with one word cut to its longest beginning in the index, if that finds something."""
    for broadened in _beginnings(snapshot, query, words):
        tree = parse_for(broadened, snapshot).tree
        if snapshot.matches(expand(tree, snapshot)[0], paragraphs=paragraphs):
            return broadened
    return ""


def _beginnings(terms: Dictionary, query: str, words: Sequence[Spelled]) -> Iterator[str]:
    """`query` with a word cut to its longest beginning, for one word at a time."""
    longest = sorted(words, key=lambda word: (word.start - word.end, word.start))
    for word in longest[:WORDS_TRIED]:
        written = query[word.start : word.end]
        beginning = _beginning(terms, written) if written.isalpha() else ""
        if beginning:
            yield f"{query[: word.start]}{beginning}*{query[word.end :]}"


def _beginning(terms: Dictionary, written: str) -> str:
    """The longest prefix of a word, at least half of it, that words of the index have."""
    least = max(SHORTEST_PREFIX, (len(written) + 1) // 2)
    for length in range(len(written) - 1, least - 1, -1):
        words = terms.beginning("surface", fold(written_form(written[:length])))
        found = len(list(islice(words, MAX_WORDS + 1)))
        if found:
            return written[:length] if found <= MAX_WORDS else ""
    return ""
