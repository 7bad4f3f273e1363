"""Files compressed with zstd, in bounded memory, also those with a dictionary in front."""

from typing import TYPE_CHECKING

from pressmark.corpus.readers.limits import BUFFER_BYTES, MAX_WINDOW_BYTES

if TYPE_CHECKING:
    import zstandard

    from pressmark.corpus.readers.compression import ByteStream

ZSTD = b"\x28\xb5\x2f\xfd"
"""How a frame begins."""

DICTIONARY = b"\x5d\x2a\x4d\x18"
"""How a `.warc.zst` begins whose records need the dictionary that follows."""

MAX_DICTIONARY = 1 << 24
"""Bytes of such a dictionary; wget-at and Zeno write 100 KB to 1 MB."""

FED_BYTES = 1 << 10
"""Compressed bytes decompressed at once. A block of 4 bytes may hold 128 KB, so these 32 MB."""


class ZstdStream:
    """Reads frames one behind the other. Raises EOFError where the last is cut off or damaged."""

    def __init__(self, stream: "ByteStream") -> None:
        self._stream = stream
        self._fed = b""
        self._ready = memoryview(b"")
        self._dictionary: zstandard.ZstdCompressionDict | None = None
        self._frame: zstandard.ZstdDecompressionObj | None = None
        self._is_first = True

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes; b"" at the end."""
        import zstandard

        try:
            while not self._ready and self._feed():
                pass
        except zstandard.ZstdError as error:
            if "memory" in str(error):
                raise OSError(None, f"it needs more than {MAX_WINDOW_BYTES >> 20} MB") from None
            raise EOFError from None
        size = len(self._ready) if size < 0 else size
        part, self._ready = self._ready[:size], self._ready[size:]
        return bytes(part)

    def _feed(self) -> bool:
        """Decompress some more; False at the end."""
        if self._is_first:
            self._is_first = False
            self._fed = self._read_on()
            if self._fed.startswith(DICTIONARY):
                self._take_dictionary()
        data = self._fed[:FED_BYTES] or self._stream.read(FED_BYTES)
        self._fed = self._fed[FED_BYTES:]
        if not data:
            if self._frame:
                raise EOFError
            return False
        self._frame = self._frame or self._decompressor().decompressobj()
        self._ready = memoryview(self._frame.decompress(data))
        if self._frame.eof:
            self._fed = self._frame.unused_data + self._fed
            self._frame = None
        return True

    def _read_on(self) -> bytes:
        return self._stream.read(BUFFER_BYTES)

    def _decompressor(self) -> "zstandard.ZstdDecompressor":
        import zstandard

        if self._dictionary is None:
            return zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW_BYTES)
        return zstandard.ZstdDecompressor(self._dictionary, max_window_size=MAX_WINDOW_BYTES)

    def _take_dictionary(self) -> None:
        """Read the dictionary, which may be compressed itself."""
        import zstandard

        size = int.from_bytes(self._fed[4:8], "little")
        if size > MAX_DICTIONARY:
            raise EOFError
        while len(self._fed) < 8 + size and (more := self._read_on()):
            self._fed += more
        content, self._fed = self._fed[8 : 8 + size], self._fed[8 + size :]
        if len(content) < size:
            raise EOFError
        if content.startswith(ZSTD):
            unpacked = self._decompressor().stream_reader(content)
            content = unpacked.read(MAX_DICTIONARY)
        self._dictionary = zstandard.ZstdCompressionDict(content)
