"""Rules files in TOML: the built-in one and a user's own have the same form.

off = ["photo-credit"]            # built-in rules not wanted

[my-slogan]
reason = "the paper's own slogan"
whole = ["All the news, all the time"]
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from pressmark.corpus.errors import RulesError
from pressmark.corpus.rules.model import Rule, RuleSet
from pressmark.corpus.rules.patterns import fault_in

MAX_SHOWN = 80
"""Characters of an expression that are shown with what is wrong with it: one line."""

MAX_FILE_BYTES = 2**20
"""The built-in rules have 100 kB; a device or a dump under this name would fill the memory."""

_WORDINGS = ("whole", "weak", "words", "starts", "cues", "patterns", "labels")
_KNOWN = {"reason", "list_lines", *_WORDINGS}


@cache
def default_rules() -> RuleSet:
    """The rules that come with Pressmark."""
    text = files("pressmark.corpus.rules").joinpath("default.toml").read_text("utf-8")
    return RuleSet(_rules(tomllib.loads(text), "default.toml", is_own=False))


def load_rules(path: Path) -> RuleSet:
    """The built-in rules with those of a TOML file added or replaced; `off` turns rules off.

    Raises RulesError with the place in the file.
    """
    table = _table(path)
    off = table.pop("off", [])
    if not isinstance(off, list):
        raise RulesError(f"{path}: off must be a list of rule names", 'as in off = ["byline"]')
    own = _rules(table, str(path), is_own=True)
    known = {*default_rules().rules, *own}
    for name in off:
        if name not in known:
            raise _not_known(path, str(name), known)
    return default_rules().with_rules(*own.values()).without(*map(str, off))


def _not_known(path: Path, name: str, known: set[str]) -> RulesError:
    from pressmark.corpus.html.rules import REASONS  # loads the parser of pages

    if name in REASONS:
        return RulesError(
            f"{path}: the rule {name} cannot be turned off: it removes parts of web pages",
            _names(known),
        )
    return RulesError(f"{path}: off names an unknown rule: {name}", _names(known))


def _table(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
        if len(content) > MAX_FILE_BYTES:
            raise RulesError(f"{path}: has more than {MAX_FILE_BYTES:,} bytes")
        return tomllib.loads(content.decode("utf-8"))
    except OSError as error:
        raise RulesError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise RulesError(f"{path}: is not UTF-8, which TOML files are") from None
    except tomllib.TOMLDecodeError as error:
        raise RulesError(f"{path}: is not valid TOML: {error}") from None
    except RecursionError:
        raise RulesError(f"{path}: its brackets are nested too deep") from None


def _rules(table: Mapping[str, object], place: str, *, is_own: bool) -> dict[str, Rule]:
    return {name: _rule(name, body, place, is_own=is_own) for name, body in table.items()}


def _rule(name: str, body: object, place: str, *, is_own: bool) -> Rule:
    if not isinstance(body, dict):
        raise RulesError(f"{place}: {name} must be a table", f"begin a rule with [{name}]")
    for key in body:
        if key not in _KNOWN:
            raise RulesError(f"{place}: [{name}] has an unknown key: {key}", _names(_KNOWN))
    reason = body.get("reason")
    if not isinstance(reason, str) or not reason:
        raise RulesError(f"{place}: [{name}] needs a reason", 'as in reason = "a slogan"')
    lists = {key: _texts(body.get(key, []), f"{place}: [{name}] {key}") for key in _WORDINGS}
    for key, texts in lists.items():
        check = _check_pattern if key == "patterns" else _check_phrase
        for text in texts:
            check(text, f"{place}: [{name}] {key}")
    for pattern in lists["patterns"] if is_own else ():
        if fault := fault_in(pattern):
            shown = _shown(pattern)
            raise RulesError(f"{place}: [{name}] patterns: {shown} cannot be searched for: {fault}")
    list_lines = _count(body.get("list_lines", 0), place, name)
    return Rule(name, reason, list_lines=list_lines, is_own=is_own, **lists)


def _count(value: object, place: str, name: str) -> int:
    if not isinstance(value, int) or value < 0:
        raise RulesError(f"{place}: [{name}] list_lines must be a number of lines")
    return value


def _texts(value: object, place: str) -> tuple[str, ...]:
    """A list of texts, or lists by language."""
    if isinstance(value, dict):
        return tuple(text for part in value.values() for text in _texts(part, place))
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise RulesError(f"{place} must be a list of texts, or one for each language")
    return tuple(value)


def _check_phrase(phrase: str, place: str) -> None:
    if not any(map(str.isalnum, phrase)) and "#" not in phrase:
        raise RulesError(f"{place} has a text without a word: {phrase!r}")


def _check_pattern(pattern: str, place: str) -> None:
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        raise _no_pattern(pattern, place, str(error)) from None


def _no_pattern(pattern: str, place: str, fault: str) -> RulesError:
    return RulesError(f"{place}: {_shown(pattern)} is no regular expression: {fault}")


def _shown(pattern: str) -> str:
    return repr(pattern if len(pattern) <= MAX_SHOWN else pattern[: MAX_SHOWN - 1] + "…")


def _names(names: set[str]) -> str:
    return "known are " + ", ".join(sorted(names))
