"""The grammar of the query language: rules as plug-ins of Whoosh's parser, and the query help.

A rule has a regular expression, which makes nodes of what it matches, and its rows of the help.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from whoosh import qparser

from pressmark.corpus.errors import QueryError
from pressmark.search.query import limits, marks, nodes
from pressmark.search.query.exact_values import unescape
from pressmark.search.query.fields import ALIASES, FIELDS, is_misspelt, no_field
from pressmark.search.query.grouping import arrange
from pressmark.search.query.joined_forms import NUMBER_GROUPS

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


class HelpRow(NamedTuple):
    """One row of the query help: a form, its meaning and an example."""

    form: str
    meaning: str
    example: str


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
def plugins() -> Sequence[qparser.Plugin]:
    """The rules, made once: they have no state."""
    return [rule() for rule in (*_RULES[1:], _Word, _Rest, _Arrange)]
