"""The columns of dumps: known names of many languages and tools, paths, and what is left over."""

import json
from datetime import datetime
from io import BytesIO

import pytest

from pressmark.corpus import ReadOptions, read_bytes, read_stream
from pressmark.corpus.readers.columns import Columns
from pressmark.corpus.readers.extra_columns import MAX_CHARACTERS, MAX_EXTRA
from pressmark.corpus.readers.field_names import FIELDS, roles_of
from pressmark.corpus.readers.read_counts import ReadCounts
from pressmark.corpus.text.language_names import language_code
from pressmark.corpus.text.normalized_names import normalized_name

LONG = "The new crane of Quill Bay will lift its first boat before the autumn gales."
URL = "https://quill.example/a"


def article(record, **options):
    items = list(read_bytes(json.dumps(record).encode(), "a.json", options=ReadOptions(**options)))
    assert len(items) == 1, items
    return items[0]


def seen(record, **options):
    """What was read of a record, as far as it is not empty."""
    found = article(record, **options)
    facts = {
        "title": found.title,
        "text": " ".join(block.text for block in found.blocks if str(block.kind) != "title"),
        "url": found.url,
        "date": found.published and found.published.date().isoformat(),
        "source": found.source,
        "authors": found.authors,
        "language": found.language,
        "section": found.extra.get("section"),
    }
    return {name: value for name, value in facts.items() if value}


EVERYTHING = {
    "title": "Crane",
    "text": LONG,
    "url": URL,
    "date": "2021-03-04",
    "source": "The Quill",
    "authors": ("Ida Quill",),
}


@pytest.mark.parametrize(
    "names",
    [
        "headline article article_url article_date media_name byline",
        "Título Contenido Enlace Fecha Medio Autor",
        "titre texte lien date_de_publication journal auteur",
        "Titel Volltext Adresse Datum Zeitung Autor",
        "judul isi_berita tautan tanggal sumber penulis",
        "Başlık İçerik Bağlantı Tarih Kaynak Yazar",
        "tytuł treść odnośnik data źródło autor",
        "Заголовок Текст Ссылка Дата Источник Автор",
        "标题 正文 链接 发布时间 来源 作者",
        "タイトル 本文 リンク 日付 新聞 著者",
        "제목 본문 링크 일자 언론사 기자",
        "العنوان النص الرابط التاريخ المصدر الكاتب",
        "כותרת תוכן קישור תאריך מקור מחבר",
        "tittel tekst lenke dato avis forfatter",
        "Наслов Текст Линк Датум Новине Аутор",
        "títol text enllaç data diari autor",
        "pealkiri tekst link kuupäev ajaleht autor",
        "antraštė tekstas nuoroda data laikraštis autorius",
        "სათაური ტექსტი ბმული თარიღი გაზეთი ავტორი",
        "عنوان متن لنک تاریخ اخبار مصنف",
        "og:title content og:url article:published_time og:site_name author",
    ],
)
def test_columns_are_known_in_many_languages_whatever_their_case_and_accents(names):
    values = ["Crane", LONG, URL, "2021-03-04", "The Quill", "Ida Quill"]
    for change in (str, str.upper, lambda name: name.replace("_", " ").title()):
        record = dict(zip(map(change, names.split()), values, strict=True))
        assert seen(record) == EVERYTHING


