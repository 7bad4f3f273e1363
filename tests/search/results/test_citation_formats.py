"""Citations are read back by kept libraries without loss."""

import json
from datetime import date

import bibtexparser
import rispy
from bibtexparser.middlewares import (
    LatexDecodingMiddleware,
    SeparateCoAuthors,
    SplitNameParts,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from pressmark.search.escape import harmless
from pressmark.search.results.citation import Citation
from pressmark.search.results.citation_formats import as_bibtex, as_csl_json, as_ris, as_text

LETTERS = st.sampled_from("abZé漢 ß&%$#_~^\\'\",-–:;=@!?()[]<>|*+/. ")
LINES = st.text(LETTERS, max_size=30).map(lambda text: " ".join(text.split()))
NAMES = st.sampled_from(
    ["Ann Lee", "Åsa Öberg", "Smith & Sons", "North and South Agency", "Lee, Ann", "AND", "O'Neill"]
)
DATES = st.none() | st.dates()
CITATIONS = st.builds(
    Citation,
    article=st.text("0123456789abcdef", min_size=12, max_size=12),
    title=LINES.filter(bool),
    authors=st.lists(NAMES, max_size=3, unique=True).map(tuple),
    source=LINES,
    published=DATES,
    url=st.sampled_from(["", "https://a.example/2024/x_y?b=1&c=%20#d~e", "https://ü.example/é"]),
    captured=DATES,
    language=st.sampled_from(["", "en", "pt-BR"]),
    paragraph=st.none() | st.integers(0, 99),
    text=LINES,
)
LISTS = st.lists(CITATIONS, max_size=3, unique_by=lambda citation: citation.key)


def note_of(citation):
    if citation.paragraph is None:
        return ""
    place = f"paragraph {citation.paragraph}" if citation.paragraph else "title"
    return f"{place}: {citation.text}"


def uninverted(name):
    family, _, given = name.partition(", ")
    return f"{given} {family}" if given else family


def test_bibtex_has_family_names_of_persons_and_organisations_whole():
    citation = Citation(
        *("0123456789ab", "Title", ("Ludwig van Beethoven", "Press Association", "Åsa Öberg")),
        *("The Tribune", None, "", None, ""),
    )
    layers = [SeparateCoAuthors(), SplitNameParts()]
    library = bibtexparser.parse_string("".join(as_bibtex([citation])), append_middleware=layers)
    parts = [(" ".join(each.von), each.last) for each in library.entries[0]["author"]]
    assert parts == [("van", ["Beethoven"]), ("", ["{Press Association}"]), ("", ["Öberg"])]


def test_bibtex_keeps_the_signs_that_mean_something_to_tex():
    citation = Citation(
        *(
            "0123456789ab",
            "50% of {all} $ & #1 a_b ~ ^ \\ ''--",
            ("Ann Lee", "Lee, Bo", "Salt and Sand"),
        ),
        *("The Tribune", date(2024, 2, 3), "https://a.example/x_y?b=1&c=%20", date(2025, 1, 2)),
        *("en", 3, "Half."),
    )
    assert list(as_bibtex([citation])) == [
        "@article{0123456789ab-3,\n"
        "  author = {Lee, Ann and {Lee, Bo} and {Salt and Sand}},\n"
        "  title = {{50\\% of \\{all\\} \\$ \\& \\#1 a\\_b \\textasciitilde{} "
        "\\textasciicircum{} \\textbackslash{} '{}'{}-{}-}},\n"
        "  journal = {The Tribune},\n"
        "  date = {2024-02-03},\n"
        "  year = {2024},\n"
        "  month = {2},\n"
        "  url = {https://a.example/x_y?b=1&c=%20},\n"
        "  urldate = {2025-01-02},\n"
        "  langid = {en},\n"
        "  note = {paragraph 3: Half.},\n"
        "}\n"
    ]


@settings(max_examples=40)
@given(LISTS)
def test_bibtex_is_read_back_without_loss(citations):
    library = bibtexparser.parse_string("\n".join(as_bibtex(citations)))
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == [each.key for each in citations]
    decoder = LatexDecodingMiddleware()
    for entry, citation in zip(library.entries, citations, strict=True):
        fields = {field.key: field.value for field in entry.fields}

        def decoded(name, fields=fields):
            return (
                decoder._transform_python_value_string(fields.get(name, ""))[0]
                .strip()
                .replace("ˆ", "^")
            )

        assert decoded("title").strip("{}") == citation.title.replace("  ", " ").strip("{}")
        assert decoded("journal") == citation.source
        assert decoded("note") == note_of(citation).strip()
        assert fields.get("url", "") == citation.url
        assert fields.get("date", "") == (str(citation.published) if citation.published else "")
        assert fields.get("urldate", "") == (str(citation.captured) if citation.captured else "")
        assert fields.get("langid", "") == citation.language


@given(LISTS)
def test_ris_is_read_back_without_loss(citations):
    read = rispy.loads("\n".join(as_ris(citations)))
    assert len(read) == len(citations)
    for entry, citation in zip(read, citations, strict=True):
        assert entry["type_of_reference"] == "NEWS"
        assert entry["id"] == citation.key
        written = tuple(map(uninverted, entry.get("authors", ())))
        assert written == tuple(map(uninverted, citation.authors))
        assert entry["title"] == citation.title
        assert entry.get("secondary_title", "") == citation.source
        for name, known in (("date", citation.published), ("access_date", citation.captured)):
            assert entry.get(name, "") == (known.isoformat().replace("-", "/") if known else "")
        assert entry.get("urls", [""]) == [citation.url]
        assert entry.get("language", "") == citation.language
        assert entry.get("notes", [""]) == [note_of(citation).strip()]


@given(LISTS)
def test_csl_json_is_one_list_without_loss(citations):
    items = json.loads("\n".join(as_csl_json(citations)))
    assert [item["id"] for item in items] == [each.key for each in citations]
    for item, citation in zip(items, citations, strict=True):
        assert item["type"] == "article-newspaper"
        assert item["title"] == citation.title
        written = tuple(
            each.get("literal") or f"{each['given']} {each['family']}"
            for each in item.get("author", ())
        )
        assert written == citation.authors
        assert item.get("container-title", "") == citation.source
        for name, known in (("issued", citation.published), ("accessed", citation.captured)):
            parts = item.get(name, {"date-parts": [None]})["date-parts"][0]
            assert (date(*parts) if parts else None) == known
        assert item.get("URL", "") == citation.url
        assert item.get("note", "") == note_of(citation)


@given(CITATIONS)
def test_a_text_names_paper_date_title_address_capture_and_paragraph(citation):
    (text,) = as_text([citation])
    for part in (citation.source, citation.title, citation.url, *citation.authors):
        assert harmless(part) in text
    if citation.published:
        assert f"{citation.published:%b %Y}" in text
    assert ("captured" in text) >= bool(citation.captured)
    assert (citation.place in text) if citation.place else True


def test_csl_json_moves_no_cursor_and_turns_no_line_in_a_terminal():
    title = "a\u202eb\x9b31m"
    citation = Citation("ab", title, (), "Mail", None, "", None, "en")
    lines = list(as_csl_json([citation]))
    assert [harmless(line) for line in lines] == lines
    assert json.loads("".join(lines))[0]["title"] == title
