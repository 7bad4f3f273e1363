"""Fields that scrapers write above a text."""

from datetime import datetime

import pytest

from pressmark.corpus import Kind, clean, read_bytes

FIRST = "The river rose by two metres on Tuesday night, the water board said in a statement."
SECOND = "Three villages in the lower valley were cut off from the main road for most of the day."


def article_of(text, name="story.txt"):
    (article,) = read_bytes(text.encode(), name)
    return article


HEADER = """\
Title: River rises by night
URL: https://valley.example/a/1
Date: 2023-02-15 08:00
Author: Ada Bell; Tom Ferris
Source: Valley Tribune
"""


@pytest.mark.parametrize("rule", ["", "---\n", "==========\n"])
def test_lines_of_fields_above_a_text_are_fields(rule):
    article = article_of(f"{HEADER}{rule}\nRiver rises by night\n\n{FIRST}\n\n{SECOND}\n")
    assert article.title == "River rises by night"
    assert article.url == article.key == "https://valley.example/a/1"
    assert article.published == datetime(2023, 2, 15, 8)
    assert article.authors == ("Ada Bell", "Tom Ferris")
    assert article.source == "Valley Tribune"
    assert set(article.origins.values()) == {"front matter"}
    kept = [(block.kind, block.text) for block in clean(article).paragraphs]
    assert kept == [
        (Kind.TITLE, "River rises by night"),
        (Kind.PARAGRAPH, FIRST),
        (Kind.PARAGRAPH, SECOND),
    ]


@pytest.mark.parametrize("name", ["story.md", "story.txt"])
def test_front_matter_is_fields(name):
    text = (
        '---\ntitle: "River rises"\ndate: 2023-02-15\nauthors:\n  - Ada Bell\n  - Tom Ferris\n'
        f"tags: [river, flood]\nlang: en\ndraft: false\n---\n\n{FIRST}\n\n{SECOND}\n"
    )
    article = article_of(text, name)
    assert (article.title, article.language) == ("River rises", "en")
    assert article.authors == ("Ada Bell", "Tom Ferris")
    assert [block.text for block in article.blocks] == ["River rises", FIRST, SECOND]


def test_what_the_fields_leave_out_is_read_from_the_text():
    article = article_of(
        f"url: https://valley.example/1\nsource: Valley Tribune\n\nRiver rises by night\n\n"
        f"By Ada Bell\n\n{FIRST}\n\n{SECOND}"
    )
    assert article.title == "River rises by night"
    assert article.authors == ("Ada Bell",)


@pytest.mark.parametrize(
    "head",
    [
        "Title: a word for a duke.",
        "Note: this is a story.\nWarning: it has colons.",
        "Date: Friday\nTime: 6 pm\nPlace: Hall",
        "Title: River rises\nIt rose by two metres.",
        "---\nA rule above.",
    ],
)
def test_a_text_that_only_begins_like_fields_loses_nothing(head):
    article = article_of(f"{head}\n\n{FIRST}")
    texts = [block.text for block in article.blocks]
    assert texts == [*head.split("\n"), FIRST]
    assert article.origins == {}
