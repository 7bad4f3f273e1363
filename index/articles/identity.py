"""What identifies an article: its address, else its own id within its source, else its content.

The path of its file is no part of it, so that an article keeps its id where a folder is moved.
"""

import hashlib
import json
import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from pressmark.corpus.model import Article, CleanArticle

_PLACE = re.compile(r"(?:.*!)?[\d.]+", re.DOTALL)
"""A key that is only the number of a record in its file, perhaps after the member it is in."""

_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|igshid|ref_src")
"""Parameters that say where a link was followed, not where it leads."""

_DEFAULT_PORTS = (None, 80, 443)
_ADDRESS = "address\0"


def is_address(identity: str) -> bool:
    """Whether an address is what identifies the article."""
    return identity.startswith(_ADDRESS)


def identity_of(article: Article, content: str) -> str:
    """Equal for two articles that are one, wherever they were read; `content` is the hash of what
    is known of the article."""
    address = canonical_address(article.url)
    if address:
        return _ADDRESS + address
    if article.key and article.key != article.url and not _PLACE.fullmatch(article.key):
        own = article.key.rpartition("!")[2]
        return "\0".join(("own id", article.source, own, article.title))
    return f"content\0{content}"


def content_of(clean: CleanArticle) -> str:
    """A hash of all that is known of an article but its address and place; the same before and
    after it is stored."""
    article = clean.article
    published = article.published.isoformat() if article.published else ""
    removed = (removal.block for removal in clean.removals)
    blocks = sorted((block.order, block.text) for block in (*clean.paragraphs, *removed))
    texts = [text for order, text in blocks if order >= 0]  # -1 is a title from a field
    title = () if article.title in texts else (article.title,)
    further = json.dumps(dict(article.extra), sort_keys=True)
    return digest("\0".join((article.source, published, further, *title, *texts)))


def canonical_address(url: str) -> str:
    """The address of an article without what does not change where it leads; empty for the front
    page of a site, which is the address of many."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    path = parts.path.rstrip("/")
    kept = [(n, v) for n, v in parse_qsl(parts.query, True) if not _TRACKING.fullmatch(n)]
    route = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    if not (path or kept or route):
        return ""
    place = host.removeprefix("www.") + ("" if port in _DEFAULT_PORTS else f":{port}")
    return f"{place}{path}{'?' if kept else ''}{urlencode(kept)}{route}"


def digest(text: str) -> str:
    """A hash of a text as digits."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass")).hexdigest()
