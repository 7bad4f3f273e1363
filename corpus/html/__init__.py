"""HTML pages become articles: the body amid the boilerplate, and what the page says of itself."""

from pressmark.corpus.html.fragment import parse_fragment
from pressmark.corpus.html.page import parse_html

__all__ = ["parse_fragment", "parse_html"]
