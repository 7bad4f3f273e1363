"""Decodes an index, and encodes it again with correct checksums after a change."""

import json
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pressmark.index.segment.array_file import _MAGIC, _TAIL, SectionFile, SectionWriter
from pressmark.index.storage import manifest

DEEP = "DEEP"
"""A placeholder for 100,000 nested lists, which Python's JSON module cannot write."""
LONG = "LONG"
"""A placeholder for a number of 5,000 digits, which it cannot write either."""


@dataclass
class Arrays:
    """The content of a file of arrays, to be changed and written."""

    arrays: dict[str, Any]
    meta: Any
    header: Callable[[dict[str, Any]], None] = field(default=lambda header: None)
    """Changes the header last."""


@dataclass
class Decoded:
    """An index: its manifest, and its files of arrays and of JSON by name."""

    manifest: Any
    arrays: dict[str, Arrays]
    json: dict[str, Any]

    @classmethod
    def of(cls, folder: Path) -> "Decoded":
        """The decoded content of an index."""
        arrays, texts = {}, {}
        for path in sorted(folder.iterdir()):
            if path.suffix in (".segment", ".deleted", ".families", ".run"):
                file = SectionFile(path)
                header = _header(path.read_bytes())
                names = header["sections"]
                arrays[path.name] = Arrays(
                    {name: file._section(name).all().copy() for name in names}, header["meta"]
                )
            elif path.suffix == ".jsonl":
                texts[path.name] = [json.loads(line) for line in path.read_bytes().splitlines()]
            elif path.name.startswith("learned-"):
                texts[path.name] = json.loads(path.read_bytes())
        return cls(json.loads((folder / manifest.NAME).read_bytes()), arrays, texts)


def _header(content: bytes) -> Any:
    length, _, _ = _TAIL.unpack_from(content, len(content) - _TAIL.size)
    return json.loads(content[len(content) - _TAIL.size - length : -_TAIL.size])


# sealing it again


def seal(decoded: Decoded, folder: Path, changed: str) -> None:
    """Write the file `changed` and the manifest with correct sizes and checksums."""
    content = decoded.manifest["content"]
    if changed in decoded.arrays:
        _note(content, changed, *_seal_arrays(folder / changed, decoded.arrays[changed]))
    elif changed in decoded.json:
        _seal_json(content, folder / changed, decoded.json[changed])
    with suppress(TypeError, KeyError, ValueError, RecursionError):
        if changed != "whole":
            parsed = json.loads(_dumped(content))
            decoded.manifest["checksum"] = manifest._checksum(parsed)
    (folder / manifest.NAME).write_bytes(_dumped(decoded.manifest))


def _note(content: Any, name: str, size: int, checksum: int) -> None:
    """Set the size and checksum of a file of arrays in the manifest."""
    segments = content["segments"]
    if name in segments["files"]:
        segments["files"][name] = size
    for entry in segments["entries"]:
        if entry["name"] == name:
            entry["checksum"] = checksum
        if entry["deletions"] == name:
            entry["deletions_checksum"] = checksum
    if segments["families"] == name:
        segments["families_checksum"] = checksum
    for run in content["lines"]["runs"]:
        if run["name"] == name:
            run["checksum"], run["size"] = checksum, size


def _seal_json(content: Any, path: Path, value: Any) -> None:
    """Write a file of JSON, and set its size and checksum in the manifest."""
    if path.name.startswith("learned-"):
        data = _dumped(value)
        content["lines"]["known"] |= {"size": len(data), "checksum": zlib.crc32(data)}
    else:
        data = b"".join(_dumped(line) + b"\n" for line in value)
        content["sources"] |= {"length": len(data), "checksum": zlib.crc32(data)}
    path.write_bytes(data)


def _dumped(value: Any) -> bytes:
    text = json.dumps(value)
    text = text.replace(f'"{DEEP}"', "[" * 100_000 + "]" * 100_000)
    return text.replace(f'"{LONG}"', "1" * 5000).encode()


def _seal_arrays(path: Path, arrays: Arrays) -> tuple[int, int]:
    path.unlink()
    with SectionWriter(path) as target:
        for name, values in arrays.arrays.items():
            target.add(name, values)
        target.finish(arrays.meta, sync=False)
    content = path.read_bytes()
    header = _header(content)
    body = content[: len(content) - _TAIL.size - len(_text(header))]
    arrays.header(header)
    text = _dumped(header)
    checksum = zlib.crc32(text)
    path.write_bytes(body + text + _TAIL.pack(len(text), checksum, _MAGIC))
    return path.stat().st_size, checksum


def _text(header: Any) -> bytes:
    return json.dumps(header, separators=(",", ":")).encode()
