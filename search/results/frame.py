"""Hits as a data frame of pandas."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pressmark.search.results.models import Hit

if TYPE_CHECKING:
    from pandas import DataFrame

COLUMNS = (
    *("rank", "score", "article", "title", "source", "published", "published_unit", "authors"),
    *("url", "language", "ordinal", "kind", "text", "more", "also"),
)


def frame_of(hits: Sequence[Hit]) -> "DataFrame":
    """A row a hit; `published` is a column of times, a missing one is NaT. Where only the year, the
    month or the week is known it is the start, and `published_unit` is year, month or week."""
    import pandas as pd

    frame = pd.DataFrame([_row(hit) for hit in hits], columns=[*COLUMNS, *_further(hits)])
    frame["published"] = pd.to_datetime(frame["published"], errors="coerce")
    return frame


def _further(hits: Sequence[Hit]) -> list[str]:
    """The further columns, in the order of the hits; one named like a field has a prefix."""
    return list(dict.fromkeys(_named(name) for hit in hits for name in hit.article.extra))


def _named(column: str) -> str:
    return f"extra.{column}" if column in COLUMNS else column


def _row(hit: Hit) -> dict[str, Any]:
    article = hit.article
    return {
        "rank": hit.rank,
        "score": hit.score,
        "article": article.id,
        "title": article.label,
        "source": article.source,
        "published": article.published,
        "published_unit": getattr(article.published, "unit", ""),
        "authors": article.authors,
        "url": article.url,
        "language": article.language,
        "ordinal": hit.ordinal,
        "kind": hit.kind,
        "text": hit.text,
        "more": hit.more,
        "also": hit.also,
        **{_named(name): value for name, value in article.extra.items()},
    }
