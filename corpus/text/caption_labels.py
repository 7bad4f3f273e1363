"""Labels of captions: "Image caption", "Pie de foto,", "3 of 12 |"."""

import re

_NAMES = (
    r"(?:image|media|photo|video) caption",
    r"bildunterschrift|bildtext",
    r"légende (?:image|photo|de la photo|vidéo)",
    r"pie de foto|leyenda",
    r"legenda da (?:foto|imagem)|legenda",
    r"didascalia",
    r"підпис до (?:фото|зображення|відео)",
    r"подпись к (?:фото|изображению|видео)",
    r"التعليق على الصورة",
    r"इमेज कैप्शन",
)
_NAMED = re.compile(rf"(?:{'|'.join(_NAMES)})(?=[^\w]|(?-i:[A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐ]))", re.IGNORECASE)
"""A scraper runs the label and the caption together: "Media captionWho is it?"."""

_LABEL = re.compile(
    rf"(?:{_NAMED.pattern}[\s:,،.|-]*|caption:|file(?: photo)?\s*[-–—:]|"
    r"[(\[]?\d{1,3}\s*(?:/|of)\s*\d{1,3}[)\]]?[\s:|.-]*)\s*",
    re.IGNORECASE,
)

_INITIALS = frozenset("0123456789([IiMmPpVvBbLlDdFfCcПпاइ")
"""First characters of labels; few lines have one, and the test is cheap."""


def is_labelled(text: str) -> bool:
    """Whether a line begins with the label of a caption."""
    return text[:1] in _INITIALS and _NAMED.match(text) is not None


def without_label(text: str) -> str:
    """The caption behind its label; the text itself where there is none."""
    label = _LABEL.match(text) if text[:1] in _INITIALS else None
    return text[label.end() :] if label else text
