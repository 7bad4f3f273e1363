"""Cuts a batch of texts into chunks, no word across two of them, and numbers the distinct ones.

An analyzer sees each distinct chunk once in a writer's life; every further one is an array lookup.
A chunk is a run of bytes of UTF-8 between characters that are certainly no part of a word. Which
these are follows from the words of `pressmark.index.analysis`: ASCII other than letters, digits and
joiners, most of general punctuation, a joiner that does not stand between two characters that may
belong to a word, and a + or # that does not follow one.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.packing import Ints

_WORD, _JOINER, _SPACE, _TRAILER = 0, 1, 2, 3
_JOINERS = b"'&.,"
_TRAILERS = b"+#"
_PUNCTUATION = b"\xe2\x80"
_IN_WORDS = [char.encode()[2] for char in "\u200c\u200d‘’"]
"""Last bytes of what among general punctuation may stand in a word."""
_TEXT_END = b"\n"
_LOOKUP = 1 << 16
"""Chunks looked up at a time, so that what is fetched for them stays in the processor's cache."""
_FIRST_SLOTS = 1 << 12
_HASH, _NUMBER = 2, 3
_ODD, _HALF = np.uint64(0x9E3779B97F4A7C15), np.uint64(32)
_ONE = np.uint64(1)
_EACH_BYTE = np.uint64(0x0101010101010101)
_HIGH_BITS = np.uint64(0x8080808080808080)
_HEAD = 16
_KEPT = np.array(
    [(1 << 8 * size) - 1 for size in range(8)]
    + [2**64 - 1] * 9  # the first 8 bytes of a chunk of 8 to 16 bytes
    + [0] * 8  # the next 8 of one that ends before
    + [(1 << 8 * size) - 1 for size in range(8)]
    + [2**64 - 1],
    dtype=np.uint64,
)
"""Masks for the first 8 bytes of a chunk by its size up to 16, then for the next 8, from 16 on."""

Words = NDArray[np.uint64]


def _class_of(byte: int) -> int:
    # an underscore is no part of a word, but what words it stands between depends on it
    if byte >= 128 or chr(byte).isalnum() or byte == ord("_"):
        return _WORD
    if byte in _TRAILERS:
        return _TRAILER
    return _JOINER if byte in _JOINERS else _SPACE


_CLASSES = bytes(_class_of(byte) for byte in range(256))


@dataclass(frozen=True, slots=True, eq=False)
class Chunks:
    """The chunks of a batch, in order.

    `raw`: the texts as UTF-8, each ended by a line break; `words` its bytes eight by eight, with
    padding; `starts`, `sizes` int64[n] in bytes; `counts` int64[texts] chunks each.
    """

    raw: bytes
    words: Words
    starts: Ints
    sizes: Ints
    counts: Ints

    def text(self, number: int) -> bytes:
        """One chunk as it stands in its text."""
        start = int(self.starts[number])
        return self.raw[start : start + int(self.sizes[number])]


def cut(texts: Sequence[str]) -> Chunks:
    """The chunks of `texts`."""
    raw = "\n".join([text.replace("\n", " ") for text in texts]).encode("utf-8", "surrogatepass")
    raw += _TEXT_END
    inside = _inside(raw)
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    starts, ends = edges[::2], edges[1::2]
    text_ends = np.flatnonzero(np.frombuffer(raw, dtype=np.uint8) == _TEXT_END[0])
    counts = np.diff(np.searchsorted(starts, text_ends), prepend=0)
    words = np.frombuffer(raw + bytes(24 - len(raw) % 8), dtype="<u8")
    return Chunks(raw, words, starts, ends - starts, counts)


