"""Escapes untrusted text for a terminal.

An article may have escape sequences that move the cursor, rename the window or hide text. Each
character is replaced by one character, so that offsets into the text stay valid.
"""

import codecs
import unicodedata
from functools import cache

_CONTROL_PICTURES = 0x2400
_WHITESPACE = "\t\n\v\f\r\x85\u2028\u2029"
_DIRECTION_OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNSEEN = "\u2060"

_HARMLESS = (
    {code: chr(_CONTROL_PICTURES + code) for code in range(0x20)}
    | {0x7F: "\u2421"}
    | dict.fromkeys(range(0x80, 0xA0), "\ufffd")
    | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
    | dict.fromkeys(map(ord, _WHITESPACE), " ")
    | dict.fromkeys(map(ord, _DIRECTION_OVERRIDES), _UNSEEN)
)

_PLAIN = {
    "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "–": "-", "—": "-", "−": "-", "…": "...", "·": "-", "•": "*", "×": "x", "━": "=", "─": "-",
    "▁": "_", "▂": ".", "▃": "-", "▄": "=", "▅": "+", "▆": "*", "▇": "#", "█": "@",
}  # fmt: skip


def harmless(text: str) -> str:
    """The text with control characters replaced one for one; line breaks become spaces."""
    # what Python takes for printable is none of these
    return text if text.isprintable() else text.translate(_HARMLESS)


def harmless_json(text: str) -> str:
    """JSON text with control characters as JSON escapes."""
    return text.translate(_json_escapes())


@cache
def _json_escapes() -> dict[int, str]:
    codes = (*range(0x7F, 0xA0), *range(0xD800, 0xE000), *map(ord, _DIRECTION_OVERRIDES))
    return {code: f"\\u{code:04x}" for code in codes}


def plain_spelling(error: UnicodeError) -> tuple[str, int]:
    """A codec error handler: replaces characters that the encoding lacks by similar ones."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(map(_spell, lacking)), error.end


def _spell(character: str) -> str:
    if unicodedata.category(character) == "Cf":
        return ""
    plain = _PLAIN.get(character) or unicodedata.normalize("NFKD", character)
    return plain.encode("ascii", "ignore").decode("ascii") or "?"


codecs.register_error("pressmark-plain", plain_spelling)
