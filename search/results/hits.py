"""Passages become hits as they are shown: numbered, with marks, snippet and further passages."""

from collections.abc import Iterable, Iterator
from functools import cache

from whoosh.fields import Schema
from whoosh.query import Query

from pressmark.corpus.kinds import Kind
from pressmark.search.engine import Passage
from pressmark.search.options import SearchOptions
from pressmark.search.query.article_meaning import branches, evidence, in_paragraph
from pressmark.search.results.highlight import PARAGRAPH, TITLE, Marker
from pressmark.search.results.models import Hit
from pressmark.search.results.snippet import further_passages, make_snippet


def hits_of(
    passages: Iterable[Passage],
    tree: Query,
    schema: Schema,
    options: SearchOptions,
    offset: int = 0,
) -> Iterator[Hit]:
    """A hit for each passage; `offset` hits come before them, and `tree` marks their words."""

    @cache
    def marker(absent: tuple[int, ...]) -> Marker:
        if options.paragraphs:
            return Marker(in_paragraph(tree), schema)
        groups = branches(tree)
        return Marker(evidence(tree, [groups[number] for number in absent]), schema)

    for rank, passage in enumerate(passages, start=offset + 1):
        yield _hit(marker(passage.absent), passage, rank)


def _hit(marker: Marker, passage: Passage, rank: int) -> Hit:
    text, article = passage.text, passage.article
    fields = PARAGRAPH | TITLE if passage.kind == Kind.TITLE else PARAGRAPH
    marks = marker.marks(text, fields, article.language)
    snippet = make_snippet(text, marks, alike=marker.alike)
    shown = (snippet, *further_passages(text, marks, snippet, marker.alike))
    return Hit(
        rank=rank,
        score=passage.score,
        article=article,
        ordinal=passage.ordinal,
        kind=passage.kind,
        text=text,
        highlights=marks,
        snippet=snippet,
        passages=tuple(sorted(shown, key=lambda part: part.start)),
        title_highlights=marker.title_marks(article.title, article.language),
        more=passage.more,
        explanation=passage.explanation,
        also=passage.also,
        copies=passage.copies,
    )
