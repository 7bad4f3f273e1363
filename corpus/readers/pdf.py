"""A PDF as one article, read with PDFium where the extra `pdf` is installed."""

import ctypes
import math
import re
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from io import BufferedReader
from typing import TYPE_CHECKING, Any

from pressmark.corpus.errors import InputError
from pressmark.corpus.model import Article, Block, Kind, Removal
from pressmark.corpus.readers.articles import article_of
from pressmark.corpus.readers.pdf_layout import LARGER, Line, Paragraph, paragraphs, text_size
from pressmark.corpus.readers.source import Source
from pressmark.corpus.readers.streams import read_all
from pressmark.corpus.text.hyphenation import line_joiner, without_soft_hyphens

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

MAX_PAGES = 2_000
"""Pages of one document; a longer one is a book or a trap."""

MAX_CHARACTERS = 5_000_000
"""Characters of one document; a book of 1,000 pages has some 3,000,000."""

MAX_ON_PAGE = 200_000
"""Characters of one page; that of a newspaper has some 15,000."""

MAX_STREAM = 32 << 20
"""Decompressed bytes of what is drawn on a page: a map has 10 MB, and PDFium takes 20 bytes for
each."""

_STREAM = re.compile(rb"\bstream\r?\n")
_DICTIONARY_BYTES = 1000
"""Before a stream, in which its dictionary is."""

_FED_BYTES = 1 << 12
"""Compressed bytes decompressed at once; they grow to 4 MB at most."""

MAX_HEADING = 200
"""Characters of a heading; a longer text in large type is a standfirst."""

APART = 2.0
"""Distance of two columns on one line, in sizes of the font."""

REASONS = {
    "running-head": "repeated at the edge of the pages",
    "page-number": "number of a page",
}

Items = Iterator[Article | InputError]

_Character = tuple[str, float, float, float, float]
"""A character with the left, right, bottom and top of its box."""


def read_pdf(stream: BufferedReader, source: Source) -> Items:
    """The article of a PDF: its text in reading order."""
    import pypdfium2

    data = read_all(stream, source)
    if any(_grows(data, start) for start in _STREAM.finditer(data)):
        raise source.error("has a page of more than 32 MB, as no article has; not read")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        reason = "needs a password" if "assword" in str(error) else "is damaged as a PDF"
        raise source.error(reason) from None
    try:
        if len(document) > MAX_PAGES:
            raise source.error(f"has more than {MAX_PAGES:,} pages")
        pages = list(_pages(document, source))
    except pypdfium2.PdfiumError:
        raise source.error("has a page that is damaged") from None
    finally:
        document.close()
    found = paragraphs(pages)
    if not any(not paragraph.margin for paragraph in found):
        raise source.error("has pages without text, as scans do", "recognize its text first (OCR)")
    yield _article(found, text_size(line for page in pages for line in page))


def _grows(data: bytes, start: "re.Match[bytes]") -> bool:
    """Whether a compressed stream that is no picture has more than MAX_STREAM bytes."""
    around = data[max(0, start.start() - _DICTIONARY_BYTES) : start.start()]
    own = around[around.rfind(b" obj") + 1 :]
    if b"/FlateDecode" not in own or b"/Image" in own:
        return False
    unpack, at, size = zlib.decompressobj(), start.end(), 0
    try:
        while at < len(data) and not unpack.eof and size <= MAX_STREAM:
            part = data[at : at + _FED_BYTES]
            size += len(unpack.decompress(part))
            at += len(part)
    except zlib.error:  # PDFium reads what there is of it
        pass
    return size > MAX_STREAM


def _article(found: list[Paragraph], body: float) -> Article:
    join = line_joiner([line for paragraph in found for line in paragraph.lines])
    blocks: list[Block] = []
    discarded: list[Removal] = []
    for order, paragraph in enumerate(found):
        text = without_soft_hyphens(join(paragraph.lines))
        is_heading = paragraph.size > LARGER * body and len(text) <= MAX_HEADING
        block = Block(text, Kind.HEADING if is_heading else Kind.PARAGRAPH, order)
        if paragraph.margin:
            reason = REASONS[paragraph.margin]
            block = replace(block, kind=Kind.PARAGRAPH)
            discarded.append(Removal(block, paragraph.margin, reason))
        else:
            blocks.append(block)
    return replace(article_of(tuple(blocks)), discarded=tuple(discarded))


def _pages(document: "PdfDocument", source: Source) -> Iterator[list[Line]]:
    characters = 0
    for number in range(len(document)):
        with closing(document[number]) as page, closing(page.get_textpage()) as text:
            on_page = text.count_chars()
            characters += on_page
            if on_page > MAX_ON_PAGE or characters > MAX_CHARACTERS:
                raise source.error("has more characters than any article; not read")
            yield list(_lines(text))


def _lines(page: "PdfTextPage") -> Iterator[Line]:
    """The characters of a page as lines, parted where a column ends."""
    part: list[_Character] = []
    last: _Character | None = None
    size = 0.0
    for number, character in _characters(page):
        box = _box(page, number)
        if part and (character in "\r\n" or (last and _is_apart(last, box, size))):
            yield from _line(part, size)
            part, last = [], None
        if character not in "\r\n":
            size = _size(page, number) if not part else size
            part.append((character, *box))
            last = part[-1] if box[0] < box[1] else last
    yield from _line(part, size)


def _characters(page: "PdfTextPage") -> Iterator[tuple[int, str]]:
    import pypdfium2.raw as pdfium

    for number in range(page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(page, number)
        if code == 0xFFFE or code == 2:  # what PDFium has for a hyphen at the end of a line
            yield number, "-"
        elif code and not 0xD800 <= code < 0xE000 and code <= 0x10FFFF:
            yield number, chr(code)


def _box(page: "PdfTextPage", number: int) -> tuple[float, float, float, float]:
    """Left, right, bottom and top of a character."""
    import pypdfium2.raw as pdfium

    edges = [ctypes.c_double() for _ in range(4)]
    references: Any = [ctypes.byref(edge) for edge in edges]
    pdfium.FPDFText_GetCharBox(page, number, *references)
    left, right, bottom, top = (edge.value for edge in edges)
    return left, right, bottom, top


def _size(page: "PdfTextPage", number: int) -> float:
    """The size of the font as it is on the page: browsers state it in pixels, and scale it."""
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    is_known = pdfium.FPDFText_GetMatrix(page, number, ctypes.byref(matrix))
    scale = math.hypot(matrix.c, matrix.d) if is_known else 1.0
    return float(pdfium.FPDFText_GetFontSize(page, number)) * scale or 1.0


def _is_apart(
    before: _Character,
    box: tuple[float, float, float, float],
    size: float,
) -> bool:
    """Whether a character is on another line or in another column than the one before it."""
    _, _, right, bottom, top = before
    if box[1] == box[0]:  # a space that PDFium has made up
        return False
    is_higher_or_lower = box[2] > top + size or box[3] < bottom - size
    return is_higher_or_lower or not -size < box[0] - right < APART * size


def _line(part: list[_Character], size: float) -> Iterator[Line]:
    text = " ".join("".join(character for character, *_ in part).split())
    boxes = [box for character, *box in part if not character.isspace() and box[0] < box[1]]
    if text and boxes:
        left, right = min(b[0] for b in boxes), max(b[1] for b in boxes)
        bottom, top = min(b[2] for b in boxes), max(b[3] for b in boxes)
        yield Line(text, left, right, bottom, top, size)
