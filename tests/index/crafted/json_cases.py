"""Cases that change what is JSON: the manifest, the lists of sources and lines, the headers."""

import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sealing import DEEP, LONG, Decoded


@dataclass(frozen=True)
class Case:
    """One change: its kind, its name, the changed file, and the function that makes it."""

    kind: str
    name: str
    file: str
    change: Callable[[Decoded], None]


WRONG = (
    None,
    True,
    -1,
    0,
    1,
    300,
    2**31,
    2**40,
    2**63,
    10**30,
    0.5,
    float("nan"),
    float("inf"),
    "",
    "x",
    "../letter.txt",
    "paragraphs-\0.segment",
    "paragraphs-9-1.segment",
    "\ud800",
    "2022-01-01T00:00:00",
    [],
    [1, "x", None],
    {},
    {"x": 1},
    DEEP,
    LONG,
)
"""The values that a value in JSON is changed to."""


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths to all values within a value of JSON."""
    if isinstance(value, dict):
        items: Any = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value[:3]))
    else:
        return
    for name, each in items:
        yield (*path, name)
        yield from places(each, (*path, name))


def _put(root: Any, path: Sequence[Any], value: Any) -> None:
    for name in path[:-1]:
        root = root[name]
    root[path[-1]] = value


def _drop(root: Any, path: Sequence[Any]) -> None:
    for name in path[:-1]:
        root = root[name]
    del root[path[-1]]


def json_cases(kind: str, file: str, root: Callable[[Decoded], Any], sample: Any) -> Iterator[Case]:
    """Each value of JSON changed to each wrong value, or dropped."""
    for path in places(sample):
        name = f"{file} {'.'.join(map(str, path))[:80]}"
        for wrong in WRONG:
            yield Case(
                kind,
                f"{name} = {str(wrong)[:40]!r}",
                file,
                lambda d, path=path, wrong=wrong: _put(root(d), path, copy.deepcopy(wrong)),
            )
        yield Case(kind, f"{name} dropped", file, lambda d, path=path: _drop(root(d), path))


def manifest_cases(decoded: Decoded) -> Iterator[Case]:
    """The manifest."""
    content = decoded.manifest["content"]
    yield from json_cases("manifest", "", lambda d: d.manifest["content"], content)
    yield from json_cases("manifest", "whole", lambda d: d.manifest, {"format": 1, "checksum": 1})
    for wrong in WRONG:
        yield Case("manifest", f"content = {str(wrong)[:40]}", "", _content(wrong))
    yield Case("manifest", "more", "", lambda d: d.manifest["content"].update(more=1))
    twice = content["segments"]["entries"][0]
    yield Case(
        "manifest",
        "a segment twice",
        "",
        lambda d: d.manifest["content"]["segments"]["entries"].append(dict(twice)),
    )


def _content(wrong: Any) -> Callable[[Decoded], None]:
    def change(decoded: Decoded) -> None:
        decoded.manifest["content"] = wrong

    return change


def side_cases(decoded: Decoded) -> Iterator[Case]:
    """The learned lines and the list of sources."""
    for file, value in decoded.json.items():
        kind = "learned" if isinstance(value, dict) else "sources"
        yield from json_cases(kind, file, lambda d, file=file: d.json[file], value)
        for wrong in WRONG:
            whole = wrong if kind == "learned" else [wrong]
            yield Case(
                kind,
                f"{file} = {str(wrong)[:40]!r}",
                file,
                lambda d, file=file, whole=whole: d.json.update({file: whole}),
            )


UNTOUCHED = frozenset({"paragraphs-2-1.segment", "paragraphs-3-1.segment"})
"""Like the first segment, from which something was deleted."""


def header_cases(decoded: Decoded) -> Iterator[Case]:
    """The headers of files of arrays: the places of the arrays and the metadata."""
    for file, arrays in decoded.arrays.items():
        header = {
            "sections": {name: [0, "|u1", 0] for name in arrays.arrays},
            "pages": [0, 0, 0],
            "version": 0,
            "meta": arrays.meta,
        }
        if file in UNTOUCHED:
            continue
        some = [
            path
            for path in places(header)
            if path[0] != "sections" or path[1:2] == ("article/terms",)
        ]
        for path in some:
            for wrong in (*WRONG, "<f8", "|O", "<i8"):
                yield _header_case(file, path, wrong)
        for name in arrays.arrays:
            for way in ("nowhere", "gone", "as another", "longer"):
                yield _section_case(file, name, way)


def _header_case(file: str, path: tuple[Any, ...], wrong: Any) -> Case:
    def change(decoded: Decoded) -> None:
        decoded.arrays[file].header = lambda header: _put(header, path, wrong)

    return Case("header", f"{file} {'.'.join(map(str, path))} = {str(wrong)[:40]!r}", file, change)


def _section_case(file: str, name: str, way: str) -> Case:
    def header(header: dict[str, Any]) -> None:
        sections = header["sections"]
        if way == "nowhere":
            sections[name][0] = 1 << 50
        elif way == "gone":
            del sections[name]
        elif way == "longer":
            sections[name][2] += 1000
        else:
            sections[name] = next(iter(sections.values()))

    def change(decoded: Decoded) -> None:
        decoded.arrays[file].header = header

    return Case("header", f"{file} {name} {way}", file, change)
