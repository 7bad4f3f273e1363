"""Corrections of misspelt words for Whoosh's `suggest` and `correct_query`.

Whoosh's own corrector offers the most frequent of all words within two edits ("for" for "fery"),
and, in a stemmed field, stems.
"""

from collections.abc import Container, Iterator
from typing import Any

from whoosh.fields import NUMERIC
from whoosh.query import Query
from whoosh.reading import IndexReader
from whoosh.spelling import Correction, Corrector


class WordCorrector(Corrector):
    """Offers the closest words first, of equally close ones those with the same first letter, and
    of these the most frequent.

    The words of a stemmed field are those of the field named by its `spelled_in`.
    """

    def __init__(self, reader: IndexReader, fieldname: str) -> None:
        self._reader = reader
        field = reader.schema[fieldname]
        self._field = getattr(field, "spelled_in", field.spelling_fieldname(fieldname))

    def _suggestions(self, text: str, maxdist: int, prefix: int) -> Iterator[tuple[float, str]]:
        known = {text}
        for edits in range(1, maxdist + 1):
            for word in self._reader.terms_within(self._field, text, edits, prefix=prefix):
                if word not in known:
                    known.add(word)
                    yield self._score(word, edits, text), word

    def _score(self, word: str, edits: int, text: str) -> float:
        """Less than 1 apart for words of one distance, less than 1/2 where the letter is one."""
        frequency = self._reader.doc_frequency(self._field, word)
        same_letter = 0.5 if word[:1] == text[:1] else 0.0
        return float(same_letter - edits - 1 / (2 + frequency))

    def typed(self, text: str) -> str:
        """The word `text` as a term of the field that has the words; empty where it is none."""
        schema = self._reader.schema
        if self._field not in schema:  # Whoosh's `spelling=True` makes one that no schema has
            return text
        return next(iter(schema[self._field].process_text(text, mode="query")), "")


def correct(
    reader: IndexReader,
    query: Query,
    typed: str,
    terms: Container[tuple[str, Any]] | None,
    **limits: int,
) -> Correction:
    """`query`, parsed from `typed`, with each word that its field does not have replaced; or each
    of `terms`, where these are given. `limits` are the options of `suggest`."""
    corrected, tokens = query, []
    for token in query.all_tokens():
        term = token.fieldname, token.text
        wrong = term in terms if terms is not None else _is_unknown(reader, *term)
        words = _suggested(reader, token, typed, limits) if wrong else []
        if words:
            analyzed = reader.schema[token.fieldname].process_text(words[0], mode="query")
            corrected = corrected.replace(*term, next(iter(analyzed), words[0]))
            token.original, token.text = token.text, words[0]
            tokens.append(token)
    return Correction(query, typed, corrected, tokens)


def _is_unknown(reader: IndexReader, fieldname: str, text: Any) -> bool:
    """Whether a field of words, of text or exact, lacks one."""
    if fieldname not in reader.schema or isinstance(reader.schema[fieldname], NUMERIC):
        return False
    return (fieldname, text) not in reader


def _suggested(reader: IndexReader, token: Any, typed: str, limits: dict[str, int]) -> list[str]:
    corrector = WordCorrector(reader, token.fieldname)
    has_place = token.startchar is not None and token.endchar is not None
    written = typed[token.startchar : token.endchar] if has_place else token.text
    found: list[str] = corrector.suggest(corrector.typed(written), limit=1, **limits)
    return found
