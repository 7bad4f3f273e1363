"""The nodes of Whoosh's query parser for the query language, each a kind of clause.

Taggers create them, `arrange` groups them, and `query(parser)` returns the query tree.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from whoosh import query as q

from pressmark.corpus.errors import QueryError
from pressmark.index.analysis.word_pattern import APOSTROPHES, marks
from pressmark.index.near_query import Near
from pressmark.search.query import limits
from pressmark.search.query.clause import Clause
from pressmark.search.query.compound import all_in_one, join, phrase, spelled_phrases
from pressmark.search.query.exact_values import COLUMNS, LINES, ExactLine
from pressmark.search.query.fields import Form
from pressmark.search.query.joined_forms import other_forms
from pressmark.search.query.query_word import SURFACE, QueryWord
from pressmark.search.suggestions.spelling import Spelled

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_EDGES = re.compile(r"^[^\w*]+|[^\w*]+$")
_ELIDED = re.compile(rf"\w+[{APOSTROPHES}](\w{{3,}})")
_INNER_MARK = re.compile(r"\w\?+\w")
_LETTER = re.compile(r"\w")


class WordNode(Clause):
    """A plain word; one that the analyzer splits, such as `covid-19`, is a phrase.

    It also finds its other forms, except in a long query, whose words are taken `as_written`."""

    as_written = False

    def match_words(self, parser: Any, indexed: str) -> Any:
        """A term, or a phrase of the word's parts."""
        several = parser.sequences(indexed, self.text)
        words = several[0]
        if indexed == "text" and len(words) == 2:
            main = _ELIDED.fullmatch(self.text)
            if main:
                return self._elided(parser, words, main[1])
        if indexed == "text" and len(words) == 1:
            surface = parser.words(SURFACE, self.text)[0]
            if "." in surface and surface.replace(".", "").isalpha():
                return self._dotted(words[0], surface)
            if _is_korean(surface):  # particles follow the word
                return q.Prefix(SURFACE, surface)
            parser.plain.append(QueryWord(words[0], surface, self.weight))
            parser.spelled.append(Spelled(surface, words[0], self.startchar, self.endchar))
        if indexed == "text" and _ADDRESS.fullmatch(self.text):
            return q.Or([phrase("text", words), q.Term("url", self.text)])
        others = () if self.as_written else other_forms(self.text)
        forms = [words, *(parser.words(indexed, form) for form in others)]
        spelled = spelled_phrases(
            indexed, len(words), [each for each in several[1:] if each not in forms]
        )
        return join(q.Or, [*(phrase(indexed, each) for each in forms if each), *spelled])

    def match_values(self, clauses: Any, column: str, now: Any) -> Any:
        """A value, or a comparison such as `>500`."""
        return clauses.word_query(column, self.text, now)

    def _elided(self, parser: Any, words: Sequence[str], main: str) -> Any:
        """`l'économie`: the word behind the apostrophe, and with a low weight both."""
        surface = parser.words(SURFACE, main)[0]
        parser.plain.append(QueryWord(words[1], surface, self.weight))
        parser.spelled.append(Spelled(surface, words[1], self.endchar - len(main), self.endchar))
        return q.Or([q.Term("text", words[1]), q.Phrase("text", list(words), boost=limits.ELIDED)])

    def _dotted(self, stem: str, surface: str) -> Any:
        """`U.S.`: the letters without points may be another word, so they have a low weight."""
        return q.Or([q.Term(SURFACE, surface), q.Term("text", stem, boost=limits.UNDOTTED)])


def _is_korean(word: str) -> bool:
    return len(word) > 1 and all("가" <= letter <= "힣" for letter in word)


def word(text: str) -> Clause:
    """The clause for text without white space: a word or a pattern.

    `*` is a wildcard anywhere, `?` only between letters: at the end it is a question mark.
    """
    bare = (_EDGES if text.isascii() else _marked_edges()).sub("", text)
    if _ADDRESS.fullmatch(text):
        return WordNode(text)
    if bare and not bare.strip("*"):
        return Everything(text)
    if "*" in bare or _INNER_MARK.search(bare):
        return Pattern(bare)
    return WordNode(text)


@cache
def _marked_edges() -> re.Pattern[str]:
    return re.compile(rf"^[^\w*]+|[^\w{marks()}*]+$")


@cache
def _pattern_pieces() -> re.Pattern[str]:
    return re.compile(rf"[\w{marks()}*?'’&]+")


def _marks_in(text: str) -> int:
    return len(re.findall(f"[{marks()}]", text))


class Quoted(Clause):
    """Words in quotation marks: a phrase, one exact word, or words near each other."""

    def __init__(self, text: str, gaps: int | None) -> None:
        super().__init__(text)
        self.gaps = gaps

    @property
    def is_plain(self) -> bool:
        """Whether it could be a quotation in running text."""
        return self.gaps is None and self.field is None

    def match_words(self, parser: Any, indexed: str) -> Any:
        """A phrase of stems, a single unstemmed word, or words near each other."""
        pieces = [word(piece) for piece in self.text.split()]
        if any(isinstance(piece, (Pattern, Everything)) for piece in pieces):
            return self._with_patterns(pieces, parser, indexed)
        if indexed == "text" and len(parser.words(indexed, self.text)) == 1:
            return phrase(SURFACE, parser.words(SURFACE, self.text))
        several = parser.sequences(indexed, self.text, joined=True)
        gaps = self.gaps
        if gaps:
            near = [
                Near(indexed, words, gaps) if len(words) > 1 else phrase(indexed, words)
                for words in several
            ]
            return join(q.Or, [each for each in near if each is not None])
        own = phrase(indexed, several[0])
        spelled = spelled_phrases(indexed, len(several[0]), several[1:])
        return join(q.Or, [own, *spelled]) if own is not None else None

    def _with_patterns(self, pieces: Sequence[Clause], parser: Any, indexed: str) -> Any:
        from pressmark.search.query.pattern_phrase import STEMMED, PatternPhrase

        if any(isinstance(piece, Everything) for piece in pieces):
            parser.note("“*” between words of a phrase was ignored.")
        patterns = [piece for piece in pieces if not isinstance(piece, Everything)]
        if len(patterns) == 1:
            return patterns[0].match_words(parser, indexed)
        written = SURFACE if indexed in STEMMED else indexed
        words = [
            found
            for piece in patterns
            for found in (
                [parser.plain_form(piece.text, written)]
                if isinstance(piece, Pattern)
                else parser.words(indexed, piece.text)
            )
        ]
        return PatternPhrase(indexed, words, self.gaps or 0) if words else None


