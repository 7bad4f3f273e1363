"""The query language, as plug-ins of Whoosh's query parser.

The query tree is the form that all engines evaluate. `QUERY_HELP` comes from the same plug-ins.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from whoosh import qparser
from whoosh.fields import Schema
from whoosh.qparser import syntax
from whoosh.query import Query

from pressmark.corpus.errors import QueryError
from pressmark.index.analysis.analyzers import held_by, words_in
from pressmark.index.analysis.folding import fold, plain_form, written_form
from pressmark.index.spellings import NO_SPELLINGS, Group, Spellings
from pressmark.search.query import limits, marks, nodes
from pressmark.search.query.amounts import amounts_in
from pressmark.search.query.exact_values import unescape
from pressmark.search.query.fields import (
    ALIASES,
    FIELDS,
    Field,
    column_named,
    is_misspelt,
    no_field,
)
from pressmark.search.query.grouping import arrange
from pressmark.search.query.joined_forms import NUMBER_GROUPS, joined_runs
from pressmark.search.query.query_word import SURFACE, QueryWord, count_repeated
from pressmark.search.query.spelling_groups import (
    Run,
    Word,
    groups_of,
    sequences,
    texts,
    without_overlaps,
    words_of,
)
from pressmark.search.query.word_splitting import likely_language
from pressmark.search.suggestions.spelling import Spelled

_OPENS = '"“”„‟«»‹›「『〝〟＂'
_CLOSES = '"“”‟«»‹›」』〞〟＂'
_QUOTES = '"“”„‟«»‹›「」『』〝〞〟＂'
"""Quotation marks of all languages; most open in one language and close in another."""
_SINGLE = r"(?<!\w)‘(?P<single>[^‘’]*(?:’\w[^‘’]*)*)’(?!\w)"
_DAY = r"\d{4}(?:-\d\d?){0,2}"
_AFTER_FIELDS = "=[(<>*"
"""What follows the colon of a field, and not of a word in running text."""
_AFTER_BLANK = r"(?<![^\s(])"
_WEIGHT = r"\^\d+(?:\.\d+)?(?=[\s)]|$)"


Columns = Callable[[], Collection[str]]


class HelpRow(NamedTuple):
    """One row of the query help: a form, its meaning and an example."""

    form: str
    meaning: str
    example: str


class Parsed(NamedTuple):
    """A parsed query: its tree, its plain words, and notes for the user.

    `words` are the different words that score, in order; `spelled` all words with their positions.
    `stand_for` has what words and phrases of the query stand for as well, by groups of spellings;
    `named` the words of which all spellings are requested.
    """

    tree: Query
    words: tuple[QueryWord, ...] = ()
    spelled: tuple[Spelled, ...] = ()
    notes: tuple[str, ...] = ()
    stand_for: Mapping[str, Group] = MappingProxyType({})
    named: tuple[str, ...] = ()


class _Rule(qparser.TaggingPlugin):
    """One rule of the grammar: its regular expression and its rows of the query help."""

    help: Sequence[HelpRow] = ()


class _Brackets(_Rule):
    expr = r"(?P<open>(?<![^\s(+\-!:])\()|\)"
    help = (HelpRow("( )", "groups", "(bridge OR ferry) AND river"),)

    def create(self, parser: Any, match: Any) -> Any:  # noqa: ARG002
        return marks.Open("(") if match["open"] else marks.Close(")")


class _Operator(_Rule):
    expr = rf"(?<![^\s){_QUOTES}])(?:AND|OR|&&|\|\|)(?=[\s(]|$)"
    help = (
        HelpRow("one AND two", "both", "bridge AND river"),
        HelpRow("one OR two", "either", "bridge OR ferry"),
    )

    def create(self, parser: Any, match: Any) -> Any:  # noqa: ARG002
        return marks.Infix(match[0], {"&&": "AND", "||": "OR"}.get(match[0], match[0]))


class _Near(_Rule):
    expr = (
        rf"(?<![^\s){_QUOTES}])"
        r"(?:(?:NEAR|WITHIN|W)/(?P<gaps>\d+)|AROUND\((?P<around>\d+)\))(?=[\s(]|$)"
    )
    help = (
        HelpRow("one NEAR/5 two", "at most 5 words in between, any order", "bridge NEAR/5 river"),
    )

    def create(self, parser: Any, match: Any) -> Any:  # noqa: ARG002
        return marks.NearMark(match[0], _gaps(match, "gaps" if match["gaps"] else "around") or 0)


class _Sign(_Rule):
    expr = rf"{_AFTER_BLANK}(?:NOT(?=[\s(]|$)|[+\-!](?=[\w({_OPENS}*]))"
    help = (
        HelpRow("+word", "must occur", "bridge +river"),
        HelpRow("-word", "must not occur", "bridge -ferry"),
        HelpRow("NOT word", "the same", "bridge NOT ferry"),
    )

    def create(self, parser: Any, match: Any) -> Any:  # noqa: ARG002
        return marks.Plus("+") if match[0] == "+" else marks.Negation(match[0])


class _Quotation(_Rule):
    expr = rf"(?:[{_OPENS}](?P<text>[^{_QUOTES}]*)[{_CLOSES}]|{_SINGLE})(?:~(?P<gaps>\d+))?"
    help = (
        HelpRow('"two words"', "these words in this order", '"river bridge"'),
        HelpRow('"word"', "exactly this word, unstemmed", '"bridges"'),
        HelpRow('"word* two"', "a wildcard inside a phrase", '"riv* bridge"'),
        HelpRow('"two words"~5', "any order, at most 5 words in between", '"bridge river"~5'),
    )

    def create(self, parser: Any, match: Any) -> Any:  # noqa: ARG002
        text = match["single"] if match["text"] is None else match["text"]
        return nodes.Quoted(text, _gaps(match, "gaps"))


def _gaps(match: Any, group: str) -> int | None:
    """The most words between, None if not stated."""
    digits = (match[group] or "").lstrip("0")
    if len(digits) > len(str(limits.GAPS)):  # Python reads no number of thousands of digits
        raise QueryError(
            f"At most {limits.GAPS} words can be in between.",
            'Write for example "bridge river"~5.',
            start=match.start(group),
            end=match.end(group),
        )
    return int(digits or 0) if match[group] else None


class _FieldName(_Rule):
    expr = r"(?<![^\s(+\-!])(?P<name>[^\W\d][\w.\-]+):(?![/:])"
    help = (
        *(HelpRow(f"{field.name}:", field.meaning, field.example) for field in FIELDS.values()),
        HelpRow("since: until:", "from this date on, up to it", "since:2022-09 until:2022-10"),
        HelpRow("site: from:", "as source:, and by the host of the URL", "bridge site:tribune"),
        HelpRow("year:", "as published:", "bridge year:2022"),
        HelpRow("published:>=", "dates compare: > >= < <=", "bridge published:>=2022-09"),
        HelpRow("column:value", "this value in a further column of the records", "party:green"),
        HelpRow("column:>500", "numbers and dates compare: > >= < <= and ..", "words:200..500"),
        HelpRow("column:*", "any value", "party:*"),
    )

    def create(self, parser: Any, match: Any) -> Any:
        """The name of a field; `Update: …` and other words before a colon and a blank are words."""
        name = match["name"]
        ends_clause = match.end() == len(match.string) or match.string[match.end()].isspace()
        if ends_clause and name not in FIELDS and name not in ALIASES:
            return None
        field = parser.field(name)
        if field is None and name.islower() and name.isascii() and name.replace("_", "").isalpha():
            is_meant = match.string[match.end()] in _AFTER_FIELDS
            if is_meant or is_misspelt(name, parser.columns()):
                raise no_field(name, match.start(), parser.columns())
            return _unknown_name(parser, match)
        return marks.FieldName(match[0], field) if field else None


def _unknown_name(parser: Any, match: Any) -> nodes.WordNode:
    parser.note(f"“{match[0]}” is not a field and was searched as a word.")
    return nodes.WordNode(match["name"])


class _Range(_Rule):
    expr = r"(?<=:)\[(?P<first>[^\[\]]*?)(?:\bTO\b(?P<last>[^\[\]]*))?\]"
    help = (
        HelpRow(
            "[start TO end]",
            "from start to end, both included",
            "bridge published:[2022-09 TO 2022-10]",
        ),
    )

    def create(self, parser: Any, match: Any) -> Any:  # noqa: ARG002
        last = match["last"] if match["last"] is not None else match["first"]
        return nodes.Range(match[0], match["first"], last)


class _Dates(_Rule):
    expr = rf"{_AFTER_BLANK}{_DAY}\.\.{_DAY}(?=[\s)]|$)"
    help = (HelpRow("start..end", "published from start to end", "bridge 2022-09..2022-10"),)

    def create(self, parser: Any, match: Any) -> Any:
        parser.note(f"“{match[0]}” was read as dates of publication.")
        dates = nodes.WordNode(match[0])
        dates.field = FIELDS["published"]
        return dates


class _Exact(_Rule):
    expr = r'(?<=:)=(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<bare>[^\s"()]+))'
    help = (
        HelpRow(
            'source:="name"',
            "exactly this name",
            'source:="Lenn Mail"',
        ),
    )

    def create(self, parser: Any, match: Any) -> Any:  # noqa: ARG002
        quoted = match["quoted"]
        return nodes.Exact(match["bare"] if quoted is None else unescape(quoted))


class _Weight(_Rule):
    expr = rf"(?<=\S){_WEIGHT}"
    help = (HelpRow("word^2", "counts twice as much", "bridge^2 river"),)

    def create(self, parser: Any, match: Any) -> Any:  # noqa: ARG002
        return marks.Weight(match[0])


class _Fuzzy(_Rule):
    expr = rf"(?P<text>[^\s{_QUOTES}()~^]*\w)~(?:(?P<name>name)|(?P<edits>\d?))(?=[\s)^]|$)"
    help = (
        HelpRow("word~name", "all spellings of a name", "Tolbridge~name"),
        HelpRow("word~", "one letter may differ", "brigde~"),
        HelpRow("word~2", "two letters may differ", "birgde~2"),
    )

    def create(self, parser: Any, match: Any) -> Any:
        if match["name"]:
            parser.named.append(match["text"])
            return nodes.word(match["text"])
        return nodes.Fuzzy(match["text"], int(match["edits"] or 1))


class _Word(_Rule):
    expr = rf"{NUMBER_GROUPS}|(?:(?!{_WEIGHT})[^\s{_QUOTES}()])+"
    help = (
        HelpRow("some words", "any of them, the best first", "bridge river"),
        HelpRow("begin*", "words with this prefix", "brid*"),
        HelpRow("wom?n", "one letter, inside a word", "br?dge"),
        HelpRow("*", "everything", "* source:tribune"),
    )

    def create(self, parser: Any, match: Any) -> Any:  # noqa: ARG002
        return nodes.word(match[0])


class _Rest(_Rule):
    """A quotation mark or bracket without a partner is white space."""

    expr = r"\S"

    def create(self, parser: Any, match: Any) -> Any:
        if match[0] in _QUOTES:
            parser.note("A quotation mark without its partner was ignored.")
        return marks.Whitespace()


class _Arrange(qparser.Plugin):
    """Groups the nodes after Whoosh has removed white space."""

    def filters(self, parser: Any) -> Any:  # noqa: ARG002
        return [(lambda parser, group: arrange(group, parser), 600)]


_RULES = (
    _Word,
    _Quotation,
    _Sign,
    _Operator,
    _Near,
    _Brackets,
    _FieldName,
    _Range,
    _Dates,
    _Exact,
    _Fuzzy,
    _Weight,
)
QUERY_HELP: tuple[HelpRow, ...] = tuple(row for rule in _RULES for row in rule.help)
"""All forms of the query language."""


@cache
def _plugins() -> Sequence[qparser.Plugin]:
    """The rules, made once: they have no state."""
    return [rule() for rule in (*_RULES[1:], _Word, _Rest, _Arrange)]


STEMMED = frozenset({"text", "title"})
"""The fields whose words have other forms."""

_SPELLED = STEMMED | {nodes.NAME}
"""The fields whose words stand for other spellings; `surface` has exact words."""


class _Parser(qparser.QueryParser):
    """Whoosh's parser with Pressmark's grammar, for one query."""

    def __init__(
        self,
        schema: Schema,
        language: str,
        now: datetime,
        length: int,
        columns: Columns,
        spellings: Spellings,
    ) -> None:
        super().__init__("text", schema, plugins=_plugins(), group=syntax.OrGroup)
        self.columns = cache(columns)
        self.language = language
        self.now = now
        self.length = length
        self.notes: list[str] = []
        self.plain: list[QueryWord] = []
        self.spelled: list[Spelled] = []
        self.named: list[str] = []
        self.stand_for: dict[str, Group] = {}
        self._groups = groups_of(spellings)

    def note(self, sentence: str) -> None:
        """Add a note, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    def field(self, name: str) -> Field | None:
        """The field or the further column of that name."""
        known = FIELDS.get(name.lower()) or column_named(name, self.columns())
        return known or ALIASES.get(name.lower())

    def words(self, indexed: str, text: str) -> list[str]:
        """The terms of `text` in the field."""
        return [term for term, _ in words_in(self.schema[indexed].analyzer, text)]

    def sequences(self, indexed: str, text: str, *, joined: bool = False) -> list[list[str]]:
        """The sequences of terms that `text` stands for in the field, its own first.

        With `joined`, words in their joined and split forms too.
        """
        analyzer = self.schema[indexed].analyzer
        words = words_of(text, analyzer)
        runs = self.runs(words, indexed, text)
        if joined and indexed in STEMMED:
            runs = without_overlaps([*runs, *joined_runs(words, text)])
        return sequences(words, runs, analyzer)

    def texts(self, text: str) -> list[str]:
        """The texts that a name stands for, its own first."""
        words = words_of(text, self.schema[nodes.NAME].analyzer)
        runs = self.runs(words, nodes.NAME, text)
        return texts(words, runs) if runs else [text]

    def runs(self, words: Sequence[Word], indexed: str, text: str) -> list[Run]:
        """The runs of the words of `text` that stand for others as well."""
        if indexed not in _SPELLED:
            return []
        found = list(self._groups.found_in(words, self.schema[indexed].analyzer))
        for run in found:
            typed = " ".join(word.typed for word in words[run.start : run.end])
            self.stand_for[typed] = run.others
        if indexed in STEMMED and not text.isalpha():
            found = without_overlaps([*found, *amounts_in(words, text)])
        return found

    @contextmanager
    def as_typed(self) -> Iterator[None]:
        """Words stand for themselves alone."""
        before, self._groups = self._groups, groups_of(NO_SPELLINGS)
        try:
            yield
        finally:
            self._groups = before

    def plain_form(self, word: str, indexed: str) -> str:
        """A word or pattern normalized like the words of a field, without stemming."""
        return fold(written_form(word) if indexed == SURFACE else plain_form(word))