def _inside(raw: bytes) -> NDArray[np.bool_]:
    """For each byte, after a False before the first, whether it belongs to a chunk."""
    codes = np.frombuffer(b" " + raw, dtype=np.uint8)
    classes = np.frombuffer(b" " + raw.translate(_CLASSES), dtype=np.uint8)
    inside: NDArray[np.bool_] = classes == _WORD
    # “quotes” and — dashes: three bytes from E2 80 on, of which only few may belong to a word
    lead = np.flatnonzero(codes == _PUNCTUATION[0])
    lead = lead[(codes[lead + 1] == _PUNCTUATION[1]) & ~np.isin(codes[lead + 2], _IN_WORDS)]
    for after in range(3):
        inside[lead + after] = False
    joiners = np.flatnonzero(classes == _JOINER)  # never the last byte: a text's end follows
    joins = inside[joiners - 1] & inside[joiners + 1]
    inside[joiners[joins]] = True
    _take_trailers(inside, np.flatnonzero(classes == _TRAILER))
    return inside


def _take_trailers(inside: NDArray[np.bool_], trailers: Ints) -> None:
    """Let runs of the bytes at `trailers` belong to the chunk that they stand right behind."""
    begins = np.diff(trailers, prepend=-1) != 1  # the first byte is a blank
    behind = inside[trailers[begins] - 1]
    inside[trailers] = behind[np.cumsum(begins) - 1]


class ChunkTable:
    """Numbers distinct chunks in the order they first came, in a hash table made of arrays.

    Each slot holds the first 16 bytes, the hash and the number of its chunk, so that what has the
    same hash is told apart by its bytes. Chunks of ASCII are compared in lower case.
    """

    def __init__(self) -> None:
        self.texts: list[bytes] = []
        self._slots = np.zeros((_FIRST_SLOTS, 4), dtype=np.uint64)

    def number(self, chunks: Chunks) -> NDArray[np.int32]:
        """The number of each chunk, int32[n]; what is new is added to `texts`."""
        numbers = np.empty(len(chunks.starts), dtype=np.int32)
        for start in range(0, len(numbers), _LOOKUP):
            part = slice(start, start + _LOOKUP)
            numbers[part] = self._number(_Keys.of(chunks, part))
        return numbers

    def _number(self, keys: "_Keys") -> NDArray[np.int32]:
        numbers = self._find(keys)
        while len(missing := np.flatnonzero(numbers < 0)):
            self._add(keys.take(missing))
            numbers[missing] = self._find(keys.take(missing))
        return numbers

    def _find(self, keys: "_Keys") -> NDArray[np.int32]:
        """The number of each key, or -1; int32[n]."""
        numbers = np.full(len(keys.hashes), -1, dtype=np.int32)
        mask = np.uint64(len(self._slots) - 1)
        slots = keys.hashes & mask
        open_ = np.arange(len(slots))
        while len(open_):
            found = self._slots.take(slots.view(np.int64), axis=0)
            taken = found[:, _NUMBER] > 0
            same = taken & keys.equal(found, open_)
            self._compare_long(keys, open_, found, same)
            numbers[open_[same]] = found[same, _NUMBER].astype(np.int32) - 1
            going_on = taken & ~same
            open_ = open_[going_on]
            slots = (slots[going_on] + np.uint64(1)) & mask
        return numbers

    def _compare_long(
        self, keys: "_Keys", open_: Ints, found: Words, same: NDArray[np.bool_]
    ) -> None:
        """Clear `same` where chunks that agree in their first 16 bytes differ further on."""
        for place in np.flatnonzero(same & (keys.sizes[open_] > _HEAD)):
            text = self.texts[int(found[place, _NUMBER]) - 1]
            same[place] = keys.text(int(open_[place])) == text

    def _add(self, keys: "_Keys") -> None:
        """Add the first chunk of each hash; of those that collide, the rest stay missing."""
        fresh = keys.take(np.unique(keys.hashes, return_index=True)[1])
        rows = np.empty((len(fresh.hashes), 4), dtype=np.uint64)
        rows[:, :_NUMBER] = np.stack((fresh.first, fresh.second, fresh.hashes), axis=1)
        rows[:, _NUMBER] = np.arange(len(rows)) + len(self.texts) + 1
        self.texts.extend(fresh.text(place) for place in range(len(rows)))
        self._make_room()
        self._place(rows)

    def _make_room(self) -> None:
        size = len(self._slots)
        while 2 * len(self.texts) > size:
            size *= 2
        if size > len(self._slots):
            old = self._slots[self._slots[:, _NUMBER] > 0]
            self._slots = np.zeros((size, 4), dtype=np.uint64)
            self._place(old)

    def _place(self, rows: Words) -> None:
        """Put each row into the first free slot from its hash on."""
        mask = np.uint64(len(self._slots) - 1)
        slots = rows[:, _HASH] & mask
        while len(rows):
            firsts = np.unique(slots, return_index=True)[1]
            placed = firsts[self._slots[slots[firsts], _NUMBER] == 0]
            self._slots[slots[placed]] = rows[placed]
            rest = np.ones(len(rows), dtype=bool)
            rest[placed] = False
            rows = rows[rest]
            slots = (slots[rest] + np.uint64(1)) & mask


