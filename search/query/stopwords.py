"""Words so common that a long query does better without them."""

from functools import cache

from whoosh.lang import NoStopWords, stopwords_for_language


@cache
def stop_words(language: str) -> frozenset[str]:
    """The stop words of a language code in lower case, empty where none are known."""
    try:
        return frozenset(stopwords_for_language(language))
    except NoStopWords:
        return frozenset()
