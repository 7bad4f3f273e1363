"""Every regular expression of the package on inputs made to slow it down, at n and 2n characters.

    python tests/evaluation/patterns.py [--size 250000] [NAME …]

Patterns are found by walking the modules; each is used as the code uses it, with `search` and
`finditer` where it is searched for, with `match` where it is only matched at one place. The inputs
come from the pattern itself: the text before each of its repeats, the repeated part many times, and
a sign that fits nowhere. A pattern fails where twice the input takes more than 2.3 times as long.
"""

import argparse
import ast
import importlib
import pkgutil
import re
import signal
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf
from pathlib import Path
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from time import process_time
from typing import Any, Never

import regex

import pressmark.corpus
import pressmark.index
import pressmark.search

SIZE = 250_000
"""Characters of the shorter input, so that the longer one has 500 kB."""

SCREENED = 8_000
"""Characters on which a step of a quadratic search shows, …"""

SUSPECT = 1e-6
"""… and seconds a character up to which it is none: a step takes a nanosecond, so 8 µs."""

FIRST = 250
"""Characters of the shortest input."""

ENOUGH = 0.03
"""Seconds that the clock measures reliably."""

ENDLESS = 5.0
"""Seconds after which a search is given up."""

MOST = 2.3
"""How many times as long twice the input may take: twice, and something for the clock."""

MISFIT = "\x00"
"""Fits into no pattern but those of any sign."""

METHODS = frozenset({"match", "fullmatch", "search", "finditer", "findall", "sub", "split"})
OF_TEXTS = frozenset({"split"})
"""Methods of patterns, and those that a variable may be asked for because it is a text."""

ONCE = frozenset({"match", "fullmatch"})
"""Methods that look at one place of the text; the others look at all."""

MANY_CHARACTERS = 8
"""Of a class so many are tried, evenly chosen."""

OF_OWN_FILES = frozenset({"pressmark.search.web.static_files"})
"""Modules whose patterns see nothing but files of the package."""

Pattern = Any
"""A pattern of `re` or of `regex`."""


@dataclass(frozen=True)
class Named:
    """A pattern, where it is kept, and the methods that the code calls on it."""

    name: str
    pattern: Pattern
    methods: frozenset[str]

    def run(self, text: str) -> None:
        if self.methods and self.methods <= ONCE:
            for method in self.methods:
                getattr(self.pattern, method)(text)
        else:
            for _ in self.pattern.finditer(text):
                pass


def modules() -> Iterator[Any]:
    """Every module of the package."""
    for package in (pressmark.corpus, pressmark.index, pressmark.search):
        yield package
        for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if found.name in OF_OWN_FILES:
                continue
            try:
                yield importlib.import_module(found.name)
            except ImportError as error:  # of an extra that is not installed
                print(f"{found.name}: {error}", file=sys.stderr)


def patterns() -> list[Named]:
    """Every compiled pattern of the package, and every one compiled where it is used."""
    from pressmark.corpus.rules.rulefile import default_rules

    found: dict[tuple[str, int], Named] = {}
    for module in modules():
        tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
        used = _methods(tree)
        for name, value in vars(module).items():
            for pattern in _patterns_in(value, module.__name__):
                place = f"{module.__name__.removeprefix('pressmark.')}.{name}"
                key = pattern.pattern, pattern.flags
                before = found[key].methods if key in found else frozenset()
                both = before | (used[name] or used[""] or {"search"})
                found[key] = Named(found[key].name if key in found else place, pattern, both)
        known = {text for text, _ in found}
        for place, pattern, method in _inline(tree, module):
            if method == "compile" and pattern.pattern in known:
                continue
            found.setdefault(
                (pattern.pattern, pattern.flags), Named(place, pattern, frozenset({method}))
            )
    for look, rule in default_rules().patterns:
        pattern = look.__self__  # type: ignore[attr-defined]
        found[pattern.pattern, pattern.flags] = Named(
            f"rule {rule}", pattern, frozenset({look.__name__})
        )
    return list(found.values())


def _methods(tree: ast.AST) -> Mapping[str, frozenset[str]]:
    """What is called on each constant, and under "" on variables, which may hold any pattern."""
    calls: dict[str, set[str]] = defaultdict(set)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in METHODS:
            owner = node.value
            name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
            is_constant = name.isupper()
            if is_constant or node.attr not in OF_TEXTS:
                calls[name if is_constant else ""].add(node.attr)
    return defaultdict(frozenset, {name: frozenset(methods) for name, methods in calls.items()})


