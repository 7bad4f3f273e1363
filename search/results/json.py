"""The one JSON shape of everything Pressmark prints or serves; `--json` and `/api` share it.

Keys are only ever added. Dates are ISO 8601 or null; offsets count characters from 0 and exclude
their end.
"""

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pressmark.corpus.model import Article, Block, Removal
from pressmark.search.results.models import ArticleInfo, Hit, Results, Snippet

if TYPE_CHECKING:
    from pressmark.index import IndexStats, StoredArticle
    from pressmark.search.results.explanation import Explanation
    from pressmark.search.results.facet import Facet
    from pressmark.search.suggestions.completion import Suggestion


def results_to_json(results: Results) -> dict[str, Any]:
    """One page of hits with the totals over all pages; `notes` are sentences for the person."""
    return {
        "query": results.query,
        "offset": results.offset,
        "limit": results.limit,
        "paragraphs": results.paragraphs,
        "copies": results.copies,
        "total_paragraphs": results.total_paragraphs,
        "total_articles": results.total_articles,
        "total_stories": results.total_stories,
        "seconds": round(results.seconds, 6),
        "notes": list(results.notes),
        "suggestion": results.suggestion,
        "broader": results.broader,
        "facets": [facet_to_json(facet) for facet in results.facets],
        "hits": [hit_to_json(hit) for hit in results.hits],
    }


def facet_to_json(facet: "Facet") -> dict[str, Any]:
    """One field's values, each with the number of hits and the clause that narrows to them."""
    return {
        "name": facet.name,
        "values": [
            {"value": each.value, "count": each.count, "clause": each.clause}
            for each in facet.values
        ],
    }


def hit_to_json(hit: Hit) -> dict[str, Any]:
    """One hit; `highlights` are all its marks, as offsets into `text` like the snippet's place."""
    return {
        "rank": hit.rank,
        "score": round(hit.score, 6),
        "article": article_info_to_json(hit.article),
        "ordinal": hit.ordinal,
        "kind": hit.kind,
        "more": hit.more,
        "also": hit.also,
        "copies": [article_info_to_json(copy) for copy in hit.copies],
        "text": hit.text,
        "snippet": snippet_to_json(hit.snippet),
        "passages": [snippet_to_json(each) for each in hit.passages],
        "highlights": [[mark.start, mark.end] for mark in hit.marks],
        "title_highlights": [[mark.start, mark.end] for mark in hit.title_marks],
        "explanation": explanation_to_json(hit.explanation) if hit.explanation else None,
    }


def snippet_to_json(snippet: Snippet) -> dict[str, Any]:
    """A passage and its place in the paragraph."""
    end = snippet.start + len(snippet.text)
    return {"text": snippet.text, "start": snippet.start, "end": end}


def suggestions_to_json(typed: str, suggestions: "Iterable[Suggestion]") -> dict[str, Any]:
    """Ways to complete what was typed, each with the query to search for."""
    return {"typed": typed, "suggestions": [suggestion_to_json(each) for each in suggestions]}


def suggestion_to_json(suggestion: "Suggestion") -> dict[str, Any]:
    """One way; `articles` or `article` is null where it does not apply."""
    return {
        "text": suggestion.text,
        "kind": suggestion.kind,
        "query": suggestion.query,
        "articles": suggestion.articles,
        "article": suggestion.article,
    }


def explanation_to_json(explanation: "Explanation") -> dict[str, Any]:
    """The parts of a score, unrounded, so that they add up to it."""
    return asdict(explanation)


def article_info_to_json(article: ArticleInfo) -> dict[str, Any]:
    """What the index knows about an article besides its text."""
    return {"id": article.id} | metadata_to_json(article) | _label_to_json(article)


def _label_to_json(article: "ArticleInfo | StoredArticle") -> dict[str, Any]:
    """Whether the title was guessed, and what the article is called where it has none."""
    return {"title_guessed": article.title_guessed, "opening": article.opening}


def metadata_to_json(article: "ArticleInfo | StoredArticle | Article") -> dict[str, Any]:
    """What is known about an article, whether or not it is in an index."""
    return {
        "title": article.title,
        "source": article.source,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "authors": list(article.authors),
        "language": article.language,
    }


def article_to_json(article: "StoredArticle") -> dict[str, Any]:
    """A whole article: what is known about it, its `paragraphs` and its `removals`."""
    return {
        "id": article.id,
        **metadata_to_json(article),
        **_label_to_json(article),
        "origin": article.origin,
        "paragraphs": [block_to_json(block) for block in article.paragraphs],
        "removals": [removal_to_json(removal) for removal in article.removals],
    }


def block_to_json(block: Block) -> dict[str, Any]:
    """`{"order", "kind", "text"}`; kept and removed blocks are in the source in that order."""
    return {"order": block.order, "kind": str(block.kind), "text": block.text}


def removal_to_json(removal: Removal) -> dict[str, Any]:
    """A removed block, by which rule, why, and the order of the block that it `repeats` or null."""
    return block_to_json(removal.block) | {
        "rule": removal.rule,
        "reason": removal.reason,
        "repeats": removal.repeats.order if removal.repeats else None,
    }


def stats_to_json(stats: "IndexStats") -> dict[str, Any]:
    """What an index holds; `sources` counts articles, `removed_by_rule` lines."""
    first, last = stats.first_published, stats.last_published
    return {
        "path": str(stats.path),
        "language": stats.language,
        "committed": stats.committed.isoformat(),
        "articles": stats.articles,
        "paragraphs": stats.paragraphs,
        "removed_by_rule": dict(stats.removed_by_rule),
        "sources": dict(stats.sources),
        "first_published": first.isoformat() if first else None,
        "last_published": last.isoformat() if last else None,
        "size_bytes": stats.size_bytes,
    }
