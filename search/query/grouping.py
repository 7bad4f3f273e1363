"""Groups the nodes of a query, and makes one query tree of the groups.

`NOT` binds strongest, then `AND`, then `OR`, then juxtaposition. An operator or bracket without its
operand or partner is left out, with a note; in a query without words the operator is a word.
"""

from collections.abc import Callable, Sequence
from typing import Any

from pressmark.corpus.errors import QueryError
from pressmark.search.query import limits
from pressmark.search.query.clause import Clause
from pressmark.search.query.fields import PARAGRAPH
from pressmark.search.query.groups import (
    Banned,
    Both,
    Either,
    Group,
    Loose,
    Nearby,
    OneParagraph,
    Wanted,
)
from pressmark.search.query.marks import (
    Close,
    FieldName,
    Infix,
    Mark,
    NearMark,
    Negation,
    Open,
    Plus,
    Weight,
)
from pressmark.search.query.nodes import WordNode
from pressmark.search.query.word_splitting import (
    is_all_caps,
    is_stop_word,
    stop_words,
)

_UNREAD = frozenset({"ADJ", "ANDNOT", "NEAR", "SAME", "WITHIN", "XOR"})
"""Operators of other tools."""


def arrange(nodes: Sequence[Any], parser: Any) -> Loose:
    """The groups of the flat `nodes`."""
    kept = _mend_brackets(nodes)
    if len(kept) < len(nodes):
        parser.notes.append("A bracket without its partner was ignored.")
    if _is_sentence_in_capitals(kept, parser):
        kept = [_as_word(node) if _is_operator(node) else node for node in kept]
    else:
        _note_unread(kept, parser)
    kept = _read_nots(kept, parser)
    return _Arranger(_mend_operators(kept, parser), parser.length).everything()


def _read_nots(nodes: list[Any], parser: Any) -> list[Any]:
    """The nodes, with `NOT` next to a stop word as a word: `It is NOT the only one`."""
    nots = [place for place, node in enumerate(nodes) if _is_not(node)]
    if not nots or sum(isinstance(node, WordNode) for node in nodes) < limits.LONG_QUERY:
        return nodes
    stops, kept = stop_words(parser.language), list(nodes)
    for place in nots:
        near = [node for node in nodes[max(0, place - 1) : place + 2] if isinstance(node, WordNode)]
        if any(is_stop_word(node.text, stops, all_caps=False) for node in near):
            kept[place] = _as_word(nodes[place], "not")
            parser.note("“NOT” next to a common word was read as a word.")
    return kept


def _note_unread(nodes: Sequence[Any], parser: Any) -> None:
    """Notes about operators of other tools that are none here."""
    for node in nodes:
        if isinstance(node, WordNode) and node.text in _UNREAD:
            parser.note(f"“{node.text}” is not an operator and was searched as a word.")


def _is_not(node: Any) -> bool:
    """Whether it is `NOT`, not a minus."""
    return isinstance(node, Negation) and node.text == "NOT"


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
    lost = [node for node in (*stray, *more) if isinstance(node, Infix) or _is_operator(node)]
    for operator in dict.fromkeys(node.text for node in lost):
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


def _as_word(mark: Mark, text: str = "") -> WordNode:
    word = WordNode(text or mark.text)
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
        while self._peek(Infix) and self.nodes[self.at].operator == operator:
            self._next()
            parts.append(self._operand(operator))
        if len(parts) == 1:
            return parts[0]
        return Either(parts) if operator == "OR" else Both(parts)

    def _operand(self, operator: str) -> Any:
        return self._joined("AND") if operator == "OR" else self._nearby()

    def _nearby(self) -> Any:
        parts, marks = [self._signed()], []
        while self._peek(NearMark):
            marks.append(self._next())
            parts.append(self._signed())
        return Nearby(parts, marks) if marks else parts[0]

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
