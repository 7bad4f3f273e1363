"""Formats that are not read. Each is known by its content, so that it can be refused by name."""

import re
from collections.abc import Mapping
from importlib.util import find_spec

from pressmark.corpus.text.encoding import looks_binary

PICTURE, SOUND, VIDEO, FONT, PROGRAM = "picture", "sound", "video", "font", "program"
PDF = "PDF"
ARCHIVE, DATABASE, TABLE = "archive that is not read", "SQLite database", "binary table"

_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office 97 file (DOC, XLS, PPT, MSG)"),
    (0, b"{\\rtf", "RTF"),
    (0, b"%!PS", "PostScript"),
    (0, b"AT&TFORM", "DjVu"),
    (60, b"BOOKMOBI", "Kindle book"),
    (0, b"!BDN", "Outlook mail store (PST)"),
    (0, b"BEGIN:VCALENDAR", "calendar"),
    (0, b"BEGIN:VCARD", "address card"),
    (0, b"SQLite format 3\0", DATABASE),
    (0, b"\x89PNG\r\n", PICTURE),
    (0, b"\xff\xd8\xff", PICTURE),
    (0, b"GIF87a", PICTURE),
    (0, b"GIF89a", PICTURE),
    (8, b"WEBP", PICTURE),
    (0, b"II*\0", PICTURE),
    (0, b"MM\0*", PICTURE),
    (0, b"8BPS", PICTURE),
    (0, b"\0\0\1\0", PICTURE),
    (0, b"BM", PICTURE),
    (4, b"jP  ", PICTURE),
    (4, b"JXL ", PICTURE),
    (4, b"ftypavif", PICTURE),
    (4, b"ftyphei", PICTURE),
    (4, b"ftypmif1", PICTURE),
    (0, b"ID3", SOUND),
    (0, b"\xff\xfb", SOUND),
    (0, b"OggS", SOUND),
    (0, b"fLaC", SOUND),
    (8, b"WAVE", SOUND),
    (4, b"ftypM4A", SOUND),
    (8, b"AVI ", VIDEO),
    (4, b"ftyp", VIDEO),
    (0, b"\x1a\x45\xdf\xa3", VIDEO),
    (0, b"FLV\1", VIDEO),
    (0, b"\0\0\1\xba", VIDEO),
    (0, b"wOFF", FONT),
    (0, b"wOF2", FONT),
    (0, b"OTTO", FONT),
    (0, b"\0\1\0\0\0", FONT),
    (0, b"\x7fELF", PROGRAM),
    (0, b"MZ", PROGRAM),
    (0, b"\xca\xfe\xba\xbe", PROGRAM),
    (0, b"\xcf\xfa\xed\xfe", PROGRAM),
    (0, b"\0asm", PROGRAM),
    (0, b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (0, b"Rar!\x1a", ARCHIVE),
    (0, b"\x04\x22\x4d\x18", "LZ4-compressed file"),
    (0, b"MSCF", ARCHIVE),
    (0, b"!<arch>\n", ARCHIVE),
    (0, b"PAR1", TABLE),
    (0, b"ARROW1", TABLE),
    (0, b"\x93NUMPY", TABLE),
    (0, b"\x89HDF", TABLE),
    (0, b"Obj\1", TABLE),
)
"""Offset, bytes and what the file is. Longer and surer ones come first."""

_TEXTUAL = (b"{\\rtf", b"%!PS", b"BEGIN:VCALENDAR", b"BEGIN:VCARD")
"""Signatures of formats that are text. Others in letters alone count only before binary data."""

_PDF = re.compile(rb"%PDF-\d")
_PDF_WITHIN = 1024
"""Bytes within which a PDF's signature may begin, as its readers agree."""

_ROOTS: Mapping[str, str] = {
    "urlset": "sitemap",
    "sitemapindex": "sitemap",
    "opml": "list of feeds (OPML)",
    "svg": PICTURE,
    "plist": "property list",
    "kml": "map",
    "gpx": "map",
    "mediawiki": "wiki dump",
    "stylesheet": "style sheet",
}
"""What XML documents are by the name of their root, other than pages and feeds."""

_XML_HEAD = re.compile(r"<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>|\s+", re.DOTALL)
_ROOT = re.compile(r"<([^\W\d][\w.:-]*)")


def can_read_pdf() -> bool:
    """Whether the extra `pdf` is installed."""
    return find_spec("pypdfium2") is not None


def unread_kind(head: bytes) -> str:
    """What the file is that begins so, where it is of a kind that is not read, else ""."""
    is_binary = looks_binary(head)
    found = next((s for s in _SIGNATURES if head.startswith(s[1], s[0])), None)
    if found and (is_binary or found[1] in _TEXTUAL or not _in_letters(found[1])):
        return found[2]
    is_pdf = _PDF.match(head.lstrip(b"\xef\xbb\xbf \t\r\n")) or (
        is_binary and _PDF.search(head[:_PDF_WITHIN])
    )
    return PDF if is_pdf else ""


def _in_letters(signature: bytes) -> bool:
    return signature.isascii() and signature.decode().isprintable()


def unread_xml(start: str) -> str:
    """The same of the beginning of a document in XML."""
    return _ROOTS.get(root_of(start).rpartition(":")[2], "")


def root_of(start: str) -> str:
    """The name of an XML document's root in small letters; "" where it does not begin so soon."""
    at = 0
    while match := _XML_HEAD.match(start, at):
        at = match.end()
    root = _ROOT.match(start, at)
    return root[1].lower() if root else ""