TOOLS = {
    "news-please": {
        "title": "Crane", "maintext": LONG, "url": URL, "date_publish": "2021-03-04 10:00:00",
        "source_domain": "The Quill", "authors": ["Ida Quill"], "date_download": "2025-01-01",
        "description": "Short.", "text": None, "date_modify": "2024-01-01", "filename": "a.json",
    },
    "newspaper4k": {
        "title": "Crane", "text": LONG, "url": URL, "publish_date": "2021-03-04T10:00:00",
        "meta_site_name": "The Quill", "authors": ["Ida Quill"], "source_url": "https://q.example",
        "summary": "Short.", "meta_description": "Short.",
    },
    "trafilatura": {
        "title": "Crane", "text": LONG, "raw_text": "x", "source": URL, "hostname": "q.example",
        "sitename": "The Quill", "date": "2021-03-04", "author": "Ida Quill", "excerpt": "Short.",
        "comments": "First!",
    },
    "Scrapy": {
        "title": ["Crane"], "text": [LONG], "url": [URL], "date": ["2021-03-04"],
        "source": ["The Quill"], "author": ["Ida Quill"], "scraped_at": "2025-01-01",
    },
    "WordPress REST": {
        "id": 7, "date": "2021-03-04T10:00:00", "link": URL, "title": {"rendered": "Crane"},
        "content": {"rendered": f"<p>{LONG}</p>"}, "excerpt": {"rendered": "<p>Short.</p>"},
        "author": 3, "yoast_head_json": {"og_site_name": "The Quill", "title": "Crane | Quill"},
        "_embedded": {"author": [{"id": 3, "name": "Ida Quill"}]},
    },
    "Elasticsearch": {
        "_index": "news", "_id": "7", "_source": {
            "headline": "Crane", "body": LONG, "canonical_url": URL, "published": "2021-03-04",
            "publisher": {"name": "The Quill"}, "authors": [{"name": "Ida Quill"}],
        },
    },
    "Media Cloud": {
        "stories_id": 1, "publish_date": "2021-03-04 10:00:00", "title": "Crane", "url": URL,
        "media_name": "The Quill", "media_url": "https://q.example", "story_text": LONG,
        "author": "Ida Quill", "collect_date": "2025-01-01",
    },
    "NewsAPI": {
        "source": {"id": None, "name": "The Quill"}, "author": "Ida Quill", "title": "Crane",
        "description": "Short.", "url": URL, "publishedAt": "2021-03-04T10:00:00Z",
        "content": f"{LONG}… [+4024 chars]",
    },
    "The New York Times": {
        "headline": {"main": "Crane"}, "web_url": URL, "pub_date": "2021-03-04T10:00:00+0000",
        "lead_paragraph": LONG, "abstract": "Short.", "byline": {"original": "By Ida Quill"},
        "source": "The Quill",
    },
    "The Guardian": {
        "webTitle": "Crane at Quill", "webUrl": URL, "webPublicationDate": "2021-03-04T10:00:00Z",
        "fields": {"headline": "Crane", "bodyText": LONG, "byline": "Ida Quill",
                   "publication": "The Quill"},
    },
    "GDELT": {
        "DATE": "20210304100000", "SourceCommonName": "The Quill", "DocumentIdentifier": URL,
        "Title": "Crane", "Text": LONG, "Author": "Ida Quill",
    },
}  # fmt: skip


@pytest.mark.parametrize("tool", TOOLS)
def test_what_the_usual_tools_and_services_write_is_read(tool):
    assert seen(TOOLS[tool]) == EVERYTHING


def test_a_summary_is_text_only_where_nothing_else_is():
    record = {"title": "Crane", "description": "A short summary of it."}
    assert seen(record)["text"] == "A short summary of it."
    assert seen({**record, "html": f"<p>{LONG}</p>"})["text"] == LONG
    assert seen({**record, "content": ""})["text"] == "A short summary of it."
    assert article({**record, "text": LONG}).extra == {"description": "A short summary of it."}


def test_a_date_of_creation_is_used_last_and_one_of_scraping_never():
    record = {"text": LONG, "created_at": "2021-03-04", "scraped_at": "2025-01-01"}
    assert seen(record)["date"] == "2021-03-04"
    assert seen({**record, "pubDate": "2021-03-01"})["date"] == "2021-03-01"
    assert "date" not in seen({"text": LONG, "scraped_at": "2025-01-01", "updated": "2025-01-01"})


