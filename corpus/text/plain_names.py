"""Names of columns and languages without what differs between their spellings."""

import re
import unicodedata
from functools import lru_cache

_SEPARATORS = re.compile(r"[\W_]+")
_LETTERS = str.maketrans("ıłøđð", "ilodd")
"""Letters that are no others with an accent, though people type them so."""


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """A column's name without case, accents and separators.

    >>> plain_name("Fecha de publicación"), plain_name("og:title"), plain_name("TYTUŁ")
    ('fechadepublicacion', 'ogtitle', 'tytul')
    """
    letters = unicodedata.normalize("NFKD", str(name).casefold())
    marked = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _SEPARATORS.sub("", marked).translate(_LETTERS)
