"""Search results in the terminal."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pressmark.search.cli.console import PLAIN, QUIET, STRONG, UNTITLED, Console
from pressmark.search.cli.facets import show_facets
from pressmark.search.formatting import about_title, counted, day, duration
from pressmark.search.results.models import ArticleInfo, Hit, Results, Span

if TYPE_CHECKING:
    from pressmark.search.results.explanation import Explanation

INDENT = "     "
SOURCES_NAMED = 3


def show_results(out: Console, results: Results) -> None:
    """Print a page of hits, then the totals, notes and facets."""
    show_hits(out, results.hits)
    out.print(out.styled(totals(results), QUIET))
    for note in results.notes:
        out.paragraph(note, style=QUIET)
    if results.also_written:
        spellings = (f"{each.written} ({each.paragraphs:,})" for each in results.also_written)
        out.paragraph(f"Also written {', '.join(spellings)}: {results.also_written[0].query}")
    if results.suggestion:
        out.paragraph(f"Did you mean: {results.suggestion}")
    show_facets(out, results)


def show_hits(out: Console, hits: Iterable[Hit]) -> None:
    """Print hits, each with a blank line below."""
    for hit in hits:
        _show_hit(out, hit)
        out.print()


def totals(results: Results) -> str:
    """`11 to 20 of 37 articles (112 paragraphs) · 5 with all words · 37 with any, 4 ms. More: …`"""
    first, last = results.offset + 1, results.offset + len(results.hits)
    part = f"{first:,}" if first == last else f"{first:,} to {last:,}"
    shown = f"{part} of " if len(results.hits) < results.total else ""
    more = ""
    if last < results.total and results.offset % results.limit == 0:
        more = f" More: --page {results.offset // results.limit + 2}"
    return f"{shown}{_found(results)}{_by_words(results)}, {duration(results.seconds)}.{more}"


def _by_words(results: Results) -> str:
    """The hits that have all loose words, and those with any."""
    if results.total_any_word is None:
        return ""
    return f" · {results.total_all_words:,} with all words · {results.total_any_word:,} with any"


def _found(results: Results) -> str:
    paragraphs = counted(results.total_paragraphs, "paragraph")
    articles = counted(results.total_articles, "article")
    if results.paragraphs:
        return f"{paragraphs} in {articles}"
    if results.collapsed:
        return f"{count_hits(results)} in {articles} ({paragraphs})"
    return f"{articles} ({paragraphs})"


def count_hits(results: Results) -> str:
    """The number of hits with their unit: `12 stories`."""
    if results.paragraphs:
        return counted(results.total, "paragraph")
    if results.collapsed:
        return counted(results.total, "story", "stories")
    return counted(results.total, "article")


def article_line(article: ArticleInfo) -> str:
    """The source, the date and the id of an article."""
    known = (article.source, day(article.published), about_title(article), article.id)
    return " · ".join(part for part in known if part)


def _show_hit(out: Console, hit: Hit) -> None:
    title = hit.article.label or hit.article.url or "(no text)"
    marks = hit.highlights if hit.kind == "title" else hit.title_highlights
    rank = out.styled(f"{hit.rank:>3}", QUIET) + "  "
    style = STRONG if hit.article.title else UNTITLED
    out.paragraph(title, first=rank, indent=INDENT, marks=marks, style=style)
    out.paragraph(article_line(hit.article), indent=INDENT, style=QUIET)
    if hit.kind != "title":
        text, marks = _passages(hit)
        out.paragraph(text, indent=INDENT, marks=marks, style=PLAIN)
    if hit.more:
        out.print(out.styled(f"{INDENT}+{hit.more:,} more in this article", QUIET))
    if hit.also:
        out.paragraph(also_line(hit), indent=INDENT, style=QUIET)
    if hit.explanation:
        _show_explanation(out, hit.explanation)


def _show_explanation(out: Console, explanation: "Explanation") -> None:
    for part in explanation.parts:
        out.paragraph(part.sentence, first=f"{INDENT}{part.score:>6.2f}  ", indent=INDENT + " " * 8)
    out.print(out.styled(f"{INDENT}{explanation.score:>6.2f}  in all", QUIET))


def _passages(hit: Hit) -> tuple[str, tuple[Span, ...]]:
    """The passages of a hit as one text, with dots for the rest, and its highlights."""
    text = "" if hit.kind == "paragraph" else f"[{hit.kind}] "
    marks: list[Span] = []
    shown = 0
    for passage in hit.passages:
        if shown:
            text += " … "
        elif passage.start > 0:
            text += "… "
        moved = len(text)
        marks += (
            Span(mark.start + moved, mark.end + moved) for mark in passage.relative_highlights
        )
        text += passage.text
        shown = passage.start + len(passage.text)
    return text + (" …" if shown < len(hit.text) else ""), tuple(marks)


def also_line(hit: Hit) -> str:
    """The sources of near-copies: `Also in The Lamp, Courier and 2 others`."""
    places = dict.fromkeys(filter(None, map(_place, hit.copies)))
    named = list(places)[:SOURCES_NAMED]
    others = hit.also - sum(_place(copy) in named for copy in hit.copies)
    if not named:
        return f"Also in {'another copy' if others == 1 else f'{others:,} other copies'}"
    return f"Also in {', '.join(named)}" + (f" and {counted(others, 'other')}" if others else "")


def _place(copy: ArticleInfo) -> str:
    """The source, else the site, else the day; empty if none is known."""
    if copy.source:
        return copy.source
    from pressmark.corpus.text.addresses import site_of  # most copies have a source

    on_a_day = f"an article of {day(copy.published)}" if copy.published else ""
    return site_of(copy.url) or on_a_day
