from datetime import datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus import read_stream
from pressmark.corpus.errors import InputError

LINE = "_" * 60


def lexis(number, count, title, source, date, author, paragraphs):
    text = "\n\n ".join(paragraphs)
    return (
        f"\n\n{' ' * 30}{number} of {count} DOCUMENTS\n\n\n{' ' * 30}{source}\n\n"
        f"{' ' * 30}{date:%B} {date.day}, {date.year} {date:%A} \n"
        f"{' ' * 30}Late Edition - Final\n\n"
        f"{title}\n\nBYLINE: By {author}\n\nSECTION: Section A; Pg. 1\n\nLENGTH: 213 words\n\n"
        f"DATELINE: QUILL BAY \n\n {text}\n\nURL: http://tribune.example\n\n"
        f"GRAPHIC: PHOTO: The ferry\n\nLOAD-DATE: March 12, 2012\n\nLANGUAGE: ENGLISH\n\n\n"
        f"{' ' * 20}Copyright 2012 The Tribune\n{' ' * 20}All Rights Reserved\n"
    )


def nexis(number, count, title, source, date, author, paragraphs):
    text = "\n\n".join(paragraphs)
    return (
        f"Page {number} of {count}\n{title}\n\n{source}\n\n"
        f"{date:%B} {date.day}, {date.year} {date:%A}\n\n"
        "Copyright 2012 The Tribune All Rights Reserved\n\n"
        f"Section: NEWS; Pg. 5\nLength: 500 words\nByline: {author}\n\nBody\n\n{text}\n\n"
        "Graphic\n\nThe ferry, a photograph\n\nClassification\n\nLanguage: ENGLISH\n\n"
        "Load-Date: March 12, 2012\n\nEnd of Document\n\n"
    )


def factiva(number, _count, title, source, date, author, paragraphs):
    first, *others = paragraphs
    text, number = "\n\n".join(others), f"TRIB{number:010}"
    return (
        f"HD {title}\nBY By {author}\nWC 120 words\nPD {date.day} {date:%B} {date.year}\nET 08:15\n"
        f"SN {source}\nLA English\n\nLP {first}\n\nTD {text}\n\nRE uk : Britain\n"
        f"AN Document {number}\n\nDocument {number}\n\n"
    )


def proquest(number, count, title, source, date, author, paragraphs):
    given, _, family = author.rpartition(" ")
    text = "\n\n".join(paragraphs)
    return (
        f"{LINE}\n\nDocument {number} of {count}\n\n{title}\n\nAuthor: {family}, {given}\n\n"
        f"Abstract: Short.\n\nLinks: None\n\nFull text: {text}\n\nSubject: Ferries\n\n"
        f"Title: {title}\n\nPublication title: {source}; London (UK)\n\n"
        f"Publication date: {date:%b} {date.day}, {date.year}\n\nPages: 5\n\n"
        f"Language of publication: English\n\nDocument URL: http://db.example/{number}\n\n"
    )


_words = st.sampled_from(["ferry", "notes", "subject", "the", "page", "1911", "harbour", "length"])
_paragraphs = st.lists(_words, min_size=12, max_size=20).map(lambda words: f"A {' '.join(words)}.")
_documents = st.tuples(
    st.sampled_from(["Ferry service ends", "Harbour to close: council votes"]),
    st.sampled_from(["The Tribune", "The Guardian"]),
    st.datetimes(datetime(1990, 1, 1), datetime(2024, 1, 1)),
    st.sampled_from(["Jane Doe", "Mary Ann Lee"]),
    st.lists(_paragraphs, min_size=2, max_size=4),
)


@pytest.mark.parametrize("form", [lexis, nexis, factiva, proquest])
@given(documents=st.lists(_documents, min_size=1, max_size=3))
def test_each_document_of_an_export_is_an_article_with_what_its_labels_state(form, documents):
    text = "".join(
        form(number, len(documents), *document) for number, document in enumerate(documents, 1)
    )
    found = list(read_stream(BytesIO(text.encode()), "export.txt"))
    assert [
        (
            article.title,
            article.source,
            article.published.date(),
            article.authors,
            [block.text for block in article.blocks],
        )
        for article in found
    ] == [
        (title, source, date.date(), (author,), [title, *paragraphs])
        for title, source, date, author, paragraphs in documents
    ]
    assert {article.language for article in found} == {"en"}


def test_a_note_of_the_text_is_text_and_a_note_below_it_is_none():
    documents = lexis(1, 1, "Ferry", "The Tribune", datetime(2012, 3, 12), "Jane Doe", ["A", "B"])
    documents = documents.replace(
        "\n\n B\n", "\n\n Notes: the captain will miss it.\n\nNOTES: late\n"
    )
    (article,) = read_stream(BytesIO(documents.encode()), "export.txt")
    assert [block.text for block in article.blocks][1:] == ["A", "Notes: the captain will miss it."]
    assert article.extra["notes"] == "late"


@pytest.mark.parametrize(
    "text",
    [
        "The council said the ferry carried 1 of 2 documents.\n\nIt sails no more.",
        f"A rule follows.\n\n{LINE}\n\nThe ferry sails no more.",
        "HD is short for headline.\n\nSN for a source.",
    ],
)
def test_a_text_that_mentions_such_marks_is_one_article(text):
    found = list(read_stream(BytesIO(text.encode()), "note.txt"))
    assert len(found) == 1 and not isinstance(found[0], InputError)
