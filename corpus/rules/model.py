"""A rule and a set of them, with the wordings of all rules laid out for quick look-up."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

_NOT_WORD = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")


def words_of(text: str) -> tuple[str, ...]:
    """The words of a line without case, punctuation and decoration."""
    return tuple(_NOT_WORD.sub(" ", text.casefold().replace("’", "'").replace("'", "")).split())


def numberless(words: Iterable[str]) -> tuple[str, ...]:
    """The words with each number as `#`, as wordings write it."""
    return tuple(_DIGITS.sub("#", word) for word in words)


@dataclass(frozen=True, slots=True)
class Rule:
    """One reason to remove a line, and the wordings it knows a line by.

    Wordings are compared without case, punctuation and decoration; `#` stands for any number.
    `whole` lines go wherever they stand, `weak` ones only beside another removed line. A line that
    begins with one of `starts` goes unless it reads like a sentence. One of `cues` anywhere makes
    a line go that also speaks to the reader. `patterns` are regular expressions, searched in the
    line as it is. A bare wording of a rule that `opens_list` also takes the headlines below it.
    """

    name: str
    reason: str
    whole: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    opens_list: bool = False


Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
"""Phrases by their first word, each as its words and the name of its rule."""


@dataclass(frozen=True)
class RuleSet:
    """The rules that are on, by name."""

    rules: Mapping[str, Rule] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.rules

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules.values())

    def reason(self, name: str) -> str:
        """The sentence the user is shown."""
        return self.rules[name].reason

    def without(self, *names: str) -> "RuleSet":
        """The same set with some rules off."""
        return RuleSet({n: rule for n, rule in self.rules.items() if n not in names})

    def with_rules(self, *rules: Rule) -> "RuleSet":
        """The same set with further rules; one of the same name gives way."""
        return RuleSet({**self.rules, **{rule.name: rule for rule in rules}})

    @cached_property
    def whole(self) -> Mapping[tuple[str, ...], str]:
        """Rule names by the words of a whole line."""
        return {words_of_phrase(text): rule.name for rule in self for text in rule.whole}

    @cached_property
    def weak(self) -> Mapping[tuple[str, ...], str]:
        """Rule names by the words of a line that needs company."""
        return {words_of_phrase(text): rule.name for rule in self for text in rule.weak}

    @cached_property
    def starts(self) -> Phrases:
        """The beginnings of lines, longest first."""
        return _by_first_word((text, rule.name) for rule in self for text in rule.starts)

    @cached_property
    def cues(self) -> Phrases:
        """The phrases that make a line addressed to the reader a promotion."""
        return _by_first_word((text, rule.name) for rule in self for text in rule.cues)

    @cached_property
    def patterns(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """The regular expressions with the names of their rules."""
        return tuple((re.compile(text), rule.name) for rule in self for text in rule.patterns)


def words_of_phrase(phrase: str) -> tuple[str, ...]:
    """The words of a wording, `#` being one."""
    return numberless(words_of(phrase.replace("#", "0")))


def _by_first_word(phrases: Iterable[tuple[str, str]]) -> Phrases:
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for text, name in phrases:
        words = words_of_phrase(text)
        table.setdefault(words[0], []).append((words, name))
    return {
        first: tuple(sorted(entries, key=lambda entry: -len(entry[0])))
        for first, entries in table.items()
    }
