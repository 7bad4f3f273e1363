"""Groups of words and phrases that mean one thing: kept with an index, or in a TOML file.

defaults = false                              # without the list that comes with Pressmark
both_ways = [["Zelensky", "Zelenskyy"], ["Côte d'Ivoire", "Ivory Coast"]]

[one_way]                                     # the first finds the others, they do not find it
"EU" = ["European Union", "European Commission"]
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Self

from pressmark.corpus.errors import SpellingsError
from pressmark.index.analysis.folding import fold, written_form
from pressmark.index.analysis.word_pattern import WordPattern

MOST_GROUPS = 10_000
"""Groups of one list: the table made of them takes 30 ms and 5 MB."""

MOST_MEMBERS = 50
"""Words and phrases of a group: each is one more term to read."""

MOST_BYTES = 1 << 20
"""The largest file: 10,000 groups of five names have half of it."""

Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spellings:
    """Groups of words and phrases; each is at least two.

    A query with one of a group of `both_ways` finds all of them. A query with the first of a
    group of `one_way` finds the others as well. `defaults` says whether the list that comes with
    Pressmark counts too.
    """

    both_ways: tuple[Group, ...] = ()
    one_way: tuple[Group, ...] = ()
    defaults: bool = True

    def __bool__(self) -> bool:
        return bool(self.both_ways or self.one_way)

    def with_group(self, members: Iterable[str], *, one_way: bool = False) -> Self:
        """The same with one more group, joined with those that share a word or phrase.

        Raises SpellingsError unless it is of two to MOST_MEMBERS words or phrases.
        """
        if one_way:
            return replace(self, one_way=_joined(self.one_way, members, "one_way", shared=1))
        return replace(self, both_ways=_joined(self.both_ways, members, "both_ways"))

    def without(self, member: str) -> Self:
        """The same with that word or phrase in no group."""
        gone = key(member)

        def left(groups: Iterable[Group]) -> tuple[Group, ...]:
            rest = (tuple(each for each in group if key(each) != gone) for group in groups)
            return tuple(group for group in rest if len(group) > 1)

        named = [group for group in self.one_way if key(group[0]) != gone]
        return replace(self, both_ways=left(self.both_ways), one_way=left(named))

    def with_all(self, others: "Spellings") -> Self:
        """The groups of both; the default list counts unless one of them switches it off."""
        return replace(
            self,
            both_ways=(*self.both_ways, *others.both_ways),
            one_way=(*self.one_way, *others.one_way),
            defaults=self.defaults and others.defaults,
        )

    def merged_with(self, others: "Spellings") -> Self:
        """The same with the groups of others, those that share a word or phrase joined; equal to
        this where it has them all. Raises SpellingsError."""
        merged = replace(self, defaults=self.defaults and others.defaults)
        for group in others.both_ways:
            joined = merged.with_group(group)
            merged = joined if {*joined.both_ways} != {*merged.both_ways} else merged
        for group in others.one_way:
            joined = merged.with_group(group, one_way=True)
            merged = joined if {*joined.one_way} != {*merged.one_way} else merged
        return merged

    def to_json(self) -> dict[str, object]:
        """As values of JSON, for `from_table`."""
        one_way: dict[str, list[str]] = {}
        for first, *others in self.one_way:
            one_way.setdefault(first, []).extend(others)
        both_ways = [list(group) for group in self.both_ways]
        return {"defaults": self.defaults, "both_ways": both_ways, "one_way": one_way}

    @classmethod
    def from_table(cls, table: Mapping[str, object]) -> Self:
        """The groups of decoded TOML or JSON; raises SpellingsError."""
        unknown = table.keys() - {"defaults", "both_ways", "one_way"}
        if unknown:
            raise SpellingsError(
                f"there is no {min(unknown)!r} in a list of spellings",
                "known are defaults, both_ways and one_way",
            )
        defaults, one_way = table.get("defaults", True), table.get("one_way", {})
        if not isinstance(defaults, bool):
            raise SpellingsError("defaults must be true or false")
        if not isinstance(one_way, dict):
            raise SpellingsError("one_way must be a table", '"EU" = ["European Union"]')
        named = [[name, *_texts(each, "one_way")] for name, each in one_way.items()]
        both = table.get("both_ways", [])
        if not isinstance(both, list):
            raise SpellingsError("both_ways must be a list of lists", '[["Kyiv", "Kiev"]]')
        groups = [_texts(each, "both_ways") for each in both]
        return cls(_checked(groups, "both_ways"), _checked(named, "one_way"), defaults)


NO_SPELLINGS = Spellings(defaults=False)
"""No group at all."""


def kept_form(spellings: Spellings) -> dict[str, object]:
    """The JSON that is kept with an index; raises SpellingsError for what could not be read again:
    too many groups or bytes, or what is no text."""
    form = Spellings.from_table(spellings.to_json()).to_json()
    try:
        size = len(json.dumps(form, ensure_ascii=False).encode())
    except UnicodeEncodeError:
        raise SpellingsError("A word has bytes that are no text.") from None
    if size > MOST_BYTES:
        raise SpellingsError(f"All spellings together have more than {MOST_BYTES:,} bytes.")
    return form


def load_spellings(path: str | Path) -> Spellings:
    """The groups of a TOML file; raises SpellingsError with the file and what is wrong."""
    import tomllib  # most searches load no file

    try:
        return Spellings.from_table(tomllib.loads(_content(Path(path)).decode("utf-8-sig")))
    except OSError as error:
        raise SpellingsError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise SpellingsError(f"{path}: is not UTF-8, which TOML files are") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SpellingsError(f"{path}: is not valid TOML: {error}", _EXAMPLE) from None
    except SpellingsError as error:
        raise SpellingsError(f"{path}: {error.message}", error.hint) from None


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise SpellingsError(f"has more than {MOST_BYTES:,} bytes")
    return content


_EXAMPLE = 'Write for example both_ways = [["Zelensky", "Zelenskyy"]]'


def key(member: str) -> Group:
    """The words of a word or phrase in lower case without accents."""
    return tuple(fold(written_form(word)) for word in _pattern().findall(member))


@cache
def _pattern() -> WordPattern:
    """Made once: there are hundreds of members."""
    return WordPattern()


def _joined(
    groups: Iterable[Group], members: Iterable[str], name: str, shared: int | None = None
) -> tuple[Group, ...]:
    """The groups with one more, which has what it shares members with, of the first `shared`."""
    joined = list(members)
    kept = []
    for group in groups:
        if {*map(key, group[:shared])} & {*map(key, joined[:shared])}:
            joined = [*group, *joined]
        else:
            kept.append(group)
    return _checked((*kept, tuple(joined)), name)


def _checked(groups: Iterable[Iterable[str]], name: str) -> tuple[Group, ...]:
    """The groups, each member once; raises SpellingsError."""
    checked = tuple(_group(group, name) for group in groups)
    if len(checked) > MOST_GROUPS:
        raise SpellingsError(f"{name} has more than {MOST_GROUPS:,} groups")
    return checked


def _group(members: Iterable[str], name: str) -> Group:
    different: dict[Group, str] = {}
    for member in members:
        different.setdefault(key(member), " ".join(member.split()))
    group = tuple(different.values())
    if () in different:
        raise SpellingsError(f"{name} has a group with a text without a word")
    if len(group) < 2:
        only = f": only {group[0]}" if group else ""
        raise SpellingsError(f"{name} has a group with fewer than two different words{only}")
    if len(group) > MOST_MEMBERS:
        raise SpellingsError(f"{name} has a group of more than {MOST_MEMBERS}: {group[0]}")
    return group


def _texts(value: object, name: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise SpellingsError(f"{name} must have a list of texts for each group", _EXAMPLE)
    return value
