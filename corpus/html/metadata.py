"""The metadata of a page's article: title, authors, date, site, address and language.

Each value is looked for in a fixed order of places, the most deliberate first; the place that
gave it is kept, so that a user can see where a value comes from.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from html import unescape
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml import etree

from pressmark.corpus.html import jsonld
from pressmark.corpus.html.element_text import visible_text
from pressmark.corpus.html.names import TITLE_BREAK, best_site, without_site
from pressmark.corpus.html.publication_date import shown_dates
from pressmark.corpus.html.rules import meaning
from pressmark.corpus.html.tree import NEVER_CUT
from pressmark.corpus.text.addresses import site_of
from pressmark.corpus.text.author_names import (
    author_texts,
    authors_of_line,
    authors_of_part,
    byline,
    stated_authors,
)
from pressmark.corpus.text.dates import find_date
from pressmark.corpus.text.elements import HEADINGS
from pressmark.corpus.text.keys import letters
from pressmark.corpus.text.timestamps import date_of_line, is_dateline

DATE_METAS = (
    "article:published_time", "datepublished", "og:published_time", "article:published",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date",
    "dcterms.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
    "publication-date", "date",
)  # fmt: skip
AUTHOR_METAS = (
    "author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator",
    "dcterms.creator", "authors",
)  # fmt: skip
TITLE_METAS = ("og:title", "twitter:title", "dc.title", "title")
SITE_METAS = ("og:site_name", "application-name", "dc.publisher", "apple-mobile-web-app-title")
LANGUAGE_METAS = ("content-language", "language", "dc.language", "og:locale")

AUTHOR_NAME = re.compile(r"(?<![a-z])(?:by-?line|authors?|writer)(?![a-z])", re.IGNORECASE)
DATE_IN_PATH = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/-]|$)")
REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});")
ROOT = re.compile(r"(?:https?:)?(?://[^/?#]+)?/?(?:index\.\w+)?$", re.IGNORECASE)
"""The address of a site's first page."""

MOST_PLACES = 50
"""Parts of one page looked at for one value; what comes later is about something else."""

LONGEST_LINE = 200
"""Characters of a byline or a date line; a longer one is a paragraph about something."""

SHORTEST_HEADLINE = 12
"""Characters from which a heading that the page's title contains is the headline."""

Found = tuple[str, str]
"""A value and the place it is in."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """The values found, each with its place in `origins`; empty where the page states nothing."""

    title: str
    url: str
    source: str
    published: datetime | None
    authors: tuple[str, ...]
    language: str
    origins: Mapping[str, str]
    body: str
    """The article's text as JSON-LD repeats it."""
    other_days: frozenset[date]
    """Days that the page shows for something else than the publication."""


def read_metadata(root: etree._Element, url: str = "") -> Metadata:
    """The metadata of a page that has not been pruned; `url` is where it came from."""
    page = _Page(root, url)
    address, where_address = _first(page.addresses())
    source, where_source = best_site(page.sources(), address)
    if not source:
        source, where_source = site_of(address), "url"
    title, where_title = _first(page.titles(source))
    names, where_authors = page.authors(source)
    published, where_published = page.published(address, title)
    language, where_language = _first(page.languages())
    origins = {
        "title": where_title, "url": where_address, "source": where_source,
        "published": where_published, "authors": where_authors, "language": where_language,
    }  # fmt: skip
    return Metadata(
        title, address, source, published, names, language,
        {name: place for name, place in origins.items() if place}, page.body(), page.other_days,
    )  # fmt: skip


def read_head(found: Metadata, lines: Sequence[str]) -> Metadata:
    """The metadata, with what it lacks from short lines around the article's text."""
    if found.published is None:
        dates = (date_of_line(line, found.authors) for line in lines)
        published = next((each for each in dates if each and _is_own(each, found)), None)
        if published is not None:
            origins = {**found.origins, "published": "dateline"}
            found = replace(found, published=published, origins=origins)
    if not found.authors:
        found_names = (authors_of_line(line, found.source) for line in lines if is_dateline(line))
        names = next(filter(None, found_names), ())
        if names:
            found = replace(found, authors=names, origins={**found.origins, "authors": "byline"})
    return found


