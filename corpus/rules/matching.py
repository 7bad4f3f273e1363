"""Which rule a line belongs to by what it says, in any decoration."""

import re

from pressmark.corpus.lines import Line
from pressmark.corpus.rules.model import Phrase, Phrases, RuleSet
from pressmark.corpus.words import numberless, words_of

MAX_LINK_WORDS = 30
"""A link line is its wording and a headline: at most so many words."""

_LABEL_MARK = re.compile(r"\s*[:|»>→–—-]")
_QUOTED = re.compile(r"[“\"«„][^“”\"«»„]*[”\"»“]")
_QUOTES = ("“", '"', "«", "„", "'", "‘")


def rule_of(line: Line, rules: RuleSet) -> str:
    """The name of the rule that a line is, begins with or contains a wording of; "" for none."""
    words = line.wording
    if not words:
        return ""
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
