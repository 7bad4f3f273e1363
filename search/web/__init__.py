"""The face in the browser: a small page over one index, and the same answers as JSON."""

from pressmark.search.web.app import create_app
from pressmark.search.web.library import Library
from pressmark.search.web.server import serve

__all__ = ["Library", "create_app", "serve"]
