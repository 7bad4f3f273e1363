"""More like this: the words that set a text apart, as a query like any other.

A hit must have enough of them: articles that share a few words are not alike.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from heapq import nlargest
from typing import NamedTuple

from pressmark.corpus.errors import AskError
from pressmark.index import StoredArticle
from pressmark.index.analysis.word_pattern import WordPattern
from pressmark.search.engine import Dictionary, Searchable, Snapshot, open_snapshot
from pressmark.search.options import SearchOptions
from pressmark.search.pipeline import answer
from pressmark.search.query import limits
from pressmark.search.query.query_word import idf, repeated
from pressmark.search.query.word_splitting import stop_words
from pressmark.search.results.models import Hit, Results

LEAST_ALIKE = 0.25
"""The least score of a similar article, as a share of what the article itself scores for its words.

Measured with 5,221 press releases: of 174 that were cut in two, 91 % find their other half with it
(93 % with 0.2, 84 % with 0.3). Of 240 texts of other kinds put among them (abstracts, notes, an
encyclopedia, news), to which no release is related, 6 % find one (13 % and 3 %). In three public
collections a hit below it answers the same question as the article in one of six cases, one above
it in one of three."""

NOTHING_ALIKE = "No other article shares enough of the words that set this one apart."
"""The note where there is no hit."""


class _Words(NamedTuple):
    """Words of a text with their weights: `own` are those that set it apart, `shared` those of them
    that other texts have too."""

    own: Sequence[str]
    shared: Sequence[str]


def more_like_this(
    index: Searchable,
    article: str,
    ordinal: int | None = None,
    *,
    limit: int = 10,
    copies: bool = False,
) -> Results:
    """The articles most like `article`, or like its paragraph `ordinal`, the likest first.

    `article` is an id, the start of one, a URL or a path; neither it nor a copy of it is among the
    hits, nor is what scores less than LEAST_ALIKE of what the article itself does. With `copies`,
    hits that are copies of each other are each a hit. The totals count the hits, and a note says
    where there is none. The `query` of the results is the words that set the text
    apart, the more a word does so the heavier. Raises `ArticleNotFound`, or `AskError` for a
    paragraph that it does not have.

    >>> best = search(index, "ferry inquiry", limit=1).hits[0].article
    >>> more_like_this(index, best.id, limit=1).hits[0].article.title
    'New Skerrin ferry delayed again as gearbox fails sea trial'
    """
    with open_snapshot(index) as snapshot:
        given = snapshot.article(article)
        words = _distinctive(snapshot, _texts(given, ordinal))
        # where no word sets the text apart, the query is one that nothing answers
        wanted = words.shared or [f"article:{given.id}"]
        left_out = (f"-article:{id_}" for id_ in (given.id, *snapshot.copies_of(given.id)))
        options = SearchOptions(limit=limit, copies=copies)
        found = answer(snapshot, " ".join((*wanted, *left_out)), options)
        least = LEAST_ALIKE * _own_score(snapshot, given.id, words.own) if found.hits else 0.0
    hits = tuple(hit for hit in found.hits if hit.score >= least)
    return _only(found, hits, notes=() if hits or not limit else (NOTHING_ALIKE,))


def _own_score(snapshot: Snapshot, id_: str, words: Sequence[str]) -> float:
    """What the article itself scores for the words that set it apart."""
    query = " ".join((*words, f"article:{id_}"))
    hits = answer(snapshot, query, SearchOptions(limit=1, copies=True)).hits
    return hits[0].score if hits else 0.0  # only a damaged index does not find it


def _only(results: Results, hits: tuple[Hit, ...], notes: tuple[str, ...]) -> Results:
    """The results with these hits alone, their totals, and notes of their own."""
    return replace(
        results,
        hits=hits,
        total_paragraphs=sum(1 + hit.more for hit in hits),
        total_articles=sum(1 + hit.also for hit in hits),
        total_stories=len(hits),
        total_all_words=None,
        total_any_word=None,
        notes=notes,
    )


def _texts(article: StoredArticle, ordinal: int | None) -> list[str]:
    """The texts of its paragraphs, or of one of them."""
    if ordinal is None:
        return [block.text for block in article.paragraphs]
    texts = dict(article.numbered)
    if ordinal not in texts:
        raise AskError(
            f"The article has no paragraph {ordinal}.",
            f"Its paragraphs are numbered from {min(texts)} to {max(texts)}.",
        )
    return [texts[ordinal].text]


def _distinctive(terms: Dictionary, texts: Sequence[str]) -> _Words:
    """The words that are frequent in the texts and rare elsewhere."""
    analyzer, language = terms.schema["text"].analyzer, terms.language
    stops = stop_words(language)
    written: dict[str, str] = {}
    counts: Counter[str] = Counter()
    texts_with: Counter[str] = Counter()
    for text in texts:
        words = [word for word in WordPattern().findall(text) if word.lower() not in stops]
        stems = ["".join(token.text for token in analyzer(word)) for word in words]
        written |= dict(zip(stems, map(str.lower, words), strict=True))
        counts.update(stems)
        texts_with.update(set(stems))
    frequencies = terms.frequencies("text", list(counts))
    having = dict(zip(counts, frequencies, strict=True))
    shared = {stem for stem in counts if having[stem] > texts_with[stem]}
    weights = {stem: repeated(count) for stem, count in counts.items()}
    rarities = {stem: idf(terms.paragraphs, having[stem]) for stem in counts}
    for stem in counts.keys() - shared:  # as rare as a word can be that a second text has
        weights[stem] *= idf(terms.paragraphs, having[stem] + 1) / rarities[stem]

    def weighted(stems: Iterable[str]) -> list[str]:
        best = nlargest(
            limits.DISTINCTIVE_WORDS, stems, key=lambda stem: weights[stem] * rarities[stem]
        )
        return [f"{written[stem]}^{weights[stem]:.2f}" for stem in best]

    return _Words(own=weighted(counts), shared=weighted(stem for stem in counts if stem in shared))