@dataclass(frozen=True, slots=True, eq=False)
class _Keys:
    """What chunks are looked up by: their first 8 bytes, the next 8, and a hash; all [n]."""

    chunks: Chunks
    starts: Ints
    sizes: Ints
    ascii: NDArray[np.bool_]
    first: Words
    second: Words
    hashes: Words

    @classmethod
    def of(cls, chunks: Chunks, part: slice) -> "_Keys":
        """The keys of the chunks in `part`."""
        starts, sizes = chunks.starts[part], chunks.sizes[part]
        first, second = _head(chunks.words, starts, sizes)
        is_ascii = ((first | second) & _HIGH_BITS) == 0
        tails = np.zeros(len(starts), dtype=np.uint64)
        for place in np.flatnonzero(sizes > _HEAD):
            text = chunks.raw[int(starts[place]) : int(starts[place] + sizes[place])]
            is_ascii[place] = text.isascii()
            tails[place] = zlib.crc32(text.lower() if is_ascii[place] else text)
        first, second = (np.where(is_ascii, _lower(word), word) for word in (first, second))
        return cls(chunks, starts, sizes, is_ascii, first, second, mixed(first, second, tails))

    def take(self, places: Ints) -> "_Keys":
        """The keys at `places`."""
        return _Keys(
            self.chunks,
            self.starts[places],
            self.sizes[places],
            self.ascii[places],
            self.first[places],
            self.second[places],
            self.hashes[places],
        )

    def equal(self, found: Words, places: Ints) -> NDArray[np.bool_]:
        """Whether slots `found` hold the hash and the first 16 bytes of the keys at `places`."""
        same: NDArray[np.bool_] = found[:, _HASH] == self.hashes[places]
        same &= (found[:, 0] == self.first[places]) & (found[:, 1] == self.second[places])
        return same

    def text(self, place: int) -> bytes:
        """The bytes compared for one key."""
        start = int(self.starts[place])
        text = self.chunks.raw[start : start + int(self.sizes[place])]
        return text.lower() if self.ascii[place] else text


def mixed(first: Words, second: Words, tails: Words) -> Words:
    """A hash of each three words, uint64[n]."""
    hashes = first * _ODD
    hashes = (hashes ^ (hashes >> _HALF) ^ second) * _ODD
    hashes = (hashes ^ (hashes >> _HALF) ^ tails) * _ODD
    result: Words = hashes ^ (hashes >> _HALF)
    return result


def _head(words: Words, starts: Ints, sizes: Ints) -> tuple[Words, Words]:
    """The first 8 bytes of each chunk and the next 8, zero where it ends before."""
    places, shifts = starts >> 3, ((starts & 7) << 3).astype(np.uint64)
    one, two, three = (words.take(places + after) for after in range(3))
    rest = np.uint64(63) - shifts
    first = (one >> shifts) | ((two << _ONE) << rest)
    second = (two >> shifts) | ((three << _ONE) << rest)
    kept = np.minimum(sizes, _HEAD)
    return first & _KEPT.take(kept), second & _KEPT.take(kept + _HEAD + 1)


def _lower(words: Words) -> Words:
    """Words of eight ASCII bytes with the capitals among them in lower case."""
    from_a = words + _EACH_BYTE * np.uint64(0x80 - ord("A"))
    beyond_z = words + _EACH_BYTE * np.uint64(0x7F - ord("Z"))
    result: Words = words | (((from_a ^ beyond_z) & _HIGH_BITS) >> np.uint64(2))
    return result
