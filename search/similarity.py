"""More like this: the words that set a text apart, asked for as a query like any other."""

from collections import Counter
from collections.abc import Sequence
from heapq import nlargest

import numpy as np

from pressmark.corpus.errors import ArticleNotFound, AskError
from pressmark.index import Index
from pressmark.index.analysis import WordPattern
from pressmark.search import limits
from pressmark.search.arrays import Arrays, Ints
from pressmark.search.columns import stored_value
from pressmark.search.pipeline import search
from pressmark.search.ranking import rarity, repeated
from pressmark.search.results import Results
from pressmark.search.stopwords import stop_words
from pressmark.search.stories import Stories, families_of


def similar(index: Index, article: str, ordinal: int | None = None, *, limit: int = 10) -> Results:
    """The articles most like `article`, or like its paragraph `ordinal`, the likest first.

    `article` is an id, the start of one, a URL or a path; neither it nor a copy of it is among the
    hits. The `query` of the results is what was asked: the words that set the text apart, the more
    a word does so the heavier. Raises `ArticleNotFound`, or `AskError` for a paragraph that it does
    not have.
    """
    id_ = index.article(article).id
    with index.reader() as reader:
        arrays = Arrays(reader)
        docnums = arrays.having("article", id_)
        if not len(docnums):  # a commit took it out just now
            raise ArticleNotFound("The article is no longer there.", "Search for it anew.")
        words = _distinctive(arrays, _texts(arrays, docnums, ordinal), index.language)
        left_out = [id_, *_copies(arrays, docnums)]
    # where no word sets the text apart, the query is one that nothing answers
    asked = words or [f"article:{id_}"]
    return search(index, " ".join((*asked, *(f"-article:{id_}" for id_ in left_out))), limit=limit)


def _copies(arrays: Arrays, docnums: Ints) -> list[str]:
    """The ids of other articles that tell the story of the article with these paragraphs."""
    families = families_of(arrays.reader)
    article = int(arrays.articles[docnums[0]])
    others = Stories(families.members, families.firsts).others(article)[: limits.COPIES_LISTED]
    firsts = arrays.articles.searchsorted(others).tolist()
    return [stored_value(arrays.reader, "article", docnum) for docnum in firsts]


def _texts(arrays: Arrays, docnums: Ints, ordinal: int | None) -> list[str]:
    if ordinal is not None:
        docnums = _numbered(arrays, docnums, ordinal)
    return [stored_value(arrays.reader, "text", docnum) or "" for docnum in docnums.tolist()]


def _numbered(arrays: Arrays, docnums: Ints, ordinal: int) -> Ints:
    ordinals = [stored_value(arrays.reader, "ordinal", docnum) for docnum in docnums.tolist()]
    found: Ints = docnums[np.array(ordinals) == ordinal]
    if not len(found):
        raise AskError(
            f"The article has no paragraph {ordinal}.",
            f"Its paragraphs are numbered from {min(ordinals)} to {max(ordinals)}.",
        )
    return found


def _distinctive(arrays: Arrays, texts: Sequence[str], language: str) -> list[str]:
    """The words that stand often in the texts and seldom elsewhere, each with its weight."""
    analyzer = arrays.reader.schema["text"].analyzer
    stops = stop_words(language)
    written: dict[str, str] = {}
    counts: Counter[str] = Counter()
    texts_with: Counter[str] = Counter()
    for text in texts:
        words = [word for word in WordPattern(language).findall(text) if word.lower() not in stops]
        stems = ["".join(token.text for token in analyzer(word)) for word in words]
        written |= dict(zip(stems, map(str.lower, words), strict=True))
        counts.update(stems)
        texts_with.update(set(stems))
    having = {stem: _texts_having(arrays, stem) for stem in counts}
    worth = {
        stem: repeated(count) * rarity(arrays.count, having[stem])
        for stem, count in counts.items()
        if having[stem] > texts_with[stem]  # else no other text has it
    }
    best = nlargest(limits.DISTINCTIVE_WORDS, worth, key=lambda stem: worth[stem])
    return [f"{written[stem]}^{repeated(counts[stem]):.2f}" for stem in best]


def _texts_having(arrays: Arrays, stem: str) -> int:
    leaves = arrays.reader.leaf_readers()
    return sum(leaf.doc_frequency("text", stem) for leaf, _ in leaves)
