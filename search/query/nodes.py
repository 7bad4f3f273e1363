"""The nodes of Whoosh's query parser for the query language.

Taggers create them, `arrange` groups them, and `query(parser)` returns the query tree.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from whoosh import query as q
from whoosh.qparser import syntax

from pressmark.corpus.errors import QueryError
from pressmark.index.analysis.word_pattern import APOSTROPHES, marks
from pressmark.index.near_query import Near
from pressmark.search.query import limits
from pressmark.search.query.article_meaning import InParagraph
from pressmark.search.query.exact_values import COLUMNS, LINES, NAMES, ExactLine, NamedIn
from pressmark.search.query.fields import Field, Form, kind_named, language_named, no_field
from pressmark.search.query.joined_forms import other_forms
from pressmark.search.query.query_word import SURFACE, QueryWord
from pressmark.search.suggestions.spelling import Spelled

NAME = "author"
"""The field whose words are those of names."""

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_EDGES = re.compile(r"^[^\w*]+|[^\w*]+$")
_ELIDED = re.compile(rf"\w+[{APOSTROPHES}](\w{{3,}})")
_INNER_MARK = re.compile(r"\w\?+\w")
_LETTER = re.compile(r"\w")


class Clause(syntax.SyntaxNode):
    """A node that can match, with the `field` before it and the `weight` after it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.field: Field | None = None
        self.weight = 1.0

    @property
    def form(self) -> Form:
        """The form of its field."""
        return self.field.form if self.field else Form.WORDS

    @property
    def is_filter(self) -> bool:
        """Whether it filters the hits and does not score."""
        return self.form is not Form.WORDS

    @property
    def is_required(self) -> bool:
        """Whether it must match without an operator."""
        return self.is_filter or (self.field is not None and self.field.name == "title")

    def query(self, parser: Any) -> Any:
        """The Whoosh query, None if it has no term."""
        match self.form:
            case Form.DATE:
                found: Any = self._in_period(parser)
            case Form.KIND:
                found = q.Term("kind", kind_named(self.text, self.startchar, self.endchar))
            case Form.LANGUAGE:
                code = language_named(self.text, self.startchar, self.endchar)
                found = q.Or([q.Term("language", code), q.Prefix("language", f"{code}-")])
            case Form.ARTICLE:
                found = q.Prefix("article", self.text.strip().lower())
            case Form.ADDRESS:
                found = q.Wildcard("url", f"*{self.text.strip('*')}*")
            case Form.SITE:
                found = self._of_site(parser)
            case Form.NAMED:
                found = self._named(parser)
            case Form.COLUMN:
                found = self._in_column(parser)
            case Form.PRESENCE:
                found = self._by_presence(parser)
            case _:
                found = self.match_words(parser, self.field.indexed if self.field else "text")
        if found is not None:
            return with_weight(found, self.weight)
        if self.field:
            raise QueryError(
                f"There is no word after “{self.field.name}:”.",
                f"Write for example {self.field.example}.",
                start=self.startchar,
                end=self.endchar,
            )
        return None

    def match_words(self, parser: Any, indexed: str) -> Any:
        """The query for its text in a field of words."""
        raise NotImplementedError

    def _named(self, parser: Any) -> Any:
        if not parser.words(NAME, self.text):
            return None
        return join(q.Or, [NamedIn(NAMES, each) for each in parser.texts(self.text)])

    def _in_column(self, parser: Any) -> Any:
        from pressmark.search.query import extra_clauses  # few queries name a column

        assert self.field is not None
        name = self.field.name
        try:
            return self.match_values(extra_clauses, name, parser.now)
        except extra_clauses.NoOrderError:
            raise extra_clauses.no_order(name, self.startchar, self.endchar) from None

    def _by_presence(self, parser: Any) -> Any:
        from pressmark.search.query.presence import has_value, lacks_value  # few queries need it

        named = parser.field(self.text.strip())
        if named is None or named.form is Form.PRESENCE:
            raise no_field(self.text.strip(), self.startchar, parser.columns())
        assert self.field is not None
        return has_value(named) if self.field.name == "has" else lacks_value(named)

    def match_values(self, clauses: Any, column: str, now: Any) -> Any:
        """The query for its text as a value of a column; `clauses` is `extra_clauses`."""
        return clauses.value_query(column, self.text, now)

    def _in_period(self, parser: Any) -> Any:
        from pressmark.search.query.periods import period_query  # few queries have dates

        return period_query(self, parser)

    def _of_site(self, parser: Any) -> Any:
        """The source of that name, or URLs of that host."""
        named = phrase("source", parser.words("source", self.text))
        host = self.text.lower().removeprefix("www.").strip("*/")
        if "." not in host:
            return named
        hosts = [q.Wildcard("url", f"*{before}{host}*") for before in ("//", ".")]
        return q.Or([*([] if named is None else [named]), *hosts])


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


class Exact(Clause):
    """An exact value, as in facets: `source:="The Tribune"`."""

    def query(self, parser: Any) -> Any:  # noqa: ARG002
        """The Whoosh query; raises QueryError for a field without exact values."""
        assert self.field is not None
        if self.form is Form.COLUMN:
            from pressmark.search.query.extra_clauses import exact_query  # few queries name one

            return exact_query(self.field.name, self.text)
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

    def _piece(self, parser: Any, indexed: str, piece: str) -> Any:
        if "*" not in piece and "?" not in piece:
            return phrase(indexed, parser.words(indexed, piece))
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


def phrase(indexed: str, words: Sequence[str]) -> Any:
    """A phrase; for one word a term, for none None."""
    if not words:
        return None
    return q.Term(indexed, words[0]) if len(words) == 1 else q.Phrase(indexed, list(words))


def spelled_phrases(indexed: str, count: int, several: Sequence[Sequence[str]]) -> list[Any]:
    """What `count` words stand for as well, weighted to score about as much as these: a phrase
    scores with the idf of all its words."""
    return [with_weight(phrase(indexed, words), count / len(words)) for words in several if words]


def join(kind: Any, parts: Sequence[Any]) -> Any:
    """`kind` of all parts; for one part the part, for none None."""
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else kind(list(parts))


def all_in_one(parts: Sequence[Any]) -> Any:
    """All parts in one paragraph; for one part the part, for none None."""
    return InParagraph(q.And(list(parts))) if len(parts) > 1 else join(q.And, parts)


def with_weight(query: Any, weight: float) -> Any:
    """The query with its scores multiplied by `weight`."""
    if weight == 1.0:
        return query
    for leaf in query.leaves():
        leaf.boost = getattr(leaf, "boost", 1.0) * weight
    return query
