"""Names of columns and languages without what differs between their spellings."""

import re
import unicodedata
from functools import lru_cache

_SEPARATORS = re.compile(r"[\W_]+")
_LETTERS = str.maketrans("ıłøđð", "ilodd")
"""Letters that are no others with an accent, though people type them so."""


@lru_cache(maxsize=4096)
def normalized_name(name: str) -> str:
    """A column's name without case, accents and separators.

    >>> normalized_name("Fecha de publicación"), normalized_name("og:title")
    ('fechadepublicacion', 'ogtitle')
    """
    letters = unicodedata.normalize("NFKD", str(name).casefold())
    marked = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _SEPARATORS.sub("", marked).translate(_LETTERS)
