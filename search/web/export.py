"""All hits of a query as a file, streamed.

Hits are fetched some at a time, in turn with other exports, so that neither memory nor the wait of
others grows with their number.
"""

import json
import re
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from itertools import islice

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from pressmark.search.results.export import FORMATS, as_csv
from pressmark.search.results.json import to_json
from pressmark.search.results.models import Hit
from pressmark.search.web.library import Library
from pressmark.search.web.limits import EXPORT_HITS, EXPORT_HITS_AT_ONCE
from pressmark.search.web.params import page_params
from pressmark.search.web.threadpool import ThreadPool

Lines = Iterator[str]
Columns = Callable[[], Sequence[str]]
"""Finds the further columns of the hits."""

_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A file format: its suffix, its media type and its lines."""

    suffix: str
    media_type: str
    lines: Callable[[Iterable[Hit], Columns], Lines]


def _csv_lines(hits: Iterable[Hit], columns: Columns) -> Lines:
    yield _BYTE_ORDER_MARK  # without it spreadsheets assume a legacy encoding
    yield from (f"{line}\r\n" for line in as_csv(hits, columns()))


def _jsonl_lines(hits: Iterable[Hit], columns: Columns) -> Lines:  # noqa: ARG001
    for hit in hits:
        yield json.dumps(to_json(hit), ensure_ascii=False) + "\n"


def _written(name: str) -> Callable[[Iterable[Hit], Columns], Lines]:
    """The lines of a format of exports."""

    def lines(hits: Iterable[Hit], columns: Columns) -> Lines:  # noqa: ARG001
        return (f"{line}\n" for line in FORMATS[name](hits))

    return lines


CSV = FileFormat("csv", "text/csv; charset=utf-8", _csv_lines)
JSONL = FileFormat("jsonl", "application/jsonl; charset=utf-8", _jsonl_lines)

CITED = {
    "bib": FileFormat("bib", "application/x-bibtex; charset=utf-8", _written("bibtex")),
    "ris": FileFormat("ris", "application/x-research-info-systems", _written("ris")),
    "csl.json": FileFormat("csl.json", "application/vnd.citationstyles.csl+json", _written("csl")),
    "md": FileFormat("md", "text/markdown; charset=utf-8", _written("markdown")),
    "txt": FileFormat("txt", "text/plain; charset=utf-8", _written("text")),
}
"""Formats for texts and reference managers, by the ending of their address."""


class Exports:
    """The endpoints that return a file."""

    def __init__(self, library: Library, threads: ThreadPool) -> None:
        self._library = library
        self._threads = threads

    async def csv(self, request: Request) -> Response:
        """One row for each hit."""
        return await self._file(request, CSV)

    async def jsonl(self, request: Request) -> Response:
        """One line for each hit, with the JSON of the API."""
        return await self._file(request, JSONL)

    async def cited(self, request: Request, *, ending: str) -> Response:
        """The paragraph of each hit with its citation, in a format of CITED."""
        return await self._file(request, CITED[ending])

    async def _file(self, request: Request, file_format: FileFormat) -> Response:
        search = page_params(request.query_params)
        query = search.whole_query
        hits = self._library.export(query, search.options)
        columns = partial(self._library.columns, query, search.options)
        parts = self._parts(file_format.lines(islice(hits, EXPORT_HITS), columns))
        first = await anext(parts, "")  # errors are still shown as a page
        name = f"{_file_name(search.query)}.{file_format.suffix}"
        return StreamingResponse(
            _all(first, parts),
            media_type=file_format.media_type,
            headers={"content-disposition": f'attachment; filename="{name}"'},
        )

    async def _parts(self, lines: Lines) -> AsyncGenerator[str]:
        with self._threads.exporting() as threads:
            while part := await threads.run(partial(_some, lines)):
                yield part


async def _all(first: str, parts: AsyncGenerator[str]) -> AsyncGenerator[str]:
    async with aclosing(parts):  # a disconnect frees the place in the queue at once
        yield first
        async for part in parts:
            yield part


def _some(lines: Lines) -> str:
    return "".join(islice(lines, EXPORT_HITS_AT_ONCE))


def _file_name(query: str) -> str:
    """The query in characters that are safe in file names."""
    words = re.sub(r"[^a-z0-9]+", "-", query.lower()).strip("-")
    return words[:40].strip("-") or "pressmark"
