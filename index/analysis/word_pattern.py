"""The tokenizer: what counts as one word, the same for every language.

Each character and its nearest neighbours alone decide:

- letters, digits and the marks that combine with them, by Unicode category: `Müller`, `naïve`;
- an apostrophe or ampersand between two of those: `don't`, `O’Brien`, `AT&T`; the apostrophe of a
  short word before a longer one separates them: `l'eau`, `d’économie`;
- a point or comma between two digits: `3.5`, `1,000`;
- a point between two single letters: `U.S.`;
- a soft hyphen or zero-width joiner between two of those, which no reader sees;
- `++` or `#` behind a single letter: `C++`, `F#`;
- a hyphen separates words: `covid-19` is the two words `covid 19`, a phrase in a query;
- a Han character or kana is a word by itself, and so is a letter of Thai, Lao, Khmer or Burmese
  with its marks, since these scripts put no spaces between words.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from itertools import pairwise

APOSTROPHES = "'’＇ʼ"
UNSEEN = "\u00ad\u200c\u200d\u2060"
LETTER = r"[^\W\d_]"
_JOINERS = "&" + UNSEEN + APOSTROPHES
_UNSPACED = (
    "\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46"
    "\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd\u0ec0-\u0ec6\u0edc-\u0edf"
    "\u1780-\u17b3\u17d7\u17dc"
    "\u1000-\u102a\u103f\u1050-\u1055\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070\u1075-\u1081"
    "\u108e\uaa60-\uaa76\uaa7a\uff66-\uff9d"
)
"""Letters of the scripts without spaces: Chinese, Japanese, Thai, Lao, Khmer, Burmese."""
_HALF_WIDTH = "\uff9e\uff9f"
"""The marks of half-width katakana, which are letters to Unicode."""
_STACKERS = "\u1039\u17d2"
"""Signs of Burmese and Khmer that write the next letter below the one before."""
_MARKED = (0x300, 0x20000), (0xE0100, 0xE01F0)
"""The code points that may be marks."""

_ELIDED = (
    "[cdjlmnstv]|qu|gl|un|all|dell|nell|sull|dall|coll|dov|com|sant|bell|quell|quest|jusqu|lorsqu"
    "|puisqu|quoiqu|presqu|quelqu"
)
"""Short words of French, Italian and Catalan that lose their last vowel before another word."""


class WordPattern:
    """Finds one word after the other, as `re` does.

    Of two expressions the plain one knows no marks and no scripts without spaces: it is compiled
    in a fraction of the time, and where a text has none of those both find the same.
    """

    def __init__(self) -> None:
        self._plain = re.compile(_expression(marks="", unspaced=""))

    def __reduce__(self) -> "tuple[type[WordPattern], tuple[()]]":
        return type(self), ()

    @property
    def pattern(self) -> str:
        """The expression that knows all, by which Whoosh compares analyzers."""
        return _expression(marks(), _UNSPACED)

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def _for(self, text: str) -> re.Pattern[str]:
        is_plain = text.isascii() or _beyond_plain().search(text) is None
        return self._plain if is_plain else self._whole

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches in order, each a word."""
        return self._for(text).finditer(text)

    def findall(self, text: str) -> list[str]:
        """The words in order."""
        return self._for(text).findall(text)


def _expression(marks: str, unspaced: str) -> str:
    word, single = rf"[^\W_{unspaced}]", rf"(?<![{marks}\w]){LETTER}"
    # what a character is comes before what is behind it, since most are no joiner at all
    joined = (
        rf"(?:[{_JOINERS}]"
        r"|[.,](?<=\d.)(?=\d)"
        rf"|\.(?<={single}\.)(?={LETTER}(?![{marks}\w])))"
    )
    elided = rf"(?i:{_ELIDED})(?=[{APOSTROPHES}]{LETTER}{LETTER})"
    signs = rf"(?:\+\+(?<={single}\+\+)|#(?<={single}#))(?![{marks}\w+#])"
    # each set of so many letters takes 2 ms to compile: as few as can be
    marked = rf"[{marks}]+{word}*|" if marks else ""
    words = rf"{word}+(?:(?:{marked}{joined}{word}+)+|{signs})?"
    if not unspaced:
        return f"{elided}|{words}"
    letter = f"[{unspaced}][{marks}{_HALF_WIDTH}]*"
    return f"{letter}(?:(?<=[{_STACKERS}]){letter})*|{elided}|{words}"


@cache
def marks() -> str:
    """The combining marks of all scripts as ranges of a set; to `re` none is a letter."""
    codes = (code for first, end in _MARKED for code in range(first, end))
    return _ranges(code for code in codes if unicodedata.category(chr(code))[0] == "M")


def _ranges(codes: Iterable[int]) -> str:
    ascending = list(codes)
    gaps = [(a, b) for a, b in pairwise(ascending) if b - a > 1]
    firsts = [ascending[0], *(after for _, after in gaps)]
    lasts = [*(before for before, _ in gaps), ascending[-1]]
    return "".join(f"{chr(a)}-{chr(b)}" for a, b in zip(firsts, lasts, strict=True))


@cache
def _beyond_plain() -> re.Pattern[str]:
    # letters of Latin script, and the signs and punctuation of any
    return re.compile("[^\x00-\u02ff\u2000-\u2bff]")
