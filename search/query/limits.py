"""Limits of queries and suggestions."""

QUERY_CHARACTERS = 20_000
"""Characters of a query: enough for a pasted article, not for a book."""

QUERY_WORDS = 400
"""Different words of a query that are searched: enough for a pasted article of usual length."""

NESTING = 40
"""Depth of brackets: far more than users write, and parsing and evaluation stay within Python's
1,000 frames."""

EXPANSION = 500
"""Most words for a prefix, wildcard or fuzzy word: the most frequent ones. Only infrequent words of
a short prefix are left out."""

WORDS_COMPARED = 500_000
"""Most words of the index that a wildcard is compared with: it bounds the time on a very large
index."""

PHRASE_WORDS = 50
"""Most words for a wildcard inside a phrase, the most frequent ones: each makes a phrase."""

EDITS = 2
"""Largest edit distance of a fuzzy word: two are enough for typing errors; with three, unrelated
short words match."""

GAPS = 999
"""Most words between the words of a proximity query: printed paragraphs have no more."""

WEIGHT = 1_000.0
"""Largest `^weight`: with it other words hardly count."""

LONG_QUERY = 4
"""Fewest plain words of a query without stop words: a short query such as `the who` means them."""

TYPED_CHARACTERS = 200
"""Longest text that is completed."""

COMPLETIONS = 32
"""Candidates for eight suggestions: enough when stop words and other endings of the same word are
removed."""

TEXTS_READ = 3
SPELLINGS_COMPARED = 2
CHARACTERS_READ = 4_000
"""Most texts, occurrences and characters of a text read for the spelling of a word: each suggestion
reads its own, and two occurrences inside sentences seldom mislead."""

DENSE_UNITS = 32
"""A word in more than one of so many articles has its bounds in an array of all articles: adding
up 100,000 takes 0.01 ms, as much as 3,000 scattered ones."""

DISTINCTIVE_WORDS = 25
"""Words of the query for similar articles: as many as in Lucene's MoreLikeThis."""

ELIDED = 0.3
"""Weight of the phrase of both words of `D'Arcy`, beside the second alone, as in `l'économie`."""

UNDOTTED = 0.1
"""Weight of the letters of `U.S.` without points, as in `US`, but also in `us`: so low that exact
matches come first."""

COPIES_LISTED = 50
"""Most near-copies listed with a hit, to bound the cost of a page: the largest duplicate group of
the press releases has 7; `copies=True` shows all."""

NAMES_LISTED = 200
"""Names in the facet of names, those in most hits: each takes 10 µs, and there may be 250,000."""
