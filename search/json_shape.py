"""The one JSON shape of everything Pressmark prints or serves; `--json` and `/api` share it.

Keys are only ever added. Dates are ISO 8601 or null; offsets count characters from 0 and exclude
their end.
"""

from typing import Any

from pressmark.search.results import ArticleInfo, Hit, Results


def results_to_json(results: Results) -> dict[str, Any]:
    """One page of hits with the totals over all pages; `notes` are sentences for the person."""
    return {
        "query": results.query,
        "offset": results.offset,
        "limit": results.limit,
        "total_paragraphs": results.total_paragraphs,
        "total_articles": results.total_articles,
        "seconds": round(results.seconds, 6),
        "notes": list(results.notes),
        "hits": [hit_to_json(hit) for hit in results.hits],
    }


def hit_to_json(hit: Hit) -> dict[str, Any]:
    """One hit; `highlights` are all its marks, as offsets into `text` like the snippet's place."""
    return {
        "rank": hit.rank,
        "score": round(hit.score, 6),
        "article": article_info_to_json(hit.article),
        "ordinal": hit.ordinal,
        "kind": hit.kind,
        "text": hit.text,
        "snippet": {
            "text": hit.snippet.text,
            "start": hit.snippet.start,
            "end": hit.snippet.start + len(hit.snippet.text),
        },
        "highlights": [[mark.start, mark.end] for mark in hit.marks],
        "title_highlights": [[mark.start, mark.end] for mark in hit.title_marks],
    }


def article_info_to_json(article: ArticleInfo) -> dict[str, Any]:
    """What the index knows about an article besides its text."""
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "authors": list(article.authors),
        "language": article.language,
    }
