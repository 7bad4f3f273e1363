"""Which words, names and titles of the local engine complete what is being typed."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, reduce
from itertools import accumulate, chain, islice

import numpy as np

from pressmark.corpus.kinds import Kind
from pressmark.index.segment.bitset import Bits, empty_bits, first_numbers, from_flags, last_numbers
from pressmark.index.segment.evaluate.postings_list import Flags, Ints, count_runs
from pressmark.index.segment.evaluate.segment_arrays import SegmentArrays
from pressmark.search.engine import Completion, TitleFound
from pressmark.search.local.stored import stored_rows, stored_value
from pressmark.search.query import limits
from pressmark.search.query.exact_values import COLUMNS
from pressmark.search.ranking.index_arrays import Arrays
from pressmark.search.ranking.units import articles
from pressmark.search.results.facet import one_a_line


class _Part:
    """One segment as it is looked through: sets of its paragraphs are bits, none deleted."""

    def __init__(self, leaf: SegmentArrays, offset: int) -> None:
        self.leaf = leaf
        self.units = articles(leaf, offset)
        self.context: tuple[Bits, ...] = ()

    def having(self, field: str, text: str | bytes) -> Bits:
        """The paragraphs that have a term."""
        term = self.leaf.term(field, text)
        return (
            self.leaf.only_live(term.bits(self.leaf.count)) if term else empty_bits(self.leaf.count)
        )

    def beginning(self, field: str, prefix: str) -> Bits:
        """The paragraphs that have a term with this beginning, of a very common one perhaps only
        those with its commonest terms."""
        return self.leaf.only_live(self.leaf.reader.beginning(field, prefix))

    @cached_property
    def articles(self) -> Flags | None:
        """bool[articles]: those with all words of the context; None for all of them."""
        flags = [self.units.having(paragraphs) for paragraphs in self.context]
        if self.units.live is not None:
            flags.append(self.units.live)
        return reduce(np.logical_and, flags) if flags else None

    def count(self, field: str, text: str) -> int:
        """How many articles of those with all words of the context have a term."""
        term = self.leaf.term(field, text)
        if term is None:
            return 0
        if term.has_bits:
            found = self.units.having(term.bits(self.leaf.count))
            return int(np.count_nonzero(found if self.articles is None else found & self.articles))
        numbers, _ = count_runs(self.units.holding(term.numbers))
        return len(numbers) if self.articles is None else int(self.articles.take(numbers).sum())


class Completer:
    """One commit as a word after others is being typed; `context` are terms of `text`."""

    def __init__(self, arrays: Arrays, context: Sequence[str]) -> None:
        self._reader = arrays.reader
        self._context = context
        starts = accumulate((leaf.count for leaf in arrays.leaves), initial=0)
        self._parts = [
            _Part(leaf, start) for leaf, start in zip(arrays.leaves, starts, strict=False)
        ]

    def words(self, prefix: str, wanted: Callable[[str], bool]) -> Iterator[Completion]:
        """The commonest terms of `surface`, first those next to the context in a paragraph."""
        self._narrow()
        for among in self._among():
            terms = self._commonest(prefix, among)
            if terms:
                for term in filter(wanted, terms):
                    count = sum(part.count("surface", term) for part in self._parts)
                    if count:
                        yield Completion(term, count, self._texts(term, among))
                return

    def _narrow(self) -> None:
        """Look only at what has each term of the context that is anywhere."""
        for word in self._context:
            found = [part.having("text", word) for part in self._parts]
            if any(each.any() for each in found):  # others may be slips, and narrow nothing
                for part, each in zip(self._parts, found, strict=True):
                    part.context += (each,)

    def _among(self) -> Iterator[Sequence[Bits] | None]:
        """Paragraphs with all words of the context, then all of the articles with them."""
        if not any(part.context for part in self._parts):
            yield None
            return
        yield [reduce(np.bitwise_and, part.context) for part in self._parts]
        narrowed = [(part, part.articles) for part in self._parts]
        yield [
            from_flags(flags.take(part.leaf.articles))
            for part, flags in narrowed
            if flags is not None
        ]

    def _commonest(self, prefix: str, among: Sequence[Bits] | None) -> list[str]:
        """The commonest terms that begin so, in some paragraphs or all."""
        counts: Counter[str] = Counter()
        for place, part in enumerate(self._parts):
            wanted, reader = None if among is None else among[place], part.leaf.reader
            for term, count in reader.commonest("surface", prefix, limits.COMPLETIONS, wanted):
                counts[term.decode("utf-8", "surrogatepass")] += count
        return [term for term, _ in counts.most_common(limits.COMPLETIONS)]

    def _texts(self, term: str, among: Sequence[Bits] | None) -> Iterator[str]:
        """The first few texts with a term, each read when it is needed."""
        for docnum in self._first(term, among).tolist():
            yield stored_value(self._reader, "text", docnum) or ""

    def _first(self, term: str, among: Sequence[Bits] | None) -> Ints:
        """The first few paragraphs with a term, by their number in the index."""
        found = [part.having("surface", term) for part in self._parts]
        if among is not None:
            found = [own & wanted for own, wanted in zip(found, among, strict=True)]
        firsts = [
            first_numbers(own, limits.TEXTS_READ) + part.leaf.offset
            for part, own in zip(self._parts, found, strict=True)
        ]
        return np.concatenate(firsts)[: limits.TEXTS_READ]

    def names(self, field: str, words: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Names with all the words, and the articles of each; one may recur."""
        column = COLUMNS[field]
        for part in self._parts:
            found = part.beginning(field, words[-1])
            for word in words[:-1]:
                found = found & part.having(field, word)
            units = np.flatnonzero(part.units.having(found))
            counts = np.bincount(part.units.codes(column).take(units) + 1)[1:]
            codes = np.flatnonzero(counts)
            values = part.leaf.values(column, codes)
            for value, count in zip(values, counts.take(codes).tolist(), strict=True):
                yield from ((name, count) for name in one_a_line(value))

    def titles(self, prefix: str) -> Sequence[TitleFound]:
        """The titles added last that have all the words, the last first."""
        latest = chain.from_iterable(self._latest(part, prefix) for part in reversed(self._parts))
        docnums = np.fromiter(islice(latest, limits.COMPLETIONS), dtype=np.int64)
        rows = stored_rows(self._reader, ("title", "text", "article"), docnums)
        return [
            TitleFound(row["title"] or row["text"], row["text"], row["article"]) for row in rows
        ]

    def _latest(self, part: _Part, prefix: str) -> Iterator[int]:
        """Title paragraphs with all the words, by their number in the index, the last first."""
        found = part.having("kind", Kind.TITLE)
        for word in self._context:
            found = found & part.having("text", word)
        if found.any():
            found = found & part.beginning("surface", prefix)
        numbers = last_numbers(found, limits.COMPLETIONS)[::-1] + part.leaf.offset
        yield from numbers.tolist()
