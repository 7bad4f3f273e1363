"""As-you-type completion: words as the texts write them, names of authors and papers, titles.

Words typed before narrow what is suggested to what is in one article with all of them, so that
no suggestion leads to nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import accumulate, chain, islice
from typing import Literal

import numpy as np
from whoosh.reading import IndexReader

from pressmark.corpus.errors import AskError
from pressmark.corpus.kinds import Kind
from pressmark.index.analysis import words_in
from pressmark.index.segment.bitset import Bits, empty_bits, first_numbers, from_flags, last_numbers
from pressmark.index.segment.evaluate.postings_list import Flags, Ints, count_runs
from pressmark.index.segment.evaluate.segment_arrays import SegmentArrays
from pressmark.search.local.stored import stored_value, stored_values
from pressmark.search.pipeline import Searchable
from pressmark.search.query import limits
from pressmark.search.query.word_splitting import stop_words
from pressmark.search.ranking.index_arrays import Arrays
from pressmark.search.ranking.units import articles
from pressmark.search.results.facet import one_a_line
from pressmark.search.suggestions.typed import Typed, read_typed
from pressmark.search.suggestions.written_form import written

NAMES = {"author": "byline", "source": "paper"}
"""The fields of names, and the columns that have them as printed."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion of a query that is being typed."""

    text: str
    """The query with its last word completed, the name of an author or source, or a title."""

    kind: Literal["word", "name", "title"]

    query: str
    """The query to run for it."""

    articles: int | None = None
    """Articles with the word or name; null for a title."""

    article: str | None = None
    """Id of the article with the title; null for a word or name."""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The completions of what is typed so far."""

    typed: str
    suggestions: tuple[Suggestion, ...]


def suggest(index: Searchable, typed: str, *, limit: int = 8) -> tuple[Suggestion, ...]:
    """Ways to complete `typed`, at most `limit`: words first, then names, then titles.

    Of the places, a quarter is kept for names and a quarter for titles, where there are any.
    Nothing for what ends in no word. Raises `AskError` for a negative `limit`.

    >>> [each.text for each in suggest(index, "light at gull h", limit=2)]
    ['light at gull Hollane', 'light at gull Holm']
    """
    if limit < 0:
        raise AskError(f"limit must not be negative, and is {limit}.", "Give 0 or more.")
    with index.reader() as reader:
        asked = read_typed(typed, reader.schema, index.language)
        if asked is None or not reader.doc_count_all():
            return ()
        completer = _Completer(reader, asked, index.language)
        names = list(islice(completer.names(), limit))
        if asked.field:
            return tuple(names)
        titles = list(islice(completer.titles(), limit))
        names = names[: max(limit // 4, limit - limit // 2 - len(titles))]
        words = list(islice(completer.words(), limit - len(names) - min(len(titles), limit // 4)))
        return tuple(chain(words, names, titles))[:limit]


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
        """bool[articles]: those with all words typed before; None for all of them."""
        flags = [self.units.having(paragraphs) for paragraphs in self.context]
        if self.units.live is not None:
            flags.append(self.units.live)
        return reduce(np.logical_and, flags) if flags else None

    def count(self, field: str, text: str) -> int:
        """How many articles of those with all words before have a term."""
        term = self.leaf.term(field, text)
        if term is None:
            return 0
        if term.has_bits:
            found = self.units.having(term.bits(self.leaf.count))
            return int(np.count_nonzero(found if self.articles is None else found & self.articles))
        numbers, _ = count_runs(self.units.holding(term.numbers))
        return len(numbers) if self.articles is None else int(self.articles.take(numbers).sum())


class _Completer:
    def __init__(self, reader: IndexReader, asked: Typed, language: str) -> None:
        self.reader = reader
        self.asked = asked
        self.language = language
        leaves = Arrays(reader).leaves
        starts = accumulate((leaf.count for leaf in leaves), initial=0)
        self.parts = [_Part(leaf, start) for leaf, start in zip(leaves, starts, strict=False)]
        for word in asked.context:
            found = [part.having("text", word.stem) for part in self.parts]
            if any(each.any() for each in found):  # others may be slips, and narrow nothing
                for part, each in zip(self.parts, found, strict=True):
                    part.context += (each,)

    def _among(self) -> Iterator[Sequence[Bits] | None]:
        """Paragraphs with all words typed before, then all of the articles with them."""
        if not any(part.context for part in self.parts):
            yield None
            return
        yield [reduce(np.bitwise_and, part.context) for part in self.parts]
        narrowed = [(part, part.articles) for part in self.parts]
        yield [
            from_flags(flags.take(part.leaf.articles))
            for part, flags in narrowed
            if flags is not None
        ]

    def words(self) -> Iterator[Suggestion]:
        """The last word completed, the commonest first."""
        for among in self._among():
            terms = self._commonest("surface", among)
            if terms:
                yield from self._completed(terms, among)
                return

    def _completed(
        self, terms: Iterable[str], among: Sequence[Bits] | None
    ) -> Iterator[Suggestion]:
        for term in self._different(terms):
            count = sum(part.count("surface", term) for part in self.parts)
            if count:
                spelled = written(self.reader, term, self._first(term, among))
                text = self.asked.head + spelled
                yield Suggestion(text, "word", text, articles=count)

    def _first(self, term: str, among: Sequence[Bits] | None) -> Ints:
        """The first few paragraphs with a term, by their number in the index."""
        found = [part.having("surface", term) for part in self.parts]
        if among is not None:
            found = [own & wanted for own, wanted in zip(found, among, strict=True)]
        firsts = [
            first_numbers(own, limits.TEXTS_READ) + part.leaf.offset
            for part, own in zip(self.parts, found, strict=True)
        ]
        return np.concatenate(firsts)[: limits.TEXTS_READ]

    def _different(self, terms: Iterable[str]) -> Iterator[str]:
        """The commonest ending of each word, without stop words."""
        stops, seen = stop_words(self.language), set()
        for term in terms:
            stem = self._plain(term, "text").replace(" ", "")
            if term not in stops and stem not in seen:
                seen.add(stem)
                yield term

    def names(self) -> Iterator[Suggestion]:
        """Authors and papers with all the words typed, those of most articles first."""
        fields = [self.asked.field] if self.asked.field else list(NAMES)
        counts: Counter[tuple[str, str]] = Counter()
        for field in fields:
            for part in self.parts:
                for name, count in self._names_in(part, field):
                    counts[field, name] += count
        for (field, name), count in counts.most_common():
            query = (self.asked.head if self.asked.field else "") + _clause(field, name)
            text = query if self.asked.field else name
            yield Suggestion(text, "name", query, articles=count)

    def _names_in(self, part: _Part, field: str) -> Iterator[tuple[str, int]]:
        """Names with all the words typed, and the articles of each; one may recur."""
        found = part.beginning(field, self.asked.prefix)
        for word in self.asked.words[:-1]:
            found = found & part.having(field, word)
        units = np.flatnonzero(part.units.having(found))
        counts = np.bincount(part.units.codes(NAMES[field]).take(units) + 1)[1:]
        codes = np.flatnonzero(counts)
        values = part.leaf.values(NAMES[field], codes)
        for value, count in zip(values, counts.take(codes).tolist(), strict=True):
            yield from ((name, count) for name in one_a_line(value) if self._fits(name, field))

    def _fits(self, text: str, field: str) -> bool:
        """Whether all the words typed are in it, the last as the beginning of one."""
        *whole, beginning = self.asked.words
        words = self._plain(text, field).split(" ")
        return set(whole) <= set(words) and any(word.startswith(beginning) for word in words)

    def titles(self) -> Iterator[Suggestion]:
        """The titles last put in that have all the words typed, those that begin so first."""
        latest = chain.from_iterable(map(self._latest_in, reversed(self.parts)))
        shown = {self._title(docnum): docnum for docnum in islice(latest, limits.COMPLETIONS)}
        for title in sorted(shown, key=self._begins_so, reverse=True):
            stored = stored_values(self.reader, ("text", "article"), shown[title])
            query = '"' + stored["text"].replace('"', " ") + '"'
            yield Suggestion(stored["text"], "title", query, article=stored["article"])

    def _begins_so(self, title: str) -> bool:
        """Whether a title begins with the words typed, the last of them unfinished."""
        words = words_in(self.reader.schema["surface"].analyzer, title)
        first = (term for term, _ in islice(words, len(self.asked.words)))
        return " ".join(first).startswith(" ".join(self.asked.words))

    def _latest_in(self, part: _Part) -> Iterator[int]:
        """Title paragraphs with all the words typed, by their number in the index, last first."""
        found = part.having("kind", Kind.TITLE)
        for word in self.asked.context:
            found = found & part.having("text", word.stem)
        if found.any():
            found = found & part.beginning("surface", self.asked.prefix)
        numbers = last_numbers(found, limits.COMPLETIONS)[::-1] + part.leaf.offset
        yield from numbers.tolist()

    def _title(self, docnum: int) -> str:
        """That of the article, which is sooner read than the paragraph that shows it."""
        title: str | None = stored_value(self.reader, "title", docnum)
        return title or stored_value(self.reader, "text", docnum) or ""

    def _plain(self, text: str, field: str) -> str:
        return " ".join(term for term, _ in words_in(self.reader.schema[field].analyzer, text))

    def _commonest(self, field: str, among: Sequence[Bits] | None) -> list[str]:
        """The commonest terms of a field that begin as typed, in some paragraphs or all."""
        counts: Counter[str] = Counter()
        for place, part in enumerate(self.parts):
            wanted = None if among is None else among[place]
            reader, prefix = part.leaf.reader, self.asked.prefix
            for term, count in reader.commonest(field, prefix, limits.COMPLETIONS, wanted):
                counts[term.decode("utf-8", "surrogatepass")] += count
        return [term for term, _ in counts.most_common(limits.COMPLETIONS)]


def _clause(field: str, name: str) -> str:
    """As a person would write it: by the words of the name."""
    quoted = name.replace('"', " ")
    return f'{field}:"{quoted}"' if " " in quoted else f"{field}:{quoted}"
