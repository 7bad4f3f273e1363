"""Passages become hits as they are shown: numbered, with marks, snippet and further passages."""

from collections.abc import Iterable, Iterator

from whoosh.fields import Schema
from whoosh.query import Query

from pressmark.corpus.kinds import Kind
from pressmark.search.engine import Passage
from pressmark.search.results.highlight import PARAGRAPH, TITLE, Marker
from pressmark.search.results.models import Hit
from pressmark.search.results.snippet import further_passages, make_snippet


def hits_of(
    passages: Iterable[Passage], tree: Query, schema: Schema, offset: int = 0
) -> Iterator[Hit]:
    """A hit for each passage; `offset` hits come before them, and `tree` marks their words."""
    marker = Marker(tree, schema)
    for rank, passage in enumerate(passages, start=offset + 1):
        yield _hit(marker, passage, rank)


def _hit(marker: Marker, passage: Passage, rank: int) -> Hit:
    text, article = passage.text, passage.article
    marks = marker.marks(text, PARAGRAPH | TITLE if passage.kind == Kind.TITLE else PARAGRAPH)
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
        title_highlights=marker.title_marks(article.title),
        more=passage.more,
        explanation=passage.explanation,
        also=passage.also,
        copies=passage.copies,
    )
