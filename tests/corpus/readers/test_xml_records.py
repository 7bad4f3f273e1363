"""XML of scrapers, databases, search engines and papers: each record is one article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus import Article, InputError, read_bytes
from pressmark.corpus.readers import xml_records

TEXT = "The harbour master said on Monday that the new crane will lift its first boat soon."


def read(text, name="dump.xml"):
    return list(read_bytes(text.encode() if isinstance(text, str) else text, name))


def facts(article):
    body = " ".join(block.text for block in article.blocks if block.text != article.title)
    date = article.published and article.published.date().isoformat()
    return article.title, body, date, article.url


CRANE = ("Crane & boat", TEXT, "2021-03-04", "https://quill.example/a")
RECORD = (
    f"<title>Crane &amp; boat</title><text>{TEXT}</text><date>2021-03-04</date>"
    "<url>https://quill.example/a</url>"
)
MARKED = RECORD.replace(TEXT, f"<p>{TEXT}</p>")


@pytest.mark.parametrize(
    ("document", "count"),
    [
        (f"<items><item>{RECORD}</item><item>{RECORD}</item></items>", 2),
        (f"<?xml version='1.0'?><export><count>1</count><row>{RECORD}</row></export>", 1),
        (f"<export><articles><article>{RECORD}</article>\n</articles></export>", 1),
        (f"<dump><site><news>{RECORD}</news><news>{RECORD}</news></site></dump>", 2),
        (f"<doc>{RECORD}</doc>", 1),
        (f"<?xml version='1.0'?><article>{MARKED}</article>", 1),
        (f"<doc>{RECORD}</doc>\n<doc>{RECORD}</doc>", 2),
        (
            f"<add><doc><field name='title'>Crane &amp; boat</field><field name='text'>{TEXT}"
            "</field><field name='date'>2021-03-04</field><field name='url'>"
            "https://quill.example/a</field></doc></add>",
            1,
        ),
        (
            "<?xml version='1.0'?><doc title='Crane &amp; boat' date='2021-03-04' "
            f"url='https://quill.example/a'><main><p>{TEXT}</p></main><comments/></doc>",
            1,
        ),
        (f"<x:items xmlns:x='u'><x:item>{RECORD}</x:item></x:items>", 1),
    ],
)
def test_each_record_is_an_article(document, count):
    assert [facts(article) for article in read(document)] == [CRANE] * count


def test_a_document_of_a_paper_is_one_article_with_what_its_attributes_say():
    (found,) = read(
        '<?xml version="1.0" encoding="iso-8859-1"?><newsitem date="1996-08-20" '
        f'xml:lang="en"><headline>Caf\xe9 opens</headline><text><p>{TEXT}</p><p>Gr\xfcn.</p>'
        "</text></newsitem>".encode("latin-1")
    )
    assert facts(found)[:3] == ("Café opens", f"{TEXT} Grün.", "1996-08-20")
    assert found.language == "en"


def test_elements_have_names_of_any_script():
    document = (
        f"<р><запись><заголовок>Crane &amp; boat</заголовок><текст>{TEXT} 1 <2.</текст>"
        "<дата>2021-03-04</дата><ссылка>https://quill.example/a</ссылка></запись></р>"
    )
    assert [facts(article) for article in read(document)] == [
        (CRANE[0], f"{TEXT} 1 <2.", *CRANE[2:])
    ]


def test_references_that_xml_does_not_know_and_bare_marks_stay_as_text():
    (found,) = read(
        f"<r><i><title>Fish & chips, caf&eacute; &x; &#2;</title><text>{TEXT}</text></i></r>"
    )
    assert found.title == "Fish & chips, café &x;"


def test_records_of_unknown_columns_are_one_line():
    (problem,) = read("<rows><row><a>1</a><b>2</b></row><row><a>3</a><b>4</b></row></rows>")
    assert isinstance(problem, InputError)
    assert problem.reason.startswith("0 of 1 record has text; columns not used: row")


def test_a_document_that_is_cut_off_keeps_the_whole_records():
    document = "<items>" + f"<item>{RECORD}</item>" * 3
    found = read(document[:-40])
    assert [facts(article) for article in found[:2]] == [CRANE] * 2


def test_entities_that_name_others_or_files_are_not_followed(tmp_path):
    (tmp_path / "secret").write_text("SECRET")
    bomb = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    document = (
        f'<?xml version="1.0"?><!DOCTYPE items [<!ENTITY a0 "x">{bomb}'
        f'<!ENTITY file SYSTEM "file://{tmp_path}/secret">]>'
        f"<items><item><title>T &a11; &file;</title><text>{TEXT}</text></item></items>"
    )
    (found,) = read(document)
    assert len(found.title) < 50
    assert "SECRET" not in found.title


def test_depth_is_no_trap():
    for document in ("<a>" * 100_000, "<items>" + "<item><title>" * 5_000 + "x"):
        assert all(isinstance(item, Article | InputError) for item in _outcome(document))


def _outcome(document):
    try:
        return read(document)
    except InputError as error:
        return [error]


def test_a_record_that_is_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(xml_records, "MAX_ARTICLE_BYTES", 1_000)
    monkeypatch.setattr(xml_records, "CHUNK_BYTES", 500)
    first, problem = read(f"<items><item>{RECORD}</item><item><text>{TEXT * 50}</text></item>")
    assert facts(first) == CRANE
    assert "too long" in problem.reason


@given(st.integers(1, 9), st.integers(40, 300))
def test_where_chunks_end_changes_nothing(count, size):
    document = "<?xml version='1.0'?><items>" + f"<item>{RECORD}</item>" * count + "</items>"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xml_records, "CHUNK_BYTES", size)
        assert [facts(article) for article in read(document)] == [CRANE] * count


def test_pages_and_parts_of_pages_are_no_records():
    for page in (
        f"<!DOCTYPE html><html><body><article><h1>Crane</h1><p>{TEXT}</p></article></body></html>",
        f"<?xml version='1.0'?><!DOCTYPE html PUBLIC 'a' 'b'><html><p>{TEXT}</p></html>",
        f"<article><h1>Crane</h1><p>{TEXT}</p></article>",
        f"<my-card><p>{TEXT}</p></my-card>",
    ):
        (found,) = read(page, "")
        assert TEXT in " ".join(block.text for block in found.blocks)


def test_a_page_under_a_name_for_text_is_read_as_one():
    page = f"<!DOCTYPE HTML PUBLIC 'x'><html><head><title>Crane</title></head><p>{TEXT}</p></html>"
    (found,) = read(page, "article1.txt")
    assert found.title == "Crane"
    assert [block.text for block in found.blocks if block.text != "Crane"] == [TEXT]
