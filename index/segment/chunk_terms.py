"""The terms of each distinct chunk of text; the analyzer runs once per chunk."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.int_codec import Ints, offsets, ranges

Analyze = Callable[[Sequence[str]], tuple[list[str], list[int]]]
"""From texts, of which what is ASCII is in lower case, to their terms, text by text in the order of
positions, which count from 0 without a gap; and how many each has."""


def analyzer_of(analyzer: Any) -> Analyze:
    """The terms of texts by an analyzer of `pressmark.index.analysis`: a pattern and a filter."""
    tokenizer, term_filter = analyzer
    words, term = tokenizer.expression.findall, term_filter.term

    def analyze(texts: Sequence[str]) -> tuple[list[str], list[int]]:
        # most texts are one plain word, and all such words are stemmed in one call
        are_plain = [text.isalnum() and text.isascii() for text in texts]
        plain = iter(term_filter.plain_terms(list(compress(texts, are_plain))))
        terms: list[str] = []
        counts = [1] * len(texts)
        for place, (text, is_plain) in enumerate(zip(texts, are_plain, strict=True)):
            if is_plain:
                terms.append(next(plain))
            else:
                found = words(text)
                terms.extend(map(term, found))
                counts[place] = len(found)
        return terms, counts

    return analyze


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The tokens of a batch in order: `terms` int32[n] as numbers, `counts` int64[texts]."""

    terms: NDArray[np.int32]
    counts: Ints


class TermNumbers:
    """Numbers distinct terms in the order they first came."""

    def __init__(self) -> None:
        self.terms: list[bytes] = []
        self._numbers: dict[str | bytes, int] = {}

    def tokens(self, terms: Iterable[str | bytes], counts: Sequence[int]) -> Tokens:
        """The tokens of texts of so many terms each, all as text or all as bytes."""
        numbers, known = self._numbers, self.terms
        flat = []
        for term in terms:
            number = numbers.setdefault(term, len(known))
            if number == len(known):
                known.append(_encoded(term))
            flat.append(number)
        return Tokens(np.array(flat, dtype=np.int32), np.array(counts, dtype=np.int64))


class ChunkTerms(TermNumbers):
    """Numbers the terms of one analyzer, and maps each chunk to its terms."""

    def __init__(self, analyze: Analyze) -> None:
        super().__init__()
        self._analyze = analyze
        self._flat: NDArray[np.int32] = np.zeros(0, dtype=np.int32)
        self._starts: Ints = np.zeros(1, dtype=np.int64)
        # separate from `_flat`, since nearly every chunk is one term
        self._sizes: NDArray[np.int32] = np.zeros(0, dtype=np.int32)
        self._firsts: NDArray[np.int32] = np.zeros(0, dtype=np.int32)

    def learn(self, chunks: Sequence[bytes]) -> None:
        """Analyze the chunks that were added since the last call."""
        fresh = chunks[len(self._sizes) :]
        if fresh:
            texts = [chunk.decode("utf-8", "surrogatepass") for chunk in fresh]
            tokens = self.tokens(*self._analyze(texts))
            ends = self._starts[-1] + np.cumsum(tokens.counts)
            firsts = np.append(tokens.terms, 0).take(offsets(tokens.counts)[:-1])
            self._flat = np.concatenate((self._flat, tokens.terms))
            self._starts = np.concatenate((self._starts, ends))
            self._sizes = np.concatenate((self._sizes, tokens.counts.astype(np.int32)))
            self._firsts = np.concatenate((self._firsts, firsts.astype(np.int32)))

    def of_chunks(self, chunks: NDArray[np.int32], counts: Ints) -> Tokens:
        """The tokens of texts of `counts` chunks each, `chunks` being their numbers."""
        terms, sizes = self._firsts.take(chunks), self._sizes.take(chunks)
        others = np.flatnonzero(sizes != 1)
        if not len(others):
            return Tokens(terms, counts)
        terms = np.repeat(terms, sizes)
        ends = np.append(0, np.cumsum(sizes, dtype=np.int64))
        more = sizes.take(others).astype(np.int64)
        own = ranges(self._starts.take(chunks.take(others)), more)
        terms[ranges(ends.take(others), more)] = self._flat.take(own)
        return Tokens(terms, np.diff(ends.take(offsets(counts))))


def _encoded(term: str | bytes) -> bytes:
    return term if isinstance(term, bytes) else term.encode("utf-8", "surrogatepass")
