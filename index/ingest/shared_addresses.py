"""Articles that state the same address: captures of one article, or articles that share it.

In two files an address identifies one article, of which the later capture stays. Different records
of one dump that state the same address, as of a feed or a front page, show that it identifies
nothing there: they are kept apart by their content, and so is the article of another file.
"""

import pickle
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from os import SEEK_END
from pathlib import Path, PurePath
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from pressmark.corpus.captures import capture_time
from pressmark.corpus.model import BODY_KINDS
from pressmark.index.articles.documents import Document
from pressmark.index.articles.extra_columns import extra_from, place_from
from pressmark.index.ingest.prepared_article import Prepared
from pressmark.index.ingest.sources import Sources

MEMORY_BYTES = 1 << 22
"""What is set aside of a file is in memory up to this size, then in a temporary file next to the
index, compressed: at most the text of the articles that it has in common with others."""


class FileAddresses:
    """The addresses, by the ids made of them, of the articles of one file.

    `shared` are those of different articles of it. Where an address is in another file too, the
    capture that does not stay is set aside until the file is read, since it may be shared. What an
    interrupted run set aside is `lost`; the file `is_incomplete` if one of them is shared.
    """

    def __init__(
        self,
        origin: str,
        shared: Iterable[str] = (),
        lost: Iterable[str] = (),
        directory: Path | None = None,
    ) -> None:
        """The temporary file is in `directory`, by default in that of the system."""
        self.origin = origin
        self._directory = str(directory) if directory else None
        self.shared = set(shared)
        self.lost = frozenset(lost)
        self.is_incomplete = False
        self._places: dict[str, int] = {}
        self._file: IO[bytes] | None = None

    def own_aside(self, id_: str) -> Sequence[Document]:
        """The article of this file that was set aside, if it is one of this file."""
        found = self.aside(id_)
        return found.documents if isinstance(found, Prepared) else ()

    def set_aside(self, id_: str, capture: Any) -> None:
        """Keep the capture that does not stay; the first of an address."""
        if id_ in self._places:
            return
        if self._file is None:
            self._file = SpooledTemporaryFile(  # noqa: SIM115 - closed by `close`
                MEMORY_BYTES, dir=self._directory
            )
        self._places[id_] = self._file.seek(0, SEEK_END)
        packed = zlib.compress(pickle.dumps(capture), 1)
        pickle.dump(packed, self._file)

    def aside(self, id_: str) -> Any:
        """What was set aside, None if nothing was."""
        place = self._places.get(id_)
        if place is None or self._file is None:
            return None
        self._file.seek(place)
        return pickle.loads(zlib.decompress(pickle.load(self._file)))

    def take_back(self, id_: str) -> Any:
        """The same, and it is no longer set aside."""
        found = self.aside(id_)
        self.is_incomplete |= found is None and id_ in self.lost
        self._places.pop(id_, None)
        return found

    def interrupted(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What an interrupted run needs to go on: `shared` and `lost`."""
        return tuple(sorted(self.shared)), tuple(sorted({*self.lost, *self._places}))

    def close(self) -> None:
        """Forget what was set aside."""
        if self._file:
            self._file.close()


class Captures:
    """Which captures of one address in several files stay, over one transaction.

    `superseded` are those that do not, by file and id.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory if directory.is_dir() else None
        self.superseded: set[tuple[str, str]] = set()
        self._file = FileAddresses("")
        self._taken: Counter[str] = Counter()
        self._supersedes: defaultdict[str, set[str]] = defaultdict(set)

    def begin(
        self, origin: str, shared: Iterable[str] = (), lost: Iterable[str] = ()
    ) -> FileAddresses:
        """The addresses of a file that is read now; with `shared` and `lost` from the middle.

        Files are read one after another: what was set aside of the one before is forgotten.
        """
        self._file.close()
        self._file = FileAddresses(origin, shared, lost, self._directory)
        return self._file

    def of(self, origin: str) -> FileAddresses:
        """The addresses of the file that is read now."""
        return self._file if self._file.origin == origin else self.begin(origin)

    def supersede(self, id_: str, origin: str, by: str, *, was_put: bool) -> None:
        """Note that the capture in a file does not stay, but the one in the file `by`."""
        self.superseded.discard((by, id_))
        self.superseded.add((origin, id_))
        self._taken[origin] += was_put
        self._supersedes[by].add(origin)

    def restore(self, id_: str, origin: str, *, was_put: bool) -> None:
        """Note that the capture in a file stays after all."""
        self.superseded.discard((origin, id_))
        self._taken[origin] -= was_put

    def close(self) -> None:
        """Forget what was set aside."""
        self._file.close()

    def settle(self, sources: Sources) -> None:
        """Bring the list of files up to date."""
        for origin, articles in self._taken.items():
            sources.count_fewer(origin, articles)
        for origin, others in self._supersedes.items():
            sources.supersede(origin, others)
        self._taken.clear()


def is_capture_of_same(
    article: Prepared, origin: str, other: Sequence[Document], other_origin: str
) -> bool:
    """Whether two articles of one address in two files are the same article.

    The address of a record is a value of its dump. The one that a page states as its own may be
    that of the whole site: pages must also have the same title, and lie in different folders.
    """
    first = other[0]
    if article.is_record and "record" in place_from(first.get("place")):
        return True
    own = article.documents[0]
    if _container(own, origin) == _container(first, other_origin):
        return False
    return bool(own.get("title")) and own.get("title") == first.get("title")


def _container(document: Document, origin: str) -> str:
    path = PurePath(origin)
    return str(path.parent) if path.is_absolute() and not document.get("place") else origin


def has_same_text(article: Prepared, other: Sequence[Document]) -> bool:
    """Whether the title and all paragraphs are equal."""
    return [row["text"] for row in article.documents] == [row["text"] for row in other]


def stays(article: Prepared, origin: str, other: Sequence[Document], other_origin: str) -> bool:
    """Whether of two captures the article stays, and not the `other` one.

    The one that has text; else the later one, by what both state or else by when their files were
    written, or the one that is read later if one comes from no file; else the one in the file that
    comes later in the order of reading.
    """
    has_text = not article.cause_of_no_text
    if has_text != any(row["kind"] in BODY_KINDS for row in other):
        return has_text
    captured, before = article.captured, capture_time(extra_from(other[0].get("extra")))
    if captured and before and captured != before:
        return captured > before
    own, others = _written(origin), _written(other_origin)
    if own is None or others is None:  # no file says when an article from elsewhere is of
        return True
    return (own, origin) > (others, other_origin)


def _written(origin: str) -> int | None:
    """When a file was written, in nanoseconds since 1970; None for what is no file."""
    try:
        return Path(origin).stat().st_mtime_ns
    except (OSError, ValueError):
        return None
