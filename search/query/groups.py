"""Groups of clauses, and the query trees that they make."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from whoosh import query as q
from whoosh.qparser import syntax

from pressmark.search.query import limits
from pressmark.search.query.article_meaning import InParagraph
from pressmark.search.query.compound import join, with_weight
from pressmark.search.query.fields import Field
from pressmark.search.query.loose_parts import loose_parts
from pressmark.search.query.loose_words import LooseWords, all_words
from pressmark.search.query.marks import NearMark
from pressmark.search.query.query_word import repeated


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

    @property
    def is_alternatives(self) -> bool:
        """Whether any of the parts is enough."""
        return False

    def query(self, parser: Any) -> Any:
        """The query of its parts, None if it has no term."""
        tree = self.combine(parser)
        return with_weight(tree, self.weight) if tree is not None else None

    def combine(self, parser: Any) -> Any:
        """The query without the weight."""
        raise NotImplementedError


class Nearby(Group):
    """Parts joined by `NEAR/5`, with a mark between each two."""

    def __init__(self, parts: Sequence[Any], marks: Sequence[NearMark]) -> None:
        super().__init__(parts)
        self.marks = marks

    def combine(self, parser: Any) -> Any:
        """Each part near the next, in one paragraph."""
        from pressmark.search.query.nearby import nearby_query  # few queries have them

        return nearby_query(self.parts, self.marks, parser)


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

    is_alternatives = True

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

    is_alternatives = True

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
    with parser.as_typed():  # `Kyiv -Kiev` asks for one of two spellings
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
