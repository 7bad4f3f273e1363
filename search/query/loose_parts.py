"""The parts of a query without operators, which are loose words.

In a longer query a quotation is evidence: its words are loose words, and the phrase as printed is a
bonus. A query of nothing but phrases, or a phrase with a sign or an operator, is strict.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pressmark.search.query import limits
from pressmark.search.query.nodes import Quoted, WordNode, word
from pressmark.search.query.spelled_run import with_spelled_runs
from pressmark.search.query.word_splitting import (
    hyphen_parts,
    with_pieces,
    without_stop_words,
)

PHRASE_BONUS = 0.25
"""The weight of a quotation as printed, next to its words. With quotation marks around random words
of the queries of three collections nDCG@10 is 0.876, as without the marks; with 0.5 0.875, with 1
0.870. Quotations that a text prints gain more."""


def loose_parts(parts: Sequence[Any], parser: Any, *, others: bool) -> tuple[list[Any], list[bool]]:
    """The alternatives that loose parts are, and which of them are required with all words.

    `others` says that the query has required parts as well.
    """
    only_phrases = not others and all(isinstance(part, Quoted) for part in parts)
    spare: set[int] = set()
    found: list[Any] = []
    for part in parts:
        if isinstance(part, Quoted) and part.is_plain and not only_phrases:
            pieces = [*_words_of(part), *_bonus(part)]
        else:
            pieces = with_pieces(part)
        found += pieces
        if len(pieces) > 1 and not isinstance(part, WordNode):
            spare.add(id(pieces[-1]))
        elif len(pieces) > 1:
            spare.add(id(part))
    if sum(isinstance(part, WordNode) for part in found) >= limits.LONG_QUERY:
        found = [each for part in found for each in hyphen_parts(part)]
        for part in found:
            if isinstance(part, WordNode):
                part.as_written = True
        found = without_stop_words(with_spelled_runs(found, parser), parser, may_be_empty=others)
    else:
        found = with_spelled_runs(found, parser)
    return found, [id(part) not in spare for part in found]


def _words_of(quotation: Quoted) -> Iterator[Any]:
    """The words of a quotation, each at its place in the query."""
    start = quotation.startchar + 1
    for found in re.finditer(r"\S+", quotation.text):
        part = word(found[0])
        part.set_range(start + found.start(), start + found.end())
        part.weight = quotation.weight
        yield part


def _bonus(quotation: Quoted) -> list[Quoted]:
    """The quotation as printed; one word as it is written scores anyway."""
    if len(quotation.text.split()) < 2:
        return []
    bonus = Quoted(quotation.text, None)
    bonus.set_range(quotation.startchar, quotation.endchar)
    bonus.weight = quotation.weight * PHRASE_BONUS
    return [bonus]
