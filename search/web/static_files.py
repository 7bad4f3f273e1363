"""The stylesheet, the script and the icon, read once at the start: no path from a request ever
reaches the file system, and a URL that holds the content's hash can be kept for ever."""

from dataclasses import dataclass
from hashlib import blake2b
from importlib.resources import files

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

_MEDIA_TYPES = {
    "pressmark.css": "text/css; charset=utf-8",
    "pressmark.js": "text/javascript; charset=utf-8",
    "favicon.svg": "image/svg+xml",
}

FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file's bytes and the hash that stands in its URL."""

    body: bytes
    media_type: str
    digest: str


class StaticFiles:
    """The files of the package's `static/` folder."""

    def __init__(self) -> None:
        folder = files("pressmark.search.web") / "static"
        self._files = {
            name: _static_file((folder / name).read_bytes(), media_type)
            for name, media_type in _MEDIA_TYPES.items()
        }

    def url(self, name: str) -> str:
        """Where the file's present content is served."""
        return f"/static/{name}?v={self._files[name].digest}"

    async def endpoint(self, request: Request) -> Response:
        """Answer with the file of that name."""
        file = self._files.get(request.path_params["name"])
        if file is None:
            raise HTTPException(404)
        headers = {"cache-control": FOR_EVER, "etag": f'"{file.digest}"'}
        return Response(file.body, headers=headers, media_type=file.media_type)


def _static_file(body: bytes, media_type: str) -> StaticFile:
    return StaticFile(body, media_type, blake2b(body, digest_size=6).hexdigest())
