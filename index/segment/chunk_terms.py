"""The terms of each distinct chunk of text; the analyzer runs once per chunk."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import compress, count
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.bitset import flags_at
from pressmark.index.segment.int_codec import Ints, offsets, ranges


class Analyzed(NamedTuple):
    """The terms of texts, text by text in the order of positions; how many each text has; and which
    of all terms share the position of the one before."""

    terms: list[str]
    counts: list[int]
    stacked: list[int]


Analyze = Callable[[Sequence[str]], Analyzed]
"""From texts, of which what is ASCII is in lower case, to their terms. Positions count from 0
without a gap."""


def analyzer_of(analyzer: Any, language: str = "") -> Analyze:
    """The terms of texts by an analyzer of `index.analysis`: a pattern and a filter."""
    tokenizer, term_filter = analyzer
    words, filtered = tokenizer.expression.findall, term_filter.of_language(language)

    def analyze(texts: Sequence[str]) -> Analyzed:
        # most texts are one plain word, and all such words are stemmed in one call
        are_plain = [text.isalnum() and text.isascii() for text in texts]
        plain = iter(filtered.plain_terms(list(compress(texts, are_plain))))
        found = Analyzed([], [1] * len(texts), [])
        for place, (text, is_plain) in enumerate(zip(texts, are_plain, strict=True)):
            if is_plain:
                found.terms.append(next(plain))
                continue
            before = len(found.terms)
            for forms in map(filtered.terms, words(text)):
                at = len(found.terms)
                found.terms.extend(forms)
                found.stacked.extend(range(at + 1, at + len(forms)))
            found.counts[place] = len(found.terms) - before
        return found

    return analyze


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The tokens of a batch in order: `terms` int32[n] as numbers, `counts` int64[texts], and
    `stacked`, bool[n] or None: which share the position of the one before."""

    terms: NDArray[np.int32]
    counts: Ints
    stacked: NDArray[np.bool_] | None = None


class TermNumbers:
    """Numbers distinct terms in the order they first came."""

    def __init__(self) -> None:
        self.terms: list[bytes] = []
        self._numbers: dict[str | bytes, int] = {}

    def tokens(self, terms: Iterable[str | bytes], counts: Sequence[int]) -> Tokens:
        """The tokens of texts of so many terms each, all as text or all as bytes."""
        flat = list(terms)
        fresh = [term for term in dict.fromkeys(flat) if term not in self._numbers]
        self._numbers.update(zip(fresh, count(len(self.terms))))
        self.terms.extend(map(_encoded, fresh))
        numbers = np.fromiter(map(self._numbers.__getitem__, flat), np.int32, len(flat))
        return Tokens(numbers, np.array(counts, dtype=np.int64))


class ChunkTerms(TermNumbers):
    """Numbers the terms of one analyzer, and maps each chunk in each language to its terms."""

    def __init__(self, analyze: Callable[[str], Analyze]) -> None:
        super().__init__()
        self._analyze = cache(analyze)
        self._flat: NDArray[np.int32] = np.zeros(0, dtype=np.int32)
        self._stacked = np.zeros(0, dtype=bool)
        self._starts: Ints = np.zeros(1, dtype=np.int64)
        # separate from `_flat`, since nearly every chunk is one term
        self._sizes: NDArray[np.int32] = np.zeros(0, dtype=np.int32)
        self._firsts: NDArray[np.int32] = np.zeros(0, dtype=np.int32)
        self._entries: dict[str, NDArray[np.int32]] = {}
        """By language, int32[chunks]: the entry of each chunk in these arrays, -1 for none."""

    def entries(
        self, texts: Sequence[bytes], chunks: NDArray[np.int32], language: str = ""
    ) -> NDArray[np.int32]:
        """The entry of each of `chunks`, numbers into `texts`; new ones are analyzed."""
        known = self._entries.get(language, np.zeros(0, dtype=np.int32))
        known = np.append(known, np.full(len(texts) - len(known), -1, dtype=np.int32))
        found = known.take(chunks)
        unknown = chunks.compress(found < 0)
        if len(unknown):
            fresh = np.flatnonzero(flags_at(unknown, len(texts)))
            known[fresh] = np.arange(len(self._sizes), len(self._sizes) + len(fresh))
            self._learn([texts[number] for number in fresh.tolist()], language)
            found = known.take(chunks)
        self._entries[language] = known
        return found

    def _learn(self, chunks: Sequence[bytes], language: str) -> None:
        texts = [chunk.decode("utf-8", "surrogatepass") for chunk in chunks]
        analyzed = self._analyze(language)(texts)
        tokens = self.tokens(analyzed.terms, analyzed.counts)
        stacked = np.zeros(len(tokens.terms), dtype=bool)
        stacked[analyzed.stacked] = True
        ends = self._starts[-1] + np.cumsum(tokens.counts)
        firsts = np.append(tokens.terms, 0).take(offsets(tokens.counts)[:-1])
        self._flat = np.concatenate((self._flat, tokens.terms))
        self._stacked = np.concatenate((self._stacked, stacked))
        self._starts = np.concatenate((self._starts, ends))
        self._sizes = np.concatenate((self._sizes, tokens.counts.astype(np.int32)))
        self._firsts = np.concatenate((self._firsts, firsts.astype(np.int32)))

    def of_entries(self, entries: NDArray[np.int32], counts: Ints) -> Tokens:
        """The tokens of texts of `counts` entries each."""
        terms, sizes = self._firsts.take(entries), self._sizes.take(entries)
        others = np.flatnonzero(sizes != 1)
        if not len(others):
            return Tokens(terms, counts)
        terms = np.repeat(terms, sizes)
        ends = np.append(0, np.cumsum(sizes, dtype=np.int64))
        more = sizes.take(others).astype(np.int64)
        own = ranges(self._starts.take(entries.take(others)), more)
        places = ranges(ends.take(others), more)
        terms[places] = self._flat.take(own)
        stacked = np.zeros(len(terms), dtype=bool)
        stacked[places] = self._stacked.take(own)
        return Tokens(terms, np.diff(ends.take(offsets(counts))), stacked)


def _encoded(term: str | bytes) -> bytes:
    return term if isinstance(term, bytes) else term.encode("utf-8", "surrogatepass")
