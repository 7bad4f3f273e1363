"""How much a reader takes into memory at once; whatever is longer is reported, not swallowed."""

MAX_ARTICLE_BYTES = 64 * 2**20
"""One article's file or record. The largest of 91 measured news pages is 2.3 MB, the longest press
release of 104,435 is 0.4 MB; what is past 64 MB is a dump under a wrong name, not an article."""

SNIFFED_BYTES = 4096
"""How far into a file its kind is looked for when its name does not tell."""

CHUNK_BYTES = 2**20
"""How much is read at a time where a record's length is not known beforehand."""
