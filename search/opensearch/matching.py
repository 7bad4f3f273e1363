"""What a query tree matches, as query DSL: articles, and the paragraphs that are their evidence.

The meaning is that of `query.article_meaning`. Nested documents do not know their article, so
evidence is written as alternatives: paragraphs that match one tree, in articles that match a
clause.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

from whoosh import query as q

from pressmark.search.opensearch.clauses import (
    ALL,
    NONE,
    Clause,
    all_of,
    any_of,
    in_paragraph,
    none_of,
)
from pressmark.search.opensearch.leaves import (
    BODY_FIELDS,
    PARAGRAPH_FIELDS,
    is_of_paragraph,
    leaf_clause,
    terms_clause,
)
from pressmark.search.query.article_meaning import has_text
from pressmark.search.query.article_meaning import in_paragraph as without_restriction

EVERY = q.Every()
"""The tree of all paragraphs."""


class Evidence(NamedTuple):
    """Paragraphs that match `paragraph`, a tree about paragraphs alone, in articles that match the
    clause `article`."""

    article: Clause
    paragraph: Any


class Matching(NamedTuple):
    """`articles` is the clause of the articles that match. Their evidence is any of `evidence`,
    whose clauses differ; of other articles it says nothing."""

    articles: Clause
    evidence: tuple[Evidence, ...]

    @classmethod
    def of(cls, tree: Any, *, paragraphs: bool = False) -> "Matching":
        """What a tree matches, or with `paragraphs` what it matches where hits are paragraphs."""
        return _of_paragraphs(tree) if paragraphs else _of_article(tree)


def paragraph_clause(tree: Any) -> Clause:
    """The clause of a tree about paragraphs, to be asked of nested documents."""
    if type(tree) is q.Or:
        leaves = [part for part in tree.subqueries if part.is_leaf()]
        groups = [paragraph_clause(part) for part in tree.subqueries if not part.is_leaf()]
        return any_of([terms_clause(leaves, PARAGRAPH_FIELDS), *groups])
    if isinstance(tree, q.And):
        return all_of([paragraph_clause(part) for part in tree.subqueries])
    if isinstance(tree, q.Not):
        return none_of([paragraph_clause(tree.query)])
    return leaf_clause(tree, PARAGRAPH_FIELDS)


def articles_having(tree: Any) -> Clause:
    """The articles of which a paragraph matches; words are looked up among those of all
    paragraphs, which is faster than among nested documents."""
    if tree is EVERY:
        return ALL
    parts = tree.subqueries if type(tree) is q.Or else [tree]
    words = [part for part in parts if type(part) is q.Term and part.fieldname in BODY_FIELDS]
    others = [
        part for part in parts if not (type(part) is q.Term and part.fieldname in BODY_FIELDS)
    ]
    nested = in_paragraph(paragraph_clause(others[0] if len(others) == 1 else q.Or(others)))
    return any_of([terms_clause(words, BODY_FIELDS), *([nested] if others else [])])


def _matching(evidence: Iterable[Evidence], articles: Clause | None = None) -> Matching:
    """Evidence with each article clause once; `articles` None for those that have any."""
    merged: list[tuple[Clause, list[Any]]] = []
    for article, paragraph in evidence:
        if article == NONE:
            continue
        same = next((trees for known, trees in merged if known == article), None)
        if same is None:
            merged.append((article, [paragraph]))
        elif not any(paragraph is each for each in same):
            same.append(paragraph)
    kept = tuple(Evidence(article, _any_tree(trees)) for article, trees in merged)
    if articles is None:
        articles = any_of(
            [all_of([article, articles_having(paragraph)]) for article, paragraph in kept]
        )
    return Matching(articles, kept)


def _any_tree(trees: Sequence[Any]) -> Any:
    """One tree of paragraphs that match any of some."""
    if any(tree is EVERY for tree in trees):
        return EVERY
    if len(trees) == 1:
        return trees[0]
    parts = [part for tree in trees for part in (tree.subqueries if type(tree) is q.Or else [tree])]
    return q.Or(parts)


def _all_tree(trees: Sequence[Any]) -> Any:
    kept = [tree for tree in trees if tree is not EVERY]
    if not kept:
        return EVERY
    return kept[0] if len(kept) == 1 else q.And(kept)


def _narrowed(evidence: Iterable[Evidence], by: Iterable[Evidence]) -> list[Evidence]:
    """The paragraphs that are among both."""
    return [
        Evidence(all_of([one.article, other.article]), _all_tree([one.paragraph, other.paragraph]))
        for one, other in product(evidence, by)
    ]


_ALL_PARAGRAPHS = (Evidence(ALL, EVERY),)


def _none(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The paragraphs that are not among the evidence."""
    found = list(_ALL_PARAGRAPHS)
    for article, paragraph in evidence:
        others = [Evidence(none_of([article]), EVERY)]
        if paragraph is not EVERY:
            others.append(Evidence(ALL, q.Not(paragraph)))
        found = _narrowed(found, [each for each in others if each.article != NONE])
    return found


