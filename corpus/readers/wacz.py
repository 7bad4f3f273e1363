"""The page lists of a WACZ file: the text of pages that a script draws in the browser.

Of such a page the archive has a shell without text. Crawlers note in `pages/*.jsonl` what the
browser showed (https://specs.webrecorder.net/wacz/1.1.1/, section "pages.jsonl").
"""

import json
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from hashlib import blake2b
from io import BufferedReader
from os import SEEK_END
from tempfile import SpooledTemporaryFile
from typing import IO

from pressmark.corpus.errors import InputError
from pressmark.corpus.model import Article, Block, Kind
from pressmark.corpus.readers.limits import MAX_ARTICLE_BYTES
from pressmark.corpus.readers.records import titled
from pressmark.corpus.readers.text import text_blocks

Items = Iterable[Article | InputError]

MEMORY_BYTES = 1 << 24
"""Compressed texts in memory; more of them go to a temporary file."""

_SIZE_BYTES = 4
"""Before each text, its compressed size."""


class PageTexts:
    """The title and the text of pages by their address."""

    def __init__(self) -> None:
        self._places: dict[bytes, int] = {}
        self._file: IO[bytes] = SpooledTemporaryFile(MEMORY_BYTES)  # noqa: SIM115 - by `close`

    def add_list(self, stream: BufferedReader) -> None:
        """Note the pages of a list; lines that state no address and text are passed over."""
        while line := stream.readline(MAX_ARTICLE_BYTES):
            with suppress(ValueError, RecursionError):
                page = json.loads(line)
                if isinstance(page, dict):
                    self._add(*(page.get(name) for name in ("url", "title", "text")))

    def _add(self, url: object, title: object, text: object) -> None:
        if not (isinstance(url, str) and isinstance(text, str) and text.strip()):
            return
        known = title if isinstance(title, str) and title != url else ""
        packed = zlib.compress(f"{known}\0{text}".encode("utf-8", "replace"), 1)
        self._places.setdefault(_key(url), self._file.seek(0, SEEK_END))
        self._file.write(len(packed).to_bytes(_SIZE_BYTES, "big") + packed)

    def completed(self, items: Items) -> Iterator[Article | InputError]:
        """The same items; an article without text has that of its page."""
        for item in items:
            is_shell = isinstance(item, Article) and all(b.kind is Kind.TITLE for b in item.blocks)
            yield self._completed(item) if is_shell and isinstance(item, Article) else item

    def _completed(self, article: Article) -> Article:
        place = self._places.get(_key(article.place.get("target_uri") or article.url))
        if place is None:
            return article
        self._file.seek(place)
        size = int.from_bytes(self._file.read(_SIZE_BYTES), "big")
        stated, _, text = zlib.decompress(self._file.read(size)).decode().partition("\0")
        title = article.title or stated
        lines = (block.text for block in text_blocks(text) if block.text != title)
        blocks = tuple(Block(line, Kind.PARAGRAPH, order) for order, line in enumerate(lines))
        discarded = tuple(
            replace(removal, block=replace(removal.block, order=order))
            for order, removal in enumerate(article.discarded, len(blocks))
        )
        body = titled(replace(article, blocks=blocks, discarded=discarded), title)
        return replace(body, title=title, origins={**article.origins, "text": "page list"})

    def close(self) -> None:
        """Forget the texts."""
        self._file.close()


def _key(url: str) -> bytes:
    return blake2b(url.encode("utf-8", "replace"), digest_size=12).digest()
