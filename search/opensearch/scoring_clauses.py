"""The clauses by which the cluster scores, to propose candidates: the features of `search.ranking`.

Their sum is near the score of the local engine, whose lengths are not rounded to a byte.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from whoosh import query as q

from pressmark.search.opensearch.clauses import Clause, in_paragraph
from pressmark.search.opensearch.leaves import BODY_FIELDS, PARAGRAPH_FIELDS, leaf_clause
from pressmark.search.query.query_word import QueryWord
from pressmark.search.ranking import similarity

MOST_LEAVES = 150
"""Words and phrases of a query that the cluster scores, those of most weight: a word is three
clauses, of which a cluster by default allows 1,024, in an index of two languages twice as many."""


def scoring_clauses(
    leaves: Sequence[Any], words: Sequence[QueryWord], *, flat: bool
) -> list[Clause]:
    """What adds to the score of an article: words and phrases in all its paragraphs, in the best
    of them, in its title and as written. Where hits are paragraphs only the best one counts."""
    kept = sorted(leaves, key=lambda leaf: -leaf.boost)[:MOST_LEAVES]
    plain = sorted(words, key=lambda word: -word.weight)[:MOST_LEAVES]
    best = [
        _scored(PARAGRAPH_FIELDS[leaf.fieldname], leaf, 1.0)
        for leaf in kept
        if leaf.fieldname in PARAGRAPH_FIELDS
    ]
    titles = [_word("title", word.stem, similarity.TITLE * word.weight) for word in plain]
    weight = 1.0 + similarity.BEST_PARAGRAPH if flat else similarity.BEST_PARAGRAPH
    if flat:
        field = PARAGRAPH_FIELDS["surface"]
        best += [_word(field, word.surface, similarity.SURFACE * word.weight) for word in plain]
        return [*_nested(best, weight), *titles]
    whole = [_scored(BODY_FIELDS.get(leaf.fieldname, leaf.fieldname), leaf, 1.0) for leaf in kept]
    field = BODY_FIELDS["surface"]
    whole += [_word(field, word.surface, similarity.SURFACE * word.weight) for word in plain]
    return [*whole, *_nested(best, weight), *titles]


def _nested(clauses: Sequence[Clause], boost: float) -> Iterator[Clause]:
    if clauses:
        yield in_paragraph({"bool": {"should": list(clauses), "boost": boost}})


def _scored(field: str, leaf: Any, weight: float) -> Clause:
    boost = weight * float(leaf.boost)
    if type(leaf) is q.Term:
        return _word(field, str(leaf.text), boost)
    clause = leaf_clause(leaf, {leaf.fieldname: field})
    return {"bool": {"should": [clause], "boost": boost}}


def _word(field: str, text: str, boost: float) -> Clause:
    """Alternatives of a word, at one position, score as one word."""
    return {"match": {field: {"query": text, "boost": boost}}}


def favouring_recent(query: Clause, since: datetime) -> Clause:
    """The query with a boost near that of `ranking.boosts`: a sum of two exponentials for its
    hyperbola, none of them for undated articles."""
    gain = similarity.RECENCY
    dated = {"exists": {"field": "published"}}
    later = {"range": {"published": {"gt": since.isoformat()}}}
    fade = [
        {
            "filter": {"bool": {"must": [dated], "must_not": [later]}},
            **_decay(since, days),
            "weight": w,
        }
        for days, w in (
            (similarity.RECENT_DAYS / 2, gain * 0.7),
            (similarity.RECENT_DAYS * 6, gain * 0.3),
        )
    ]
    functions = [{"weight": 1.0}, {"filter": later, "weight": gain}, *fade]
    return {
        "function_score": {
            "query": query,
            "functions": functions,
            "score_mode": "sum",
            "boost_mode": "multiply",
        }
    }


def _decay(since: datetime, days: float) -> dict[str, Any]:
    scale = f"{timedelta(days=days) // timedelta(hours=1)}h"
    return {"exp": {"published": {"origin": since.isoformat(), "scale": scale, "decay": 0.5}}}
