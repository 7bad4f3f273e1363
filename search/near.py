"""`"some words"~5`: all of the words, in any order, with at most so many others in between."""

from collections.abc import Sequence
from typing import Any

from whoosh import matching
from whoosh.query import And, Phrase, Term


class Near(Phrase):
    """A phrase whose words may stand in any order with at most `gaps` other words among them."""

    def __init__(self, fieldname: str, words: Sequence[str], gaps: int, boost: float = 1.0) -> None:
        super().__init__(fieldname, list(words), slop=gaps, boost=boost)

    @property
    def width(self) -> int:
        """Positions from the first to the last of the words, at most."""
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
    for start in sorted({place for each in places for place in each}):
        chosen: list[int] = []
        for each in places:
            inside = [p for p in each if start <= p <= start + width and p not in chosen]
            if not inside:
                break
            chosen.append(inside[0])
        else:
            return chosen
    return None


def _positions(matchers: Sequence[Any], docnum: int) -> list[list[int]]:
    for matcher in matchers:
        if matcher.is_active() and matcher.id() < docnum:
            matcher.skip_to(docnum)
    return [list(matcher.value_as("positions")) for matcher in matchers]
