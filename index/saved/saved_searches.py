"""The saved searches of an index, in a small SQLite database that is kept as one piece."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime

from pressmark.corpus.errors import AskError, IndexCorrupt
from pressmark.index.saved.saved_storage import Draft, SavedStorage
from pressmark.index.storage.typed_json import checked, record, text, whole

LONGEST_NAME = 100
"""Characters of the longest name."""

_TABLES = {
    "searches": "CREATE TABLE searches (name TEXT PRIMARY KEY, query TEXT NOT NULL,"
    " all_words INTEGER NOT NULL, saved TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "shown": "CREATE TABLE shown (search TEXT, article TEXT, PRIMARY KEY (search, article))"
    " STRICT, WITHOUT ROWID",
}
_ROW = record(name=text, query=text, all_words=whole(), saved=text)


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query with a name."""

    name: str
    query: str

    saved: datetime
    """When it was saved."""

    all_words: bool = False
    """Whether loose words must all match."""


@dataclass(frozen=True, slots=True)
class Look:
    """A look at what is new; `shown` are the ids of the articles that were shown before."""

    search: SavedSearch
    shown: frozenset[str]
    now_shown: set[str]
    """To be filled with those that are shown now."""


class SavedSearches:
    """Reads and changes what a storage has. Raises IndexCorrupt where that is damaged."""

    def __init__(self, storage: SavedStorage) -> None:
        self._storage = storage

    def list(self) -> tuple[SavedSearch, ...]:
        """All of them by name."""
        with self._opened(self._storage.read()) as database:
            return _searches(database)

    def with_shown(self) -> Mapping[SavedSearch, frozenset[str]]:
        """The same, each with the ids of the articles that it has shown; read together, since the
        whole file is read each time."""
        with self._opened(self._storage.read()) as database:
            return {each: _shown(database, each.name) for each in _searches(database)}

    def save(self, search: SavedSearch, shown: Iterable[str]) -> bool:
        """Keep a search, with the articles that count as shown; whether it replaced one.

        Raises AskError for a name that is empty, long or of several lines, and for a query that is
        no text.
        """
        name = search.name
        if name != name.strip() or not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
            raise AskError(
                f"A search cannot be named {name!r}.",
                f"Give a name of up to {LONGEST_NAME} letters on one line.",
            )
        try:
            search.query.encode()
        except UnicodeEncodeError:
            raise AskError("The query has bytes that are no text, and cannot be saved.") from None
        with self._changing() as database:
            replaced = _delete(database, name)
            _insert(database, search)
            _show(database, name, shown)
        return replaced

    def forget(self, name: str) -> None:
        """Delete a search; raises AskError where there is none of that name."""
        with self._changing() as database:
            _named(database, name)
            _delete(database, name)

    def add_from(self, others: Mapping[SavedSearch, frozenset[str]]) -> None:
        """Add searches with the articles that each has shown. One whose name is taken is left out,
        unless it is the same search: then the articles that either has shown count as shown."""
        if not others:
            return
        with self._changing() as database:
            known = {each.name: each for each in _searches(database)}
            for each, shown in others.items():
                own = known.get(each.name)
                if own is None:
                    _insert(database, each)
                elif (own.query, own.all_words) != (each.query, each.all_words):
                    continue
                _show(database, each.name, shown)

    @contextmanager
    def looking(self, name: str) -> Iterator[Look]:
        """A look at what is new, of one process at a time; raises AskError for an unknown name.

        What is shown is kept at the end of the `with` block, unless an error is raised.
        """
        with self._storage.changing() as draft:
            with self._opened(draft.content) as database:
                look = Look(_named(database, name), _shown(database, name), set())
            yield look  # errors of the caller are none of the file
            with self._changed(draft) as database:
                _show(database, name, look.now_shown)

    @contextmanager
    def _changing(self) -> "Iterator[sqlite3.Connection]":
        with self._storage.changing() as draft, self._changed(draft) as database:
            yield database

    @contextmanager
    def _changed(self, draft: Draft) -> "Iterator[sqlite3.Connection]":
        with self._opened(draft.content) as database:
            before = database.total_changes
            yield database
            database.commit()
            if database.total_changes != before:
                draft.content = database.serialize()

    @contextmanager
    def _opened(self, content: bytes) -> "Iterator[sqlite3.Connection]":
        """The database in memory; all its errors are those of a damaged file."""
        with closing(sqlite3.connect(":memory:")) as database:
            try:
                if content:
                    database.deserialize(content)
                    _check(database)
                else:
                    for statement in _TABLES.values():
                        database.execute(statement)
                yield database
            except (sqlite3.Error, OverflowError, UnicodeError) as error:
                raise _damaged(str(error)) from error


def _check(database: sqlite3.Connection) -> None:
    """Raise IndexCorrupt unless the tables are exactly those made here: a view or a trigger of a
    stranger would run."""
    found = database.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    if sorted(found) != sorted(("table", *table) for table in _TABLES.items()):
        raise _damaged("it has other tables")


def _searches(database: sqlite3.Connection) -> tuple[SavedSearch, ...]:
    columns = ("name", "query", "all_words", "saved")
    rows = database.execute(f"SELECT {', '.join(columns)} FROM searches ORDER BY name")
    return tuple(_search(dict(zip(columns, row, strict=True))) for row in rows)


def _search(row: dict[str, object]) -> SavedSearch:
    known = checked(row, _ROW, _damaged)
    try:
        saved = datetime.fromisoformat(known["saved"])
    except ValueError:
        raise _damaged("it has a time that is none") from None
    return SavedSearch(known["name"], known["query"], saved, bool(known["all_words"]))


def _named(database: sqlite3.Connection, name: str) -> SavedSearch:
    """The search of that name; raises AskError."""
    searches = {search.name: search for search in _searches(database)}
    if name not in searches:
        known = ", ".join(searches)
        hint = (
            f"The saved searches are {known}." if known else "Save one: pressmark save NAME QUERY"
        )
        raise AskError(f"There is no saved search {name!r}.", hint)
    return searches[name]


def _shown(database: sqlite3.Connection, name: str) -> frozenset[str]:
    rows = database.execute("SELECT article FROM shown WHERE search = ?", (name,))
    return frozenset(str(article) for (article,) in rows)


def _insert(database: sqlite3.Connection, search: SavedSearch) -> None:
    row = (search.name, search.query, int(search.all_words), search.saved.isoformat())
    database.execute("INSERT INTO searches VALUES (?, ?, ?, ?)", row)


def _show(database: sqlite3.Connection, name: str, articles: Iterable[str]) -> None:
    rows = ((name, article) for article in articles)
    database.executemany("INSERT OR IGNORE INTO shown VALUES (?, ?)", rows)


def _delete(database: sqlite3.Connection, name: str) -> bool:
    database.execute("DELETE FROM shown WHERE search = ?", (name,))
    return bool(database.execute("DELETE FROM searches WHERE name = ?", (name,)).rowcount)


def _damaged(how: str) -> IndexCorrupt:
    return IndexCorrupt(
        f"The saved searches of the index are damaged: {how}.",
        "Delete the file saved-searches.sqlite in the folder of the index, and save them again.",
    )