def _is_own(moment: datetime, found: Metadata) -> bool:
    return moment.date() not in found.other_days


def _first(found: Iterator[Found]) -> Found:
    return next(((value, place) for value, place in found if value), ("", ""))


class _Page:
    """The places on one page that may state metadata, and the orders to look in."""

    def __init__(self, root: etree._Element, url: str) -> None:
        self.root = root
        self.given = url
        self.articles = jsonld.articles(root)
        self.other_days: frozenset[date] = frozenset()
        self.metas: dict[str, list[str]] = {}
        for meta in root.iter("meta"):
            name = (
                meta.get("property")
                or meta.get("name")
                or meta.get("itemprop")
                or meta.get("http-equiv")
            )
            content = _line(meta.get("content") or "")
            if name and content and not _is_of_part(meta):
                self.metas.setdefault(name.strip().lower(), []).append(content)
        self.title = _line(next((visible_text(tag) for tag in root.iter("title")), ""))

    def meta(self, names: tuple[str, ...]) -> Iterator[Found]:
        for name in names:
            for content in self.metas.get(name, ()):
                yield content, f"meta {name}"

    def jsonld_texts(self, key: str) -> Iterator[Found]:
        """Texts under a key of the page's JSON-LD articles."""
        for article in self.articles:
            for text in jsonld.texts(article.get(key)):
                yield _line(text), "json-ld"

    def body(self) -> str:
        return max(
            (text for node in self.articles for text in jsonld.texts(node.get("articleBody"))),
            key=len,
            default="",
        )

    def addresses(self) -> Iterator[Found]:
        base = self.given
        for link in self.root.iter("link"):
            if "canonical" in (link.get("rel") or "").lower().split():
                yield _absolute(base, link.get("href")), "link canonical"
        for content, place in self.meta(("og:url",)):
            yield _absolute(base, content), place
        for text, place in self.jsonld_texts("url"):
            yield _absolute(base, text), place
        yield self.given, "given"

    def sources(self) -> Iterator[Found]:
        yield from self.meta(SITE_METAS)
        yield from self.jsonld_texts("publisher")
        yield self.title, "title"

    def titles(self, source: str) -> Iterator[Found]:
        """The headline as the page shows it where one agrees with the head."""
        stated = [*self.jsonld_texts("headline"), *self.meta(TITLE_METAS)]
        if self.title:
            stated.append((self.title, "title"))
        known = [letters(text) for text, _ in stated]
        headlines = self._headings("h1", source)
        for headline in headlines:
            if letters(headline) in known:
                yield headline, "h1"
        parts = [part for text, _ in stated for part in TITLE_BREAK.split(text)]
        yield from self._heading_of(sorted(parts, key=len, reverse=True), source)
        for headline in sorted(headlines, key=len, reverse=True):
            if len(headline) > SHORTEST_HEADLINE and any(
                letters(headline) in text for text in known
            ):
                yield headline, "h1"
        if not headlines:
            yield from self._heading_of(
                [part for text, _ in stated for part in text.split(": ")], source
            )
        for text, place in stated:
            yield without_site(text, source), place
        for headline in headlines:
            yield headline, "h1"

    def _heading_of(self, parts: Iterable[str], source: str) -> Iterator[Found]:
        """The headings equal to a part of the page's title, in the parts' order."""
        headings = {
            letters(text): (text, rank)
            for rank in ("h3", "h2", "h1")
            for text in self._headings(rank, source)
        }
        for part in parts:
            yield headings.get(letters(part), ("", ""))

    def _headings(self, rank: str, source: str) -> list[str]:
        """The page's headings of a rank but those that name the site."""
        return [
            text
            for tag in islice(self.root.iter(rank), MOST_PLACES)
            if letters(text := visible_text(tag)) not in ("", letters(source))
            and not _leads_to_root(tag)
        ]

    def authors(self, source: str) -> tuple[tuple[str, ...], str]:
        for texts, place in self._author_places():
            if names := stated_authors(texts, source):
                return names, place
        for element in islice(_named(self.root, AUTHOR_NAME), MOST_PLACES):
            is_headline = next(element.iter("h1"), None) is not None
            if self._lines(iter([element])) and not is_headline and not _in_teaser(element):
                line = byline(list(map(str, element.itertext())))
                if names := authors_of_part(line, source):
                    return names, "byline"
        return (), ""

    def _author_places(self) -> Iterator[tuple[list[str], str]]:
        for article in self.articles:
            yield list(author_texts(article.get("author"))), "json-ld"
        for name in AUTHOR_METAS:
            yield self.metas.get(name, []), f"meta {name}"
        for path, place in (
            (".//*[@itemprop='author']", "itemprop author"),
            (".//a[@rel='author']", "link author"),
        ):
            yield self._lines(self.root.iterfind(path)), place

    @staticmethod
    def _lines(elements: Iterator[etree._Element]) -> list[str]:
        """The texts of short elements that belong to no reader's comment."""
        lines = ((element, visible_text(element)) for element in islice(elements, MOST_PLACES))
        return [
            line
            for element, line in lines
            if 0 < len(line) <= LONGEST_LINE and not _in_comment(element)
        ]

    def published(self, address: str, title: str) -> tuple[datetime | None, str]:
        """The date of publication: stated for machines, shown with the article, in the address."""
        for text, place in self._date_places(address, title):
            if found := find_date(text):
                return found, place
        return None, ""

    def _date_places(self, address: str, title: str) -> Iterator[Found]:
        yield from self.jsonld_texts("datePublished")
        yield from self.meta(DATE_METAS)
        shown = shown_dates(self.root, title)
        others = (find_date(text) for text in shown.others)
        self.other_days = frozenset(moment.date() for moment in others if moment)
        yield from ((one.text, one.place) for one in shown.own if one.is_near)
        if match := DATE_IN_PATH.search(address):
            year, month, day = match.groups()
            yield (f"{year}-{month}-{day}" if month.isdigit() else f"{day} {month} {year}"), "url"
        yield from ((one.text, one.place) for one in shown.own if one.is_likely)

    def languages(self) -> Iterator[Found]:
        yield _language(self.root.get("lang") or self.root.get("xml:lang") or ""), "html lang"
        for content, place in self.meta(LANGUAGE_METAS):
            yield _language(content), place
        for text, place in self.jsonld_texts("inLanguage"):
            yield _language(text), place