@pytest.mark.parametrize(
    "stated",
    [
        {"$date": "2021-03-04T10:00:00Z"},
        {"$date": 1614852000000},
        {"$date": {"$numberLong": "1614852000000"}},
        {"seconds": 1614852000, "nanoseconds": 0},
        'ISODate("2021-03-04T10:00:00Z")',
        "datetime.datetime(2021, 3, 4, 10, 0, tzinfo=datetime.timezone.utc)",
        "Timestamp('2021-03-04 10:00:00')",
        "/Date(1614852000000)/",
        ["2021-03-04T10:00:00"],
    ],
)
def test_dates_as_databases_and_programs_print_them_are_read(stated):
    assert article({"text": LONG, "date": stated}).published == datetime(2021, 3, 4, 10)


def test_a_date_line_or_an_address_dates_a_record_that_states_no_date():
    assert seen({"text": f"28 May 2025\n\n{LONG}"})["date"] == "2025-05-28"
    assert seen({"text": LONG, "url": "https://q.example/2025/05/28/a"})["date"] == "2025-05-28"
    assert "date" not in seen({"text": f"{LONG}\n\nOn 28 May 2025 it rained."})
    assert "date" not in seen({"text": f"28 May 2025\n\n{LONG}", "date": "in spring 5"})


def test_the_source_is_the_host_of_the_address_where_none_is_stated():
    for text in (LONG, f"<p>{LONG}</p>"):
        assert (
            seen({"text": text, "url": "https://www.quill.example/a"})["source"] == "quill.example"
        )
        assert seen({"text": text, "url": URL, "newspaper": "Q"})["source"] == "Q"


def test_sections_are_a_field_of_their_own():
    assert seen({"text": LONG, "kategori": "Ekonomi"})["section"] == "Ekonomi"
    assert seen({"text": LONG, "topics": ["Sea", "Work"]})["section"] == ("Sea", "Work")
    assert seen({"text": LONG, "section": {"id": 3, "name": "Sea"}})["section"] == "Sea"
    assert "section" not in seen({"text": LONG, "categories": [3, 5]})
    swedish = seen({"rubrik": "Kran", "brödtext": LONG, "avdelning": "Hav"})
    assert (swedish["title"], swedish["section"]) == ("Kran", "Hav")


@pytest.mark.parametrize("stated", ["Japanese", "ja", "ja-JP", "jpn", "日本語", "japanese"])
def test_a_language_is_its_code(stated):
    assert seen({"text": LONG, "language": stated})["language"] == "ja"
    assert language_code("Klingonian") == ""


def test_authors_are_names_without_addresses_and_links():
    authors = "By Ida Quill, Bo Tarn and Cy Poe, ida@quill.example, View All Posts"
    names = ("Ida Quill", "Bo Tarn", "Cy Poe")
    assert seen({"text": LONG, "author": authors})["authors"] == names
    assert seen({"text": LONG, "authors": [*names, "View All Posts"]})["authors"] == names
    assert "authors" not in seen({"text": LONG, "authors": ["View all posts"]})


# --- columns that the user names ------------------------------------------------------------------

NESTED = {"h": {"t": "Crane"}, "parts": [{"p": "One thing."}, {"p": "Another thing."}]}


def test_a_field_is_mapped_to_a_path():
    found = seen(NESTED, fields={"title": "h.t", "text": "parts.p"})
    assert (found["title"], found["text"]) == ("Crane", "One thing. Another thing.")
    assert seen(NESTED, fields={"text": "parts.1.p"})["text"] == "Another thing."
    flat = {"h.t": "Crane", "_source.body": LONG}
    assert seen(flat, fields={"title": "h.t", "text": "_source.body"})["text"] == LONG


def test_a_column_that_no_record_has_is_an_error_that_lists_the_columns_and_changes_nothing():
    data = json.dumps([{"title": "Crane", "text": LONG, "party": "Green"}]).encode()
    found, problem = read_bytes(data, "a.json", options=ReadOptions({"text": "nosuch"}))
    assert [block.text for block in found.blocks] == ["Crane", LONG]
    assert str(problem) == (
        "a.json: has no column “nosuch” for --field text; its columns: party, text, title"
    )