# hits that are paragraphs: plain logic


def _of_paragraphs(tree: Any) -> Matching:
    return _matching(_plain(without_restriction(tree)))


def _plain(tree: Any) -> list[Evidence]:
    """The paragraphs that match a tree, each for itself."""
    if tree == q.NullQuery:
        return []
    if isinstance(tree, (q.And, q.Require)):
        parts = tree.subqueries if isinstance(tree, q.And) else (tree.a, tree.b)
        if not parts:
            return []
        found = _plain(parts[0])
        for part in parts[1:]:
            found = _narrowed(found, _plain(part))
        return list(_matching(found, ALL).evidence)
    if isinstance(tree, q.Or):
        return list(_matching([each for p in tree.subqueries for each in _plain(p)], ALL).evidence)
    if isinstance(tree, q.AndMaybe):
        return _plain(tree.a)
    if isinstance(tree, q.AndNot):
        return list(_matching(_narrowed(_plain(tree.a), _none(_plain(tree.b))), ALL).evidence)
    if isinstance(tree, q.Not):
        return list(_matching(_none(_plain(tree.query)), ALL).evidence)
    if isinstance(tree, q.ConstantScoreQuery):
        return _plain(tree.child)
    if type(tree) is q.Every and not tree.fieldname:
        return list(_ALL_PARAGRAPHS)
    if is_of_paragraph(tree):
        return [Evidence(ALL, tree)]
    return [Evidence(leaf_clause(tree, {}), EVERY)]


# hits that are articles


def _of_article(tree: Any) -> Matching:
    if not has_text(tree):
        return _of_paragraphs(tree)
    return _METHODS.get(type(tree), _of_paragraphs)(tree)


def _of_all(tree: Any) -> Matching:
    """Articles with all parts; parts about the article restrict the paragraphs of the others."""
    texts = [_of_article(part) for part in tree.subqueries if has_text(part)]
    others = [part for part in tree.subqueries if not has_text(part)]
    articles = all_of([part.articles for part in texts])
    evidence = [
        Evidence(all_of([articles, each.article]), each.paragraph)
        for part in texts
        for each in part.evidence
    ]
    if not others:
        return _matching(evidence, articles)
    for part in others:
        evidence = _narrowed(evidence, _plain(without_restriction(part)))
    return _matching(evidence)


def _of_either(tree: Any) -> Matching:
    leaves = [part for part in tree.subqueries if part.is_leaf()]
    groups = [part for part in tree.subqueries if not part.is_leaf()]
    # many words are one clause
    parts = [*([_of_paragraphs(q.Or(leaves))] if leaves else []), *map(_of_article, groups)]
    evidence = [each for part in parts for each in part.evidence]
    return _matching(evidence, any_of([part.articles for part in parts]))


def _of_maybe(tree: Any) -> Matching:
    wanted, bonus = _of_article(tree.a), _of_article(tree.b)
    more = [
        Evidence(all_of([wanted.articles, each.article]), each.paragraph) for each in bonus.evidence
    ]
    # all evidence is of articles that match, so that equal clauses can be merged
    own = [
        Evidence(all_of([wanted.articles, each.article]), each.paragraph)
        for each in wanted.evidence
    ]
    return _matching([*own, *more], wanted.articles)


def _of_unless(tree: Any) -> Matching:
    """Articles without any text that is excluded; excluded kinds restrict the paragraphs."""
    wanted = _of_article(tree.a)
    parts = tree.b.subqueries if type(tree.b) is q.Or else [tree.b]
    texts = [_of_article(part).articles for part in parts if has_text(part)]
    others = [part for part in parts if not has_text(part)]
    allowed = none_of(texts)
    evidence = [
        Evidence(all_of([each.article, allowed]), each.paragraph) for each in wanted.evidence
    ]
    if not others:
        return _matching(evidence, all_of([wanted.articles, allowed]))
    excluded = [each for part in others for each in _plain(without_restriction(part))]
    return _matching(_narrowed(evidence, _none(list(_matching(excluded, ALL).evidence))))


def _of_required(tree: Any) -> Matching:
    wanted, filters = _of_article(tree.a), _of_article(tree.b)
    evidence = _narrowed(wanted.evidence, filters.evidence)
    if any(each.paragraph is not EVERY for each in filters.evidence):
        return _matching(evidence)
    return _matching(evidence, all_of([wanted.articles, filters.articles]))


def _of_child(tree: Any) -> Matching:
    return _of_article(tree.child)


_METHODS: Mapping[type, Callable[[Any], Matching]] = {
    q.And: _of_all,
    q.Or: _of_either,
    q.AndMaybe: _of_maybe,
    q.AndNot: _of_unless,
    q.Require: _of_required,
    q.ConstantScoreQuery: _of_child,
}
"""How articles match a group; any other query is that of one paragraph."""