def _is_of_part(meta: etree._Element) -> bool:
    """Whether it dates a part of the page, which may be a teaser."""
    parent = meta.getparent()
    return meta.get("itemprop") == "datePublished" and parent is not None and parent.tag != "head"


def _line(text: str) -> str:
    """The text as one line; what was escaped twice is read once more."""
    return " ".join(REFERENCE.sub(lambda reference: unescape(reference[0]), text).split())


def _absolute(base: str, href: str | None) -> str:
    """A web address, "" where it is none."""
    try:
        address = urljoin(base, (href or "").strip())
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.hostname else ""


def _named(root: etree._Element, name: re.Pattern[str]) -> Iterator[etree._Element]:
    for element in root.iterfind(".//body//*[@class]"):
        if name.search(element.get("class", "")):
            yield element


def _in_comment(element: etree._Element) -> bool:
    return any(
        tag.tag == "form" or meaning(f"{tag.get('class', '')} {tag.get('id', '')}")[0] == "comments"
        for tag in (element, *element.iterancestors())
        if tag.tag not in NEVER_CUT
    )


def _in_teaser(element: etree._Element) -> bool:
    """Whether it is in an entry of a list that has a headline of its own."""
    entry = next(element.iterancestors("li"), None)
    return entry is not None and next(entry.iter(*HEADINGS), None) is not None


def _leads_to_root(heading: etree._Element) -> bool:
    """Whether the heading is the site's name, a link to its first page."""
    text = visible_text(heading)
    links = (*heading.iter("a"), *heading.iterancestors("a"))
    return any(ROOT.match(link.get("href") or "") for link in links if visible_text(link) == text)


def _language(text: str) -> str:
    """The two or three letters that name the language in `en-US`."""
    match = re.match(r"[a-z]{2,3}(?![a-z])", text.strip().lower())
    return match[0] if match else ""
