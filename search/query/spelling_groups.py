"""Other spellings of the words and phrases of a query, by groups of spellings.

A single word that is a spelling of another becomes one more alternative of its term, as the stems
of other languages are: it counts as one word in titles, phrases and proximity too. A phrase, or a
spelling of one, is a sequence of terms of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from pressmark.index.analysis.analyzers import ALTERNATIVES, words_in
from pressmark.index.analysis.folding import fold, written_form
from pressmark.index.spellings import Group, Spellings, key

_COMPARED = 3
"""First letters that a word shares with the same word in another form: groups are looked up by
them."""

_SEQUENCES = 64
"""Most alternative sequences of a phrase."""

_DEFAULTS = "default_spellings.txt"


class Word(NamedTuple):
    """A word of a query: as typed, its term, its folded form, and where it begins and ends."""

    typed: str
    term: str
    plain: str
    start: int = 0
    end: int = 0


class _Member(NamedTuple):
    """One of a group, and its other spellings."""

    text: str
    others: Group


class SpellingGroups:
    """Groups by the first letters of their members."""

    def __init__(self, spellings: Spellings) -> None:
        self._members: dict[str, list[_Member]] = defaultdict(list)
        self._first_words: set[str] = set()
        self._words: dict[tuple[str, object], list[Word]] = {}
        for group in spellings.both_ways:
            for member in group:
                self._add(member, tuple(each for each in group if each != member))
        for first, *others in spellings.one_way:
            self._add(first, tuple(others))

    def _add(self, member: str, others: Group) -> None:
        first = key(member)[0]
        self._first_words.add(first)
        self._members[first[:_COMPARED]].append(_Member(member, others))

    def may_be_in(self, name: str) -> bool:
        """Whether a name may have one of a group, in a fraction of the time of looking it up."""
        return not self._first_words.isdisjoint(fold(name.lower()).split())

    def found_in(self, words: Sequence[Word], analyzer: Any) -> "Iterator[Run]":
        """The runs of `words` that are members of groups, the longest first at each place."""
        at = 0
        while at < len(words):
            run = self._run_at(words, at, analyzer)
            if run:
                yield run
            at = run.end if run else at + 1

    def _words_of(self, member: "_Member", analyzer: Any) -> list[Word]:
        """The words of a member, which are analyzed once for each kind of analyzer."""
        key_ = member.text, analyzer.items[1]
        if key_ not in self._words:
            self._words[key_] = words_of(member.text, analyzer)
        return self._words[key_]

    def _run_at(self, words: Sequence[Word], at: int, analyzer: Any) -> "Run | None":
        candidates = self._members.get(words[at].plain[:_COMPARED])
        best: Run | None = None
        for member in candidates or ():
            own = self._words_of(member, analyzer)
            end = at + len(own)
            if end <= len(words) and all(map(_is_same, own, words[at:end])):
                if best is None or end > best.end:
                    best = Run(at, end, member.others)
                elif end == best.end:
                    best = Run(at, end, best.others + member.others)
        return best


class Run(NamedTuple):
    """Words `start` to `end` of a query, and their other spellings."""

    start: int
    end: int
    others: Group


def without_overlaps(runs: Iterable[Run]) -> list[Run]:
    """The runs in order, without those that begin in one before; of two the first given."""
    kept: list[Run] = []
    for run in sorted(runs, key=lambda each: each.start):
        if not kept or run.start >= kept[-1].end:
            kept.append(run)
    return kept


def words_of(text: str, analyzer: Any) -> list[Word]:
    """The words of `text` with their terms."""
    return [
        Word(text[start:end], term, _plain(text[start:end]), start, end)
        for term, (start, end) in words_in(analyzer, text)
    ]


def _plain(word: str) -> str:
    return fold(written_form(word))


def _is_same(one: Word, other: Word) -> bool:
    """Whether two words are one in any language, as a search takes them."""
    if one.plain == other.plain or one.term == other.term:
        return True
    return not {*one.term.split(ALTERNATIVES)}.isdisjoint(other.term.split(ALTERNATIVES))


def sequences(words: Sequence[Word], runs: Sequence[Run], analyzer: Any) -> list[list[str]]:
    """The alternative sequences of terms of a phrase of `words`, its own first."""
    found: list[list[str]] = [[]]
    at = 0
    for run in runs:
        between = [word.term for word in words[at : run.start]]
        found = [
            [*before, *between, *terms]
            for before in found
            for terms in _alternatives(words[run.start : run.end], run, analyzer)
        ][:_SEQUENCES]
        at = run.end
    return [[*before, *(word.term for word in words[at:])] for before in found]


def texts(words: Sequence[Word], runs: Sequence[Run]) -> list[str]:
    """The spellings of `words`, their own first."""
    found: list[list[str]] = [[]]
    at = 0
    for run in runs:
        between = [word.typed for word in words[at : run.start]]
        own = " ".join(word.typed for word in words[run.start : run.end])
        found = [[*before, *between, each] for before in found for each in (own, *run.others)][
            :_SEQUENCES
        ]
        at = run.end
    return [" ".join([*before, *(word.typed for word in words[at:])]) for before in found]


def _alternatives(words: Sequence[Word], run: Run, analyzer: Any) -> list[list[str]]:
    """The terms of a run, and those of each phrase that is another spelling of it."""
    others = [[term for term, _ in words_in(analyzer, each)] for each in run.others]
    several = [[word.term for word in words], *others]
    single = [each[0] for each in several if len(each) == 1]
    longer = [each for each in several if len(each) > 1]
    terms = dict.fromkeys(part for term in single for part in term.split(ALTERNATIVES))
    one = [[ALTERNATIVES.join(terms)]] if terms else []
    return [*one, *longer] if len(words) == 1 else [*longer, *one]


@lru_cache(8)
def groups_of(spellings: Spellings) -> SpellingGroups:
    """The groups of `spellings`, with the default list where that counts."""
    if not spellings.defaults:
        return SpellingGroups(spellings)
    return SpellingGroups(spellings.with_all(default_spellings()))


@cache
def default_spellings() -> Spellings:
    """Places and names that no rule of transliteration derives."""
    both_ways: list[Group] = []
    one_way: list[Group] = []
    for line in Path(__file__).with_name(_DEFAULTS).read_text("utf-8").splitlines():
        sign = ">" if ">" in line else "="
        group = tuple(each.strip() for each in line.split(sign))
        (one_way if sign == ">" else both_ways).append(group)
    return Spellings(tuple(both_ways), tuple(one_way))
