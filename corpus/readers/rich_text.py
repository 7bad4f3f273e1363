"""Text that editors keep as a tree of objects becomes blocks.

Read are the forms of Sanity, Gutenberg, Editor.js, Draft.js, Quill, ProseMirror, Slate, Lexical
and Contentful, and whatever is like them: objects that say their type and hold text or others.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from pressmark.corpus.model import Article, Block, Kind
from pressmark.corpus.readers.markup import has_blocks, one_line

MAX_DEPTH = 60
"""Objects in objects; a list in a quotation in a column is 12 deep."""

_TYPES = ("listItem", "style", "tag", "type", "_type", "nodeType", "blockName", "name")
"""The keys for an object's type, the most precise first."""

_INNER = ("children", "content", "innerBlocks", "items", "blocks", "ops", "paragraphs", "list")
_WRAPPERS = ("data", "attributes", "attrs", "root", "document", "body", "delta", "value")
_TEXTS = ("text", "content", "value", "html", "rendered", "innerHTML", "body", "paragraph")
_CAPTIONS = ("caption",)
_INLINE = frozenset(
    {
        *("text", "span", "link", "a", "hyperlink", "strong", "em", "bold", "italic", "mention"),
        *("hardbreak", "linebreak", "break", "br", "autolink", "emoji"),
    }
)
_KINDS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"h[1-6]$|head|title|crosshead"), Kind.HEADING),
    (re.compile(r"quote"), Kind.QUOTE),
    (re.compile(r"caption|image|figure|photo|picture|gallery|video|media"), Kind.CAPTION),
    (re.compile(r"list|bullet|number|^[uo]l$|^li$"), Kind.LIST_ITEM),
)
_MARKS = re.compile(r"[\W_]+")
_ADDRESS = re.compile(r"\s*\w+:\S+\s*")

Piece = tuple[str, Kind]


def is_rich(value: object) -> bool:
    """Whether a value is text in the form of objects."""
    if isinstance(value, list):
        return any(isinstance(item, Mapping | list) for item in value)
    return isinstance(value, Mapping)


def rich_article(value: object) -> Article:
    """The blocks that the objects hold; none where they are of a form that is not read."""
    pieces = [piece for piece in _pieces(value, Kind.PARAGRAPH, MAX_DEPTH) if piece[0]]
    return Article(tuple(Block(text, kind, order) for order, (text, kind) in enumerate(pieces)))


def _pieces(value: object, kind: Kind, depth: int) -> Iterator[Piece]:
    if not depth:
        return
    if isinstance(value, str):
        yield from _lines(value, kind)
    elif isinstance(value, list):
        if _is_delta(value):
            yield from _delta_lines(value)
        else:
            for item in value:
                yield from _pieces(item, kind, depth - 1)
    elif isinstance(value, Mapping):
        yield from _object(value, _kind(value) or kind, depth)


def _object(node: Mapping[str, object], kind: Kind, depth: int) -> Iterator[Piece]:
    """The text of an object: its parts, else its own text; then its caption."""
    inner = next((v for name in _INNER if isinstance(v := node.get(name), list) and v), None)
    if inner is not None and all(map(_is_inline, inner)):
        yield " ".join(_inline_text(inner, depth).split()), kind
    elif inner is not None:
        yield from _pieces(inner, kind, depth - 1)
    else:
        text = next((v for name in _TEXTS if isinstance(v := node.get(name), str) and v), "")
        yield from list(_pieces(_wrapped(node), kind, depth - 1)) or _lines(text, kind)
    for name in _CAPTIONS:
        yield from _pieces(node.get(name), Kind.CAPTION, depth - 1)


def _wrapped(node: Mapping[str, object]) -> Mapping[str, object] | None:
    """What an object holds its text in, unless it has the text itself."""
    if any(isinstance(node.get(name), str) and node[name] for name in ("text", "html")):
        return None
    inner = (value for name in _WRAPPERS if isinstance(value := node.get(name), Mapping) and value)
    return next(inner, None)


def _kind(node: Mapping[str, object]) -> Kind | None:
    names = (node.get(name) for name in _TYPES)
    types = [_MARKS.sub("", name).casefold() for name in names if isinstance(name, str)]
    return next((kind for name in types for mark, kind in _KINDS if mark.search(name)), None)


def _is_inline(node: object) -> bool:
    """Whether an object is a run of text within a line."""
    if not isinstance(node, Mapping):
        return False
    names = (node.get(key) for key in ("type", "_type", "nodeType"))
    name = next((name for name in names if isinstance(name, str)), "")
    return _MARKS.sub("", name).casefold() in _INLINE or (not name and "text" in node)


def _inline_text(nodes: Sequence[object], depth: int) -> str:
    parts = []
    for node in nodes:
        if not isinstance(node, Mapping) or not depth:
            continue
        inner = node.get("children") or node.get("content")
        text = node.get("text", node.get("value"))
        if isinstance(inner, list):
            parts.append(_inline_text(inner, depth - 1))
        elif isinstance(text, str):
            parts.append(text)
        else:  # the end of a line
            parts.append(" ")
    return "".join(parts)


def _lines(text: str, kind: Kind) -> Iterator[Piece]:
    """The lines of a text, which may be markup; an address alone is none."""
    if _ADDRESS.fullmatch(text):
        return
    if has_blocks(text):
        from pressmark.corpus.html import parse_fragment

        for block in parse_fragment(text).blocks:
            yield block.text, kind if block.kind is Kind.PARAGRAPH else block.kind
        return
    for line in text.splitlines():
        yield one_line(line), kind


def _is_delta(value: Sequence[object]) -> bool:
    """Whether this is Quill's list of insertions."""
    return bool(value) and all(isinstance(op, Mapping) and "insert" in op for op in value)


def _delta_lines(ops: Sequence[Mapping[str, object]]) -> Iterator[Piece]:
    """The lines that the insertions make; the end of a line carries its kind."""
    line: list[str] = []
    for op in ops:
        inserted, attributes = op["insert"], op.get("attributes")
        if not isinstance(inserted, str):
            continue
        names = attributes if isinstance(attributes, Mapping) else {}
        kind = next((k for name in names for mark, k in _KINDS if mark.search(name)), None)
        *ended, rest = inserted.split("\n")
        for part in ended:
            yield " ".join("".join([*line, part]).split()), kind or Kind.PARAGRAPH
            line = []
        line.append(rest)
    yield " ".join("".join(line).split()), Kind.PARAGRAPH
