"""Amounts in their short and their long form: `2.3bn`, `2.3 bn` and `2.3 billion`."""

import re
from collections.abc import Iterator, Sequence

from pressmark.search.query.spelling_groups import Run, Word

_SCALES = (
    ("thousand", "k"),
    ("million", "millions", "m", "mn", "mln"),
    ("billion", "billions", "bn"),
    ("trillion", "trillions", "tn", "trn"),
    ("Millionen", "Million", "Mio"),
    ("Milliarden", "Milliarde", "Mrd"),
    ("milliards", "milliard", "Md", "Mds"),
    ("miliardi", "miliardo", "mld"),
    ("miljard", "mld"),
    ("миллиардов", "миллиарда", "млрд"),
    ("миллионов", "миллиона", "млн"),
    ("мільярдів", "мільярда", "млрд"),
    ("мільйонів", "мільйона", "млн"),
)
_AMBIGUOUS = frozenset({"m", "k"})
"""Metres, and more: they are a million or a thousand only behind a sign of a currency."""
_CURRENCY = re.compile(r"[$€£¥₹₽₴]")
_NUMBER = r"\d+(?:[.,]\d+)*"
_BARE = re.compile(_NUMBER)
_SHORT = re.compile(rf"({_NUMBER})([^\W\d_]+)")


def amounts_in(words: Sequence[Word], text: str) -> Iterator[Run]:
    """The amounts among the words of `text`, each with its other forms."""
    for at, word in enumerate(words):
        short = _SHORT.fullmatch(word.typed)
        if short:
            is_money = bool(_CURRENCY.match(text[max(0, word.start - 1) : word.start]))
            others = _forms(short[1], short[2], is_money=is_money)
            if others:
                yield Run(at, at + 1, tuple(each for each in others if each != word.typed))
        elif _BARE.fullmatch(word.typed) and at + 1 < len(words):
            scale = words[at + 1].typed
            others = _forms(word.typed, scale, is_money=False)
            if others:
                written = f"{word.typed} {scale}".lower()
                yield Run(at, at + 2, tuple(each for each in others if each.lower() != written))


def _forms(number: str, scale: str, *, is_money: bool) -> tuple[str, ...]:
    """The forms of a number with a scale, none if it is no scale."""
    plain = scale.lower()
    if plain in _AMBIGUOUS and not is_money:
        return ()
    scales = [each for group in _SCALES if plain in map(str.lower, group) for each in group]
    return tuple(
        form for each in dict.fromkeys(scales) for form in (f"{number} {each}", f"{number}{each}")
    )
