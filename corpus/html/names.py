"""Names of people and of sites, freed of what stands around them."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

BY = re.compile(
    r"^\s*(?:(?:written|posted|reported|story|text|words)\s+)?(?:by|von|par|por|di|door|автор|oleh)\b\s*:?\s*",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"\s*(?:,|;|\||•|·|/|\s&\s|\s(?:and|und|et|y|e|і|и|with)\s)\s*", re.IGNORECASE)
NOT_A_NAME = re.compile(r"https?:|www\.|[@\d<>{}\[\]#=]|\.com\b", re.IGNORECASE)
NAME_WORDS = 6
"""Words of the longest name; more is a sentence."""

PARTED = re.compile(r"\s+(?:[|»«·•:]|[-–—])\s+|\s*\|\s*")


def authors_in(texts: Iterable[str], source: str) -> tuple[str, ...]:
    """The people named in bylines, each once, in order; the site's own name is none."""
    found: dict[str, str] = {}
    for text in texts:
        for part in BETWEEN.split(BY.sub("", text)):
            name = " ".join(part.split()).strip(" .,-–—|:")
            if _is_name(name) and name.lower() != source.lower():
                found.setdefault(name.lower(), name)
    return tuple(found.values())


def _is_name(name: str) -> bool:
    return len(name) > 2 and len(name.split()) <= NAME_WORDS and not NOT_A_NAME.search(name)


def without_site(title: str, source: str) -> str:
    """A page's title without the site's name before or behind it."""
    if not source:
        return title
    parts = PARTED.split(title)
    gaps = PARTED.findall(title)
    site = _letters(source)
    while len(parts) > 1 and _same(parts[-1], site):
        parts.pop()
        gaps.pop()
    if len(parts) > 1 and _same(parts[0], site):
        parts.pop(0)
        gaps.pop(0)
    whole = parts[0]
    for gap, part in zip(gaps, parts[1:], strict=False):
        whole += gap + part
    return whole.strip()


def site_of_host(title: str, address: str) -> str:
    """The part of a title that the host's name repeats, as `Example News` for examplenews.com."""
    host = _letters(urlsplit(address).hostname or "")
    parts = PARTED.split(title)
    for part in (parts[-1], parts[0]):
        if len(parts) > 1 and len(_letters(part)) > 2 and _letters(part) in host:
            return part.strip()
    return ""


def _same(part: str, site: str) -> bool:
    letters = _letters(part)
    return bool(letters) and (letters == site or letters in site or site in letters)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))