def _language(text: str, schema: Schema, default: str) -> str:
    """The language whose stop words a long query is without."""
    held = held_by(schema["text"].analyzer)
    return likely_language(text, (default, *held)) if held else default


def parse(
    text: str,
    schema: Schema,
    *,
    language: str = "en",
    now: datetime | None = None,
    columns: Columns = tuple,
    spellings: Spellings = NO_SPELLINGS,
) -> Parsed:
    """Parse `text`; dates such as `last month` are relative to `now`, by default the current time.

    `columns` returns the names of the further columns, and is called for a name that is no field.
    A word or phrase of a group of `spellings` stands for the others as well.
    Raises QueryError with the position and a hint.
    """
    if len(text) > limits.QUERY_CHARACTERS:
        raise QueryError(
            f"The query is longer than {limits.QUERY_CHARACTERS:,} characters.",
            "Shorten it to the words that matter.",
            start=limits.QUERY_CHARACTERS,
            end=len(text),
        )
    parser = _Parser(
        schema,
        _language(text, schema, language),
        now or datetime.now(),
        len(text),
        columns,
        spellings,
    )
    tree = parser.process(text).query(parser)
    if tree is None:
        raise QueryError(
            "The query has no word." if text.strip() else "The query is empty.",
            "Type a word, for example bridge.",
            end=len(text),
        )
    return Parsed(
        tree=tree,
        words=tuple(count_repeated(parser.plain)),
        spelled=tuple(sorted(parser.spelled, key=lambda word: word.start)),
        notes=tuple(parser.notes),
        stand_for=parser.stand_for,
        named=tuple(parser.named),
    )
