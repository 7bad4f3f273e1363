"""The query `"some words"~5`: all words in any order, at most so many others in between."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from whoosh import matching
from whoosh.query import And, Phrase, Term


class Near(Phrase):
    """A phrase whose words may be in any order with at most `gaps` other words among them."""

    def __init__(self, fieldname: str, words: Sequence[str], gaps: int, boost: float = 1.0) -> None:
        super().__init__(fieldname, list(words), slop=gaps, boost=boost)

    @property
    def width(self) -> int:
        """Maximum distance in positions from the first to the last of the words."""
        return len(self.words) + int(self.slop) - 1

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """Whoosh's matcher of the paragraphs that hold the words near each other."""
        context = context.set(needs_current=True) if context else None
        terms = [Term(self.fieldname, word) for word in self.words]
        matchers = [term.matcher(searcher, context) for term in terms]
        every = And(terms).matcher(searcher, context)
        near = [docnum for docnum in every.all_ids() if self._is_near(_positions(matchers, docnum))]
        found = And(terms, boost=self.boost).matcher(searcher, context)
        return matching.FilterMatcher(found, frozenset(near))

    def _is_near(self, places: Sequence[Sequence[int]]) -> bool:
        return closest(places, self.width) is not None


def closest(places: Sequence[Sequence[int]], width: int) -> list[int] | None:
    """One place of each word, all different, at most `width` apart from first to last; the first.

    `places` are each word's positions in ascending order.
    """
    return next(all_near(places, width), None)


def all_near(places: Sequence[Sequence[int]], width: int) -> Iterator[list[int]]:
    """Successive matches of `closest`, each after the places of the one before.

    All starts are tried in one pass. Whether one fits is known by the latest of the places that the
    words would end at, which never decreases as the start moves on.
    """
    numbers: dict[tuple[int, ...], int] = {}
    words = [numbers.setdefault(tuple(each), len(numbers)) for each in places]
    texts, needed = list(numbers), Counter(words)  # the same word twice needs two of its places
    if any(len(text) < needed[word] for word, text in enumerate(texts)):
        return
    first = [0] * len(texts)
    latest = max(text[needed[word] - 1] for word, text in enumerate(texts))
    tried = -1
    for start, word in sorted((place, word) for word, text in enumerate(texts) for place in text):
        if start > tried and latest <= start + width:
            chosen = _chosen(words, texts, first, start + width)
            if chosen:
                yield chosen
            tried = max(chosen, default=start)
        first[word] += 1
        end = first[word] + needed[word]
        if end > len(texts[word]):
            return
        latest = max(latest, texts[word][end - 1])


def _chosen(
    words: Sequence[int], texts: Sequence[Sequence[int]], first: Sequence[int], end: int
) -> list[int]:
    """The first free place of each word from its `first` on; none where one is beyond `end`."""
    at = list(first)
    chosen: dict[int, None] = {}
    for word in words:
        text = texts[word]
        while at[word] < len(text) and text[at[word]] in chosen:
            at[word] += 1
        if at[word] == len(text) or text[at[word]] > end:
            return []
        chosen[text[at[word]]] = None
    return list(chosen)


def _positions(matchers: Sequence[Any], docnum: int) -> list[list[int]]:
    for matcher in matchers:
        if matcher.is_active() and matcher.id() < docnum:
            matcher.skip_to(docnum)
    return [list(matcher.value_as("positions")) for matcher in matchers]
