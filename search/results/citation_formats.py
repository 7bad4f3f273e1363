"""Paragraphs with their citations, for texts and for reference managers.

A citation names authors, title, paper, date, address, date of capture and paragraph, as far as they
are known. Reference managers get the paragraph as a note.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pressmark.search.escape import harmless, harmless_json
from pressmark.search.formatting import day
from pressmark.search.results.citation import Citation
from pressmark.search.results.markdown import escaped
from pressmark.search.results.person_names import PersonName, person_name

Lines = Iterator[str]

_IN_ADDRESS = {sign: f"%{ord(sign):02X}" for sign in ' <>()[]\\"`'} | {"&": "&amp;"}

_TEX = {
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    "\\": "\\textbackslash{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
}
_LIGATURE = re.compile("(?<=['`?!-])(?=['`-])")
"""Between signs that TeX joins: `--` would be a dash."""

_TEX_ADDRESS = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"}


def as_markdown(citations: Iterable[Citation]) -> Lines:
    """A quotation each, with the citation of its article below."""
    for each in citations:
        title = escaped(each.title)
        if each.url:
            title = f"[{title}]({_address(each.url)})"
        parts = (escaped(", ".join(each.authors)), title, *map(escaped, _known(each)))
        cited = ", ".join(filter(None, parts))
        yield f"> {escaped(each.text)}\n>\n> — {cited}\n" if each.text else f"{cited}\n"


def as_text(citations: Iterable[Citation]) -> Lines:
    """The same as plain text."""
    for each in citations:
        parts = (", ".join(each.authors), each.title, each.url, *_known(each))
        cited = harmless(", ".join(filter(None, parts)))
        yield f"{harmless(each.text)}\n— {cited}\n" if each.text else f"{cited}\n"


def _known(citation: Citation) -> tuple[str, ...]:
    captured = f"captured {day(citation.captured)}" if citation.captured else ""
    return citation.source, day(citation.published), citation.place, captured


def _address(url: str) -> str:
    """A link's target, without a character that could end it or begin an escape."""
    return "".join(_IN_ADDRESS.get(sign, sign) for sign in harmless(url).strip())


def as_bibtex(citations: Iterable[Citation]) -> Lines:
    """An entry each, in UTF-8 for biblatex and for BibTeX."""
    for each in citations:
        year, month = _two(each.date_parts)
        fields = {
            "author": " and ".join(map(_tex_name, _names(each))),
            "title": f"{{{_tex(each.title)}}}",
            "journal": _tex(each.source),
            "date": "-".join(_padded(each.date_parts)),
            "year": year,
            "month": month.lstrip("0"),
            "url": "".join(_TEX_ADDRESS.get(sign, sign) for sign in harmless(each.url)),
            "urldate": _iso(each.captured),
            "langid": each.language,
            "note": _tex(_note(each)),
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        yield "\n".join((f"@article{{{each.key},", *lines, "}\n"))


def _names(citation: Citation) -> list[PersonName | str]:
    """The authors, those that clearly are persons with given and family names."""
    about = {"language": citation.language, "source": citation.source}
    return [person_name(name, **about) or name for name in citation.authors]


def _tex_name(name: PersonName | str) -> str:
    """A name; in braces where it is not to be taken apart."""
    if isinstance(name, PersonName):
        return f"{_tex(name.family)}, {_tex(name.given)}"
    return f"{{{_tex(name)}}}"


def _tex(text: str) -> str:
    return _LIGATURE.sub("{}", "".join(_TEX.get(sign, sign) for sign in harmless(text)))


def as_ris(citations: Iterable[Citation]) -> Lines:
    """A record each, as EndNote, Zotero and others read it."""
    for each in citations:
        parts, captured = _padded(each.date_parts), each.captured
        fields = [
            ("TY", "NEWS"),
            ("ID", each.key),
            *(("AU", _inverted(name)) for name in _names(each)),
            ("TI", each.title),
            ("T2", each.source),
            ("PY", "".join(parts[:1])),
            ("DA", "/".join((*parts, *[""] * (3 - len(parts)))) if parts else ""),
            ("UR", each.url),
            ("Y2", "/".join(_padded(_parts(captured))) if captured else ""),
            ("LA", each.language),
            ("N1", _note(each)),
        ]
        lines = [f"{tag}  - {harmless(value)}" for tag, value in fields if value]
        yield "\n".join((*lines, "ER  - \n"))


def _inverted(name: PersonName | str) -> str:
    return f"{name.family}, {name.given}" if isinstance(name, PersonName) else name


def as_csl_json(citations: Iterable[Citation]) -> Lines:
    """A list of items in CSL-JSON, as Zotero, pandoc and citeproc read it."""
    before = "["
    for each in citations:
        yield before + harmless_json(json.dumps(_csl(each), ensure_ascii=False))
        before = ","
    yield "]" if before == "," else "[]"


def _csl(citation: Citation) -> Mapping[str, Any]:
    item = {
        "id": citation.key,
        "type": "article-newspaper",
        "title": citation.title,
        "author": [
            name._asdict() if isinstance(name, PersonName) else {"literal": name}
            for name in _names(citation)
        ],
        "container-title": citation.source,
        "issued": {"date-parts": [citation.date_parts]} if citation.date_parts else None,
        "URL": citation.url,
        "accessed": {"date-parts": [_parts(citation.captured)]} if citation.captured else None,
        "language": citation.language,
        "note": _note(citation),
    }
    return {name: value for name, value in item.items() if value}


def _parts(known: date) -> tuple[int, ...]:
    return known.year, known.month, known.day


def _padded(parts: Sequence[int]) -> list[str]:
    """Year, month and day, as far as they are known, in four and two digits."""
    return [f"{part:0{width}}" for part, width in zip(parts, (4, 2, 2), strict=False)]


def _two(parts: Sequence[int]) -> tuple[str, str]:
    """The year and the month, empty where they are not known."""
    year, month, *_ = (*_padded(parts), "", "")
    return year, month


def _iso(known: date | None) -> str:
    return known.isoformat() if known else ""


def _note(citation: Citation) -> str:
    """The paragraph that is cited, with its number."""
    if citation.paragraph is None:
        return ""
    return f"{citation.place or 'title'}: {citation.text}"
