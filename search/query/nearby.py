"""`bridge NEAR/5 river`: words and phrases near each other in a paragraph."""

from collections.abc import Sequence
from itertools import pairwise, product
from typing import Any

from whoosh import query as q

from pressmark.corpus.errors import QueryError
from pressmark.search.query.clause import Clause
from pressmark.search.query.compound import all_in_one, join
from pressmark.search.query.fields import Form
from pressmark.search.query.marks import NearMark
from pressmark.search.query.nodes import Pattern, Quoted, WordNode


def nearby_query(parts: Sequence[Any], marks: Sequence[NearMark], parser: Any) -> Any:
    """Each part near the next, at most as many words in between as the mark says."""
    several = [_alternatives(part, marks[0]) for part in parts]
    pairs = []
    for (first, second), mark in zip(pairwise(several), marks, strict=True):
        found = [
            Quoted(f"{one.text} {other.text}", mark.gaps).match_words(parser, _field(one))
            for one, other in product(first, second)
        ]
        pairs.append(join(q.Or, [each for each in found if each is not None]))
    return all_in_one([pair for pair in pairs if pair is not None])


def _alternatives(part: Any, mark: NearMark) -> list[Clause]:
    """The words that a part is, several in brackets."""
    is_words = isinstance(part, Clause) and part.form in (Form.WORDS, Form.NAME)
    is_phrase = isinstance(part, Quoted) and part.gaps is None
    if is_words and (is_phrase or isinstance(part, (WordNode, Pattern))):
        return [part]
    if not isinstance(part, Clause) and part.is_alternatives:
        return [each for one in part.parts for each in _alternatives(one, mark)]
    raise QueryError(
        "NEAR joins words and phrases.",
        "Write for example bridge NEAR/5 river.",
        start=mark.startchar,
        end=mark.endchar,
    )


def _field(clause: Clause) -> str:
    return clause.field.indexed if clause.field else "text"