def test_a_mapped_column_goes_before_the_known_ones():
    record = {"title": "Crane", "text": "x y z", "story": LONG}
    assert seen(record, fields={"text": "story"})["text"] == LONG
    assert seen({**record, "story": None}, fields={"text": "story"})["text"] == "x y z"


# --- what is left over ----------------------------------------------------------------------------


def test_columns_that_no_field_takes_are_kept_unchanged_under_their_paths():
    further = {"party": "Green ", "words": 500, "share": 0.25, "paid": False, "tags": ["a", "b"]}
    record = {"title": "Crane", "text": LONG, **further, "geo": {"city": "Ulm"}, "none": None}
    people = [{"name": "Ann", "age": 4}, {"name": "Bo"}]
    assert article({**record, "people": people}).extra == {
        **further,
        "tags": ("a", "b"),
        "geo.city": "Ulm",
        "people.name": ("Ann", "Bo"),
        "people.age": (4,),
    }


def test_a_value_that_cannot_be_read_as_its_field_is_kept_as_it_is_and_counted():
    stated = {"date": "in spring 5", "language": "Klingonian", "author": 7, "category": [3, 5]}
    assert article({"text": LONG, **stated}).extra == {**stated, "category": (3, 5)}
    counts = ReadCounts()
    list(read_stream(BytesIO(json.dumps({"text": LONG, **stated}).encode()), "", counts=counts))
    assert {what: note.example for what, note in counts.other.items()} == {
        "with a date not read": "record 1: “in spring 5”",
        "in an unknown language": "record 1: “Klingonian”",
    }
    assert set(counts.columns) == {"text"}
    assert set(counts.unused) == set(stated)


def test_what_is_kept_of_a_record_is_bounded():
    many = {f"c{i}": i for i in range(2 * MAX_EXTRA)}
    assert len(article({"text": LONG, **many}).extra) == MAX_EXTRA
    record = {"text": LONG, "page": "x" * (MAX_CHARACTERS + 1), "party": "Green"}
    assert article(record).extra == {"party": "Green"}
    counts = ReadCounts()
    list(read_stream(BytesIO(json.dumps(record).encode()), "", counts=counts))
    assert counts.other["with values not kept"].example == "record 1: page"


def test_an_article_that_its_service_cut_off_says_how_much_is_missing():
    found = article({"title": "Crane", "content": f"{LONG}… [+4024 chars]"})
    assert found.blocks[-1].text == LONG
    assert found.extra == {"characters_cut": 4024}


def test_what_a_service_withdrew_is_counted_and_no_article():
    gone = {"title": "[Removed]", "description": "[Removed]", "content": "[Removed]"}
    crane = {"title": "Crane", "content": LONG}
    source, counts = BytesIO(json.dumps([gone, crane, gone]).encode()), ReadCounts()
    (found,) = read_stream(source, "a.json", counts=counts)
    assert (found.title, counts.records, counts.articles) == ("Crane", 3, 1)
    assert [note.count for note in counts.left_out.values()] == [2]


def test_records_without_text_are_one_line_that_names_the_unused_columns():
    rows = [{"title": f"T{i}", "dump_7": LONG * 2, "kind": "a"} for i in range(165)]
    *articles, problem = read_bytes(json.dumps(rows).encode(), "a.json")
    assert len(articles) == 165
    assert problem.reason == "0 of 165 records have text; columns not used: dump_7, kind"
    assert problem.hint.endswith("--field text=dump_7")


def test_no_name_of_a_column_is_written_in_a_way_that_no_column_matches():
    for field, languages in FIELDS.items():
        for name in (name for line in languages.values() for name in line.split()):
            assert field in {known for known, _ in roles_of(normalized_name(name))}


def test_the_widest_records_are_looked_at_in_bounded_time():
    record = {f"a{i}": {"b": {f"c{i}": i}} for i in range(10_000)}
    assert len(Columns(record, {}).values) == 500
