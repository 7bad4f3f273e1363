"""Errors as HTTP answers, with the sentences of the command line."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from pressmark.corpus.errors import (
    ArticleNotFound,
    AskError,
    ClusterUnavailable,
    IndexBusy,
    IndexMissing,
    PressmarkError,
    QueryError,
)
from pressmark.search.web.limits import RETRY_AFTER_SECONDS
from pressmark.search.web.threadpool import ThreadPoolFull

_STATUS: tuple[tuple[type[Exception], HTTPStatus], ...] = (
    (ArticleNotFound, HTTPStatus.NOT_FOUND),
    (AskError, HTTPStatus.BAD_REQUEST),
    (ThreadPoolFull, HTTPStatus.SERVICE_UNAVAILABLE),
    (IndexMissing, HTTPStatus.SERVICE_UNAVAILABLE),
    (IndexBusy, HTTPStatus.SERVICE_UNAVAILABLE),
    (ClusterUnavailable, HTTPStatus.SERVICE_UNAVAILABLE),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """An error as the page and the API show it."""

    kind: str
    """Name of the error, for programs."""

    status: int
    """HTTP status."""

    title: str
    """Reason phrase of the status."""

    detail: str
    """What is wrong, in a sentence."""

    hint: str = ""
    """What to do about it."""

    start: int = 0
    """First character of the mistake in the query."""

    end: int = 0
    """End of the mistake in the query, exclusive."""

    def with_status(self, status: HTTPStatus) -> "Problem":
        """The same problem under another status."""
        return replace(self, status=int(status), title=status.phrase)

    @property
    def headers(self) -> Mapping[str, str]:
        """`Retry-After` of 503."""
        busy = self.status == HTTPStatus.SERVICE_UNAVAILABLE
        return {"retry-after": str(RETRY_AFTER_SECONDS)} if busy else {}


def problem_of(error: Exception) -> Problem:
    """The problem for an error; an unexpected one has no details."""
    if isinstance(error, HTTPException):
        sentence = _HTTP_SENTENCES.get(error.status_code, error.detail)
        return _problem("http", error.status_code, sentence)
    if not isinstance(error, PressmarkError):
        hint = "The terminal of the server has the details."
        return _problem("unexpected", 500, "The server failed.", hint)
    status = next((code for kind, code in _STATUS if isinstance(error, kind)), 500)
    span = (error.start, error.end) if isinstance(error, QueryError) else (0, 0)
    return _problem(_kind(error), int(status), error.message, error.hint, *span)


def _kind(error: PressmarkError) -> str:
    """`index-missing` of IndexMissing."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(error).__name__).lower()


_HTTP_SENTENCES = {
    404: "There is no such page.",
    405: "Only GET is allowed.",
}


def _problem(
    kind: str, status: int, detail: str, hint: str = "", start: int = 0, end: int = 0
) -> Problem:
    return Problem(kind, status, HTTPStatus(status).phrase, detail, hint, start, end)


def problem_response(problem: Problem) -> JSONResponse:
    """The problem as `application/problem+json` (RFC 9457)."""
    return JSONResponse(
        {name: value for name, value in asdict(problem).items() if value},
        status_code=problem.status,
        headers=dict(problem.headers),
        media_type="application/problem+json",
    )
