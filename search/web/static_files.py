"""The stylesheet, the script and the icon, read once at the start: no path of a request reaches the
file system. Their URLs have the hash of the content, so that browsers never revalidate them.

Comments and needless white space are not sent: they are 10 % of the first paint.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from importlib.resources import files

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_JS_COMMENT = re.compile(r"(?<!\S)//.*|^/\*.*\*/$", re.MULTILINE)
_CSS_BLANKS = re.compile(r"\s*([{};,])\s*|(?<=:)\s+")
_LINE_BREAK = re.compile(r"\s*\n\s*")


def minify_css(text: str) -> str:
    """A stylesheet without comments and needless white space, none of which may be in its
    strings."""
    return _CSS_BLANKS.sub(r"\1", _CSS_COMMENT.sub("", text)).strip()


def minify_js(text: str) -> str:
    """A script without indentation and without comments at the end of a line."""
    return _LINE_BREAK.sub("\n", _JS_COMMENT.sub("", text))


_KINDS: dict[str, tuple[str, Callable[[str], str]]] = {
    "pressmark.css": ("text/css; charset=utf-8", minify_css),
    "reading.css": ("text/css; charset=utf-8", minify_css),
    "trends.css": ("text/css; charset=utf-8", minify_css),
    "trends.js": ("text/javascript; charset=utf-8", minify_js),
    "pressmark.js": ("text/javascript; charset=utf-8", minify_js),
    "favicon.svg": ("image/svg+xml", str),
}

CACHE_CONTROL = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class StaticFile:
    """The bytes of a file and the hash in its URL."""

    body: bytes
    media_type: str
    digest: str


class StaticFiles:
    """The files of the package's `static/` folder."""

    def __init__(self) -> None:
        folder = files("pressmark.search.web") / "static"
        self._files = {
            name: _static_file(minify((folder / name).read_text("utf-8")).encode(), media_type)
            for name, (media_type, minify) in _KINDS.items()
        }

    @property
    def digest(self) -> str:
        """Changes with each of the files."""
        return "".join(file.digest for file in self._files.values())

    def url(self, name: str) -> str:
        """The URL of the file with its current content."""
        return f"/static/{name}?v={self._files[name].digest}"

    async def endpoint(self, request: Request) -> Response:
        """The file of that name."""
        file = self._files.get(request.path_params["name"])
        if file is None:
            raise HTTPException(404)
        headers = {"cache-control": CACHE_CONTROL, "etag": f'"{file.digest}"'}
        return Response(file.body, headers=headers, media_type=file.media_type)


def _static_file(body: bytes, media_type: str) -> StaticFile:
    return StaticFile(body, media_type, blake2b(body, digest_size=6).hexdigest())
