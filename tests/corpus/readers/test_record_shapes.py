"""The same records, in whatever JSON or table they come, are the same articles."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus import Article, InputError, read_bytes
from pressmark.corpus.readers import json_buffer

CRANE = {
    "title": "Crane for Quill Bay",
    "text": "The new crane will lift its first boat before the autumn gales.",
    "date": "2021-03-04",
    "url": "https://quill.example/a",
}
RYE = {
    "title": "Rye runs out",
    "text": "Bakers in Tarn Street ran out of rye on Saturday.",
    "date": "2021-03-05",
    "url": "https://quill.example/b",
}
ROWS = [CRANE, RYE]


def read(value, name="dump.json"):
    return list(read_bytes(json.dumps(value, ensure_ascii=False).encode(), name))


def facts(article):
    text = " ".join(block.text for block in article.blocks if block.text != article.title)
    return {
        "title": article.title,
        "text": text,
        "date": article.published and article.published.date().isoformat(),
        "url": article.url,
    }


def transposed(rows, index):
    return {
        name: {str(i): row[name] for i, row in zip(index, rows, strict=True)} for name in rows[0]
    }


def envelopes(rows):
    columns = list(rows[0])
    cells = [[row[name] for name in columns] for row in rows]
    return {
        "articles": {"status": "ok", "message": "fine", "articles": rows},
        "posts": {"count": 2, "posts": rows, "tags": [{"title": "News"}]},
        "elasticsearch": {
            "took": 3,
            "hits": {
                "total": 2,
                "hits": [{"_id": str(i), "_source": r} for i, r in enumerate(rows)],
            },
        },
        "solr": {"response": {"numFound": 2, "docs": rows}},
        "json:api": {"data": [{"type": "node", "id": "1", "attributes": row} for row in rows]},
        "reddit": {"kind": "Listing", "data": {"children": [{"data": row} for row in rows]}},
        "pandas records with schema": {"schema": {"fields": [{"name": "title"}]}, "data": rows},
        "pandas columns": transposed(rows, range(len(rows))),
        "pandas columns by id": transposed(rows, [f"id-{i}" for i in range(len(rows))]),
        "pandas split": {"columns": columns, "index": [0, 1], "data": cells},
        "lists": {name: [row[name] for row in rows] for name in columns},
        "list of lists": [columns, *cells],
        "by id": {f"id-{i}": row for i, row in enumerate(rows)},
        "wrapped": [{"article": row} for row in rows],
        "mongo": [
            {**row, "_id": {"$oid": "5f"}, "date": {"$date": f"{row['date']}T10:00:00Z"}}
            for row in rows
        ],
        "mixed case": [{name.upper(): value for name, value in row.items()} for row in rows],
        "wordpress": [
            {
                "id": 7,
                "date": f"{row['date']}T10:00:00",
                "link": row["url"],
                "title": {"rendered": row["title"]},
                "content": {"rendered": f"<p>{row['text']}</p>", "protected": False},
                "author": 7,
                "categories": [3],
            }
            for row in rows
        ],
        "one value lists": [{name: [value] for name, value in row.items()} for row in rows],
        "nested site": {"newspapers": {"quill": {"link": "https://q.example", "articles": rows}}},
    }


@pytest.mark.parametrize("shape", envelopes(ROWS))
def test_records_in_any_envelope_are_the_same_articles(shape):
    assert [facts(article) for article in read(envelopes(ROWS)[shape])] == ROWS


words = st.text("abcdefg hijk,;'\"", min_size=1, max_size=30).map(lambda text: f"x{text.strip()}")


@given(
    st.lists(st.tuples(words, words), min_size=2, max_size=5),
    st.sampled_from(list(envelopes(ROWS))),
)
def test_texts_are_the_same_in_any_envelope(pairs, shape):
    rows = [
        {
            **CRANE,
            "title": " ".join(title.split()),
            "text": " ".join(text.split()) + ".",
            "url": f"https://q.example/{i}",
        }
        for i, (title, text) in enumerate(pairs)
    ]
    found = [article.title for article in read(envelopes(rows)[shape])]
    assert found == [row["title"] for row in rows]


def test_a_list_of_another_length_than_the_titles_is_of_all_records():
    lists = {name: [row[name] for row in ROWS] for name in CRANE}
    found = read({**lists, "authors": ["Ida Quill"], "tags": ["a", "b", "c"]})
    assert [facts(article) for article in found] == ROWS
    assert [article.authors for article in found] == [("Ida Quill",)] * 2
    one = {"title": "Crane", "text": ["One thing.", "Another thing."], "authors": ["A B", "C D"]}
    assert [article.title for article in read(one)] == ["Crane"]


def test_lines_as_python_prints_records_are_read():
    lines = "\n".join(str({**row, "none": None}) for row in ROWS)
    assert [facts(article) for article in read_bytes(lines.encode(), "a.jsonl")] == ROWS


def test_a_site_around_its_articles_is_their_source():
    found = read({"newspapers": {"quill": {"articles": [CRANE]}, "tarn": {"articles": [RYE]}}})
    assert [article.source for article in found] == ["quill", "tarn"]
    found = read({"quill.example": [CRANE], "tarn.example": [RYE]})
    assert [article.source for article in found] == ["quill.example", "tarn.example"]
    found = read({"response": {"articles": [CRANE]}})
    assert [article.source for article in found] == ["quill.example"]  # the host of the address


def test_a_feed_that_was_converted_to_json_names_the_source_of_its_items():
    item = {"title": "Crane", "link": "https://q.example/1", "description": "Its words."}
    for feed in (
        {"rss": {"channel": {"title": "The Quill", "item": [item]}}},
        {"status": "ok", "feed": {"title": "The Quill"}, "items": [item]},
        {"version": "https://jsonfeed.org/version/1", "title": "The Quill", "items": [item]},
        {"feed": {"title": {"$t": "The Quill"}, "entry": [item]}},
    ):
        assert [(a.title, a.source) for a in read(feed)] == [("Crane", "The Quill")]


def test_related_articles_and_a_tree_of_text_do_not_make_an_envelope_of_an_article():
    related = {**CRANE, "related": [RYE], "publisher": {"name": "The Quill", "description": "x"}}
    tree = {"title": "Crane", "content": [{"type": "paragraph", "text": CRANE["text"]}]}
    assert [article.title for article in read(related)] == [CRANE["title"]]
    assert [facts(article)["text"] for article in read(tree)] == [CRANE["text"]]


@pytest.mark.parametrize("data", [b"[]", b'{"articles": []}', b"title,text\n"])
def test_a_dump_without_records_says_so(data):
    name = "a.csv" if data.startswith(b"title") else "a.json"
    (problem,) = read_bytes(data, name)
    assert str(problem) == f"{name}: holds no records"


# --- tables ---------------------------------------------------------------------------------------


def table(rows, **form):
    stream = io.StringIO(newline="")
    csv.writer(stream, **form).writerows(rows)
    return stream.getvalue()


HEADER = ["title", "text", "date", "url"]
CELLS = [[row[name] for name in HEADER] for row in ROWS]


def rows_of(text, name="a.csv", **options):
    items = list(read_bytes(text.encode(), name, **options))
    return [facts(item) for item in items if isinstance(item, Article)], [
        str(item) for item in items if isinstance(item, InputError)
    ]


@pytest.mark.parametrize("name", ["a.csv", "a.txt", "a.dat"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_table_is_known_by_its_header_whatever_the_file_is_called(name, delimiter):
    assert rows_of(table([HEADER, *CELLS], delimiter=delimiter), name) == (ROWS, [])


def test_a_text_file_with_commas_in_its_first_lines_is_no_table():
    text = "News, text, and date of the fair\n\nThe fair was held, as ever, on Monday.\n"
    (article,) = read_bytes(text.encode(), "a.txt")
    assert len(article.blocks) == 2


def test_the_delimiter_that_excel_states_is_used():
    assert rows_of("sep=;\n" + table([HEADER, *CELLS], delimiter=";")) == (ROWS, [])


def test_lines_above_the_header_are_not_taken_for_it():
    export = "Results for crane, 4 March 2021\n\n" + table([HEADER, *CELLS])
    assert rows_of(export) == (ROWS, [])
    unknown = table([["kind", "words"], ["News", CRANE["text"]]])
    assert rows_of(unknown)[1] == ["a.csv: 0 of 1 record has text; columns not used: kind, words"]
    broken = "Results\n\n" + table([HEADER]) + 'A,"left open,2021-03-04,u\n'
    assert rows_of(broken)[1] == ["a.csv: line 4 has a quotation mark that is never closed"]
    assert rows_of("sep=,\n" + broken[9:])[1] == [
        "a.csv: line 3 has a quotation mark that is never closed"
    ]


def test_a_header_that_comes_again_is_no_article_and_may_have_another_order():
    joined = table([HEADER, CELLS[0], HEADER, CELLS[1]])
    assert rows_of(joined) == (ROWS, [])
    reordered = table([HEADER, CELLS[0], HEADER[::-1], CELLS[1][::-1]])
    assert rows_of(reordered) == (ROWS, [])


def test_a_header_may_have_years_among_its_names():
    years = table([[*HEADER, "2021", "2022"], [*CELLS[0], "3", "4"]])
    assert rows_of(years) == ([CRANE], [])


def test_tables_of_other_columns_may_follow_each_other():
    joined = table([HEADER, CELLS[0], ["Headline", "Body", "Link", "Published", "Byline"]])
    joined += table([[RYE["title"], RYE["text"], RYE["url"], RYE["date"], "Ida Quill"]])
    assert rows_of(joined) == (ROWS, [])


def test_rows_in_lists_are_named_by_the_first_or_by_the_user():
    from pressmark.corpus import ReadOptions

    for rows in (json.dumps([HEADER, *CELLS]), "\n".join(map(json.dumps, [HEADER, *CELLS]))):
        for name in ("a.json", "a.jsonl")[rows.startswith('["') :]:
            assert rows_of(rows, name) == (ROWS, [])
    found, problems = rows_of(json.dumps(CELLS), "a.json")
    assert (found, problems) == ([], ["a.json: its first row does not name the columns"])
    assert rows_of(json.dumps(CELLS), "a.json", options=ReadOptions(columns=tuple(HEADER))) == (
        ROWS,
        [],
    )


def test_of_a_doubled_column_the_first_value_that_is_not_empty_is_used():
    doubled = [["title", "text", "text", "date", "url"]]
    doubled += [[CELLS[0][0], "", *CELLS[0][1:]], [*CELLS[1][:2], "", *CELLS[1][2:]]]
    assert rows_of(table(doubled)) == (ROWS, [])


def test_a_table_without_header_is_refused_with_what_to_type_and_read_with_it():
    from pressmark.corpus import ReadOptions

    with pytest.raises(InputError) as problem:
        list(read_bytes(table(CELLS).encode(), "a.csv"))
    assert problem.value.reason == "its first row does not name the columns"
    assert problem.value.hint == "name all 4 of them: --columns title,text,date,url"
    named = ReadOptions(columns=tuple(HEADER))
    assert rows_of(table(CELLS), options=named) == (ROWS, [])
    assert rows_of(table([HEADER, *CELLS]), options=named) == (ROWS, [])


def test_cells_with_what_python_prints_are_read():
    rows = [
        ["source", "title", "content", "published", "authors"],
        [
            "{'id': nan, 'name': 'The Quill'}",
            "Crane",
            "['One thing.', 'Another thing.']",
            "{'$date': 1614852000000}",
            "['Ida Quill', 'Bo Tarn']",
        ],
    ]
    (article,) = read_bytes(table(rows).encode(), "a.csv")
    assert article.source == "The Quill"
    assert [block.text for block in article.blocks[1:]] == ["One thing.", "Another thing."]
    assert article.published.isoformat() == "2021-03-04T10:00:00"
    assert article.authors == ("Ida Quill", "Bo Tarn")


def test_a_column_of_records_is_read():
    rows = [["_id", "_source"], ["1", json.dumps(CRANE)], ["2", str(RYE)]]
    assert rows_of(table(rows)) == (ROWS, [])


# --- quotation marks ------------------------------------------------------------------------------

cells = st.text("ab \n\"',;", max_size=12).map(lambda text: f"x{text}y")


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=6), st.data())
def test_a_quotation_that_is_never_closed_costs_no_other_row(rows, data):
    bad = data.draw(st.integers(0, len(rows)))
    written = [table([[f"T{i}", *row]], quoting=csv.QUOTE_ALL) for i, row in enumerate(rows)]
    written.insert(bad, 'Bad,"left open,end\r\n')
    found, problems = rows_of("".join([table([["title", "text", "url"]]), *written]))
    line = 2 + sum(text.count("\n") for text in written[:bad])
    assert problems == [f"a.csv: line {line} has a quotation mark that is never closed"]
    assert [row["title"] for row in found if row["title"] != "Bad"] == [
        f"T{i}" for i in range(len(rows))
    ]
    assert [row["text"] for row in found if row["title"] == "Bad"] == ["left open"]


def test_quotation_marks_within_a_text_stay_in_it():
    text = 'title,text,date\nA,"He said "wait" and left.\nThen, he came.",2021-01-01\nB,Next.,\n'
    (first, second), problems = rows_of(text)
    assert first["text"] == 'He said "wait" and left. Then, he came.'
    assert (first["date"], second["text"], problems) == ("2021-01-01", "Next.", [])
    (row,), problems = rows_of('title,text\nA,"He said \\"wait\\", and left."\n')
    assert (row["text"], problems) == ('He said "wait", and left.', [])


def test_in_a_table_with_tabs_a_quotation_mark_is_a_letter():
    text = 'title\ttext\n"Wait" he said\tThe "old man\n"B\tNext.\nC\tLast"\n'
    found, problems = rows_of(text, "a.tsv")
    assert [row["text"] for row in found] == ['The "old man', "Next.", 'Last"']
    assert problems == []


def test_cells_that_have_no_column_are_reported():
    found, problems = rows_of("title,text,date\nA,One, two,2021-01-01\nB,Three,2021-01-02\n")
    assert [row["title"] for row in found] == ["A", "B"]
    assert problems == [
        "a.csv: more cells than columns in 1 row (first: row 2); the last cells are not read"
    ]


# --- long values ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "shape", ["articles", "elasticsearch", "solr", "by id", "nested site", "pandas split"]
)
def test_an_envelope_that_is_longer_than_any_article_is_read_part_by_part(shape, monkeypatch):
    rows = [{**CRANE, "title": f"No. {i}", "url": f"https://q.example/{i}"} for i in range(40)]
    value = envelopes(rows)[shape]
    expected = [(a.title, a.source) for a in read(value)]
    monkeypatch.setattr(json_buffer, "MAX_ARTICLE_BYTES", 1_000)
    monkeypatch.setattr(json_buffer, "CHUNK_BYTES", 100)
    assert [(a.title, a.source) for a in read(value)] == expected
    assert len(expected) == 40


def test_a_long_envelope_that_is_cut_off_keeps_what_came_before(monkeypatch):
    monkeypatch.setattr(json_buffer, "MAX_ARTICLE_BYTES", 1_000)
    monkeypatch.setattr(json_buffer, "CHUNK_BYTES", 100)
    whole = json.dumps({"articles": [{**CRANE, "title": f"No. {i}"} for i in range(40)]})
    *articles, problem = read_bytes(whole[: len(whole) // 2].encode(), "a.json")
    assert len(articles) > 10
    assert str(problem) == "a.json: is not valid JSON"


def test_a_table_of_which_some_cells_are_lists_is_named_by_its_first_row():
    rows = [[*CRANE, "authors"], [*CRANE.values(), ["Ida Quill"]], [*RYE.values(), []]]
    found = read(rows)
    assert [facts(article) for article in found] == ROWS
    assert found[0].authors == ("Ida Quill",)


@pytest.mark.parametrize("name", ["news.js", "news", "news.json"])
@pytest.mark.parametrize("before", ["var news = ", "window.YTD.part0 = ", "callback("])
def test_data_in_a_script_are_read_whatever_its_name(name, before):
    found = read_bytes(f"{before}{json.dumps(ROWS)}".encode(), name)
    assert [facts(article) for article in found] == ROWS


@pytest.mark.parametrize("sign", ["\\n\\n", "\\n", "\\r\\n"])
def test_breaks_that_are_printed_as_signs_part_paragraphs(sign):
    (found,) = read([CRANE | {"text": f"{CRANE['text']}{sign}{RYE['text']}"}])
    assert [block.text for block in found.blocks[1:]] == [CRANE["text"], RYE["text"]]
    (found,) = read([CRANE | {"text": r"The folder is C:\news and it is empty."}])
    assert found.blocks[1].text == r"The folder is C:\news and it is empty."


def test_lines_that_end_sentences_are_paragraphs_even_if_each_is_as_long_as_a_wrapped_one():
    first = "The harbour master of the bay said on Monday that the crane will lift its first boat."
    second = "He spoke to a crowd of forty on the old slip, and the mayor listened."
    (found,) = read([CRANE | {"text": f"{first}\n{second}"}])
    assert [block.text for block in found.blocks[1:]] == [first, second]
    wrapped = (
        "The harbour master of the bay said on Monday that\nthe crane will lift its first boat."
    )
    (found,) = read([CRANE | {"text": wrapped}])
    assert [block.text for block in found.blocks[1:]] == [wrapped.replace("\n", " ")]
