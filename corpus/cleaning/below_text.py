"""Below the text: what a page goes on with once the article is over."""

from pressmark.corpus.cleaning.related import MAX_HEADLINE_WORDS, Vocabulary, is_foreign
from pressmark.corpus.cleaning.worksheet import RUNNING_KINDS, Sheet
from pressmark.corpus.model import Kind

CLOSING_RULES = frozenset(
    {
        *("comments", "copyright", "tags", "author-bio", "author-contact", "related-links"),
        *("menu", "reporting-credit", "sign-up"),
    }
)
"""What a page shows below an article: once one of these has come, headlines are of others."""

HEADLINE_WORDS = 6
"""Shorter lines are entries of a list or the names of sections."""


def drop_below_text(sheet: Sheet) -> None:
    """Removes headlines that speak of something else, below the last paragraph and the page's end.

    What begins with a number may be an entry of the article's own list.
    """
    below = _below(sheet) if sheet.is_plain else range(0)
    found = [at for at in below if _may_be_headline(at, sheet)]
    spoken_of = Vocabulary(sheet, without=set(below)) if found else None
    for at in found:
        if spoken_of and is_foreign(sheet.lines[at], spoken_of):
            sheet.drop(at, "related-headline")


def _below(sheet: Sheet) -> range:
    """The lines below the last paragraph, from the first on that says the article is over."""
    last = len(sheet.lines)
    lines = reversed(list(sheet.kept()))
    prose = next((at for at, line in lines if line.is_paragraph), last)
    closing = (at for at in range(prose + 1, last) if _closes(at, sheet))
    return range(next(closing, last), last)


def _closes(at: int, sheet: Sheet) -> bool:
    found = sheet.findings.get(at)
    return found is not None and found.rule in CLOSING_RULES


def _may_be_headline(at: int, sheet: Sheet) -> bool:
    line = sheet.lines[at]
    if at in sheet.findings or line.kind not in RUNNING_KINDS or sheet.kind(at) is Kind.CAPTION:
        return False
    return (
        not line.stopped
        and HEADLINE_WORDS <= len(line.words) <= MAX_HEADLINE_WORDS
        and not line.text[0].isdigit()
    )
