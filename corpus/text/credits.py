"""Photo credits: lines that are one, and captions that end in one."""

import re

from pressmark.corpus.text.vocabulary import AGENCIES, CREDIT_LINKS, CREDIT_STARTS

MAX_CREDIT_WORDS = 10
"""Photographer, picture desk and agency; "G. Ginsberg/Stringer/Getty Images" has 5."""

MAX_TAIL_WORDS = 8
"""The same at the end of a caption: "Tara Atkinson for Rest of World" has 6."""

MAX_TAIL_CHARACTERS = 120
"""A credit at the end of a caption is looked for in so many characters."""

_AGENCIES = "|".join(re.escape(name) for name in sorted(AGENCIES, key=len, reverse=True))
_STARTS = "|".join(re.escape(word) for word in sorted(CREDIT_STARTS, key=len, reverse=True))
_ENDS_IN_AGENCY = re.compile(
    rf"(?:^|[\W_])(?:{_AGENCIES})(?: file| archive| stock)?\W*$", re.IGNORECASE
)
_NAMED_AGENCY = re.compile(rf"\b(?:{_AGENCIES})\b", re.IGNORECASE)
_BEGINS_WITH_AGENCY = re.compile(
    rf"\W*(?:{_AGENCIES}) ?/ ?[^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){{0,3}}\W*", re.IGNORECASE
)
_NAMES_AGENCY = re.compile(rf"\b(?:{_AGENCIES}|photo|foto|фото)\b", re.IGNORECASE)
_LABELLED = re.compile(
    rf"\W*(?:{_STARTS})(?:(?<=[,،])|\s*[:|/©–—]|\s+(?:by|via|courtesy|©))", re.IGNORECASE
)
_SIGNED = re.compile(r"[(\[]?(?:©|ⓒ|\([cC]\))\s*(?=[^\W\d_])")
_GLUED = re.compile(
    r"(?<=[\w.!?”\"’])\s*(?:photo |image |picture )?credits?\s*(?::|\.{2,3}|…)\s*(.{2,80})$"
    r"|\b(?:photos?|images?|pictures?|fotos?|фото) © ?(.{2,60})$",
    re.IGNORECASE,
)
"""A credit behind a caption's words: "on Monday.Credit...Ada Bell", "the hall, photos © Bell"."""

_WORD = re.compile(r"[^\W_][\w’'.&-]*")
_GALLERY_SWITCH = re.compile(r"(?<=[.)…])\s*(?:less|more)$")
_IN_BRACKETS = re.compile(r"(?<=[.!?”\"])\s*[(\[]([^()\[\]]{2,80})[)\]]$")
_LABELLED_BRACKET = re.compile(
    rf"(?<!\s)\s*+\((?=\W{{0,3}}(?:{_STARTS})\s*:)([^()]{{2,80}})\)$", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"(?<=\w\w\w[.!?])[”\"]?\s+")
_UNSIGNED = re.compile(
    r"\W*(?:[^.!?()]{0,40}\b(?:file|handout|contributed|submitted|provided|courtesy|stock)"
    r" (?:photo|image)s?|(?:image|photo) copyright .{2,40}|handout|(?:photo )?courtesy .{2,60}"
    r"|symbolbild|archivbild|archivfoto|photo d['’]archives|photo d['’]illustration"
    r"|imagen de archivo|immagine d['’]archivio|(?:reprodução|divulgação)(?: ?/ ?.{2,40})?"
    r"|foto (?:de )?(?:archivo|arquivo|archivio)|архівне фото|архивное фото)\W*",
    re.IGNORECASE,
)
_TWO_NAMES = re.compile(r"[^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){1,3} ?/ ?[^\W\d_][^/|]{1,40}")
_BREAKS = re.compile(r"[/|,]| via | - ")


def is_credit(text: str) -> bool:
    """Whether the line is a photo credit and nothing else."""
    if len(text.split()) > MAX_CREDIT_WORDS:
        return False
    if label := _LABELLED.match(text):
        return _common_words(text[label.end() :]) <= 1
    if signed := _SIGNED.match(text):
        return _all_names(text[signed.end() :])
    if _UNSIGNED.fullmatch(text):
        return True
    return _all_names(text) and (_is_agency_line(text) or _is_two_names(text))


def _is_two_names(text: str) -> bool:
    """Photographer and agency; with a number it is the title of something."""
    return _TWO_NAMES.fullmatch(text) is not None and not any(map(str.isdigit, text))


def is_labelled_credit(text: str) -> bool:
    """Whether the line is a labelled photo credit: "Photo: Ada Bell"."""
    return is_credit(text) and (_LABELLED.match(text) or _SIGNED.match(text)) is not None


def has_signed_credit(text: str) -> bool:
    """Whether a text ends in a labelled credit: "…, photos © Ada Bell"."""
    _, credit = split_credit(text)
    return bool(credit) and (_LABELLED.match(credit) or _glued(text)) is not None


def split_credit(text: str) -> tuple[str, str]:
    """A caption without the credit it ends in, and the credit, "" where there is none.

    A credit is in brackets or after the end of a sentence, and is no sentence itself.
    """
    text = _GALLERY_SWITCH.sub("", text)
    if match := _IN_BRACKETS.search(text):
        credit = match[1].strip()
        return (text[: match.start()], credit) if _is_bracket_credit(credit) else (text, "")
    if text.endswith(")") and (match := _LABELLED_BRACKET.search(text)):
        return text[: match.start()], match[1]
    if match := _glued(text):
        return text[: match.start()], match[1] or match[2]
    for match in _SENTENCE_END.finditer(text, max(0, len(text) - MAX_TAIL_CHARACTERS)):
        if _is_tail_credit(text[match.end() :]):
            return text[: match.start()].rstrip(), text[match.end() :]
    return text, ""


def _glued(text: str) -> re.Match[str] | None:
    if "©" not in text and "redit" not in text and "REDIT" not in text:
        return None
    return _GLUED.search(text, max(0, len(text) - MAX_TAIL_CHARACTERS))


def _is_bracket_credit(credit: str) -> bool:
    words = credit.split()
    return len(words) <= MAX_TAIL_WORDS and bool(
        _LABELLED.match(credit)
        or _NAMES_AGENCY.search(credit)
        or (words[0].isupper() and _all_names(credit))
    )


def _is_tail_credit(tail: str) -> bool:
    if len(tail.split()) > MAX_TAIL_WORDS or tail.endswith((".", "!", "?", "…")):
        return False
    if tail[:1].isdigit():  # "Feb. 29" is no end of a sentence
        return False
    return _all_names(tail) or is_credit(tail)


def _all_names(text: str) -> bool:
    return any(map(str.isalpha, text)) and not _common_words(text)


def _common_words(text: str) -> int:
    """How many words are neither capitalised nor usual between the names of a credit."""
    words = (word for word in _WORD.findall(_NAMED_AGENCY.sub(" ", text)) if word[0].islower())
    return sum(word not in CREDIT_LINKS for word in words)


def _is_agency_line(text: str) -> bool:
    """Whether the line is an agency alone or with names; not a headline about it."""
    if _BEGINS_WITH_AGENCY.fullmatch(text):
        return True
    if not _ENDS_IN_AGENCY.search(text):
        return False
    return bool(_BREAKS.search(text)) or text.casefold().strip(" ()[]©.") in AGENCIES
