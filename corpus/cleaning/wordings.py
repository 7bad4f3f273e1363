"""Lines known by what they say: wordings of the rules, in any decoration."""

from collections.abc import Iterator

from pressmark.corpus.cleaning.sheet import FIXED_KINDS, Line, Sheet
from pressmark.corpus.rules.model import Phrases, numberless

MAX_CHARACTERS = 600
"""Longer lines are prose; the longest promotion of the measured pages has 240 characters."""

MAX_LINK_WORDS = 30
"""A link line is its wording and a headline: at most so many words."""

_PUNCTUATION_AFTER_LABEL = (":", "|", "»", ">", "→", "–", "—", "-")


def drop_wordings(sheet: Sheet) -> None:
    """Removes lines that are, begin with or contain a wording of a rule."""
    for i, line in sheet.kept():
        if line.kind not in FIXED_KINDS and len(line.text) <= MAX_CHARACTERS:
            rule = _rule_for(line, sheet)
            if rule:
                sheet.drop(i, rule)


def _rule_for(line: Line, sheet: Sheet) -> str:
    words = numberless(line.words)
    rules = sheet.rules
    found = rules.whole.get(words) or _rule_by_start(line, words, rules.starts)
    return found or next((n for p, n in rules.patterns if p.search(line.text)), "")


def _rule_by_start(line: Line, words: tuple[str, ...], starts: Phrases) -> str:
    if not words or len(words) > MAX_LINK_WORDS:
        return ""
    for phrase, rule in starts.get(words[0], ()):
        if words[: len(phrase)] == phrase and _is_no_sentence(line, phrase):
            return rule
    return ""


def _is_no_sentence(line: Line, phrase: tuple[str, ...]) -> bool:
    """Whether the wording is set off as a label, or the line is decorated or lacks a stop."""
    if not line.stopped or not line.text[0].isalnum():
        return True
    head = line.text[: len(" ".join(phrase)) + 3]
    return any(mark in head for mark in _PUNCTUATION_AFTER_LABEL)


def phrases_in(words: tuple[str, ...], phrases: Phrases) -> Iterator[str]:
    """The rules whose phrases occur anywhere among the words."""
    for at, word in enumerate(words):
        for phrase, rule in phrases.get(word, ()):
            if words[at : at + len(phrase)] == phrase:
                yield rule
