"""The further columns of one commit, and queries that may name them."""

from collections.abc import Iterable
from functools import partial
from itertools import islice

from pressmark.corpus.errors import AskError
from pressmark.index.articles.extra_terms import FIELD, SEPARATOR, columns_among
from pressmark.index.spellings import Spellings
from pressmark.search.engine import Dictionary
from pressmark.search.options import FACETS
from pressmark.search.query.fields import FIELDS_LISTED, column_named, name_in_queries
from pressmark.search.query.parser import Parsed, parse


def column_names(terms: Dictionary) -> dict[str, str]:
    """The columns of all articles: name in queries → name as written in the first record."""
    return columns_among(terms.beginning(FIELD, SEPARATOR))


def facets_named(names: Iterable[str], terms: Dictionary) -> tuple[str, ...]:
    """The facets of these names; raises AskError for one that is no field and no column."""
    return tuple(_facet_named(name, terms) for name in names)


def _facet_named(name: str, terms: Dictionary) -> str:
    if name in FACETS:
        return name
    if name == "name":
        return "names"
    columns = column_names(terms)
    field = column_named(name, columns)
    if field is None:
        known = ", ".join(islice((*FACETS, *map(name_in_queries, columns)), FIELDS_LISTED))
        raise AskError(f"There is no column {name!r} to count by.", f"The facets are {known}.")
    return name_in_queries(field.name)


def parse_for(query: str, terms: Dictionary, spellings: Spellings | None = None) -> Parsed:
    """Parse `query` for one commit, by default with its own spellings; raises QueryError."""
    return parse(
        query,
        terms.schema,
        language=terms.language,
        columns=partial(column_names, terms),
        spellings=terms.spellings if spellings is None else spellings,
    )
