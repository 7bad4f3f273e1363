"""A node of the parser that can match: a word, pattern or phrase, with the field before it."""

from typing import Any

from whoosh import query as q
from whoosh.qparser import syntax

from pressmark.corpus.errors import QueryError
from pressmark.search.query.compound import join, phrase, with_weight
from pressmark.search.query.exact_values import NAMES, NamedIn
from pressmark.search.query.fields import Field, Form, kind_named, language_named, no_field

NAME = "author"
"""The field whose words are those of names."""


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
