"""What a zip archive is: files packed together, a web archive, or a document of an office suite."""

import zipfile
from collections.abc import Mapping

from pressmark.corpus.readers.compression import DAMAGE

_MARKS: Mapping[str, str] = {
    "word/document.xml": "Word document (DOCX)",
    "xl/workbook.xml": "Excel workbook (XLSX)",
    "xl/workbook.bin": "Excel workbook (XLSX)",
    "ppt/presentation.xml": "PowerPoint presentation (PPTX)",
    "visio/document.xml": "Visio drawing (VSDX)",
    "[Content_Types].xml": "Office document",
    "META-INF/container.xml": "EPUB book",
    "AndroidManifest.xml": "program",
    "META-INF/MANIFEST.MF": "program",
    "Index/Document.iwa": "iWork document",
    "Index.zip": "iWork document",
    "doc.kml": "map",
}
"""A file that one kind of document holds at the top, the surest first."""

_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_MEDIA_TYPES: Mapping[str, str] = {
    "application/epub+zip": "EPUB book",
    f"{_OPEN_DOCUMENT}text": "OpenDocument text (ODT)",
    f"{_OPEN_DOCUMENT}spreadsheet": "OpenDocument spreadsheet (ODS)",
    f"{_OPEN_DOCUMENT}presentation": "OpenDocument presentation (ODP)",
}
_LONGEST_TYPE = 100
"""Bytes of a media type in the file `mimetype`."""


def document_kind(archive: zipfile.ZipFile) -> str:
    """What the archive is if it is a document and no archive, else ""."""
    names = set(archive.namelist())
    stated = _media_type(archive) if "mimetype" in names else ""
    if stated.startswith("application/"):
        return _MEDIA_TYPES.get(stated, f"document ({stated})")
    return next((kind for mark, kind in _MARKS.items() if mark in names), "")


def wacz_archives(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The web archives in a WACZ file."""
    if "datapackage.json" not in archive.namelist():
        return []
    return [member for member in archive.infolist() if _is_web_archive(member.filename)]


def page_lists(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The lists of pages in a WACZ file."""
    return [
        member
        for member in archive.infolist()
        if member.filename.startswith("pages/") and member.filename.endswith(".jsonl")
    ]


def _is_web_archive(name: str) -> bool:
    return name.startswith("archive/") and name.endswith((".warc", ".warc.gz"))


def _media_type(archive: zipfile.ZipFile) -> str:
    try:
        with archive.open("mimetype") as file:
            return file.read(_LONGEST_TYPE).decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, *DAMAGE):
        return ""
