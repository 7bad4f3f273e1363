import pytest

from pressmark.corpus.html.names import authors_in, authors_of_line, best_site, byline, without_site


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ada Quill", ("Ada Quill",)),
        ("By Ada Quill and Bo Inkwell", ("Ada Quill", "Bo Inkwell")),
        ("Ada Quill, Bo Inkwell & Cy Folio", ("Ada Quill", "Bo Inkwell", "Cy Folio")),
        ("Von Ada Quill und Bo Inkwell", ("Ada Quill", "Bo Inkwell")),
        ("By Gwendolen Hask, Staff Writer", ("Gwendolen Hask",)),
        ("by Ada Quill Monday, November 18, 2019", ("Ada Quill",)),
        ("Ada Quill | Valley Media for valley.com", ("Ada Quill",)),
        ("https://www.facebook.com/ada.quill", ()),
        ("The Valley Tribune", ()),
        ("", ()),
    ],
)
def test_people_are_read_from_bylines(text, names):
    assert authors_in([text], "The Valley Tribune") == names


def test_a_person_named_twice_is_one_author():
    assert authors_in(["Ada Quill", "ADA QUILL"], "") == ("Ada Quill",)


def test_a_byline_ends_with_its_first_line():
    assert byline(
        ["By ", "Ada Quill", " and ", "Bo Inkwell", "Valley Tribune", "Published 7:07"]
    ) == ("By Ada Quill and Bo Inkwell")


@pytest.mark.parametrize(
    ("names", "address", "site"),
    [
        (["U.S.", "Reuters"], "https://www.reuters.com/a", "Reuters"),
        (["The New York Times"], "https://www.nytimes.com/a", "The New York Times"),
        (["Racing | F1 | Indy"], "https://racing.example/a", "Racing"),
        (["A Paper"], "https://elsewhere.example/a", "A Paper"),
        (["A Paper"], "", "A Paper"),
        ([], "https://elsewhere.example/a", ""),
    ],
)
def test_the_name_that_the_host_bears_out_is_the_site(names, address, site):
    assert best_site([(name, "meta") for name in names], address)[0] == site


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("River rises | The Valley Tribune", "River rises"),
        ("The Valley Tribune - River rises", "River rises"),
        ("River rises - again | Tribune", "River rises - again"),
        ("The Valley Tribune", "The Valley Tribune"),
        ("Half-built bridge", "Half-built bridge"),
    ],
)
def test_a_title_loses_the_name_of_its_site(title, headline):
    assert without_site(title, "The Valley Tribune") == headline


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Posted on Oktober 27, 2015 by Ada Bell", ("Ada Bell",)),
        ("10 January 2023 by Ada Bell and Ida Marsh", ("Ada Bell", "Ida Marsh")),
        ("김하나 기자 hana@valley.example", ("김하나",)),
        ("By ADA BELL and IDA MARSH, Associated Press", ("ADA BELL", "IDA MARSH")),
        ("By Associated Press", ("Associated Press",)),
        ("Sales rose 27 per cent", ()),
        ("여러 기자들이 왔다", ()),
    ],
)
def test_a_line_near_the_text_names_its_author_as_bylines_do(line, names):
    assert authors_of_line(line, "The Tribune") == names
