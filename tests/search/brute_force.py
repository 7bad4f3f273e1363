"""What a query tree matches in one paragraph, evaluated on its words, without any index."""

from collections.abc import Mapping, Sequence
from fnmatch import translate
from functools import cached_property
from re import match
from typing import Any

from whoosh import query as q
from whoosh.fields import Schema

from pressmark.index.analysis.analyzers import ALTERNATIVES, language_of
from pressmark.index.articles.extra_columns import extra_from
from pressmark.index.articles.extra_terms import joined_terms
from pressmark.index.near_query import Near, closest
from pressmark.index.segment.value_list_field import values_of
from pressmark.search.query.article_meaning import InParagraph, has_text, in_paragraph

COLUMNS = {"paper": "source", "byline": "author"}
"""Fields that hold what another stores."""


class Paragraph:
    """A paragraph as it is stored: field name → value."""

    def __init__(self, row: Mapping[str, Any], schema: Schema) -> None:
        self.row = row
        self._schema = schema
        self._terms: dict[str, list[tuple[str, int]]] = {}

    @cached_property
    def authors(self) -> Sequence[str]:
        return tuple(self.row.get("author") or ())

    @cached_property
    def names(self) -> Sequence[tuple[str, int]]:
        """The names in the article with their weights."""
        value = self.row.get("names")
        return list(values_of(value)) if value else []

    def value(self, field: str) -> str:
        """What a field indexes, as text."""
        if field == "surface":
            return self.row["text"]
        stored = COLUMNS.get(field, field)
        return "\n".join(self.authors) if stored == "author" else self.row.get(stored) or ""

    def terms(self, field: str) -> list[tuple[str, int]]:
        """The terms of a field with their positions."""
        if field not in self._terms:
            analyzer, value = self._schema[field].analyzer, self.value(field)
            is_text = field in ("text", "surface", "title", "source", "author")
            terms = self._words(analyzer, value) if is_text else [(value,)]
            if field == "extra":
                extra = extra_from(self.row.get("extra"))
                keys = joined_terms(extra, self.value("title")).split("\x1e")
                terms = [(key,) for key in keys]
            if field == "names":
                terms = [(name,) for name, _ in self.names]
            self._terms[field] = [
                (term, at) for at, forms in enumerate(terms) for term in forms if term
            ]
        return self._terms[field]

    def _words(self, analyzer: Any, value: str) -> list[tuple[str, ...]]:
        """The terms at each position, in the language of the article."""
        tokenizer, term_filter = analyzer.items
        own = term_filter.of_language(language_of(self.value("language")))
        return [own.terms(word[0]) for word in tokenizer.expression.finditer(value)]

    def positions(self, field: str, term: str) -> list[int]:
        wanted = term.split(ALTERNATIVES)
        return sorted({position for each, position in self.terms(field) if each in wanted})


def matches(tree: Any, paragraph: Paragraph) -> bool:
    """Whether a paragraph matches a tree whose patterns are expanded."""
    if isinstance(tree, (q.And, q.Require, q.AndMaybe, q.AndNot, q.Or, q.Not)):
        return _group_matches(tree, paragraph)
    if isinstance(tree, q.ConstantScoreQuery):
        return matches(tree.child, paragraph)
    if isinstance(tree, Near):
        return closest(_positions(tree, paragraph), tree.width) is not None
    if isinstance(tree, q.Phrase):
        return _has_phrase(tree, paragraph)
    if isinstance(tree, q.Prefix):
        return any(term.startswith(tree.text) for term, _ in paragraph.terms(tree.fieldname))
    if isinstance(tree, q.Wildcard):
        terms = paragraph.terms(tree.fieldname)
        return any(match(translate(tree.text), term) for term, _ in terms)
    if isinstance(tree, q.DateRange):
        return _is_within(tree, paragraph.row.get(tree.fieldname))
    if isinstance(tree, q.Term):
        return bool(paragraph.positions(tree.fieldname, tree.text))
    if isinstance(tree, q.TermRange):
        terms = [term for term, _ in paragraph.terms(tree.fieldname)]
        return any(tree.start <= term < tree.end for term in terms)
    assert tree == q.NullQuery or type(tree) is q.Every, tree
    if type(tree) is q.Every and tree.fieldname == "published":
        return paragraph.row.get("published") is not None
    return type(tree) is q.Every and (not tree.fieldname or bool(paragraph.value(tree.fieldname)))


def article_matches(tree: Any, article: Sequence[Paragraph]) -> set[int]:
    """The places of the paragraphs of an article that are evidence for a tree; none where the
    article does not match."""
    every = set(range(len(article)))
    if not has_text(tree) or tree.is_leaf() or isinstance(tree, InParagraph):
        alone = in_paragraph(tree)
        return {place for place in every if matches(alone, article[place])}
    if isinstance(tree, q.ConstantScoreQuery):
        return article_matches(tree.child, article)
    parts = [(part, article_matches(part, article)) for part in tree.children()]
    found = [places for _, places in parts]
    if isinstance(tree, q.Or):
        return set().union(*found)
    if isinstance(tree, q.AndMaybe):
        return found[0] | found[1] if found[0] else set()
    if isinstance(tree, q.Require):
        return found[0] & found[1]
    if isinstance(tree, q.And):
        texts = [places for part, places in parts if has_text(part)]
        others = [places for part, places in parts if not has_text(part)]
        return set.intersection(set().union(*texts), *others) if all(texts) else set()
    assert isinstance(tree, q.AndNot), tree
    banned = tree.b.subqueries if isinstance(tree.b, q.Or) else [tree.b]
    for part in banned:
        places = article_matches(part, article)
        found[0] -= every if has_text(part) and places else places
    return found[0]


def _group_matches(tree: Any, paragraph: Paragraph) -> bool:
    if isinstance(tree, (q.And, q.Or)):
        parts = [matches(part, paragraph) for part in tree.subqueries]
        return bool(parts) and (all(parts) if isinstance(tree, q.And) else any(parts))
    if isinstance(tree, q.Not):
        return not matches(tree.query, paragraph)
    if not matches(tree.a, paragraph):
        return False
    if isinstance(tree, q.AndMaybe):
        return True
    return matches(tree.b, paragraph) is not isinstance(tree, q.AndNot)


def _positions(tree: Any, paragraph: Paragraph) -> list[list[int]]:
    return [paragraph.positions(tree.fieldname, word) for word in tree.words]


def _has_phrase(tree: Any, paragraph: Paragraph) -> bool:
    first, *rest = _positions(tree, paragraph)
    return any(
        all(start + behind in places for behind, places in enumerate(rest, 1)) for start in first
    )


def _is_within(tree: Any, time: Any) -> bool:
    if time is None:
        return False
    start = tree.startdate
    after = start is None or (start < time if tree.startexcl else start <= time)
    before = tree.enddate is None or (time < tree.enddate if tree.endexcl else time <= tree.enddate)
    return after and before


def occurrences(tree: Any, paragraph: Paragraph) -> float:
    """How often a paragraph has the words of a tree: a score that needs no statistics."""
    leaves = (leaf for leaf in tree.leaves() if type(leaf) is q.Term)
    return sum(len(paragraph.positions(leaf.fieldname, leaf.text)) for leaf in leaves)
