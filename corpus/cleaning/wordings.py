"""Lines known by what they say: the wordings of the rules, in any decoration."""

import re

from pressmark.corpus.cleaning.sheet import FIXED_KINDS, Line, Sheet
from pressmark.corpus.rules.model import Phrase, Phrases, RuleSet
from pressmark.corpus.words import numberless, words_of

MAX_CHARACTERS = 320
"""Longer lines are prose; the longest promotion of the measured pages has 240 characters."""

MAX_WEAK_CHARACTERS = 40
"""Weak wordings are one or two words."""

MAX_LINK_WORDS = 30
"""A link line is its wording and a headline: at most so many words."""

_LABEL_MARK = re.compile(r"\s*[:|»>→–—-]")
_QUOTED = re.compile(r"[“\"«„][^“”\"«»„]*[”\"»“]")
_QUOTES = ("“", '"', "«", "„", "'", "‘")


def drop_wordings(sheet: Sheet) -> None:
    """Removes lines that are, begin with or contain a wording of a rule."""
    for i, line in sheet.kept():
        if _may_be_wording(i, line, sheet):
            rule = _rule_for(line, sheet.rules)
            if rule:
                sheet.drop(i, rule)


def drop_in_company(sheet: Sheet) -> None:
    """Removes lines of weak wordings beside lines that are plainly page furniture.

    Two weak lines beside each other confirm one another: buttons come in bars.
    """
    weak = {i: rule for i, line in sheet.kept() if (rule := weak_rule(i, sheet))}
    company = {i for i, found in sheet.findings.items() if found.rule in sheet.rules.company}
    grown = True
    while grown:
        confirmed = {
            i for i in weak if any(n in company or n in weak for n in sheet.neighbours(i))
        } - company
        grown = bool(confirmed)
        company |= confirmed
        for i in confirmed:
            sheet.drop(i, weak.pop(i))


def weak_rule(at: int, sheet: Sheet) -> str:
    """The rule that a line belongs to if what stands beside it does, "" for none."""
    line = sheet.lines[at]
    if len(line.text) > MAX_WEAK_CHARACTERS or not _may_be_wording(at, line, sheet):
        return ""
    return sheet.rules.weak.get(line.wording, "")


def _may_be_wording(at: int, line: Line, sheet: Sheet) -> bool:
    if len(line.text) > MAX_CHARACTERS or sheet.kind(at) in FIXED_KINDS:
        return False
    return bool(line.words)


def _rule_for(line: Line, rules: RuleSet) -> str:
    words = line.wording
    return (
        rules.whole.get(words)
        or _rule_by_words(words, rules)
        or _rule_by_start(line, words, rules.starts)
        or _rule_by_cue(line, words, rules.cues)
        or next((rule for pattern, rule in rules.patterns if pattern.search(line.text)), "")
    )


def _rule_by_words(words: tuple[str, ...], rules: RuleSet) -> str:
    if len(words) > 1 and all(word in rules.words for word in words):
        return rules.words[words[0]]
    return ""


def _rule_by_start(line: Line, words: tuple[str, ...], starts: Phrases) -> str:
    if len(words) > MAX_LINK_WORDS:
        return ""
    for phrase in starts.get(words[0], ()):
        if words[: len(phrase.words)] == phrase.words and _is_no_sentence(line, phrase):
            return phrase.rule
    return ""


def _is_no_sentence(line: Line, phrase: Phrase) -> bool:
    """Whether the wording is set off as a label, or the line is decorated or lacks a stop."""
    if _LABEL_MARK.match(_after_words(line.text, len(phrase.words))):
        return True
    decorated = not line.text[0].isalnum() and not line.text.startswith(_QUOTES)
    return not phrase.is_label and (decorated or not line.stopped)


def _after_words(text: str, count: int) -> str:
    """What follows the first `count` words of a line."""
    match = re.match(rf"(?:[\W_]*[^\W_]+){{{count}}}", text)
    return text[match.end() :] if match else ""


def _rule_by_cue(line: Line, words: tuple[str, ...], cues: Phrases) -> str:
    found = _cue_in(words, cues)
    if found and _cue_in(numberless(words_of(_QUOTED.sub(" ", line.text))), cues):
        return found
    return ""


def _cue_in(words: tuple[str, ...], cues: Phrases) -> str:
    for at, word in enumerate(words):
        for phrase in cues.get(word, ()):
            if words[at : at + len(phrase.words)] == phrase.words:
                return phrase.rule
    return ""
