"""What the names around records state, and lists whose columns nobody knows."""

import json

import pytest

from pressmark.corpus import Article, InputError, read_bytes
from pressmark.corpus.read_options import ReadOptions

TEXT = "The harbour master said on Monday that the new crane will lift its first boat soon. "
LONG = TEXT * 2


def read(value, name="dump.json", **options):
    return list(read_bytes(json.dumps(value).encode(), name, options=ReadOptions(**options)))


def record(number, **more):
    return {"titulo": f"Nota {number}", "cuerpo": LONG, **more}


def test_an_address_around_a_record_is_that_of_the_record():
    (found,) = read({"https://q.example/a": record(1)})
    assert (found.url, found.source) == ("https://q.example/a", "q.example")
    (own,) = read({"https://q.example/a": record(1, enlace="https://q.example/b")})
    assert own.url == "https://q.example/b"


def test_an_address_around_several_records_is_of_none():
    found = read({"https://q.example/": [record(1), record(2)]})
    assert [article.url for article in found] == ["", ""]


def test_a_day_around_records_is_their_date():
    found = read({"2021-03-04": [record(1)], "2021-03-05": [record(2, fecha="2020-01-01")]})
    assert [article.published.date().isoformat() for article in found] == [
        "2021-03-04",
        "2020-01-01",
    ]


def test_lists_of_records_side_by_side_are_groups():
    found = read({"business": [record(1)], "sport": [record(2)]})
    assert [article.extra for article in found] == [{"group": "business"}, {"group": "sport"}]
    (alone,) = read({"business": [record(1)]})
    assert not alone.extra


@pytest.mark.parametrize("name", ["https://q.example/a", "a1.txt", "0", "5f0a1b2c"])
def test_texts_under_their_addresses_file_names_or_numbers_are_articles(name):
    (found,) = read({name: LONG})
    assert found.blocks[0].text == LONG.strip()
    assert found.url == (name if "://" in name else "")


def test_texts_in_a_list_are_articles_and_short_ones_are_counted():
    *found, problem = read([LONG, "x y z", LONG])
    assert [type(item) for item in found] == [Article] * 2
    assert "1 that are no objects" in problem.reason


def test_an_object_around_a_list_names_the_source_of_its_articles():
    found = read([{"site": "La Ola", "noticias": [record(1)]}, {"noticias": [record(2)]}])
    assert [article.source for article in found] == ["La Ola", ""]


def test_articles_whose_columns_nobody_knows_are_counted_one_by_one():
    rows = [{"zzz_7": LONG, "k": n} for n in range(3)]
    (problem,) = read({"response": {"numFound": 3, "docs": rows}})
    assert problem.reason == "0 of 3 records have text; columns not used: zzz_7, k"
    found = read({"response": {"numFound": 3, "docs": rows}}, fields={"text": "zzz_7"})
    assert [len(article.blocks) for article in found] == [1, 1, 1]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("a.json", "callback({});"),
        ("a.json", "var news = {};\n"),
        ("a.json", "window.data = {};"),
        ("a.jsonl", "{}"),
        ("a.jsonl", "[\n{}]\n"),
    ],
)
def test_data_in_a_script_or_over_several_lines_are_read(name, written):
    values = json.dumps([record(1), record(2)], indent=1)
    if name.endswith("l"):
        values = values[1:-1].replace("},\n", "}\n") if written == "{}" else values[1:-1]
    found = list(read_bytes(written.replace("{}", values).encode(), name))
    assert [article.title for article in found] == ["Nota 1", "Nota 2"]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_values_that_the_shell_of_mongodb_prints_as_calls_are_read(name):
    line = '{ "_id" : ObjectId("5f0"), "d" : ISODate("2021-03-04T10:00:00Z"), "n" : NumberLong(5), '
    line = line.replace('"d"', '"date"') + f'"title" : "Crane", "text" : "{LONG}" }}\n'
    found = list(read_bytes((line * 2).encode(), name))
    assert [str(article.published) for article in found] == ["2021-03-04 10:00:00"] * 2
    assert found[0].extra == {"_id": "5f0", "n": 5}


def test_what_is_nearly_json_is_read_and_what_is_not_is_reported():
    rows = [record(1), record(2)]
    for text in (repr(rows), f"[{json.dumps(rows[0])}, // the first\n {json.dumps(rows[1])},\n]"):
        found = list(read_bytes(text.encode(), "a.json"))
        assert [article.title for article in found] == ["Nota 1", "Nota 2"]
    cut = f'[{json.dumps(rows[0])}, {{"titulo": "Nota 2", "cuerpo": "The harb'
    first, problem = read_bytes(cut.encode(), "a.json")
    assert first.title == "Nota 1"
    assert isinstance(problem, InputError)
    assert problem.reason == "is not valid JSON after record 1; the rest is skipped"
