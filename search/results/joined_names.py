"""The facet of names with the accepted spellings of a name as one value."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from whoosh import query as q

from pressmark.index.spellings import Spellings
from pressmark.search.engine import Asked, Snapshot
from pressmark.search.options import SearchOptions
from pressmark.search.query.clause import NAME
from pressmark.search.query.exact_values import NAMES, exact_clause
from pressmark.search.query.spelling_groups import SpellingGroups, groups_of, words_of
from pressmark.search.results.facet import Facet, FacetValue

MOST_JOINED = 8
"""Names that are joined, the most frequent ones: the hits of each are counted by a search."""


def joined_names(
    facet: Facet, spellings: Spellings, snapshot: Snapshot, asked: Asked, options: SearchOptions
) -> Facet:
    """The facet, if it is that of names with each value once, however it is written.

    A value counts the hits that have any of its spellings, and is shown as in most hits.
    """
    if facet.name != NAMES:
        return facet
    alike = _alike(facet, groups_of(spellings), snapshot.schema[NAME].analyzer)
    joined: dict[str, FacetValue] = {}
    gone: set[str] = set()
    for several in alike[:MOST_JOINED]:
        names = [each.value for each in several]
        clause = " OR ".join(exact_clause("name", name) for name in names)
        joined[names[0]] = FacetValue(
            names[0], _count(names, snapshot, asked, options), f"({clause})"
        )
        gone |= {*names[1:]}
    if not joined:
        return facet
    values = [joined.get(each.value, each) for each in facet.known if each.value not in gone]
    values.sort(key=lambda each: -each.count)
    return replace(facet, values=(*values, *facet.missing))


def _alike(facet: Facet, groups: SpellingGroups, analyzer: Any) -> list[Sequence[FacetValue]]:
    """The values that are spellings of one name, several each, the most frequent first."""
    found: dict[tuple[str, ...], list[FacetValue]] = defaultdict(list)
    for value in facet.known:
        if groups.may_be_in(value.value):
            found[_spelled_alike(value.value, groups, analyzer)].append(value)
    return [several for several in found.values() if len(several) > 1]


def _spelled_alike(name: str, groups: SpellingGroups, analyzer: Any) -> tuple[str, ...]:
    """What all spellings of a name have in common."""
    words, alike, at = words_of(name, analyzer), [], 0
    for run in groups.found_in(words, analyzer):
        alike += [word.plain for word in words[at : run.start]]
        own = " ".join(word.plain for word in words[run.start : run.end])
        others = (" ".join(word.plain for word in words_of(each, analyzer)) for each in run.others)
        alike.append(min(own, *others))
        at = run.end
    return (*alike, *(word.plain for word in words[at:]))


def _count(names: Sequence[str], snapshot: Snapshot, asked: Asked, options: SearchOptions) -> int:
    """The hits that have any of these names."""
    any_name = q.ConstantScoreQuery(q.Or([q.Term(NAMES, name) for name in names]))
    which = replace(options, limit=0, facets=False, facet=(), explain=False)
    found = snapshot.find(Asked(q.Require(asked.tree, any_name)), which)
    return found.total_paragraphs if options.paragraphs else found.total_stories
