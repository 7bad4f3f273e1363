"""Names of sites, and titles without them."""

import re
from collections.abc import Iterable, Iterator

from pressmark.corpus.text.addresses import host_of
from pressmark.corpus.text.keys import letters

SHORTEST_SITE = 3
"""Letters of a site's name, or of a host's label, that a comparison can rest on."""

TITLE_BREAK = re.compile(r" (?:[|»«·•:]|[-–—]) | ?\| ?")
"""What separates the parts of a title whose white space is collapsed."""


PART_BREAK = re.compile(r": | :(?=\S)| (?://|/|›) ")
"""What separates a site's name from a title, and parts of a title from each other."""

CLOSE = 2.5
"""Letters of such a part for each letter of the host's label that it agrees with: a product's or an
article's name begins with the maker's or the subject's."""


def without_site(title: str, source: str) -> str:
    """A page's title without the site's name before or behind it."""
    if not source:
        return title
    parts = TITLE_BREAK.split(title)
    gaps = TITLE_BREAK.findall(title)
    site = letters(source)
    while len(parts) > 1 and _same(parts[-1], site):
        parts.pop()
        gaps.pop()
    if len(parts) > 1 and _same(parts[0], site):
        parts.pop(0)
        gaps.pop(0)
    whole = parts[0]
    for gap, part in zip(gaps, parts[1:], strict=False):
        whole += gap + part
    return _without_name(whole.strip(), site)


def _without_name(title: str, site: str) -> str:
    """A title without the very name of the site before a colon or behind a stroke."""
    ends = [match.span() for match in PART_BREAK.finditer(title)]
    for start, stop in ends[:1]:
        if letters(title[:start]) == site:
            return title[stop:].strip()
    for start, stop in ends[-1:]:
        if letters(title[stop:]) == site:
            return title[:start].strip()
    return title


def best_site(candidates: Iterable[tuple[str, str]], address: str) -> tuple[str, str]:
    """Of names with their places the first that agrees with the host's name, else the first.

    A name that ends in a slogan loses it: `Example | News for all` is Example. A title is no name,
    but may have one as a part.
    """
    first = ("", "")
    labels = [label for label in host_of(address).split(".")[:-1] if label != "www"]
    for name, place in candidates:
        parts = [(part.strip(" @"), False) for part in (*TITLE_BREAK.split(name), name)]
        for part, is_close in _parts_of_title(name) if place == "title" else parts:
            if any(_agrees(label, letters(part), is_close=is_close) for label in labels):
                return part, place
        if not first[0] and place != "title":
            first = parts[0][0], place
    return first


def _parts_of_title(title: str) -> Iterator[tuple[str, bool]]:
    """The parts that may be a site's name, the last first, and whether it must be close to that of
    the host."""
    parts = TITLE_BREAK.split(title)
    for part in reversed(parts):
        pieces = PART_BREAK.split(part)
        if len(pieces) > 1:
            yield from ((piece.strip(" @"), True) for piece in pieces)
        elif len(parts) > 1:
            yield part.strip(" @"), False


def _agrees(label: str, name: str, *, is_close: bool) -> bool:
    """Whether a host's label is made of the name's letters in order, or holds the name."""
    if is_close and len(name) > CLOSE * len(label):
        return False
    if len(name) < SHORTEST_SITE or len(label) < SHORTEST_SITE:
        return bool(name) and name.startswith(label)
    rest = iter(name)
    return name in label or all(letter in rest for letter in letters(label))


def _same(part: str, site: str) -> bool:
    own = letters(part)
    return bool(own) and (own == site or own in site or site in own)
