"""Given and family names of authors, where a name clearly is that of a person."""

import unicodedata
from typing import NamedTuple

from pressmark.corpus.text.name_words import GENERIC
from pressmark.corpus.text.vocabulary import (
    AGENCIES,
    JOB_WORDS,
    JOURNALIST_ROLES,
    NAME_PARTICLES,
    RANKS,
    word_set,
)

_FAMILY_FIRST = frozenset({"hu", "vi", "zh", "ja", "ko", "km", "ta", "te", "ml", "id", "jv", "my"})
"""Languages with the family name first, or in which many people have none."""

_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK")

_ORGANISATIONS = word_set(
    """
    news newsroom desk staff team teams media press agency agencies editorial editors times post
    guardian herald tribune daily weekly journal magazine radio television online network networks
    service services wire archive bureau board politics political sport sports business world
    international foundation group club association society studio studios studies channel channels
    contributors correspondents guest admin administrator user users reader readers community
    public university college school institute centre center watch project data today tonight
    morning evening insider review reviews digital live video podcast films film pictures images
    photos getty bloomberg reuters africa asia europe america australia canada india britain england
    scotland wales ireland germany france spain italy russia ukraine china japan london washington
    view profile
    redaktion rédaction redacción redacao redação redazione redactie redakcja toimitus редакция
    редакція agence agencia agência agenzia agentur nachrichten noticias nouvelles notizie новости
    новини presse prensa imprensa stampa zeitung jornal giornale welle deutsche rundfunk anonymous
    """
)
"""Words of organisations and rubrics that no person's name has."""

_ARTICLES = frozenset({"the", "le", "la", "les", "el", "los", "las", "il", "lo", "o", "os", "die",
                       "der", "das", "de", "het", "al"})  # fmt: skip
_NO_PERSON = (
    _ORGANISATIONS
    | JOB_WORDS
    | JOURNALIST_ROLES
    | RANKS
    | {word.casefold() for word in GENERIC if len(word) > len("Ma")}
)
"""`GENERIC` has codes of states, and Ma and Mo are surnames."""


class PersonName(NamedTuple):
    """The names of a person; `family` has particles, such as `van Beethoven`."""

    given: str
    family: str


def person_name(name: str, *, language: str = "", source: str = "") -> PersonName | None:
    """The given and the family name of `Ann Lee`, `John F. Kennedy` or `Ludwig van Beethoven`.

    None for what may be the name of an organisation, and where two words may be the family name, as
    in `Gabriel García Márquez`; `language` is that of the article, `source` its paper.

    >>> person_name("Ludwig van Beethoven")
    PersonName(given='Ludwig', family='van Beethoven')
    >>> person_name("Press Association"), person_name("Orbán Viktor", language="hu")
    (None, None)
    """
    plain = name.casefold()
    words = name.split()
    is_other = plain in AGENCIES or plain == source.casefold() or words[:1] == [name]
    if is_other or language.partition("-")[0] in _FAMILY_FIRST or not _is_plausible(words):
        return None
    first, *middle, last = words
    given = [first]
    while middle and _is_initial(middle[0]):
        given.append(middle.pop(0))
    if any(word not in NAME_PARTICLES for word in middle):
        return None
    return PersonName(" ".join(given), " ".join((*middle, last)))


def _is_plausible(words: list[str]) -> bool:
    """Whether the words can be those of a person's name, whose first is given."""
    if not words or words[0].casefold() in _ARTICLES or _is_initial(words[-1]):
        return False
    if NAME_PARTICLES.intersection((words[0], words[-1])):
        return False
    return all(word in NAME_PARTICLES or _is_initial(word) or _is_name(word) for word in words)


def _is_name(word: str) -> bool:
    """`Ann`, `O'Neill`, `Jean-Luc` or `McKay`."""
    letters = [sign for sign in word if sign not in "-'’"]
    return (
        word.casefold() not in _NO_PERSON
        and letters[:1] != []
        and word[0].isupper()
        and any(sign.islower() for sign in word)
        and all(map(_is_letter, letters))
    )


def _is_initial(word: str) -> bool:
    """`F.` or `J.R.`; a letter without a dot too."""
    parts = word.removesuffix(".").split(".")
    return all(len(part) == 1 and part.isupper() and _is_letter(part) for part in parts)


def _is_letter(sign: str) -> bool:
    return sign.isalpha() and unicodedata.name(sign, "").startswith(_ALPHABETS)
