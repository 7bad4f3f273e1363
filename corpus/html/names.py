"""Names of people and of sites, freed of what stands around them."""

import re
from collections.abc import Iterable, Sequence

from pressmark.corpus.addresses import host_of
from pressmark.corpus.months import month_number
from pressmark.corpus.vocabulary import WEEKDAYS

BY = re.compile(
    r"^\s*(?:(?:written|posted|reported|story|text|words)\s+)?(?:by|von|par|por|di|door|автор|oleh)\b\s*:?\s*",
    re.IGNORECASE,
)
OPEN_END = re.compile(r"(?:\b(?:by|von|par|por|di|and|und|et|y|e|і|и)|[,&:])$", re.IGNORECASE)
OPEN_START = re.compile(r"^(?:and|und|et|y|e|і|и|,|&)(?:\s|$)", re.IGNORECASE)
"""How a line ends, or the next begins, where a name is still to come."""

DATED = re.compile(r"\d\D{0,20}?\s(?:by|von|par|por|oleh)\s+(\S.*)$", re.IGNORECASE)
"""What names the author where the date stands first: `Posted on 27 May 2015 by Ada Bell`."""

REPORTER = re.compile(r"([가-힣]{2,4})\s?(?:선임기자|기자|특파원|칼럼니스트|논설위원)(?![가-힣])")
"""How Korean papers sign, mostly beside an address of electronic mail."""

AGENCIES = frozenset(
    {"associatedpress", "ap", "afp", "reuters", "dpa", "pressassociation", "bloombergnews"}
)
"""No authors beside people: they stand behind the names of those who write for them."""

BETWEEN = re.compile(r"\s*(?:,|;|\||•|·|/|\s&\s|\s(?:and|und|et|y|e|і|и|with)\s)\s*", re.IGNORECASE)
ADDRESS = re.compile(r"https?:|www\.|@\S+\.")
NOT_A_NAME = re.compile(
    r"""[@\d<>{}\[\]#=()] | \.com\b
        | \b(?:writer|editor|reporter|correspondent|columnist|redakteur|staff\ writer)\b""",
    re.IGNORECASE | re.VERBOSE,
)
BEFORE_DATES = frozenset({"on", "-", "–", "|", "•", "·", "/"})
SHORTEST_WEEKDAY = 3
"""Letters: `So` and `Do` are surnames as well as German days."""

NAME_WORDS = 6
"""Words of the longest name; more is a sentence."""

SHORTEST_SITE = 3
"""Letters of a site's name, or of a host's label, that a comparison can rest on."""

PARTED = re.compile(r"\s+(?:[|»«·•:]|[-–—])\s+|\s*\|\s*")


def authors_in(texts: Iterable[str], source: str) -> tuple[str, ...]:
    """The people named in bylines, each once, in order; the site's own name is none."""
    found: dict[str, str] = {}
    for text in texts:
        if ADDRESS.search(text):
            continue
        for part in BETWEEN.split(BY.sub("", _before_date(text))):
            name = " ".join(part.split()).strip(" .,-–—|:")
            if _is_name(name) and letters(name) != letters(source):
                found.setdefault(name.lower(), name)
    people = [name for name in found.values() if letters(name) not in AGENCIES]
    return tuple(people or found.values())


def authors_of_line(line: str, source: str) -> tuple[str, ...]:
    """The people whom a line near the text names, if it begins or ends as bylines do."""
    if BY.match(line):
        return authors_in([line], source)
    if dated := DATED.search(line):
        return authors_in([dated[1]], source)
    return tuple(dict.fromkeys(REPORTER.findall(line)))


def byline(pieces: Sequence[str]) -> str:
    """The first line of a byline whose words stand in several tags."""
    line = ""
    for piece in (" ".join(piece.split()) for piece in pieces):
        if not piece or (not any(map(str.isalpha, piece)) and not line):
            continue
        if line and not (OPEN_END.search(line) or OPEN_START.match(piece)):
            break
        line = f"{line} {piece}"
    return line.strip()


def _before_date(text: str) -> str:
    """The part of a byline before its date."""
    words = text.split()
    end = next((at for at, word in enumerate(words) if any(map(str.isdigit, word))), len(words))
    while end < len(words) and end > 0 and _is_of_date(words[end - 1].strip(".,").lower()):
        end -= 1
    return " ".join(words[:end])


def _is_of_date(word: str) -> bool:
    is_weekday = len(word) >= SHORTEST_WEEKDAY and word in WEEKDAYS
    return is_weekday or word in BEFORE_DATES or month_number(word) is not None


def _is_name(name: str) -> bool:
    return len(name) > 1 and len(name.split()) <= NAME_WORDS and not NOT_A_NAME.search(name)


def without_site(title: str, source: str) -> str:
    """A page's title without the site's name before or behind it."""
    if not source:
        return title
    parts = PARTED.split(title)
    gaps = PARTED.findall(title)
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
    """Of names with their places the first that the host's name bears out, else the first.

    A name that ends in a slogan loses it: `Example | News for all` is Example.
    """
    first = ("", "")
    labels = [label for label in host_of(address).split(".")[:-1] if label != "www"]
    for name, place in candidates:
        parts = [part.strip(" @") for part in (*PARTED.split(name), name)]
        for part in parts:
            if any(_bears_out(label, letters(part)) for label in labels):
                return part, place
        if not first[0] and place != "title":
            first = parts[0], place
    return first


def _bears_out(label: str, name: str) -> bool:
    """Whether a host's label is made of the name's letters in order, or holds the name."""
    if len(name) < SHORTEST_SITE or len(label) < SHORTEST_SITE:
        return bool(name) and name.startswith(label)
    rest = iter(name)
    return name in label or all(letter in rest for letter in letters(label))


def _same(part: str, site: str) -> bool:
    own = letters(part)
    return bool(own) and (own == site or own in site or site in own)


def letters(text: str) -> str:
    """The text without case and without what is neither letter nor digit."""
    return "".join(filter(str.isalnum, text.lower()))
