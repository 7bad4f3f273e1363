"""HTML pages become articles: the body without the boilerplate, and the page's metadata."""

from pressmark.corpus.html.fragment import parse_fragment
from pressmark.corpus.html.page import parse_html

__all__ = ["parse_fragment", "parse_html"]