def _inline(tree: ast.AST, module: Any) -> Iterator[tuple[str, Pattern, str]]:
    """Patterns given as text: `re.search(r"…", text)`, `re.sub(_TEXT, …)`."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        if not (isinstance(node.func.value, ast.Name) and node.func.value.id in ("re", "regex")):
            continue
        try:
            text = eval(ast.unparse(node.args[0]), vars(module))
        except Exception:
            continue  # made of what is known only when it runs
        if isinstance(text, str):
            place = f"{module.__name__.removeprefix('pressmark.')}:{node.lineno}"
            yield place, getattr(sys.modules[node.func.value.id], "compile")(text), node.func.attr  # noqa: B009


def _patterns_in(value: Any, module: str, depth: int = 0) -> Iterator[Pattern]:
    if isinstance(value, re.Pattern | regex.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth > 4:
        return
    elif isinstance(value, dict):
        for each in value.values():
            yield from _patterns_in(each, module, depth + 1)
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from _patterns_in(each, module, depth + 1)
    elif isinstance(value, type):
        if value.__module__ == module:
            for each in vars(value).values():
                yield from _patterns_in(each, module, depth + 1)
    elif hasattr(value, "__dataclass_fields__") or hasattr(value, "__self__"):
        for each in (getattr(value, "__self__", None), *_attributes(value)):
            yield from _patterns_in(each, module, depth + 1)


def _attributes(value: Any) -> Iterator[Any]:
    for name in getattr(value, "__dataclass_fields__", ()):
        yield getattr(value, name, None)


# inputs


def inputs(pattern: Pattern) -> list[tuple[str, str, str]]:
    """What comes before, what is repeated, and what comes after, for each input."""
    tree = _tree(pattern)
    pumps = list(_pumps(tree)) if tree is not None else []
    pieces = list(_alphabet(tree)) if tree is not None else []
    found = {("", piece, MISFIT) for piece in (*pieces, *GENERAL)}
    found |= {("", one + other, MISFIT) for one in pieces[:6] for other in pieces[:6]}
    for before, pump in pumps:
        found |= {(before, pump, MISFIT), ("", before + pump, MISFIT), ("", pump, MISFIT)}
        found |= {("", before * 2 + pump, MISFIT), (before, pump + " ", MISFIT)}
    return sorted(each for each in found if each[1])


REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)

GENERAL = (
    " ", "\t", "\n", " \n", "a", "a ", "A", "A a ", "1", "1 ", "1. ", ".", ". ", "-", "- ", "[",
    "(", "[a", "(a", "[a](",
    "<", "<a ", '"', "“", "'", "’", "&", "&a", "#", "#a", "@", "a@", "a.", "a-",
    "http://", "/", "/a", "*", "*a", "_", "_a", ":", "a: ", ",", "a, ", "|", "ä", "я", "東", "の",
    "1/", "2001-01-01 ", "1 May 2001 ", "A. ", "By ", "and ", "é", "\u0301", "“a", "0,", "!", "?! ",
)  # fmt: skip


def _tree(pattern: Pattern) -> Any:
    try:
        return parser.parse(pattern.pattern, pattern.flags & ~regex.V0 & ~re.DEBUG)
    except (re.error, ValueError):  # what only `regex` reads
        return None


def _pumps(tree: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """For each repeat without end: a text that leads to it, and one that it repeats."""
    for op, value in tree:
        if op in REPEATS:
            low, high, body = value
            texts = list(_texts(body))
            yield from _pumps(body, before)
            if high > 50:
                yield from ((before, text) for text in texts if text)
            before += (texts or [""])[0] * max(low, 1 if high == codes.MAXREPEAT else low)
            continue
        if op is codes.BRANCH:
            for branch in value[1]:
                yield from _pumps(branch, before)
        elif op is codes.SUBPATTERN:
            yield from _pumps(value[-1], before)
        elif op is codes.ATOMIC_GROUP:
            yield from _pumps(value, before)
        elif op in (codes.ASSERT, codes.ASSERT_NOT):
            if value[0] > 0:
                yield from _pumps(value[1], before)
            continue
        before += next(_texts([(op, value)]), "")


def _texts(tree: Any) -> Iterator[str]:
    """Some texts that the tree matches: by the first choice everywhere, and by others."""
    items = list(tree)
    if len(items) == 1:
        yield from _texts_of(*items[0])
        return
    choices = [list(_texts_of(*item))[:MANY_CHARACTERS] or [""] for item in items]
    most = max(map(len, choices), default=1)
    for turn in range(most):
        yield "".join(each[turn % len(each)] for each in choices)


def _texts_of(op: Any, value: Any) -> Iterator[str]:
    if op is codes.LITERAL:
        yield chr(value)
    elif op is codes.NOT_LITERAL:
        yield from (sign for sign in "a 1.[" if ord(sign) != value)
    elif op is codes.ANY:
        yield from ("a", " ", "1", ".")
    elif op is codes.IN:
        yield from _class(value)
    elif op in REPEATS:
        low, high, body = value
        yield from (text * max(low, min(1, int(high))) for text in _texts(body))
    elif op is codes.SUBPATTERN:
        yield from _texts(value[-1])
    elif op is codes.ATOMIC_GROUP:
        yield from _texts(value)
    elif op is codes.BRANCH:
        for branch in value[1]:
            yield from list(_texts(branch))[:2]
    else:
        yield ""


_CANDIDATES = [*map(chr, range(0x20, 0x7F)), *"\t\n\xa0Ääжж’“–—…»•東の١א\u0301"]


def _class(members: Any) -> list[str]:
    """Some of the characters that a class matches."""
    node = parser.SubPattern(parser.State(), [(codes.IN, members)])
    fits = compiler.compile(node)
    found = [sign for sign in _CANDIDATES if fits.match(sign)]
    others = [sign for sign in found if not sign.isalnum()]
    some = [
        *[sign for sign in found if sign.isalpha()][:2],
        *[sign for sign in found if sign.isdigit()][:1],
        *others[:: max(1, len(others) // 5)],
        *[chr(value) for op, value in members if op is codes.LITERAL][:3],
    ]
    return list(dict.fromkeys(some))[:MANY_CHARACTERS] or [""]


def _alphabet(tree: Any) -> Iterator[str]:
    """The characters in the pattern, a few of each class."""
    seen: dict[str, None] = {}
    for text in _signs(tree):
        seen.setdefault(text)
    yield from list(seen)[:20]


def _signs(tree: Any) -> Iterator[str]:
    for op, value in tree:
        if op in (codes.LITERAL, codes.IN):
            yield from _texts_of(op, value)
        elif op in (*REPEATS, codes.SUBPATTERN):
            yield from _signs(value[-1])
        elif op in (codes.ASSERT, codes.ASSERT_NOT):
            yield from _signs(value[1])
        elif op is codes.ATOMIC_GROUP:
            yield from _signs(value)
        elif op is codes.BRANCH:
            for branch in value[1]:
                yield from _signs(branch)


# measuring


def text_of(made: tuple[str, str, str], size: int) -> str:
    before, pump, after = made
    return before + pump * (size // len(pump)) + after


class EndlessError(Exception):
    """A search that takes longer than any that grows with its input."""


def _give_up(*_: Any) -> Never:
    raise EndlessError


def seconds(named: Named, text: str) -> float:
    """Seconds of the processor; raises EndlessError where they are too many."""
    before = signal.signal(signal.SIGVTALRM, _give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, ENDLESS)
    started = process_time()
    try:
        named.run(text)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return process_time() - started


@dataclass(frozen=True)
class Fault:
    """An input on which a pattern takes too long, and how its time grows."""

    named: Named
    made: tuple[str, str, str]
    size: int
    growth: float
    seconds: float

    def __str__(self) -> str:
        before, pump, _ = self.made
        return (
            f"{self.named.name} ({', '.join(sorted(self.named.methods))}) on {before!r} + {pump!r}"
            f" * n: {self.growth:.1f} times for twice {self.size:,} characters,"
            f" {self.seconds:.2f} s: {self.named.pattern.pattern[:100]!r}"
        )


def faults(named: Named, size: int = SIZE) -> Iterator[Fault]:
    """The inputs on which the time of a pattern grows faster than its input."""
    for made in inputs(named.pattern):
        found = fault(named, made, size)
        if found:
            yield found


def fault(named: Named, made: tuple[str, str, str], size: int) -> Fault | None:
    """What is wrong with the time on one input, if anything.

    Sizes are doubled from a small one on, so that no search without end is begun.
    """
    try:
        return _measured(named, made, size)
    except EndlessError:
        return Fault(named, made, size, inf, inf)


def _measured(named: Named, made: tuple[str, str, str], size: int) -> Fault | None:
    step, once = FIRST, seconds(named, text_of(made, FIRST))
    while True:
        twice = seconds(named, text_of(made, 2 * step))
        if twice > ENOUGH and twice > MOST * once:
            growth, _ = _growth(named, made, step)
            if growth > MOST:  # a load on the machine seldom does that twice
                growth, twice = _growth(named, made, 2 * step)
            if growth > MOST:
                return Fault(named, made, 2 * step, growth, twice)
        step, once = 2 * step, twice
        if (step >= SCREENED and once < SUSPECT * step) or step >= size:
            return None


def _growth(named: Named, made: tuple[str, str, str], size: int) -> tuple[float, float]:
    """How many times as long twice `size` takes, by the best of a few, and how long that is."""
    once, twice = (
        min(seconds(named, text_of(made, size * factor)) for _ in range(3)) for factor in (1, 2)
    )
    return twice / once, twice


def main() -> None:
    options = argparse.ArgumentParser(description="Measure every regular expression.")
    options.add_argument("names", nargs="*", help="only patterns whose name has this")
    options.add_argument("--size", type=int, default=SIZE)
    options.add_argument("--list", action="store_true")
    given = options.parse_args()
    failed = 0
    chosen = [n for n in patterns() if not given.names or any(a in n.name for a in given.names)]
    for named in chosen:
        if given.list:
            print(named.name, sorted(named.methods), named.pattern.pattern[:80])
            continue
        first = next(faults(named, given.size), None)
        if first:
            failed += 1
            print(first, flush=True)
    print(f"{len(chosen)} patterns, {failed} slower than their input")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
