from time import process_time

import pytest

from pressmark.corpus.text.author_names import (
    author_texts,
    authors_in,
    authors_of_line,
    byline,
    stated_authors,
)


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
        ("By Joe Marsh, Jr., and Ida Bell, M.D.", ("Joe Marsh Jr.", "Ida Bell")),
        (
            "Ada Quill, Ph.D., Bo Inkwell PhD and Cy Folio, MBOU",
            ("Ada Quill", "Bo Inkwell", "Cy Folio"),
        ),
        ("Henry Marsh III and Louis C.K.", ("Henry Marsh III", "Louis C.K.")),
        ("ADA QUILL, BO NG", ("ADA QUILL", "BO NG")),
        ("A. B. Quill, C. D. Folio", ("A. B. Quill", "C. D. Folio")),
        ("Quill, Ada M.; Inkwell, Bo", ("Ada M. Quill", "Bo Inkwell")),
        ("Se&aacute;n O&#39;Marsh &amp; Bo Inkwell", ("Seán O'Marsh", "Bo Inkwell")),
        ("Se&amp;aacute;n O&amp;#39;Marsh", ("Seán O'Marsh",)),
        ("['Ada Quill', \"Seán O'Marsh\"]", ("Ada Quill", "Seán O'Marsh")),
        ("['Ada Quill' 'Bo Inkwell']", ("Ada Quill", "Bo Inkwell")),
        ("[{'name': 'Ada Quill', 'id': 3}]", ("Ada Quill",)),
        ("ada@tribune.example (Ada Quill)", ("Ada Quill",)),
        ("Ada Quill <ada@tribune.example>", ("Ada Quill",)),
        ("By Ada Quill, @adaquill", ("Ada Quill",)),
        ("Ada Quill ada@a.example Bo Inkwell bo@a.example", ("Ada Quill", "Bo Inkwell")),
        ("ada@tribune.example", ()),
        ("Write to the desk at desk@tribune.example", ()),
        ("Ada Quill (Reuters)", ("Ada Quill",)),
        ("By Ada Quill in Oslo and Bo Inkwell in Rome", ("Ada Quill", "Bo Inkwell")),
        ("Ada Quill in Oslo and Bo Inkwell", ("Ada Quill", "Bo Inkwell")),
        ("ET Bureau", ("ET Bureau",)),
        ("By Ada Quill Published 5 May 2020", ("Ada Quill",)),
        ("José Ortega y Gasset", ("José Ortega y Gasset",)),
        ("Ana López y Pedro Ruiz", ("Ana López", "Pedro Ruiz")),
        ("Von der Leyen", ("Von der Leyen",)),
        ("王小明、李华", ("王小明", "李华")),
        ("None", ()),
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
    ("line", "names"),
    [
        ("Posted on Oktober 27, 2015 by Ada Bell", ("Ada Bell",)),
        ("10 January 2023 by Ada Bell and Ida Marsh", ("Ada Bell", "Ida Marsh")),
        ("김하나 기자 hana@valley.example", ("김하나",)),
        ("By ADA BELL and IDA MARSH, Associated Press", ("ADA BELL", "IDA MARSH")),
        ("By Associated Press", ("Associated Press",)),
        ("By train", ()),
        ("By Train", ()),
        ("By car and on foot", ()),
        ("Von 王小明", ("王小明",)),
        ("Sales rose 27 per cent", ()),
        ("여러 기자들이 왔다", ()),
    ],
)
def test_a_line_near_the_text_names_its_author_as_bylines_do(line, names):
    assert authors_of_line(line, "The Tribune") == names


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ({"givenName": "Ada", "familyName": "Quill"}, ("Ada Quill",)),
        ({"firstname": "Ada", "middlename": "M.", "lastname": "Quill"}, ("Ada M. Quill",)),
        ({"name": "Ada Quill", "givenName": "A."}, ("Ada Quill",)),
        (
            [{"given_name": "Ada", "family_name": "Quill"}, "Bo Inkwell"],
            ("Ada Quill", "Bo Inkwell"),
        ),
        ({"name": ["Ada Quill", "Bo Inkwell"]}, ("Ada Quill", "Bo Inkwell")),
        ("Ada Quill\nBo Inkwell", ("Ada Quill", "Bo Inkwell")),
        ('["Ann O\\u2019Lee", "Bo Inkwell"]', ("Ann O’Lee", "Bo Inkwell")),
        ("['Ann Lee' 'Bo Inkwell']", ("Ann Lee", "Bo Inkwell")),
        ("user123", ("user123",)),
        ("Staff Writer", ()),
        (7, ()),
        (None, ()),
        ([[[[[["Ada Quill"]]]]]], ()),
    ],
)
def test_authors_are_read_from_whatever_data_hold(value, names):
    assert stated_authors(author_texts(value)) == names


UNITS = (" ", "@", "(", "<", "a,", "a and ", "A B y C ", "1 by x ", "&amp;", "Jr,", "[", "'", "\\'")


@pytest.mark.parametrize("unit", UNITS)
def test_twice_the_text_takes_twice_the_time(unit):
    def seconds(count: int) -> float:
        started = process_time()
        stated_authors([unit * count])
        authors_of_line(unit * count, "")
        return process_time() - started

    times = [min(seconds(count) for _ in range(3)) for count in (1_000, 4_000)]
    assert times[1] < 4 * 3 * times[0] + 0.01


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Tess Parr, Dietitian", ("Tess Parr",)),
        ("Oli Simm Senior Research Executive", ("Oli Simm",)),
        ("By Ada Bell, Head of Marketing, Community Development", ("Ada Bell",)),
        ("Authored by: Dr. Ehsan Roe", ("Dr. Ehsan Roe",)),
        ("Sandip Lee, special to The Gate", ("Sandip Lee",)),
        ("Angus Shaw, Author Archive", ("Angus Shaw",)),
        ("Copyright ©", ()),
        ("Google +", ()),
        ("Hi", ()),
        ("Ann Senior", ("Ann Senior",)),
        ("Ann Lee Senior", ("Ann Lee Senior",)),
    ],
)
def test_jobs_and_labels_of_the_page_are_no_authors(line, names):
    assert authors_in([line]) == names
