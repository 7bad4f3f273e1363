"""A rule and a set of them, with the wordings of all rules laid out for quick look-up."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pressmark.corpus.rules.patterns import OwnPattern
from pressmark.corpus.text.keys import numberless
from pressmark.corpus.text.words import words_of


@dataclass(frozen=True, slots=True)
class Rule:
    """A reason to remove a line, and the wordings by which such lines are found.

    Wordings are compared without case, punctuation and decoration; `#` is any number.
    `whole` lines are removed anywhere, and lines of two and more `words` and no other. A single
    one of the `words` and a `weak` line are removed only next to a line of such rules. A line
    that begins with one of `starts` goes unless it reads like a sentence; a start that ends in a
    colon must be set off as a label; in "sign up * newsletter" what follows the star may come
    later in the line, and a start with a star takes sentences too; one that ends in its star only
    short ones above or below the text. A line with one of `cues`
    outside quotation marks goes. `patterns`
    are regular expressions, searched in the line as it is. `labels` are entries of menus, which are
    known by coming in a row. A bare wording takes the headlines
    below it along, if they are at most `list_lines`. Where the rule `is_own`, a user's, the time of
    its patterns is bounded.
    """

    name: str
    reason: str
    whole: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    list_lines: int = 0
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A wording as words, its rule, and how strictly it is matched.

    `later` are words that must follow somewhere, `is_label` requires punctuation behind it, and
    `takes_sentences` lets it take a line with a full stop.
    """

    words: tuple[str, ...]
    rule: str
    later: tuple[str, ...] = ()
    is_label: bool = False
    takes_sentences: bool = False

    @property
    def is_beginning(self) -> bool:
        """Whether it takes any sentence that begins so: then only at the article's edges."""
        return self.takes_sentences and not self.later and not self.is_label


Phrases = Mapping[str, tuple[Phrase, ...]]
"""Phrases by their first word, the longest first."""


@dataclass(frozen=True)
class RuleSet:
    """The rules that are on, by name."""

    rules: Mapping[str, Rule] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.rules

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules.values())

    def reason(self, name: str) -> str:
        """The reason that people are shown."""
        return self.rules[name].reason

    def without(self, *names: str) -> "RuleSet":
        """The same set with some rules off."""
        return RuleSet({n: rule for n, rule in self.rules.items() if n not in names})

    def with_rules(self, *rules: Rule) -> "RuleSet":
        """The same set with further rules; one of the same name is replaced."""
        return RuleSet({**self.rules, **{rule.name: rule for rule in rules}})

    @cached_property
    def whole(self) -> Mapping[tuple[str, ...], str]:
        """Rule names by the words of a whole line."""
        return {words_of_phrase(text): rule.name for rule in self for text in rule.whole}

    @cached_property
    def weak(self) -> Mapping[tuple[str, ...], str]:
        """Rule names by the words of a line that a neighbour must confirm."""
        return {
            words_of_phrase(text): rule.name for rule in self for text in (*rule.words, *rule.weak)
        }

    @cached_property
    def labels(self) -> frozenset[tuple[str, ...]]:
        """The words of lines that are entries of menus."""
        return frozenset(words_of_phrase(text) for rule in self for text in rule.labels)

    @cached_property
    def words(self) -> Mapping[str, str]:
        """Rule names by words that make up a line alone."""
        return {text: rule.name for rule in self for text in rule.words}

    @cached_property
    def company(self) -> frozenset[str]:
        """The rules with weak wordings: their lines confirm each other."""
        return frozenset(rule.name for rule in self if rule.weak or rule.words)

    @cached_property
    def starts(self) -> Phrases:
        """The beginnings of lines."""
        return _by_first_word((text, rule.name) for rule in self for text in rule.starts)

    @cached_property
    def cues(self) -> Phrases:
        """Phrases within a line."""
        return _by_first_word((text, rule.name) for rule in self for text in rule.cues)

    @cached_property
    def patterns(self) -> tuple[tuple[Callable[[str], object], str], ...]:
        """Functions that search a line for a rule's regular expressions, with the rule's name.

        Those of a built-in rule are joined: a line costs one search a rule, not one an expression.
        """
        return tuple((look, rule.name) for rule in self for look in _looks(rule))


def _looks(rule: Rule) -> Iterator[Callable[[str], object]]:
    """A match at a line's beginning and a search in all of it, as far as the rule has either."""
    if rule.is_own:
        yield from (OwnPattern(text, rule.name) for text in rule.patterns)
        return
    texts = rule.patterns
    scoped = [f"(?i:{text[4:]})" if text.startswith("(?i)") else f"(?:{text})" for text in texts]
    anchored = [text for text in scoped if text.partition(":")[2].startswith("^")]
    if anchored:
        yield re.compile("|".join(anchored)).match
    if free := [text for text in scoped if text not in anchored]:
        yield re.compile("|".join(free)).search


def words_of_phrase(phrase: str) -> tuple[str, ...]:
    """The words of a wording, `#` being one."""
    return numberless(words_of(phrase.replace("#", "0")))


def _phrase(text: str, rule: str) -> Phrase:
    start, star, later = text.partition("*")
    return Phrase(
        words_of_phrase(start),
        rule,
        words_of_phrase(later),
        is_label=start.rstrip().endswith(":"),
        takes_sentences=bool(star),
    )


def _by_first_word(wordings: Iterable[tuple[str, str]]) -> Phrases:
    table: dict[str, list[Phrase]] = {}
    for text, rule in wordings:
        phrase = _phrase(text, rule)
        table.setdefault(phrase.words[0], []).append(phrase)
    return {
        first: tuple(sorted(phrases, key=lambda phrase: -len(phrase.words)))
        for first, phrases in table.items()
    }
