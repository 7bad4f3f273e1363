"""Cuts texts into chunks, no word across two of them, and numbers distinct chunks by a hash table.

An analyzer sees each distinct chunk once per writer; every further one is an array lookup.
A chunk is a run of bytes of UTF-8 between characters that are certainly no part of a word. Which
these are follows from the words of `index.analysis`: ASCII other than letters, digits and
joiners, most of general punctuation, a joiner that is not between two characters that may
belong to a word, and a + or # that does not follow one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.int_codec import Ints

_WORD, _SPACE, _JOINER, _TRAILER, _LEAD = range(5)
_JOINERS = b"'&.,"
_TRAILERS = b"+#"
_PUNCTUATION = b"\xe2\x80"
_IN_WORDS = [char.encode()[2] for char in "\u200c\u200d‘’"]
"""Last bytes of the general punctuation that may be part of a word."""
_TEXT_END = b"\n"
_LOOKUP = 1 << 15
"""Chunks looked up at a time, so that what is fetched for them stays in the processor's cache."""
_FIRST_SLOTS = 1 << 12
_SLOTS_A_CHUNK = 4
"""At least so many: with two, one chunk in five is not found where it is looked for at first."""
_ODD, _HALF = np.uint64(0x9E3779B97F4A7C15), np.uint64(32)
_EACH_BYTE = np.uint64(0x0101010101010101)
_HIGH_BITS = np.uint64(0x8080808080808080)
_WORD_BYTES = 8
_KEPT = np.array([(1 << 8 * size) - 1 for size in range(_WORD_BYTES + 1)], dtype=np.uint64)
"""Masks for the first bytes of a word by how many count."""

Words = NDArray[np.uint64]


def _class_of(byte: int) -> int:
    if byte == _PUNCTUATION[0]:
        return _LEAD
    # an underscore is not part of a word, but separates words
    if byte >= 128 or chr(byte).isalnum() or byte == ord("_"):
        return _WORD
    if byte in _TRAILERS:
        return _TRAILER
    return _JOINER if byte in _JOINERS else _SPACE


_CLASSES = bytes(_class_of(byte) for byte in range(256))


@dataclass(frozen=True, slots=True, eq=False)
class Chunks:
    """The chunks of a batch, in order.

    `raw`: the texts as UTF-8, each ended by a line break, with padding; `starts`, `sizes` int64[n]
    in bytes; `counts` int64[texts] chunks each.
    """

    raw: bytes
    starts: Ints
    sizes: Ints
    counts: Ints

    def text(self, place: int) -> bytes:
        """One chunk, in lower case where it is ASCII."""
        start = int(self.starts[place])
        text = self.raw[start : start + int(self.sizes[place])]
        return text.lower() if text.isascii() else text


def cut(texts: Sequence[str]) -> Chunks:
    """The chunks of `texts`."""
    # one by one, since what is ASCII is encoded by copying it
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    raw = _TEXT_END.join([*encoded, b""])
    edges = np.flatnonzero(np.diff(_inside(raw)))
    starts, ends = edges[::2], edges[1::2]
    text_ends = np.cumsum(np.fromiter(map(len, encoded), dtype=np.int64, count=len(encoded)) + 1)
    counts = np.diff(np.searchsorted(starts, text_ends), prepend=0)
    return Chunks(raw + bytes(_WORD_BYTES), starts, ends - starts, counts)


