"""The part of YAML that front matter uses: fields, lists, nested fields, text over several lines.

Not read are anchors, tags and keys that are no words. A line that is none of what is read is
counted, so that the caller can say whether the lines are YAML at all.
"""

import json
import re
from collections.abc import Iterator, Sequence

MAX_DEPTH = 8
"""Levels of nested fields; front matter has two or three."""

_KEY = re.compile(r"(?:([^\W\d][\w .-]{0,40}?)|\"([\w .-]{1,40})\"|'([\w .-]{1,40})')\s*:(?:\s+|$)")
_BLOCK_TEXT = re.compile(r"([|>])[-+\d]{0,2}\s*(?:#.*)?$")
_COMMENT = re.compile(r"(?:^|\s)#.*$")
_OPEN = {"[": "]", "{": "}"}

Value = str | list["Value"] | dict[str, "Value"]


def read_yaml(lines: Sequence[str]) -> tuple[dict[str, Value], int]:
    """The fields of the lines, and how many lines are none."""
    cursor = _Cursor(lines)
    fields: dict[str, Value] = {}
    while cursor.line() is not None:
        value = _block(cursor, 0, MAX_DEPTH)
        if isinstance(value, dict):
            fields = {**value, **fields}
        elif cursor.line() is not None:
            cursor.skip_stray()
    return fields, cursor.stray


class _Cursor:
    """The lines, the place of the next one, and how many were passed over as no part of YAML."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = [line.expandtabs(2).rstrip() for line in lines]
        self._at = 0
        self.stray = 0

    def line(self) -> str | None:
        """The next line that is neither empty nor a comment."""
        while self._at < len(self._lines):
            text = self._lines[self._at].strip()
            if text and not text.startswith("#"):
                return self._lines[self._at]
            self._at += 1
        return None

    def take(self) -> None:
        """Passes over the line."""
        self._at += 1

    def skip_stray(self) -> None:
        """Passes over a line that is no part of YAML."""
        self._at += 1
        self.stray += 1

    def replace(self, line: str) -> None:
        """Puts another line in place of the next one."""
        self._lines[self._at] = line

    def deeper(self, indent: int) -> Iterator[str]:
        """The next lines that begin further in, with empty ones between them."""
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if line and _indent(line) <= indent:
                return
            self._at += 1
            yield line.strip()

    def until(self, end: str) -> Iterator[str]:
        """The next lines up to the first that ends so."""
        while self._at < len(self._lines):
            line = self._lines[self._at].strip()
            self._at += 1
            yield line
            if line.endswith(end):
                return


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _block(cursor: _Cursor, indent: int, depth: int) -> Value:
    """The fields, or the items, that begin so far in."""
    fields: dict[str, Value] = {}
    items: list[Value] = []
    while (line := cursor.line()) is not None and _indent(line) >= indent:
        text, at = line.strip(), _indent(line)
        if text == "-" or text.startswith("- "):
            if fields:
                break
            items.append(_item(cursor, text, at, depth))
        elif match := _KEY.match(text):
            if items:
                break
            cursor.take()
            name = match[1] or match[2] or match[3]
            value = _value(cursor, text[match.end() :].strip(), at, depth)
            fields.setdefault(name, value)
        else:
            cursor.skip_stray()
    return items or fields


def _item(cursor: _Cursor, text: str, indent: int, depth: int) -> Value:
    inner = text[1:].strip()
    if depth and _KEY.match(inner):
        cursor.replace(" " * (indent + len(text) - len(inner)) + inner)
        return _block(cursor, indent + 1, depth - 1)
    cursor.take()
    return _value(cursor, inner, indent, depth)


def _value(cursor: _Cursor, text: str, indent: int, depth: int) -> Value:
    """What comes behind a key or a dash, with the lines it goes on in."""
    if match := _BLOCK_TEXT.match(text):
        lines = list(cursor.deeper(indent))
        return "\n".join(lines).strip() if match[1] == "|" else " ".join(" ".join(lines).split())
    if not text or text.startswith("#"):
        return _nested(cursor, indent, depth)
    closing = _OPEN.get(text[0])
    if closing:
        bare = _COMMENT.sub("", text)
        rest = [] if bare.endswith(closing) else cursor.until(closing)
        return _flow(" ".join([bare, *rest]))
    if text[0] in "\"'":
        return _scalar(text)
    return _scalar(" ".join([text, *cursor.deeper(indent)]))


def _nested(cursor: _Cursor, indent: int, depth: int) -> Value:
    line = cursor.line()
    if line is None or not depth:
        return ""
    is_item = line.strip().startswith("- ") and _indent(line) == indent
    if is_item or _indent(line) > indent:
        if not is_item and not _KEY.match(line.strip()) and not line.strip().startswith("-"):
            return _scalar(" ".join(cursor.deeper(indent)))
        return _block(cursor, _indent(line), depth - 1)
    return ""


def _flow(text: str) -> Value:
    """A list or fields in brackets, on one line."""
    try:
        loaded: Value = json.loads(text)
    except (ValueError, RecursionError):
        parts = [part.strip() for part in text[1:-1].split(",") if part.strip()]
        if text[0] == "[":
            return [_scalar(part) for part in parts]
        pairs = (part.partition(":") for part in parts)
        return {_scalar(name): _scalar(value.strip()) for name, _, value in pairs}
    return loaded


def _scalar(text: str) -> str:
    if text[:1] == '"':
        end = text.rfind('"')
        try:
            return str(json.loads(text[: end + 1]))
        except ValueError:
            return text[1:end] if end else text[1:]
    if text[:1] == "'":
        end = text.rfind("'")
        return (text[1:end] if end else text[1:]).replace("''", "'")
    text = _COMMENT.sub("", text).strip()
    return "" if text in ("null", "~") else text
