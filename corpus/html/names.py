"""Names of sites, and titles without them."""

import re
from collections.abc import Iterable

from pressmark.corpus.text.addresses import host_of
from pressmark.corpus.text.keys import letters

SHORTEST_SITE = 3
"""Letters of a site's name, or of a host's label, that a comparison can rest on."""

TITLE_BREAK = re.compile(r" (?:[|»«·•:]|[-–—]) | ?\| ?")
"""What separates the parts of a title whose white space is collapsed."""


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
    return whole.strip()


def best_site(candidates: Iterable[tuple[str, str]], address: str) -> tuple[str, str]:
    """Of names with their places the first that agrees with the host's name, else the first.

    A name that ends in a slogan loses it: `Example | News for all` is Example.
    """
    first = ("", "")
    labels = [label for label in host_of(address).split(".")[:-1] if label != "www"]
    for name, place in candidates:
        parts = [part.strip(" @") for part in (*TITLE_BREAK.split(name), name)]
        for part in parts:
            if any(_agrees(label, letters(part)) for label in labels):
                return part, place
        if not first[0] and place != "title":
            first = parts[0], place
    return first


def _agrees(label: str, name: str) -> bool:
    """Whether a host's label is made of the name's letters in order, or holds the name."""
    if len(name) < SHORTEST_SITE or len(label) < SHORTEST_SITE:
        return bool(name) and name.startswith(label)
    rest = iter(name)
    return name in label or all(letter in rest for letter in letters(label))


def _same(part: str, site: str) -> bool:
    own = letters(part)
    return bool(own) and (own == site or own in site or site in own)
