"""Paragraphs with their citations, for texts and for reference managers.

A citation names authors, title, paper, date, address, date of capture and paragraph, as far as they
are known. Reference managers get the paragraph as a note.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from pressmark.search.escape import harmless
from pressmark.search.formatting import day
from pressmark.search.results.citation import Citation
from pressmark.search.results.markdown import escaped

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
        published = each.published
        fields = {
            "author": " and ".join(map(_tex_name, each.authors)),
            "title": f"{{{_tex(each.title)}}}",
            "journal": _tex(each.source),
            "date": _iso(published),
            "year": f"{published.year:04}" if published else "",
            "month": str(published.month) if published else "",
            "url": "".join(_TEX_ADDRESS.get(sign, sign) for sign in harmless(each.url)),
            "urldate": _iso(each.captured),
            "langid": each.language,
            "note": _tex(_note(each)),
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        yield "\n".join((f"@article{{{each.key},", *lines, "}\n"))


def _tex_name(name: str) -> str:
    """A name; in braces where BibTeX would take it apart."""
    text = _tex(name)
    return f"{{{text}}}" if "," in name or " and " in f" {name.lower()} " else text


def _tex(text: str) -> str:
    return _LIGATURE.sub("{}", "".join(_TEX.get(sign, sign) for sign in harmless(text)))


def as_ris(citations: Iterable[Citation]) -> Lines:
    """A record each, as EndNote, Zotero and others read it."""
    for each in citations:
        published, captured = each.published, each.captured
        fields = [
            ("TY", "NEWS"),
            ("ID", each.key),
            *(("AU", name) for name in each.authors),
            ("TI", each.title),
            ("T2", each.source),
            ("PY", f"{published.year:04}" if published else ""),
            ("DA", f"{published:%Y/%m/%d}" if published else ""),
            ("UR", each.url),
            ("Y2", f"{captured:%Y/%m/%d}" if captured else ""),
            ("LA", each.language),
            ("N1", _note(each)),
        ]
        lines = [f"{tag}  - {harmless(value)}" for tag, value in fields if value]
        yield "\n".join((*lines, "ER  - \n"))


def as_csl_json(citations: Iterable[Citation]) -> Lines:
    """A list of items in CSL-JSON, as Zotero, pandoc and citeproc read it."""
    before = "["
    for each in citations:
        yield before + json.dumps(_csl(each), ensure_ascii=False)
        before = ","
    yield "]" if before == "," else "[]"


def _csl(citation: Citation) -> Mapping[str, Any]:
    item = {
        "id": citation.key,
        "type": "article-newspaper",
        "title": citation.title,
        "author": [{"literal": name} for name in citation.authors],
        "container-title": citation.source,
        "issued": _date_parts(citation.published),
        "URL": citation.url,
        "accessed": _date_parts(citation.captured),
        "language": citation.language,
        "note": _note(citation),
    }
    return {name: value for name, value in item.items() if value}


def _date_parts(known: date | None) -> Mapping[str, Any] | None:
    return {"date-parts": [[known.year, known.month, known.day]]} if known else None


def _iso(known: date | None) -> str:
    return known.isoformat() if known else ""


def _note(citation: Citation) -> str:
    """The paragraph that is cited, with its number."""
    if citation.paragraph is None:
        return ""
    return f"{citation.place or 'title'}: {citation.text}"
