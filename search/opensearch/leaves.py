"""Words, phrases, patterns and ranges of a query tree as clauses of the query DSL.

A clause is about a paragraph (its words, its kind) or about its article. Words are sent as the
terms that Pressmark makes of them; ALTERNATIVES of one word share a position in the cluster too.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from whoosh import query as q

from pressmark.index.analysis.analyzers import ALTERNATIVES
from pressmark.index.near_query import Near
from pressmark.search.opensearch.clauses import ALL, NESTED, NONE, Clause, any_of, any_value

PARAGRAPH_FIELDS: Mapping[str, str] = {
    "text": f"{NESTED}.stems",
    "surface": f"{NESTED}.surface",
    "kind": f"{NESTED}.kind",
    "ordinal": f"{NESTED}.ordinal",
}
"""Field of the schema → that of a paragraph in the cluster. All others are of the article, and have
the names of the schema."""

BODY_FIELDS: Mapping[str, str] = {"text": "body", "surface": "body_surface"}
"""Field of the schema → that with the words of all paragraphs of an article."""

LONGEST_TERM = 8_000
"""Characters of the longest term that is asked for: no field holds a longer one, and the cluster
refuses what has more than 32,766 bytes."""


def is_of_paragraph(leaf: Any) -> bool:
    """Whether a leaf of a tree is about paragraphs instead of their article."""
    return (getattr(leaf, "fieldname", None) or "") in PARAGRAPH_FIELDS


def leaf_clause(leaf: Any, fields: Mapping[str, str]) -> Clause:
    """The clause of a leaf; `fields` names the fields of the cluster that differ."""
    kind = type(leaf)
    if leaf == q.NullQuery:
        return NONE
    name = leaf.fieldname or ""
    field = fields.get(name, name)
    if kind is q.Every:
        return {"exists": {"field": field}} if field else ALL
    if isinstance(leaf, Near):
        return _near(leaf, field)
    if isinstance(leaf, q.Phrase):
        return phrase_clause(field, leaf.words)
    if kind is q.Prefix:
        return {"prefix": {field: {"value": leaf.text}}}
    if kind is q.Wildcard:
        return {"wildcard": {field: {"value": _wildcard(leaf.text)}}}
    if kind is q.FuzzyTerm:
        return {"fuzzy": {field: {"value": leaf.text, "fuzziness": leaf.maxdist}}}
    if kind is q.DateRange:
        return _dates(leaf, field)
    if kind is q.TermRange:
        return _terms_between(leaf, field)
    assert isinstance(leaf, q.Term), leaf
    return any_value(field, alternatives(leaf.text))


def alternatives(term: Any) -> list[str]:
    """The terms that one word of a query has."""
    text = term.decode("utf-8", "surrogatepass") if isinstance(term, bytes) else str(term)
    return [each for each in text.split(ALTERNATIVES) if len(each) <= LONGEST_TERM]


def phrase_clause(field: str, words: Sequence[str]) -> Clause:
    """Words one behind the other; the cluster splits them as it split the text."""
    return {"match_phrase": {field: {"query": " ".join(words)}}}


def _near(leaf: Near, field: str) -> Clause:
    """All words in any order with at most `gaps` others among them."""
    if len(set(leaf.words)) == 1:  # places of one word overlap unless they are in order
        rule = _intervals(leaf, ordered=True)
    else:
        rule = _intervals(leaf, ordered=False)
    return {"intervals": {field: {"all_of": rule}}}


def _intervals(leaf: Near, *, ordered: bool) -> Clause:
    words = [
        {"any_of": {"intervals": [_one_term(term) for term in alternatives(word)]}}
        for word in leaf.words
    ]
    return {"intervals": words, "max_gaps": int(leaf.slop), "ordered": ordered}


def _one_term(term: str) -> Clause:
    return {"match": {"query": term, "analyzer": "keyword"}}


def _wildcard(pattern: str) -> str:
    """Whoosh's pattern in the cluster's letters: `[[]` is a bracket, a backslash itself."""
    return pattern.replace("\\", "\\\\").replace("[[]", "[")


def _dates(leaf: Any, field: str) -> Clause:
    edges = {}
    if leaf.startdate is not None:
        edges["gt" if leaf.startexcl else "gte"] = leaf.startdate.isoformat()
    if leaf.enddate is not None:
        edges["lt" if leaf.endexcl else "lte"] = leaf.enddate.isoformat()
    return {"range": {field: edges}} if edges else {"exists": {"field": field}}


def _terms_between(leaf: Any, field: str) -> Clause:
    edges = {}
    if leaf.start is not None:
        edges["gt" if leaf.startexcl else "gte"] = leaf.start
    if leaf.end is not None:
        edges["lt" if leaf.endexcl else "lte"] = leaf.end
    return {"range": {field: edges}}


def terms_clause(leaves: Sequence[Any], fields: Mapping[str, str]) -> Clause:
    """Any of many leaves: the plain terms of one field are one clause, whatever their number."""
    terms: dict[str, list[str]] = {}
    others = []
    for leaf in leaves:
        if type(leaf) is q.Term:
            field = fields.get(leaf.fieldname, leaf.fieldname)
            terms.setdefault(field, []).extend(alternatives(leaf.text))
        else:
            others.append(leaf_clause(leaf, fields))
    return any_of([*(any_value(field, values) for field, values in terms.items()), *others])
