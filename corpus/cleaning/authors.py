"""Author bios and contacts at the article's end."""

import re

from pressmark.corpus.cleaning.line import Line
from pressmark.corpus.cleaning.state import RUNNING_KINDS, State
from pressmark.corpus.text.bylines import authors_of
from pressmark.corpus.text.vocabulary import BIO_WORDS, COPULAS, JOURNALIST_ROLES
from pressmark.corpus.text.words import words_of

MAX_BIO_CHARACTERS = 400
"""Longer texts about an author are articles about an author."""

ROLE_WITHIN = 12
"""The role is within so many words: "is a freelance journalist"."""

LAST_LINES = 4
"""A bio of an author who is not named above is in the last lines that are left."""

_DASH = re.compile(r"([^\W\d_][^\s,.:;]*(?: [^\W\d_][^\s,.:;]*){1,3}) [—–] ")
_CONTACT = re.compile(r"(?<!\S)(?>\S[^\s@]*@)\S+\.\w|(?<!\w)@\w{3}")


def drop_author_lines(state: State) -> None:
    """Removes bios and contacts: lines below the text that begin with an author's name."""
    names = _authors(state)
    kept = [i for i, _ in state.kept() if state.kind(i) in RUNNING_KINDS]
    half = len(state.lines) // 2
    for place, i in enumerate(kept):
        line = state.lines[i]
        if i < half or i == state.title or len(line.text) > MAX_BIO_CHARACTERS:
            continue
        known = any(line.words[: len(name)] == name for name in names)
        is_late = place >= len(kept) - LAST_LINES
        if known and _CONTACT.search(line.text):
            state.drop(i, "author-contact")
        elif _is_bio(line, known, is_late) or (i == kept[-1] and _is_labelled(i, state)):
            state.drop(i, "author-bio")


def _authors(state: State) -> set[tuple[str, ...]]:
    """The names of the article's authors as words."""
    bylines = (state.lines[i].text for i, f in state.findings.items() if f.rule == "byline")
    names = {*state.article.authors, *(name for text in bylines for name in authors_of(text))}
    return {words for name in names if len(words := words_of(name)) > 1}


def _is_bio(line: Line, known: bool, is_late: bool) -> bool:
    """Whether it describes an author: one named above the text, or called a journalist."""
    if known and is_late and line.end == ".":
        head = set(line.words[:ROLE_WITHIN])
        return bool((JOURNALIST_ROLES | BIO_WORDS) & head or COPULAS & set(line.words[2:4]))
    return (known or is_late) and _states_role(line, known)


def _is_labelled(at: int, state: State) -> bool:
    """Whether the line above is "About the author" and nothing else."""
    label = state.findings.get(at - 1)
    return label is not None and label.rule == "author-bio" and state.is_bare(at - 1)


def _states_role(line: Line, known: bool) -> bool:
    """Whether it begins like "NAME is a … journalist", NAME being two to four capitalised words.

    Slavic languages have a dash for the "is".
    """
    head = line.words[:ROLE_WITHIN]
    copula = next((at for at, word in enumerate(head) if word in COPULAS), 0)
    if not copula and (dash := _DASH.match(line.text)):
        copula = len(words_of(dash[1]))
    if not 2 <= copula <= 4 or not JOURNALIST_ROLES & set(head[copula:]):
        return False
    return known or all(word[:1].isupper() for word in line.text.split()[:copula])
