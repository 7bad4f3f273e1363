"""Headlines of other stories below the article."""

from pressmark.corpus.cleaning.related import MAX_HEADLINE_WORDS, Vocabulary, is_off_topic
from pressmark.corpus.cleaning.state import RUNNING_KINDS, State
from pressmark.corpus.model import Kind

CLOSING_RULES = frozenset(
    {
        *("comments", "copyright", "tags", "author-bio", "author-contact", "related-links"),
        *("menu", "reporting-credit", "sign-up"),
    }
)
"""Rules of what a page shows below an article; headlines after it are of other stories."""

HEADLINE_WORDS = 6
"""Shorter lines are entries of a list or the names of sections."""


def drop_below_text(state: State) -> None:
    """Removes headlines on another topic below the last paragraph and the first closing line.

    What begins with a number may be an entry of the article's own list.
    """
    below = _below(state) if state.is_plain else range(0)
    found = [at for at in below if _may_be_headline(at, state)]
    vocabulary = Vocabulary(state, without=set(below)) if found else None
    for at in found:
        if vocabulary and is_off_topic(state.lines[at], vocabulary):
            state.drop(at, "related-headline")


def _below(state: State) -> range:
    """The lines below the last paragraph, from the first closing line on."""
    last = len(state.lines)
    lines = reversed(list(state.kept()))
    prose = next((at for at, line in lines if line.is_paragraph), last)
    closing = (at for at in range(prose + 1, last) if _closes(at, state))
    return range(next(closing, last), last)


def _closes(at: int, state: State) -> bool:
    found = state.findings.get(at)
    return found is not None and found.rule in CLOSING_RULES


def _may_be_headline(at: int, state: State) -> bool:
    line = state.lines[at]
    if at in state.findings or line.kind not in RUNNING_KINDS or state.kind(at) is Kind.CAPTION:
        return False
    return (
        not line.stopped
        and HEADLINE_WORDS <= len(line.words) <= MAX_HEADLINE_WORDS
        and not line.text[0].isdigit()
    )
