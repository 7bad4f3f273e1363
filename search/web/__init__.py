"""The web page and the JSON API of an index."""

from pressmark.search.web.app import create_app
from pressmark.search.web.library import Library
from pressmark.search.web.server import serve

__all__ = ["Library", "create_app", "serve"]
