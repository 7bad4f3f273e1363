"""The rule of a line by its wording, in any decoration."""

import re

from pressmark.corpus.cleaning.line import Line, line_of
from pressmark.corpus.model import Block, Kind
from pressmark.corpus.rules.model import Phrase, Phrases, RuleSet
from pressmark.corpus.text.keys import numberless
from pressmark.corpus.text.vocabulary import READER_WORDS
from pressmark.corpus.text.words import words_of

MAX_LINK_WORDS = 40
"""A link line is its wording and a headline, a promotion one or two sentences."""

MAX_EDGE_WORDS = 30
"""A wording that is only a beginning takes a sentence at most so long, and only at an edge."""

MAX_CUED_WORDS = 30
"""In a longer line a cue is one sentence among others of a paragraph, …"""

LATEST_CUE = 12
"""… unless it is so early that the line begins with it."""

_CALLS = frozenset(
    {"sign-up", "support-us", "read-more", "author-contact", "share-bar", "comments"}
)
"""The rules whose wordings address the reader, as after a question: "Like it? Subscribe now." """

_POINTERS = frozenset({"read-more", "author-contact", "share-bar"})
"""The rules whose wordings may close a paragraph of reporting: "…. Click here to read it."."""

_SENTENCE_END = re.compile(r"[.!?][”\"’)]?\s+(?=[^\W\d_a-z])")
MAX_JOINED_CHARACTERS = 80
"""Labels that a scraper ran together are short."""

_JOINT = re.compile(r"(?<=[a-zß-öø-ÿа-яёіїєґ])(?=[A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐ])")
"""Where a scraper ran two texts together: "Edit ProfileSign Out"."""

_LABEL_MARK = re.compile(r"\s*[:|»>→–—#-]")
_QUOTED = re.compile(r"[“\"«„][^“”\"«»„]*[”\"»“]")
QUOTES = ("“", '"', "«", "„", "'", "‘")


def rule_of(line: Line, rules: RuleSet, at_edge: bool = False) -> str:
    """The name of the rule that a line is, begins with or contains a wording of; "" for none.

    At an edge of the article a wording that is only a beginning takes sentences too.
    """
    rule = _rule_as_written(line, rules, at_edge)
    if not rule and len(line.text) <= MAX_JOINED_CHARACTERS and _JOINT.search(line.text):
        parted = _like(line, _JOINT.sub(" ", line.text))
        rule = rules.whole.get(parted.wording) or _rule_by_words(parted.wording, rules)
    if not rule and "? " in line.text:
        rule = _rule_as_written(_like(line, line.text.partition("? ")[2]), rules, at_edge)
        return rule if rule in _CALLS else ""
    return rule


def _like(line: Line, text: str) -> Line:
    return line_of(Block(text, line.kind, line.block.order))


def _rule_as_written(line: Line, rules: RuleSet, at_edge: bool) -> str:
    words = line.wording
    if not words:
        return ""
    return (
        rules.whole.get(words)
        or _rule_by_words(words, rules)
        or _rule_by_start(line, words, rules.starts, at_edge)
        or _rule_by_cue(line, words, rules.cues)
        or next((rule for is_in, rule in rules.patterns if is_in(line.text)), "")
    )


def _rule_by_words(words: tuple[str, ...], rules: RuleSet) -> str:
    if len(words) > 1 and all(word in rules.words for word in words):
        return rules.words[words[0]]
    return ""


def _rule_by_start(line: Line, words: tuple[str, ...], starts: Phrases, at_edge: bool) -> str:
    if len(words) > MAX_LINK_WORDS:
        return ""
    for phrase in starts.get(words[0], ()):
        size = len(phrase.words)
        if (
            words[:size] == phrase.words
            and _has_phrase(words[size:], phrase.later)
            and _is_meant(line, phrase, at_edge)
        ):
            return phrase.rule
    return ""


def _has_phrase(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(words[at : at + size] == phrase for at in range(len(words) - size + 1))


def _is_meant(line: Line, phrase: Phrase, at_edge: bool) -> bool:
    """Whether the line is no sentence, or a sentence that the phrase takes."""
    is_set_off = bool(_LABEL_MARK.match(_after_words(line.text, len(phrase.words))))
    if phrase.is_label:
        is_entry = line.kind is Kind.LIST_ITEM  # a list has labels of its own
        return is_set_off and not is_entry and (phrase.takes_sentences or not line.stopped)
    is_quoted = line.text.startswith(QUOTES)
    is_decorated = not line.text[0].isalnum() and not is_quoted
    if phrase.is_beginning:
        is_short = at_edge and len(line.words) <= MAX_EDGE_WORDS
        return not is_quoted and (is_short or not line.stopped)
    if phrase.takes_sentences:
        return not is_quoted
    return is_set_off or is_decorated or not line.stopped


def _after_words(text: str, count: int) -> str:
    """The text behind the first `count` words of a line."""
    match = re.match(rf"(?:[\W_]*[^\W_]+){{{count}}}", text)
    return text[match.end() :] if match else ""


def _rule_by_cue(line: Line, words: tuple[str, ...], cues: Phrases) -> str:
    """The rule of a cue outside quotations.

    A pointer elsewhere is in the first sentence, or that addresses the reader.
    """
    found = _cue_in(words, cues)
    if found in _POINTERS and (end := _SENTENCE_END.search(line.text)):
        first = words_of(line.text[: end.end()])
        if not (READER_WORDS & set(first) or _cue_in(numberless(first), cues)):
            return ""
    if found and _cue_in(numberless(words_of(_QUOTED.sub(" ", line.text))), cues):
        return found
    return ""


def _cue_in(words: tuple[str, ...], cues: Phrases) -> str:
    reach = len(words) if len(words) <= MAX_CUED_WORDS else LATEST_CUE
    for at, word in enumerate(words[:reach]):
        for phrase in cues.get(word, ()):
            if words[at : at + len(phrase.words)] == phrase.words:
                return phrase.rule
    return ""