_EXACT_DATES = ("published", "date", "year")


class Exact(Clause):
    """An exact value, as in facets: `source:="The Tribune"`, `published:=2019`."""

    def query(self, parser: Any) -> Any:
        """The Whoosh query; raises QueryError for a field without exact values."""
        assert self.field is not None
        if self.form is Form.COLUMN:
            from pressmark.search.query.extra_clauses import exact_query  # few queries name one

            return exact_query(self.field.name, self.text)
        if self.field.name in _EXACT_DATES:
            from pressmark.search.query.periods import exact_period_query

            return exact_period_query(self, parser)
        column = COLUMNS.get(self.field.name)
        if column is None:
            raise QueryError(
                f"“{self.field.name}:” has no exact form.",
                f"Write for example {self.field.example}, without the =.",
                start=self.startchar,
                end=self.endchar,
            )
        return ExactLine(column, self.text) if column == LINES else q.Term(column, self.text)


class Pattern(Clause):
    """A word with `*` for any letters or `?` for one letter."""

    def match_words(self, parser: Any, indexed: str) -> Any:
        """A prefix or wildcard query on unstemmed words."""
        indexed = SURFACE if indexed == "text" else indexed
        pieces = [piece for piece in _pattern_pieces().findall(self.text) if _LETTER.search(piece)]
        found = [self._piece(parser, indexed, piece) for piece in pieces]
        return all_in_one([each for each in found if each is not None])

    def match_values(self, clauses: Any, column: str, now: Any) -> Any:  # noqa: ARG002
        """The values of that pattern."""
        return clauses.pattern_query(column, self.text)

    def _unspaced(self, parser: Any, indexed: str, text: str) -> Any:
        """The phrase of the letters of a script without spaces, each of which is a word."""
        if text.isascii() or "*" in text or "?" in text:
            return None
        field = "text" if indexed == SURFACE else indexed
        words = parser.words(field, text)
        return phrase(field, words) if len(words) == len(text) - _marks_in(text) > 1 else None

    def _piece(self, parser: Any, indexed: str, piece: str) -> Any:
        if "*" not in piece and "?" not in piece:
            return phrase(indexed, parser.words(indexed, piece))
        if unspaced := self._unspaced(parser, indexed, piece.strip("*")):
            return unspaced
        plain = parser.plain_form(piece, indexed)
        if plain.find("*") == len(plain) - 1 and "?" not in plain:
            return q.Prefix(indexed, plain[:-1])
        return q.Wildcard(indexed, plain)


class Fuzzy(Clause):
    """A word and those within an edit distance of 1 or 2."""

    def __init__(self, text: str, edits: int) -> None:
        super().__init__(text)
        self.edits = edits

    def match_words(self, parser: Any, indexed: str) -> Any:
        """A fuzzy query on unstemmed words."""
        if self.edits > limits.EDITS:
            raise QueryError(
                f"A fuzzy word can differ in up to {limits.EDITS} letters.",
                f"Write {self.text}~{limits.EDITS}, or {self.text[:4]}* for a prefix.",
                start=self.startchar,
                end=self.endchar,
            )
        indexed = SURFACE if indexed == "text" else indexed
        words = parser.words(indexed, self.text)
        return all_in_one([q.FuzzyTerm(indexed, word, maxdist=self.edits) for word in words])

    def match_values(self, clauses: Any, column: str, now: Any) -> Any:  # noqa: ARG002
        """Raises QueryError: values are compared as a whole."""
        raise QueryError(
            f"“{column}:” has no fuzzy form.",
            f'Write for example {column}:{self.text[:4]}* or {column}:"{self.text}".',
            start=self.startchar,
            end=self.endchar,
        )


class Everything(Clause):
    """A lone `*`: all paragraphs, or those of articles with any value in the field."""

    def query(self, parser: Any) -> Any:  # noqa: ARG002
        """All of them, whatever the weight."""
        if self.field is None or self.field.form is Form.PRESENCE:
            return q.Every()
        from pressmark.search.query.presence import has_value  # few queries need it

        return has_value(self.field)


class Range(Clause):
    """`[a TO b]` after a field of dates: from the beginning of a to the end of b."""

    def __init__(self, text: str, first: str, last: str) -> None:
        super().__init__(text)
        self.first = first
        self.last = last

    def match_words(self, parser: Any, indexed: str) -> Any:  # noqa: ARG002
        """Raises QueryError: only dates have ranges."""
        raise QueryError(
            "Only dates have ranges.",
            "Write published:[2022-09 TO 2022-10].",
            start=self.startchar,
            end=self.endchar,
        )

    def match_values(self, clauses: Any, column: str, now: Any) -> Any:
        """All values within the range."""
        return clauses.range_query(column, self.first, self.last, now)

    def _in_period(self, parser: Any) -> Any:
        from pressmark.search.query.periods import range_query

        return range_query(self, self.first, self.last, parser)
