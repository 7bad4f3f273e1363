"""Groups the nodes of a query, and makes one query tree of the groups.

`NOT` binds strongest, then `AND`, then `OR`, then juxtaposition. An operator or bracket without its
operand or partner is left out, with a note; in a query without words the operator is a word.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from whoosh import query as q
from whoosh.qparser import syntax

from pressmark.corpus.errors import QueryError
from pressmark.search.query import limits
from pressmark.search.query.article_meaning import InParagraph
from pressmark.search.query.fields import PARAGRAPH, Field
from pressmark.search.query.loose_words import LooseWords, all_words, loose_parts
from pressmark.search.query.nodes import (
    Clause,
    Close,
    FieldName,
    Infix,
    Mark,
    Negation,
    Open,
    Plus,
    Weight,
    WordNode,
    join,
    with_weight,
)
from pressmark.search.query.query_word import repeated
from pressmark.search.query.word_splitting import (
    is_all_caps,
    is_stop_word,
    stop_words,
)


class Group(syntax.SyntaxNode):
    """Clauses and groups, all with the `field` and `weight` of the group."""

    def __init__(self, parts: Sequence[Any]) -> None:
        self.parts = list(parts)
        self.weight = 1.0

    def set_field(self, field: Field) -> None:
        """Set the field of the parts that have none."""
        for part in self.parts:
            if isinstance(part, Group):
                part.set_field(field)
            elif part.field is None:
                part.field = field

    @property
    def is_filter(self) -> bool:
        """Whether all parts are filters."""
        return bool(self.parts) and all(part.is_filter for part in self.parts)

    @property
    def is_required(self) -> bool:
        """Whether all parts must match without an operator."""
        return bool(self.parts) and all(part.is_required for part in self.parts)

    def query(self, parser: Any) -> Any:
        """The query of its parts, None if it has no term."""
        tree = self.combine(parser)
        return with_weight(tree, self.weight) if tree is not None else None

    def combine(self, parser: Any) -> Any:
        """The query without the weight."""
        raise NotImplementedError


class Both(Group):
    """Parts joined by `AND`."""

    def combine(self, parser: Any) -> Any:
        """All parts must match."""
        wanted = [part for part in self.parts if not isinstance(part, Banned)]
        return combine(
            required=_queries([part for part in wanted if not part.is_filter], parser),
            filters=_queries([part for part in wanted if part.is_filter], parser),
            banned=_banned(self.parts, parser),
        )


class Either(Group):
    """Parts joined by `OR`."""

    def combine(self, parser: Any) -> Any:
        """Any part may match."""
        return join(q.Or, _queries(self.parts, parser))


class Banned(Group):
    """A part that must not match."""

    is_filter = True
    is_required = True

    def combine(self, parser: Any) -> Any:
        """All documents that do not match it, if it is alone or in an `OR`."""
        return combine(banned=_banned([self], parser))


class OneParagraph(Group):
    """A part of which all loose words must be in one paragraph."""

    is_required = True

    def combine(self, parser: Any) -> Any:
        """The part, for one paragraph."""
        tree = self.parts[0].query(parser)
        return InParagraph(all_words(tree)) if tree is not None else None


class Wanted(Group):
    """A part that must match."""

    is_required = True

    def combine(self, parser: Any) -> Any:
        """The part itself."""
        return self.parts[0].query(parser)


class Loose(Group):
    """Parts without operators: any may match, except with signs and fields."""

    def combine(self, parser: Any) -> Any:
        """Parts with signs and fields must match; of the others any may match."""
        wanted = [part for part in self.parts if not isinstance(part, Banned)]
        required = [part for part in wanted if part.is_required and not part.is_filter]
        optional = [part for part in wanted if not part.is_required]
        optional, needed = loose_parts(optional, parser, others=bool(required))
        queries = [(part.query(parser), need) for part, need in zip(optional, needed, strict=True)]
        return combine(
            required=_queries(required, parser),
            optional=_count_repeated([each for each in queries if each[0] is not None], parser),
            filters=_queries([part for part in wanted if part.is_filter], parser),
            banned=_banned(self.parts, parser),
        )


def combine(
    *,
    required: Sequence[Any] = (),
    optional: Sequence[tuple[Any, bool]] = (),
    filters: Sequence[Any] = (),
    banned: Sequence[Any] = (),
) -> Any:
    """A query for all of `required` and `filters`, none of `banned`; None if all are empty.

    Beside each of `optional`: whether it is required if all words are requested.
    """
    must, may, narrow = join(q.And, required), None, join(q.And, filters)
    if optional:
        queries, needed = zip(*optional, strict=True)
        alone = must is None and len(queries) == 1
        may = queries[0] if alone else LooseWords(queries, needed)
    tree = must if must is not None else may
    if must is not None and may is not None:
        tree = q.AndMaybe(must, may)
    if narrow is not None:
        tree = q.Require(tree, narrow) if tree is not None else q.ConstantScoreQuery(narrow)
    if banned:
        tree = q.AndNot(tree if tree is not None else q.Every(), join(q.Or, banned))
    return tree


def _queries(parts: Iterable[Any], parser: Any) -> list[Any]:
    found = (part.query(parser) for part in parts)
    return [query for query in found if query is not None]


def _banned(parts: Iterable[Any], parser: Any) -> list[Any]:
    plain, spelled = len(parser.plain), len(parser.spelled)
    banned = [each for part in parts if isinstance(part, Banned) for each in part.parts]
    queries = _queries(banned, parser)
    del parser.plain[plain:]  # excluded words do not score
    del parser.spelled[spelled:]
    return queries


def _count_repeated(queries: Sequence[tuple[Any, bool]], parser: Any) -> list[tuple[Any, bool]]:
    """Each different query once, weighted by its frequency, and whether it is required."""
    counts = Counter(query for query, _ in queries)
    required = {query for query, needed in queries if needed}
    if len(counts) > limits.QUERY_WORDS:
        parser.notes.append(
            f"Only the first {limits.QUERY_WORDS} different words of the query were searched."
        )
    most = list(counts.items())[: limits.QUERY_WORDS]
    needed = [query in required for query, _ in most]  # a weight changes its hash
    weighted = [with_weight(query, repeated(count)) for query, count in most]
    return list(zip(weighted, needed, strict=True))


def arrange(nodes: Sequence[Any], parser: Any) -> Loose:
    """The groups of the flat `nodes`."""
    kept = _mend_brackets(nodes)
    if len(kept) < len(nodes):
        parser.notes.append("A bracket without its partner was ignored.")
    if _is_sentence_in_capitals(kept, parser):
        kept = [_as_word(node) if _is_operator(node) else node for node in kept]
    return _Arranger(_mend_operators(kept, parser), parser.length).everything()


def _is_sentence_in_capitals(nodes: Sequence[Any], parser: Any) -> bool:
    """Whether the query is a sentence in capitals: `SEARCH AND RESCUE IN THE ALPS`."""
    words = [node.text for node in nodes if isinstance(node, WordNode)]
    if len(words) < limits.LONG_QUERY or not is_all_caps(words):
        return False
    stops = stop_words(parser.language)
    return any(is_stop_word(word, stops, all_caps=True) for word in words)


def _is_operator(node: Any) -> bool:
    """Whether it is `AND`, `OR` or `NOT`, which can also be words."""
    return isinstance(node, Mark) and node.text.isalpha()


def _mend_brackets(nodes: Sequence[Any]) -> list[Any]:
    """The nodes without stray brackets."""
    kept: list[Any] = []
    depth = 0
    for node in nodes:
        if isinstance(node, Close) and depth == 0:
            continue
        depth += isinstance(node, Open) - isinstance(node, Close)
        if depth > limits.NESTING:
            raise QueryError(
                f"Brackets are nested more than {limits.NESTING} deep.",
                "Remove some brackets.",
                start=node.startchar,
                end=node.endchar,
            )
        kept.append(node)
    while kept and isinstance(kept[-1], Open):
        kept.pop()
    return kept


def _mend_operators(nodes: list[Any], parser: Any) -> list[Any]:
    """The nodes without stray operators and weights."""
    if not any(isinstance(node, Clause) for node in nodes):
        nodes = [_as_word(node) if _is_operator(node) else node for node in nodes]
    kept, stray = _split(nodes[::-1], _begins)
    kept, more = _split(kept[::-1], _ends)
    for operator in dict.fromkeys(node.text for node in (*stray, *more) if _is_operator(node)):
        parser.notes.append(
            f"“{operator}” without two operands was ignored; in quotation marks it is a word."
        )
    return kept


def _split(
    nodes: Sequence[Any], allowed: Callable[[Any, Any], bool]
) -> tuple[list[Any], list[Any]]:
    """The nodes that are allowed after the last kept one, and the others."""
    kept: list[Any] = []
    others: list[Any] = []
    for node in nodes:
        (kept if allowed(node, kept[-1] if kept else None) else others).append(node)
    return kept, others


def _begins(node: Any, following: Any) -> bool:
    """Whether a node can precede `following`, an operand if the node is an operator."""
    begins = isinstance(following, (Clause, Open, Negation, Plus, FieldName))
    return begins or not isinstance(node, (Infix, Negation, Plus))


def _ends(node: Any, before: Any) -> bool:
    """Whether a node can follow `before`, an operand if the node is an operator or weight."""
    return isinstance(before, (Clause, Close, Weight)) or not isinstance(node, (Infix, Weight))


def _as_word(mark: Mark) -> WordNode:
    word = WordNode(mark.text)
    word.set_range(mark.startchar, mark.endchar)
    return word


class _Arranger:
    """A recursive descent parser of the nodes."""

    def __init__(self, nodes: Sequence[Any], length: int) -> None:
        self.nodes = nodes
        self.at = 0
        self.length = length

    def everything(self) -> Loose:
        return self._loose()

    def _peek(self, *kinds: type) -> bool:
        return self.at < len(self.nodes) and isinstance(self.nodes[self.at], kinds)

    def _next(self) -> Any:
        self.at += 1
        return self.nodes[self.at - 1]

    def _loose(self) -> Loose:
        parts = []
        while self.at < len(self.nodes) and not self._peek(Close):
            parts.append(self._joined("OR"))
        return Loose(parts)

    def _joined(self, operator: str) -> Any:
        parts = [self._operand(operator)]
        while self._peek(Infix) and self.nodes[self.at].text == operator:
            self._next()
            parts.append(self._operand(operator))
        if len(parts) == 1:
            return parts[0]
        return Either(parts) if operator == "OR" else Both(parts)

    def _operand(self, operator: str) -> Any:
        return self._joined("AND") if operator == "OR" else self._signed()

    def _signed(self) -> Any:
        banned, wanted = False, False
        while self._peek(Negation, Plus):
            negates = isinstance(self._next(), Negation)
            banned, wanted = banned ^ negates, not negates
        part = self._weighed()
        if banned:
            return Banned([part])
        return Wanted([part]) if wanted else part

    def _weighed(self) -> Any:
        part = self._fielded()
        while self._peek(Weight):
            part.weight *= _weight(self._next())
        return part

    def _fielded(self) -> Any:
        if not self._peek(FieldName):
            return self._atom()
        name = self._next()
        if not self._peek(Clause, Open):
            raise QueryError(
                f"There is nothing after “{name.text}”.",
                f"Write for example {name.field.example}.",
                start=name.startchar,
                end=name.endchar,
            )
        part = self._atom()
        if name.field.name == PARAGRAPH:
            return OneParagraph([part])
        if isinstance(part, Group):
            part.set_field(name.field)
        elif part.field is None:
            part.field = name.field
        return part

    def _atom(self) -> Any:
        if not self._peek(Open):
            return self._next()
        opened = self._next()
        group = self._loose()
        end = self._next().endchar if self._peek(Close) else self.length
        if not group.parts:
            raise QueryError(
                "These brackets are empty.",
                "Put words between them, or remove them.",
                start=opened.startchar,
                end=end,
            )
        return group


def _weight(mark: Weight) -> float:
    weight = float(mark.text[1:])
    if weight > limits.WEIGHT:
        raise QueryError(
            f"The largest weight is {limits.WEIGHT:.0f}.",
            "Write for example bridge^2.",
            start=mark.startchar,
            end=mark.endchar,
        )
    return weight