def _inside(raw: bytes) -> NDArray[np.bool_]:
    """For each byte, after a False before the first, whether it belongs to a chunk."""
    codes = np.frombuffer(b" " + raw, dtype=np.uint8)
    classes = np.frombuffer(b" " + raw.translate(_CLASSES), dtype=np.uint8)
    inside: NDArray[np.bool_] = classes == _WORD
    special = np.flatnonzero(classes > _SPACE)  # never the last byte: a text's end follows
    kinds = classes.take(special)
    # “quotes” and — dashes: three bytes from E2 80 on, of which only few may belong to a word
    lead = special[kinds == _LEAD]
    inside[lead] = True
    lead = lead[codes[lead + 1] == _PUNCTUATION[1]]
    lead = lead[~np.isin(codes[lead + 2], _IN_WORDS)]
    for after in range(3):
        inside[lead + after] = False
    joiners = special[kinds == _JOINER]
    joins = inside[joiners - 1] & inside[joiners + 1]
    inside[joiners[joins]] = True
    _take_trailers(inside, special[kinds == _TRAILER])
    return inside


def _take_trailers(inside: NDArray[np.bool_], trailers: Ints) -> None:
    """Let runs of the bytes at `trailers` belong to the chunk directly before them."""
    begins = np.diff(trailers, prepend=-1) != 1  # the first byte is a blank
    behind = inside[trailers[begins] - 1]
    inside[trailers] = behind[np.cumsum(begins) - 1]


class ChunkTable:
    """Numbers distinct chunks, in a hash table made of arrays; those of ASCII in lower case.

    A chunk of up to 16 bytes is its own key. The few longer ones are kept in a dictionary, and the
    empty chunk represents them in the table: it has the number 0, which is also what free slots
    hold, so that it is found wherever it is looked for.
    """

    def __init__(self) -> None:
        self.texts: list[bytes] = [b""]
        self._long: dict[bytes, int] = {}
        self._slots = np.zeros(_FIRST_SLOTS, dtype=np.int32)
        self._first = np.zeros(_FIRST_SLOTS, dtype=np.uint64)
        self._second = np.zeros(_FIRST_SLOTS, dtype=np.uint64)

    def number(self, chunks: Chunks) -> NDArray[np.int32]:
        """The number of each chunk, int32[n]; what is new is added to `texts`."""
        numbers = np.empty(len(chunks.starts), dtype=np.int32)
        for start in range(0, len(numbers), _LOOKUP):
            end = min(start + _LOOKUP, len(numbers))
            numbers[start:end] = self._number(_Keys.of(chunks, np.arange(start, end)))
        for place in np.flatnonzero(chunks.sizes > 2 * _WORD_BYTES).tolist():
            numbers[place] = self._number_of_long(chunks.text(place))
        return numbers

    def _number_of_long(self, text: bytes) -> int:
        number = self._long.setdefault(text, len(self.texts))
        if number == len(self.texts):
            self._grow([text])
        return number

    def _number(self, keys: "_Keys") -> NDArray[np.int32]:
        found = self._find(keys)
        while len(missing := np.flatnonzero((found == 0) & (keys.first != 0))):
            self._add(keys.take(missing))
            found[missing] = self._find(keys.take(missing))
        return found

    def _find(self, keys: "_Keys") -> NDArray[np.int32]:
        """The number of each key, 0 where it has none; int32[n]."""
        slots = self._homes(keys.first, keys.second)
        found, others = self._probe(slots, keys)
        places = others
        while len(others):
            slots, keys = self._after(slots.take(others)), keys.take(others)
            found[places], others = self._probe(slots, keys)
            places = places.take(others)
        return found

    def _homes(self, first: Words, second: Words) -> Ints:
        """The slots where keys are looked for at first."""
        return (mixed(first, second) & np.uint64(len(self._slots) - 1)).astype(np.int64)

    def _after(self, slots: Ints) -> Ints:
        return (slots + 1) & (len(self._slots) - 1)

    def _probe(self, slots: Ints, keys: "_Keys") -> tuple[NDArray[np.int32], Ints]:
        """What `slots` hold, int32[n], and at which places that is another key."""
        found = self._slots.take(slots)
        other = self._first.take(found) != keys.first
        other |= self._second.take(found) != keys.second
        other &= found > 0
        return found, np.flatnonzero(other)

    def _add(self, keys: "_Keys") -> None:
        """Add the first key of each hash; of those that collide, the rest stay missing."""
        fresh = keys.take(np.unique(mixed(keys.first, keys.second), return_index=True)[1])
        begin = len(self.texts)
        self._grow([fresh.chunks.text(place) for place in fresh.places.tolist()])
        self._first[begin : len(self.texts)] = fresh.first
        self._second[begin : len(self.texts)] = fresh.second
        self._place(np.arange(begin, len(self.texts), dtype=np.int32))

    def _grow(self, texts: Sequence[bytes]) -> None:
        self.texts.extend(texts)
        size = len(self._slots)
        while _SLOTS_A_CHUNK * len(self.texts) > size:
            size *= 2
        if size > len(self._slots):
            more = np.zeros(size - len(self._slots), dtype=np.uint64)
            self._first = np.concatenate((self._first, more))
            self._second = np.concatenate((self._second, more))
            self._slots = np.zeros(size, dtype=np.int32)
            self._place(np.flatnonzero(self._first).astype(np.int32))

    def _place(self, numbers: NDArray[np.int32]) -> None:
        """Put each number into the first free slot from the home of its key on."""
        slots = self._homes(self._first.take(numbers), self._second.take(numbers))
        while len(numbers):
            free = self._slots.take(slots) == 0
            self._slots[slots[free]] = numbers[free]
            rest = self._slots.take(slots) != numbers  # several may have chosen one slot
            numbers, slots = numbers[rest], self._after(slots[rest])


