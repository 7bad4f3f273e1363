"""The form of the page that accepts other spellings of a name."""

from functools import partial
from secrets import compare_digest, token_urlsafe
from urllib.parse import parse_qs

from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response

from pressmark.corpus.errors import AskError
from pressmark.search.web.library import Library
from pressmark.search.web.limits import FORM_BYTES
from pressmark.search.web.threadpool import ThreadPool

TOO_LONG = "The form is too long."


class SpellingForm:
    """Keeps the spellings that a form has.

    The form has `secret` as well, which other sites cannot read, so none of them can send it.
    """

    def __init__(self, library: Library, threads: ThreadPool) -> None:
        self._library = library
        self._threads = threads
        self.secret = token_urlsafe(16)

    async def accept(self, request: Request) -> Response:
        """Keep `spelling`, several of one name, and go `back` to the results."""
        fields = parse_qs((await _body(request)).decode("utf-8", "replace"))
        secret, back = fields.get("secret", [""])[0], fields.get("back", ["/"])[0]
        if not compare_digest(secret.encode(), self.secret.encode()):
            raise AskError("The page is older than the server.", "Load it again.")
        spellings = fields.get("spelling", [])
        await self._threads.run(partial(self._library.accept, spellings))
        return RedirectResponse(back if back.startswith("/?") else "/", status_code=303)


async def _body(request: Request) -> bytes:
    stated = request.headers.get("content-length", "")
    if stated.isdecimal() and (len(stated) > len(str(FORM_BYTES)) or int(stated) > FORM_BYTES):
        raise AskError(TOO_LONG)
    body = b""
    try:
        async for part in request.stream():
            body += part
            if len(body) > FORM_BYTES:
                raise AskError(TOO_LONG)
    except ClientDisconnect:
        raise AskError("The form has not arrived whole.") from None
    return body
