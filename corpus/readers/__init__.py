"""Files become articles: their format is known by the name, or by the content."""

from pressmark.corpus.readers.files import find_files
from pressmark.corpus.readers.formats import read, read_bytes, read_stream

__all__ = ["find_files", "read", "read_bytes", "read_stream"]
