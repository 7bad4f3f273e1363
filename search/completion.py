"""As-you-type completion: words as the texts write them, names of authors and papers, titles.

Words typed before narrow what is suggested to what stands in one article with all of them, so that
no suggestion leads to nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, reduce
from heapq import nlargest
from itertools import chain, islice
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.searching import Searcher

from pressmark.corpus.errors import AskError
from pressmark.search import limits
from pressmark.search.arrays import Arrays, Ints, intersect, run_starts
from pressmark.search.columns import stored_value
from pressmark.search.facets import one_a_line
from pressmark.search.pipeline import Searchable
from pressmark.search.results import Suggestion
from pressmark.search.stopwords import stop_words
from pressmark.search.typed import Typed, read_typed
from pressmark.search.written import written

NAMES = {"author": "byline", "source": "paper"}
"""The fields of names, and the columns that have them as printed."""

Mask = NDArray[np.bool_]


def suggest(index: Searchable, typed: str, *, limit: int = 8) -> tuple[Suggestion, ...]:
    """Ways to complete `typed`, at most `limit`: words first, then names, then titles.

    Of the places, a quarter is kept for names and a quarter for titles, where there are any.
    Nothing for what ends in no word. Raises `AskError` for a negative `limit`.
    """
    if limit < 0:
        raise AskError(f"limit must not be negative, and is {limit}.", "Give 0 or more.")
    with index.searcher() as searcher:
        asked = read_typed(typed, searcher.schema, index.language)
        if asked is None or not searcher.doc_count_all():
            return ()
        completer = _Completer(searcher, asked, index.language)
        names = list(islice(completer.names(), limit))
        if asked.field:
            return tuple(names)
        titles = list(islice(completer.titles(), limit))
        names = names[: max(limit // 4, limit - limit // 2 - len(titles))]
        words = list(islice(completer.words(), limit - len(names) - min(len(titles), limit // 4)))
        return tuple(chain(words, names, titles))[:limit]


class _Completer:
    def __init__(self, searcher: Searcher, asked: Typed, language: str) -> None:
        self.searcher = searcher
        self.arrays = Arrays(searcher)
        self.asked = asked
        self.language = language
        # words that the index does not know may be slips, and narrow nothing
        found = [self.arrays.postings("text", word.stem).docnums for word in asked.context]
        self.context = [docnums for docnums in found if len(docnums)]

    @cached_property
    def _articles(self) -> Mask:
        """bool[articles]: those with all words typed before."""
        wanted = np.ones(int(self.arrays.articles[-1]) + 1, dtype=bool)
        for docnums in self.context:
            having = np.zeros(len(wanted), dtype=bool)
            having[self.arrays.articles[docnums]] = True
            wanted &= having
        return wanted

    def _among(self) -> Iterator[Mask | None]:
        """bool[paragraphs]: those with all words typed before, then all of articles with them."""
        if not self.context:
            yield None
            return
        yield self._mask(reduce(intersect, self.context))
        yield self._articles[self.arrays.articles]

    def _mask(self, docnums: Ints) -> Mask:
        mask = np.zeros(self.arrays.count, dtype=bool)
        mask[docnums] = True
        return mask

    def _count(self, docnums: Ints) -> int:
        """How many articles of those with all words before `docnums` belong to."""
        of = self.arrays.articles[docnums]
        of = of[run_starts(of)]
        return int(np.count_nonzero(self._articles[of])) if self.context else len(of)

    def words(self) -> Iterator[Suggestion]:
        """The last word completed, the commonest first."""
        for among in self._among():
            terms = commonest(self.searcher, "surface", self.asked.prefix, among)
            if terms:
                yield from self._completed(terms, among)
                return

    def _completed(self, terms: Iterable[str], among: Mask | None) -> Iterator[Suggestion]:
        for term in self._different(terms):
            docnums = self.arrays.postings("surface", term).docnums
            articles = self._count(docnums)
            if articles:
                seen = docnums if among is None else docnums[among[docnums]]
                text = self.asked.head + written(self.searcher, term, seen, self.language)
                yield Suggestion(text, "word", text, articles=articles)

    def _different(self, terms: Iterable[str]) -> Iterator[str]:
        """The commonest ending of each word, without stop words."""
        stops, seen = stop_words(self.language), set()
        for term in terms:
            stem = "".join(token.text for token in self.searcher.schema["text"].analyzer(term))
            if term not in stops and stem not in seen:
                seen.add(stem)
                yield term

    def names(self) -> Iterator[Suggestion]:
        """Authors and papers with all the words typed, those of most articles first."""
        fields = [self.asked.field] if self.asked.field else list(NAMES)
        counts: Counter[tuple[str, str]] = Counter()
        for field in fields:
            for name, count in self._names_in(field):
                counts[field, name] += count
        for (field, name), count in counts.most_common():
            query = (self.asked.head if self.asked.field else "") + _clause(field, name)
            text = query if self.asked.field else name
            yield Suggestion(text, "name", query, articles=count)

    def _names_in(self, field: str) -> Iterator[tuple[str, int]]:
        """Names with all the words typed, and the articles of each; one may recur."""
        terms = commonest(self.searcher, field, self.asked.prefix, None)
        docnums = np.flatnonzero(self._having(field, terms))
        for word in self.asked.words[:-1]:
            docnums = intersect(docnums, self.arrays.postings(field, word).docnums)
        if not len(docnums):
            return
        firsts = docnums[run_starts(self.arrays.articles[docnums])]
        codes, values = self.arrays.values(NAMES[field], firsts)
        counts = np.bincount(codes[codes >= 0], minlength=len(values)).tolist()
        for value, count in zip(values, counts, strict=True):
            yield from ((name, count) for name in one_a_line(value) if self._fits(name, field))

    def _fits(self, text: str, field: str) -> bool:
        """Whether all the words typed are in it, the last as the beginning of one."""
        *whole, beginning = self.asked.words
        words = [t.text for t in self.searcher.schema[field].analyzer(text)]
        return set(whole) <= set(words) and any(word.startswith(beginning) for word in words)

    def _having(self, field: str, terms: Iterable[str]) -> Mask:
        """bool[paragraphs]: those with any of the terms."""
        having = np.zeros(self.arrays.count, dtype=bool)
        for term in terms:
            having[self.arrays.postings(field, term).docnums] = True
        return having

    def titles(self) -> Iterator[Suggestion]:
        """The titles last put in that have all the words typed, those that begin so first."""
        words = [self.arrays.postings("text", word.stem).docnums for word in self.asked.context]
        titles = reduce(intersect, words, self.arrays.postings("kind", "title").docnums)
        if not len(titles):
            return
        among = self._mask(titles)
        terms = commonest(self.searcher, "surface", self.asked.prefix, among)
        found = np.flatnonzero(among & self._having("surface", terms))
        latest = found[: -limits.COMPLETIONS - 1 : -1].tolist()
        texts = {stored_value(self.searcher, "text", docnum): docnum for docnum in latest}
        beginning = " ".join(self.asked.words)
        for text in sorted(texts, key=lambda text: not self._plain(text).startswith(beginning)):
            id_ = stored_value(self.searcher, "article", texts[text])
            yield Suggestion(text, "title", '"' + text.replace('"', " ") + '"', article=id_)

    def _plain(self, text: str) -> str:
        return " ".join(token.text for token in self.searcher.schema["surface"].analyzer(text))


def commonest(searcher: Searcher, field: str, prefix: str, among: Mask | None) -> list[str]:
    """The commonest terms of `field` that start with `prefix`, in the paragraphs `among`."""
    counts: Counter[str] = Counter()
    for leaf, offset in searcher.leaf_searchers():
        reader = leaf.reader()
        part = None if among is None else among[offset : offset + reader.doc_count_all()]
        for term, count in _commonest_in(reader, field, prefix, part):
            counts[term.decode()] += count
    return [term for term, _ in counts.most_common(limits.COMPLETIONS)]


def _commonest_in(
    reader: Any, field: str, prefix: str, among: Mask | None
) -> Sequence[tuple[bytes, int]]:
    if hasattr(reader, "commonest"):
        found: Sequence[tuple[bytes, int]] = reader.commonest(
            field, prefix, limits.COMPLETIONS, among
        )
        return found
    terms = reader.expand_prefix(field, prefix)
    counts = ((term, _count_in(reader, field, term, among)) for term in terms)
    living = (each for each in counts if each[1])
    return nlargest(limits.COMPLETIONS, living, key=lambda each: each[1])


def _count_in(reader: Any, field: str, term: bytes, among: Mask | None) -> int:
    if among is None:
        return int(reader.doc_frequency(field, term))
    return sum(bool(among[docnum]) for docnum in reader.postings(field, term).all_ids())


def _clause(field: str, name: str) -> str:
    """As a person would write it: by the words of the name."""
    quoted = name.replace('"', " ")
    return f'{field}:"{quoted}"' if " " in quoted else f"{field}:{quoted}"
