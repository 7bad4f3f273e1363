"""What a query may cost: every cap of the query language, each told to the person who meets it."""

QUERY_CHARACTERS = 20_000
"""Characters of a query. Ten pages of print: a pasted article fits, a pasted book does not."""

QUERY_WORDS = 400
"""Different words of a query that are looked up: chosen so that all those of a pasted article of
usual length count."""

NESTING = 40
"""Brackets within brackets: chosen far above what a person writes, and so low that reading and
evaluating them stays within Python's 1,000 frames."""

EXPANSION = 500
"""Words that one prefix, wildcard or fuzzy word may stand for: the commonest are taken.
Chosen so that what is left out of a short prefix are its rare words."""

WORDS_COMPARED = 500_000
"""Words of the index that one wildcard is compared with: chosen to bound the wait on a
very large index; all words of smaller ones are compared."""

EDITS = 2
"""Letters that a fuzzy word may differ in. Two are what slips of the finger need; with
three, short words that have nothing to do with each other are alike."""

GAPS = 999
"""Words between words that are to be near each other: a paragraph of print has no more."""

WEIGHT = 1_000.0
"""The heaviest `^weight`: chosen beyond any use, since it drowns all other words."""

LONG_QUERY = 4
"""Plain words from which on stop words are dropped: a short query such as `the who` means them."""

TYPED_CHARACTERS = 200
"""Characters up to which what is being typed is completed: nobody picks a completion of a page."""

COMPLETIONS = 32
"""Words, titles and names looked at to suggest eight: enough that eight are left once stop words
and other endings of the same word are out."""

TEXTS_READ = 3
SPELLINGS_BELIEVED = 2
CHARACTERS_READ = 4_000
"""Texts read, places in them that settle it, and characters of each, to see how a word is written:
chosen small, as each suggestion reads its own; two places inside sentences seldom err."""

DENSE_UNITS = 32
"""A word in more than one of so many articles has its bounds in an array of all articles: adding
up 100,000 takes 0.01 ms, as much as 3,000 scattered ones."""

DISTINCTIVE_WORDS = 25
"""Words of a text that its likes are looked for by: as many as Lucene's "more like this" takes."""

UNDOTTED = 0.1
"""What the letters of `U.S.` count for where they are without points, as in `US`, but also in
`us`: chosen so low that no such paragraph comes before one that has them as typed."""

COPIES_LISTED = 50
"""Copies named with a hit: chosen beyond any family of the press releases (of 7 at most), to bound
the cost of a page; `copies=True` shows all of them."""
