"""Text that press databases export: many documents in one file, each with labelled lines.

LexisNexis ends a document with `End of Document` or begins it with `2 of 40 DOCUMENTS`, Factiva
labels lines with two letters and ends with `Document TRIB000020190305`, ProQuest parts documents by
lines of underscores. A document becomes a record: its labels are columns.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BufferedReader
from typing import NamedTuple

from pressmark.corpus.errors import InputError
from pressmark.corpus.model import Article
from pressmark.corpus.readers.record_shapes import Record
from pressmark.corpus.readers.records import read_record
from pressmark.corpus.readers.source import Source
from pressmark.corpus.readers.streams import read_all
from pressmark.corpus.text.dates import find_date
from pressmark.corpus.text.encoding import decode

_BODY = "text"


class _Form(NamedTuple):
    """How one database writes: every one of `marks` is in the beginning of its files, `limit` is
    between two documents, and `columns` reads one."""

    marks: Sequence[re.Pattern[str]]
    limit: re.Pattern[str]
    columns: Callable[[str], Mapping[str, str]]


def is_press_export(start: str) -> bool:
    """Whether a file that begins so is the export of a database."""
    return _form_of(start) is not None


def read_press_export(stream: BufferedReader, source: Source) -> Iterator[Article | InputError]:
    """The documents of an export, an article each."""
    text = decode(read_all(stream, source)).replace("\r", "")
    form = _form_of(text)
    documents = [form.columns(part) for part in form.limit.split(text)] if form else []
    for number, columns in enumerate(filter(None, documents), 1):
        if source.begins(number):
            yield from read_record(Record(columns, f"document {number}", str(number)), source)


def _form_of(start: str) -> _Form | None:
    return next((f for f in _FORMS if all(mark.search(start) for mark in f.marks)), None)


# LexisNexis

_HEAD = ("byline", "section", "length", "dateline", "headline", "highlight", "series", "body")
_TAIL = (
    *("graphic", "load-date", "language", "publication-type", "journal-code", "classification"),
    *("subject", "company", "organization", "ticker", "industry", "geographic", "city", "state"),
    *("country", "person", "notes", "correction", "correction-date", "document-type", "url"),
)
_SURE_TAIL = _TAIL[:6]
"""Labels that no sentence begins with, where they are not in capitals."""

_LABEL = re.compile(rf"({'|'.join((*_HEAD, *_TAIL))})(?::[ \t]*(.*)|)$", re.IGNORECASE)
_COPYRIGHT = re.compile(r"(?:copyright|©)\W.*\d{4}|all rights reserved", re.IGNORECASE)
_EDITION = re.compile(r"\bedition\b|^correction appended$", re.IGNORECASE)
_PAGE = re.compile(r"Page \d+ of \d+$")
_LONGEST_DATE_LINE = 60
_LEXIS_NAMES = {
    "body": _BODY,
    "byline": "author",
    "headline": "title",
    "url": "home",
    "subject": "subjects",
}


def _lexis_columns(document: str) -> Mapping[str, str]:
    """The columns of a document: its head, labelled lines, the text, and more labelled lines."""
    head: list[str] = []
    columns: dict[str, list[str]] = {}
    label = ""
    for lines in _chunks(document):
        if _COPYRIGHT.match(lines[0]):
            continue
        for at, line in enumerate(lines):
            found = _lexis_label(line, of_text=label == "body", first=not at)
            if found:
                label, line = found
            elif label in _HEAD and not at:
                label = "body"
            if label:
                columns.setdefault(label, []).append(line if at or found else f"\n{line}")
            elif not _PAGE.match(line):
                head.append(line if not at or not head else f"{head.pop()} {line}")
    if not columns.get("body"):
        return {}
    named = {_LEXIS_NAMES.get(name, name): lines for name, lines in columns.items()}
    return {**_lexis_head(head), **_joined(named)}


def _lexis_label(line: str, *, of_text: bool, first: bool) -> tuple[str, str] | None:
    """The label of a line and what is behind it; of the lines of the text, one begins a paragraph
    and is surely no sentence."""
    found = _LABEL.match(line)
    if found is None:
        return None
    label = found[1].lower()
    is_sure = label in _SURE_TAIL or (label in _TAIL and found[1].isupper())
    return (label, found[2] or "") if not of_text or (first and is_sure) else None


def _lexis_head(head: Sequence[str]) -> Mapping[str, str]:
    """Title, source and date: the title is first, or behind the date, with the source before it."""
    dated = (
        at for at, line in enumerate(head) if len(line) <= _LONGEST_DATE_LINE and find_date(line)
    )
    at = next(dated, None)
    if at is None:
        return {"title": head[0]} if head else {}
    behind = [line for line in head[at + 1 :] if not _EDITION.search(line)]
    before = list(head[:at])
    source = before.pop() if before and (behind or len(before) > 1) else ""
    title = behind[-1] if behind else " ".join(before)
    return {"title": title, "source": source, "date": head[at]}


# Factiva

_FACTIVA_NAMES = {
    "HD": "title",
    "BY": "author",
    "PD": "date",
    "SN": "source",
    "LA": "language",
    "SE": "section",
    "LP": _BODY,
    "TD": _BODY,
    "WC": "words",
    "AN": "accession_number",
    "PG": "page",
    "PUB": "publishing_company",
    "ET": "time",
    "SC": "source_code",
    "CR": "credit",
    "CY": "copyright",
    "CO": "companies",
    "IN": "industries",
    "NS": "subjects",
    "RE": "regions",
    "IPC": "codes",
    "IPD": "descriptors",
    "ED": "edition",
    "CLM": "column",
    "VOL": "volume",
    "ART": "captions",
    "RF": "notes",
    "CT": "contact",
    "CX": "correction",
}
_FACTIVA_LINE = re.compile(rf"({'|'.join(_FACTIVA_NAMES)})(?:[ \t]+(\S.*)|[ \t]*)$")


def _factiva_columns(document: str) -> Mapping[str, str]:
    """The columns of a document, each with a tag of two letters at its first line."""
    columns: dict[str, list[str]] = {}
    name = ""
    for line in document.split("\n"):
        if found := _FACTIVA_LINE.match(line):
            name, line = _FACTIVA_NAMES[found[1]], found[2] or ""
            if name in columns:
                line = f"\n{line}"  # the text goes on behind its first paragraph
        if name:
            columns.setdefault(name, []).append(line.strip(" \t"))
    return _joined(columns)


# ProQuest

_PROQUEST_NAMES = {
    "title": "title",
    "full text": _BODY,
    "abstract": "abstract",
    "author": "author",
    "publication title": "source",
    "publication date": "date",
    "section": "section",
    "language of publication": "language",
    "document url": "url",
    "subject": "subjects",
}
_PROQUEST_LABELS = (
    *_PROQUEST_NAMES,
    *("publication info", "links", "location", "people", "company / organization"),
    *(
        "pages",
        "number of pages",
        "first page",
        "publication year",
        "year",
        "publisher",
        "dateline",
    ),
    *("place of publication", "country of publication", "publication subject", "issn", "isbn"),
    *("source type", "document type", "proquest document id", "copyright", "last updated"),
    *("database", "identifier / keyword", "classification", "column", "credit", "edition"),
)
_PROQUEST_LINE = re.compile(rf"({'|'.join(_PROQUEST_LABELS)}):[ \t]*(.*)$", re.IGNORECASE)
_TOWN = re.compile(r"; [^;]*$")


def _proquest_columns(document: str) -> Mapping[str, str]:
    """The columns of a document, each with its label before its first line."""
    columns: dict[str, list[str]] = {}
    name = ""
    for lines in _chunks(document):
        for at, line in enumerate(lines):
            found = _PROQUEST_LINE.match(line) if not at or name != _BODY else None
            if found:
                label = found[1].lower()
                name, line = _PROQUEST_NAMES.get(label, label), found[2]
            if name:
                columns.setdefault(name, []).append(line if at or found else f"\n{line}")
    values = _joined(columns)
    if "source" in values:
        values["source"] = _TOWN.sub("", values["source"])
    if "author" in values:
        values["author"] = "; ".join(map(_given_first, values["author"].split(";")))
    return values


def _given_first(name: str) -> str:
    """`Jane Doe` for `Doe, Jane`."""
    family, _, given = name.strip().partition(", ")
    return f"{given} {family}".strip()


def _joined(columns: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The columns of the lines of each, those without any left out; of the text the breaks stay."""
    texts = {name: "\n".join(lines).strip() for name, lines in columns.items()}
    return {
        name: text if name == _BODY else " ".join(text.split())
        for name, text in texts.items()
        if text
    }


