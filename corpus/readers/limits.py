"""How much a reader takes into memory at once; whatever is longer is reported, not swallowed."""

MAX_ARTICLE_BYTES = 64 * 2**20
"""One article's file or record. The largest of 91 measured news pages is 2.3 MB, the longest press
release of 104,435 is 0.4 MB; what is past 64 MB is a dump under a wrong name, not an article."""

MAX_EXPANSION = 200
"""Compressed data may grow so many times, once it is past the size of one article. Prose shrinks 3
times, markup 10 and logs 30; zip bombs grow 1,000 times (deflate's own limit is 1,032)."""

MAX_WINDOW_BYTES = 128 * 2**20
"""Memory that a decompressor may ask for: `xz -9` takes 65 MB, and a file of 200 bytes can ask for
4 GB."""

MAX_ARCHIVE_DEPTH = 2
"""An archive in an archive is read; one in that is a trap or a mistake."""

MAX_COMPRESSIONS = 2
"""What was compressed twice by mistake is read; more layers are a trap, which would otherwise be
followed until the stack ends."""

MAX_MEMBERS = 5_000_000
"""Files in one archive; a listing of so many takes about 2 GB."""

SNIFFED_BYTES = 4096
"""Bytes of a file by which its format is detected."""

BUFFER_BYTES = 2**16
"""What is buffered of a stream, so as much as can be looked at before it is read."""

CHUNK_BYTES = 2**20
"""How much is read at a time where a record's length is not known beforehand."""
