"""The label of an article without a title: the first words of its text."""

from collections.abc import Iterable

from pressmark.corpus.kinds import BODY_KINDS, Kind

MOST_CHARACTERS = 80
"""As long as a long headline: the longest of the measured pages has 100."""

_LEAST_KEPT = MOST_CHARACTERS // 2
_OPEN_ENDS = " ,;:–—-(“„\"'"


def opening_of(paragraphs: Iterable[tuple[Kind, str]]) -> str:
    """The first words of the body, else of whatever text there is; "" for an article of nothing."""
    texts = [(kind, text) for kind, text in paragraphs if text.strip()]
    body = (text for kind, text in texts if kind in BODY_KINDS)
    return first_words(next(body, texts[0][1] if texts else ""))


def first_words(text: str) -> str:
    """The text where it is short, else its first words and dots.

    Scripts without blanks between words have wide letters: half as many are kept.
    """
    text = " ".join(text[: 4 * MOST_CHARACTERS].split())
    if len(text) <= MOST_CHARACTERS:
        return text
    blank = text.rfind(" ", _LEAST_KEPT, MOST_CHARACTERS + 1)
    return text[: blank if blank > 0 else _LEAST_KEPT].rstrip(_OPEN_ENDS) + " …"