def _chunks(document: str) -> Iterator[list[str]]:
    """The lines that no blank line parts, without white space around them."""
    chunk: list[str] = []
    for line in (*document.split("\n"), ""):
        if stripped := line.strip():
            chunk.append(stripped)
        elif chunk:
            yield chunk
            chunk = []


def _line(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"^{pattern}", re.MULTILINE)


_FORMS = (
    _Form(
        (_line(r"[ \t]*+(?:Document )?1 of \d{1,6} DOCUMENTS?[ \t\r]*$"),),
        _line(r"[ \t]*+(?:Document )?\d{1,6} of \d{1,6} DOCUMENTS?[ \t]*$"),
        _lexis_columns,
    ),
    _Form(
        (_line(r"Length:\s{0,9}\d{1,6} words"), _line(r"Body[ \t\r]*$")),
        _line(r"[ \t]*+End of Document[ \t]*$"),
        _lexis_columns,
    ),
    _Form(
        tuple(_line(rf"{tag}[ \t]") for tag in ("HD", "WC", "PD", "SN")),
        _line(r"Document [A-Z]\w{9,40}[ \t]*$"),
        _factiva_columns,
    ),
    _Form(
        (_line(r"_{20,200}[ \t\r]*$"), _line("Full text: "), _line("Publication (?:info|title): ")),
        _line(r"_{20,200}[ \t]*$"),
        _proquest_columns,
    ),
)
