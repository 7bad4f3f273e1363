"""What the shell offers where Tab is pressed: ids, sources, fields, topics and saved searches.

Whatever fails, such as an index that is not there, offers nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from pressmark.corpus.errors import PressmarkError
from pressmark.search.cli.options import DEFAULT_INDEX

if TYPE_CHECKING:
    from pressmark.search.engine import Searchable

OFFERED = 20
"""As many as a shell lists without asking."""

Items = Iterator[CompletionItem]
Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def _offers(find: "Callable[[Searchable, str], Items]") -> Complete:
    """Completions from the index of the command line."""

    def complete(
        context: click.Context,
        parameter: click.Parameter,  # noqa: ARG001
        incomplete: str,
    ) -> list[CompletionItem]:
        from pressmark.search.engine import open_index

        place: Any = context.params.get("index_path") or DEFAULT_INDEX
        with suppress(PressmarkError, OSError):
            return list(islice(find(open_index(place), incomplete), OFFERED))
        return []

    return complete


def _articles(index: "Searchable", incomplete: str) -> Items:
    from pressmark.search.engine import open_snapshot

    with open_snapshot(index) as snapshot:
        for id_ in snapshot.beginning("article", incomplete.lower()):
            with suppress(PressmarkError):  # one that was removed has its term until a merge
                yield CompletionItem(id_, help=snapshot.article(id_).label)


def _query_words(index: "Searchable", incomplete: str) -> Items:
    from pressmark.search.engine import open_snapshot
    from pressmark.search.query.columns import column_names
    from pressmark.search.query.exact_values import COLUMNS, exact_clause
    from pressmark.search.query.fields import FIELDS, name_in_queries

    field, colon, start = incomplete.partition(":")
    with open_snapshot(index) as snapshot:
        if not colon:
            names = (*FIELDS, *map(name_in_queries, column_names(snapshot)))
            for name in names:
                if name.startswith(incomplete):
                    meaning = FIELDS[name].meaning if name in FIELDS else "a column of the records"
                    yield CompletionItem(f"{name}:", help=meaning)
        elif field in ("source", "author", "language"):
            typed = start.lstrip('="').casefold()
            for value, articles in snapshot.values(COLUMNS[field]):
                if value.casefold().startswith(typed):
                    yield CompletionItem(exact_clause(field, value), help=f"{articles:,} articles")


def _counted_by(index: "Searchable", incomplete: str) -> Items:
    from pressmark.search.counting import FIELDS
    from pressmark.search.engine import open_snapshot
    from pressmark.search.query.calendar_periods import PERIODS
    from pressmark.search.query.columns import column_names
    from pressmark.search.query.fields import name_in_queries

    with open_snapshot(index) as snapshot:
        names = (*PERIODS, *FIELDS, *map(name_in_queries, column_names(snapshot)))
    return (CompletionItem(name) for name in names if name.startswith(incomplete))


def _saved_names(index: "Searchable", incomplete: str) -> Items:
    for search in index.saved_searches.list():
        if search.name.startswith(incomplete):
            yield CompletionItem(search.name, help=search.query)


def topics(
    context: click.Context,  # noqa: ARG001
    parameter: click.Parameter,  # noqa: ARG001
    incomplete: str,
) -> list[CompletionItem]:
    """The topics and commands of `pressmark help`."""
    from pressmark.search.cli.app import COMMANDS
    from pressmark.search.cli.commands.help import TOPICS

    return [CompletionItem(each) for each in (*TOPICS, *COMMANDS) if each.startswith(incomplete)]


articles = _offers(_articles)
"""Ids of articles, with their titles."""

query_words = _offers(_query_words)
"""Fields and columns, and after the colon sources, authors and languages."""

counted_by = _offers(_counted_by)
"""What hits are counted by."""

saved_names = _offers(_saved_names)
"""Names of saved searches, with their queries."""
