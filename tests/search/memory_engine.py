"""An engine over a list of paragraphs: no index, every question answered by looking at them all.

It is the oracle of totals, facets, order by time and what matches, and shows that whatever is above
the seam needs nothing else than the protocol. Its scores only count words.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from brute_force import Paragraph, article_matches, matches, occurrences

from pressmark.corpus.errors import ArticleNotFound
from pressmark.corpus.model import Extra
from pressmark.index import IndexStats, StoredArticle
from pressmark.index.analysis.analyzers import default_of, language_of
from pressmark.index.articles.added import added_from
from pressmark.index.articles.documents import from_documents
from pressmark.index.articles.extra_columns import extra_from, place_from
from pressmark.index.articles.extra_terms import column_name, shortened, value_key, written_value
from pressmark.index.articles.published import month_of, published_from
from pressmark.index.saved.saved_searches import SavedSearches
from pressmark.index.saved.saved_storage import Draft
from pressmark.index.schema import make_schema
from pressmark.index.spellings import Spellings
from pressmark.search.engine import Completion, Found, Passage, Tally, TitleFound
from pressmark.search.options import SearchOptions
from pressmark.search.query.article_meaning import branches, in_paragraph
from pressmark.search.query.exact_values import COLUMNS, spaced_name
from pressmark.search.results.explanation import Explanation
from pressmark.search.results.facet import Facet, commonest, facet_of
from pressmark.search.results.models import ArticleInfo


class MemoryEngine:
    """Paragraphs as they are stored, those of an article in order; `stories` has the duplicate
    group of each article that is in one."""

    def __init__(
        self,
        rows: Iterable[Mapping[str, Any]],
        *,
        language: str = "en",
        stories: Mapping[str, object] | None = None,
    ) -> None:
        self._stated = language
        self.language = default_of(language)
        rows = list(rows)
        held = {language_of(row.get("language") or "") for row in rows} - {"", self.language}
        self.schema = make_schema(language, tuple(sorted(held)))
        self._all = [Paragraph(row, self.schema) for row in rows]
        self._stories = stories or {}
        self.spellings = Spellings()
        self.saved_searches = SavedSearches(_Kept())

    @classmethod
    def copy_of(cls, index: Any, stories: Mapping[str, object] | None = None) -> "MemoryEngine":
        """The same paragraphs as an index on disk has."""
        with index.reader() as reader:
            rows = [row for _, row in reader.iter_docs()]
        return cls(rows, language=index.language, stories=stories)

    # the index

    def snapshot(self) -> AbstractContextManager["MemoryEngine"]:
        return nullcontext(self)

    def get(self, target: str) -> StoredArticle:
        return self.article(target)

    def version(self) -> str:
        return f"1 {self.spellings}"

    def kept_spellings(self) -> Spellings:
        return self.spellings

    def keep_spellings(self, spellings: Spellings) -> None:
        self.spellings = spellings

    def change_spellings(self, change: Callable[[Spellings], Spellings]) -> Spellings:
        self.spellings = change(self.spellings)
        return self.spellings

    def stats(self) -> IndexStats:
        articles = self._by_article()
        days = sorted(
            rows[0].row["published"].date()
            for rows in articles.values()
            if _time(rows[0]) and not rows[0].row.get("published_end")
        )
        sources = Counter(rows[0].value("source") for rows in articles.values())
        return IndexStats(
            path=Path("memory"),
            language=self._stated,
            committed=datetime(2024, 1, 1, tzinfo=UTC),
            unread=(),
            articles=len(articles),
            paragraphs=len(self._all),
            removed_by_rule=Counter(
                removal.rule for id_ in articles for removal in self.article(id_).removals
            ),
            sources={source: count for source, count in sources.items() if source},
            missing=Counter(
                name
                for rows in articles.values()
                for name, has in (
                    ("date", _time(rows[0])),
                    ("source", rows[0].value("source")),
                    ("author", rows[0].authors),
                    ("title", rows[0].value("title")),
                )
                if not has
            ),
            languages=Counter(
                rows[0].value("language") for rows in articles.values() if rows[0].value("language")
            ),
            first_published=days[0] if days else None,
            last_published=days[-1] if days else None,
            size_bytes=0,
        )

    def storage(self) -> Mapping[str, str | int]:
        return {}

    # find and facets

    def find(self, asked: Any, options: Any) -> Found:
        hits = self._hits(asked.tree, options)
        articles = {paragraph.value("article") for hit in hits for paragraph in hit.all}
        page = hits[options.offset : options.offset + options.limit]
        return Found(
            tuple(self._passage(hit, asked, options) for hit in page),
            total_paragraphs=sum(len(hit.all) for hit in hits),
            total_articles=len(articles),
            total_stories=len(articles) if options.paragraphs else len(hits),
            total_other=None if asked.other is None else len(self._hits(asked.other, options)),
            facets=_facets(hits, options.facet_names),
        )

    def find_all(self, asked: Any, options: Any) -> Iterator[Sequence[Passage]]:
        for hit in self._hits(asked.tree, options):
            yield [self._passage(hit, asked, options)]

    def tally(self, asked: Any, by: str, of: str) -> Tally:
        options = SearchOptions(paragraphs=of == "paragraphs", copies=of != "stories")
        units = [_first_published(hit) for hit in self._hits(asked.tree, options)]
        counts: Counter[str] = Counter()
        spellings: dict[str, Counter[str]] = defaultdict(Counter)
        for unit in units:
            found = _tally_values(unit, by) or [("", "")]
            counts.update({key for key, _ in found})
            for key, written in found:
                spellings[key][written] += 1
        written_counts = {commonest(spellings[key]): count for key, count in counts.items()}
        return Tally(len(units), written_counts)

    def matches(self, tree: Any, *, paragraphs: bool = False) -> bool:
        return bool(self._found(tree, paragraphs=paragraphs))

    def _found(self, tree: Any, *, paragraphs: bool) -> list[Paragraph]:
        if paragraphs:
            alone = in_paragraph(tree)
            return [paragraph for paragraph in self._all if matches(alone, paragraph)]
        return [
            rows[place]
            for rows in self._by_article().values()
            for place in sorted(article_matches(tree, rows))
        ]

    def _hits(self, tree: Any, options: Any) -> "list[_Hit]":
        found = self._found(tree, paragraphs=options.paragraphs)
        units: dict[object, list[Paragraph]] = defaultdict(list)
        for number, paragraph in enumerate(found):
            units[number if options.paragraphs else paragraph.value("article")].append(paragraph)
        scored = [_Unit.of(tree, paragraphs) for paragraphs in units.values()]
        stories: dict[object, list[_Unit]] = defaultdict(list)
        for number, unit in enumerate(sorted(scored, key=_order(options.sort))):
            alone = options.paragraphs or options.copies
            story = None if alone else self._stories.get(unit.paragraphs[0].value("article"))
            stories[(number,) if story is None else story].append(unit)
        return [_Hit(*units) for units in map(_best_others, stories.values())]

    def _passage(self, hit: "_Hit", asked: Any, options: Any) -> Passage:
        unit = hit.best
        body = [each for each in unit.paragraphs if each.value("kind") != "title"]
        shown = (body or unit.paragraphs)[0]
        rows = self._by_article()[shown.value("article")]
        groups = [] if options.paragraphs else branches(asked.tree)
        return Passage(
            self._info(shown),
            shown.row["ordinal"],
            shown.value("kind"),
            shown.value("text"),
            unit.score,
            more=len(unit.paragraphs) - 1,
            also=len(hit.others),
            copies=tuple(self._info(other.paragraphs[0]) for other in hit.others),
            explanation=Explanation(unit.score, ()) if options.explain else None,
            absent=tuple(
                number for number, each in enumerate(groups) if not article_matches(each, rows)
            ),
        )

    def _info(self, paragraph: Paragraph) -> ArticleInfo:
        stored = None
        if any("record" in each.row for each in self._all):
            stored = self.article(paragraph.value("article"))
        return ArticleInfo(
            id=paragraph.value("article"),
            title=paragraph.value("title"),
            source=paragraph.value("source"),
            published=published_from(_time(paragraph), paragraph.row.get("published_end")),
            url=paragraph.value("url"),
            authors=tuple(paragraph.authors),
            language=paragraph.value("language"),
            title_guessed=stored is not None and stored.title_guessed,
            opening=stored.opening if stored is not None else "",
            extra=extra_from(paragraph.row.get("extra")),
            origin=paragraph.value("origin"),
            place=place_from(paragraph.row.get("place")),
            added=added_from(paragraph.row.get("added")),
        )

    # rows

    def article(self, target: str) -> StoredArticle:
        found = {
            id_: rows
            for id_, rows in self._by_article().items()
            if target
            and (
                id_.startswith(target) or target in (rows[0].value("url"), rows[0].value("origin"))
            )
        }
        if len(found) != 1:
            raise ArticleNotFound(f"There is no article {target!r} in the index.")
        [rows] = found.values()
        return from_documents(each.row for each in rows)

    def copies_of(self, article: str) -> list[str]:
        story = self._stories.get(article)
        others = (id_ for id_ in self._by_article() if id_ != article)
        return [id_ for id_ in others if story is not None and self._stories.get(id_) == story]

    def removed_by(self, rule: str, limit: int) -> list[str]:
        having = (
            id_
            for id_, rows in self._by_article().items()
            if any(each.rule == rule for each in from_documents(r.row for r in rows).removals)
        )
        return list(islice(having, limit))

    def _by_article(self) -> dict[str, list[Paragraph]]:
        articles: dict[str, list[Paragraph]] = defaultdict(list)
        for paragraph in self._all:
            articles[paragraph.value("article")].append(paragraph)
        return articles

    # dictionary

    @property
    def paragraphs(self) -> int:
        return len(self._all)

    def frequencies(self, field: str, terms: Sequence[str]) -> list[int]:
        return [sum(bool(each.positions(field, term)) for each in self._all) for term in terms]

    def beginning(self, field: str, prefix: str) -> Iterator[str]:
        return (term for term in sorted(self._terms(field)) if term.startswith(prefix))

    def alike(self, field: str, term: str, edits: int) -> set[str]:
        return {each for each in self._terms(field) if _distance(term, each) <= edits}

    def names_with(self, words: str) -> list[str]:
        names = {name for row in self._all for name, _ in row.names}
        return sorted(name for name in names if words in spaced_name(name))

    def _terms(self, field: str) -> set[str]:
        return {term for paragraph in self._all for term in _different(paragraph, field)}

    def values(self, column: str) -> list[tuple[str, int]]:
        units = self._all if column == "kind" else [a[0] for a in self._by_article().values()]
        return Counter(
            name for unit in units for name in unit.value(column).split("\n") if name
        ).most_common()

    def having_line(self, column: str, line: str) -> list[str]:
        return [value for value in self._terms(column) if line in value.split("\n")]

    def complete_word(
        self, prefix: str, context: Sequence[str], wanted: Callable[[str], bool]
    ) -> Iterator[Completion]:
        known = [term for term in context if any(self.frequencies("text", [term]))]
        articles = [
            rows
            for rows in self._by_article().values()
            if all(any(row.positions("text", term) for row in rows) for term in known)
        ]
        wide = [row for rows in articles for row in rows]
        close = [row for row in wide if all(row.positions("text", term) for term in known)]
        for among in (close, wide):
            counts = Counter(term for row in among for term in _different(row, "surface"))
            common = sorted(counts, key=lambda term: (-counts[term], term))
            terms = [term for term in common if term.startswith(prefix)]
            for term in filter(wanted, terms):
                having = sum(any(r.positions("surface", term) for r in rows) for rows in articles)
                texts = [row.value("text") for row in among if row.positions("surface", term)]
                yield Completion(term, having, texts)
            if terms:
                return

    def complete_name(self, field: str, words: Sequence[str]) -> Iterator[tuple[str, int]]:
        for rows in self._by_article().values():
            yield from ((name, 1) for name in rows[0].value(field).split("\n") if name)

    def complete_title(self, prefix: str, context: Sequence[str]) -> list[TitleFound]:
        found = [
            TitleFound(row.value("title"), row.value("text"), row.value("article"))
            for row in self._all
            if row.value("kind") == "title"
            and all(row.positions("text", term) for term in context)
            and any(term.startswith(prefix) for term in _different(row, "surface"))
        ]
        return found[::-1]


class _Kept:
    """Keeps saved searches in memory."""

    def __init__(self) -> None:
        self._draft = Draft(b"")

    def read(self) -> bytes:
        return self._draft.content

    def changing(self) -> AbstractContextManager[Draft]:
        return nullcontext(self._draft)


class _Unit(NamedTuple):
    """An article or a paragraph that matches, by its matching paragraphs, best first."""

    paragraphs: list[Paragraph]
    score: float

    @classmethod
    def of(cls, tree: Any, paragraphs: list[Paragraph]) -> "_Unit":
        best = sorted(paragraphs, key=lambda each: -occurrences(tree, each))
        return cls(best, sum(occurrences(tree, each) for each in best))


class _Hit(NamedTuple):
    """The units of one story: the first in order, and the others, best first."""

    best: _Unit
    others: list[_Unit]

    @property
    def all(self) -> list[Paragraph]:
        return [each for unit in (self.best, *self.others) for each in unit.paragraphs]


def _best_others(units: list[_Unit]) -> tuple[_Unit, list[_Unit]]:
    best, *others = units
    return best, sorted(others, key=lambda unit: -unit.score)


def _first_published(hit: _Hit) -> Paragraph:
    """A paragraph of the article that a story is counted by."""

    def key(row: Paragraph) -> Any:
        return _time(row) is None, _time(row) or datetime.min, row.value("article")

    return min(hit.all, key=key)


def _tally_values(row: Paragraph, by: str) -> list[tuple[str, str]]:
    time = _time(row)
    if by == "day":
        known = published_from(time, row.row.get("published_end"))
        return [(f"{known:%Y-%m-%d}",) * 2] if known else []
    if by == "article":
        return [(row.value("article"),) * 2]
    return _facet_values(row, by)


def _order(sort: str) -> Callable[[_Unit], Any]:
    def key(unit: _Unit) -> Any:
        time = _time(unit.paragraphs[0])
        if sort == "added":
            time = unit.paragraphs[0].row.get("added")
        if sort not in ("newest", "oldest", "added"):
            return -unit.score
        if time is None:
            return 1, 0.0, -unit.score
        age = (time - datetime.min).total_seconds()
        return 0, age if sort == "oldest" else -age, -unit.score

    return key


def _time(paragraph: Paragraph) -> datetime | None:
    return paragraph.row.get("published")


def _different(paragraph: Paragraph, field: str) -> set[str]:
    return {term for term, _ in paragraph.terms(field)}


def _facets(hits: Sequence[_Hit], names: Iterable[str]) -> tuple[Facet, ...]:
    facets = []
    for name in names:
        counts: Counter[str] = Counter()
        spellings: dict[str, Counter[str]] = defaultdict(Counter)
        for hit in hits:
            articles = {row.value("article"): row for row in hit.all}.values()
            own = hit.all if name == "kind" else articles
            found = [value for row in own for value in _facet_values(row, name)]
            counts.update({key for key, _ in found})
            for key, written in found:
                spellings[key][written] += 1
            counts[""] += any(not _facet_values(row, name) for row in own)
        without = counts.pop("", 0)
        missing = 0 if name in ("kind", "column") else without
        if name == "names":
            counts = _by_weight(counts, hits)
        shown = [commonest(spellings[key]) for key in counts]
        facets.append(facet_of(name, shown, list(counts.values()), missing))
    return tuple(facets)


def _by_weight(counts: Counter[str], hits: Sequence[_Hit]) -> Counter[str]:
    """The names in the order of their weights in all hits."""
    weights: Counter[str] = Counter()
    for hit in hits:
        for row in {row.value("article"): row for row in hit.all}.values():
            weights.update(dict(row.names))
    ordered = sorted(counts, key=lambda name: (-weights[name], name))
    return Counter({name: counts[name] for name in ordered})


def _facet_values(row: Paragraph, name: str) -> list[tuple[str, str]]:
    """The values of a paragraph, each with what it is equal to."""
    time = _time(row)
    if name == "month":
        return [(month_of(time, row.row.get("published_end")),) * 2] if time else []
    if name == "names":
        return [(each, each) for each, _ in row.names]
    if name == "author":
        return [(author, author) for author in row.authors]
    if name in COLUMNS:
        return [(row.value(name),) * 2] if row.value(name) else []
    extra = extra_from(row.row.get("extra"))
    if name == "column":
        return [(column_name(each), each) for each, value in extra.items() if _texts(value)]
    return list(
        dict.fromkeys(
            (value_key(text), shortened(" ".join(text.split())))
            for each, value in extra.items()
            if column_name(each) == name.removeprefix("extra.")
            for text in _texts(value)
        )
    )


def _texts(value: Extra) -> list[str]:
    values = value if isinstance(value, tuple) else (value,)
    return [text for text in map(written_value, values) if text.strip()]


def _distance(one: str, other: str) -> int:
    """The edits between two texts; a swap of neighbours is one."""
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, against in enumerate(other, 1):
            ways = [row[-1] + 1, rows[-1][j] + 1, rows[-1][j - 1] + (letter != against)]
            if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
                ways.append(rows[-2][j - 2] + 1)
            row.append(min(ways))
        rows.append(row)
    return rows[-1][-1]
