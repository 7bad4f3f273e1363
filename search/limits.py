"""What a query may cost: every cap of the query language, each told to the person who meets it."""

QUERY_CHARACTERS = 20_000
"""Characters of a query. Ten pages of print: a pasted article fits, a pasted book does not."""

QUERY_WORDS = 400
"""Different words of a query that are looked up. Lists of terms on stock Whoosh cost about 0.1 ms a
word even where nothing matches; a pasted article of 400 words answers within the second."""

NESTING = 40
"""Brackets within brackets. Each level takes some ten of Python's 1,000 frames to evaluate."""

EXPANSION = 500
"""Words that one prefix, wildcard or fuzzy word may stand for: the commonest are taken. Beyond
500 the rest cover under 1 % of the postings of two-letter prefixes of press releases."""

WORDS_COMPARED = 500_000
"""Words of the index that one wildcard is compared with: half a second. A million paragraphs of
press releases hold about 300,000 different words."""

EDITS = 2
"""Letters that a fuzzy word may differ in. With three, half of all five-letter words are alike."""

WEIGHT = 1_000.0
"""The heaviest `^weight`: more would drown every other word anyway."""

LONG_QUERY = 4
"""Plain words from which on stop words are dropped: a short query such as `the who` means them."""