@dataclass(frozen=True, slots=True, eq=False)
class _Keys:
    """Chunks by their `places`, int64[n], and what distinguishes them: their first 8 bytes and
    the next 8, zero where one ends before; all zero for one that is longer."""

    chunks: Chunks
    places: Ints
    first: Words
    second: Words

    @classmethod
    def of(cls, chunks: Chunks, places: Ints) -> "_Keys":
        """The keys of the chunks at `places`."""
        sizes = chunks.sizes.take(places)
        sizes[sizes > 2 * _WORD_BYTES] = 0
        first = _words(chunks.raw, chunks.starts.take(places), sizes)
        second = np.zeros_like(first)
        more = np.flatnonzero(sizes > _WORD_BYTES)
        second[more] = _words(
            chunks.raw, chunks.starts.take(places[more]) + _WORD_BYTES, sizes[more] - _WORD_BYTES
        )
        is_ascii = ((first | second) & _HIGH_BITS) == 0
        first, second = (np.where(is_ascii, _lower(word), word) for word in (first, second))
        return cls(chunks, places, first, second)

    def take(self, at: Ints) -> "_Keys":
        """Some of the keys."""
        return _Keys(self.chunks, self.places.take(at), self.first.take(at), self.second.take(at))


def mixed(first: Words, second: Words) -> Words:
    """A hash of each two words, uint64[n]."""
    hashes = first * _ODD
    hashes = (hashes ^ (hashes >> _HALF) ^ second) * _ODD
    result: Words = hashes ^ (hashes >> _HALF)
    return result


def _words(raw: bytes, starts: Ints, sizes: Ints) -> Words:
    """Of each text that starts at one of `starts` the first 8 bytes, zero where it ends before."""
    # a word at each byte, all in the same memory
    words = np.ndarray((len(raw) - _WORD_BYTES + 1,), dtype="<u8", buffer=raw, strides=(1,))
    found: Words = words[starts] & _KEPT.take(np.minimum(sizes, _WORD_BYTES))
    return found


def _lower(words: Words) -> Words:
    """Words of eight ASCII bytes with the capitals among them in lower case."""
    from_a = words + _EACH_BYTE * np.uint64(0x80 - ord("A"))
    beyond_z = words + _EACH_BYTE * np.uint64(0x7F - ord("Z"))
    result: Words = words | (((from_a ^ beyond_z) & _HIGH_BITS) >> np.uint64(2))
    return result
