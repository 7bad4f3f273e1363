import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus import Kind, read_bytes
from pressmark.corpus.readers.markup import has_blocks, one_line, plain

TEXT = "The council met on Monday and voted to keep the old bridge, at a cost of a million."


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("The <b>mayor</b> said <a href='x'>no</a> &amp; left.", "The mayor said no & left."),
        ("It&#8217;s over&#x2014;for good.", "It’s over—for good."),
        ("<img src='a.jpg'/> The pier", " The pier"),
        ("The pier<!-- 12 --> closed", "The pier closed"),
    ],
)
def test_inline_tags_and_references_are_read_as_a_person_reads_them(written, read):
    assert plain(written) == read


LOOKALIKES = ["a < b and c > d", "AT&T", "?a=1&section=2", "<ida@tern.example>", "x <!-- y", "&no;"]


@pytest.mark.parametrize("text", LOOKALIKES)
def test_what_only_looks_like_markup_is_text(text):
    assert plain(text) == text
    assert not has_blocks(text)


@given(st.text("ab &<>#;/p!-\n"))
def test_text_without_tags_loses_no_letter(text):
    if "<" not in text and "&" not in text:
        assert plain(text) == text


def test_a_title_in_blocks_is_one_line():
    assert one_line("<p>Old bridge</p>\n<p>stays &amp; stands</p>") == "Old bridge stays & stands"


@pytest.mark.parametrize("shape", ["<!--", "<b ", "<b", "&#", "&amp", "<!-- -", "<p ", "<b/"])
def test_time_grows_with_the_size_of_hostile_text(shape):
    def seconds(size):
        text = shape * (size // len(shape))
        start = time.process_time()
        one_line(text)
        return time.process_time() - start

    assert seconds(400_000) < 8 * min(seconds(100_000) for _ in range(3)) + 0.05


# --- records that hold it -------------------------------------------------------------------------


def test_a_record_of_inline_markup_alone_is_read_as_text():
    record = f'{{"title": "Fish &amp; chips", "text": "It&#8217;s <b>over</b>. {TEXT}"}}'
    (article,) = read_bytes(record.encode(), "a.json")
    assert article.title == "Fish & chips"
    assert [block.text for block in article.blocks if block.kind is not Kind.TITLE] == [
        f"It’s over. {TEXT}"
    ]


def test_a_record_whose_markup_was_escaped_is_read_as_markup():
    record = f'{{"title": "A", "text": "&lt;p&gt;{TEXT}&lt;/p&gt;&lt;p&gt;And more.&lt;/p&gt;"}}'
    (article,) = read_bytes(record.encode(), "a.json")
    assert [block.text for block in article.blocks][:2] == ["A", TEXT]


JSON_FEED = f"""{{"version": "https://jsonfeed.org/version/1.1", "title": "Tern", "items": [
{{"id": "1", "url": "https://t.example/1", "title": "A", "content_html": "<p>{TEXT}</p>",
"date_published": "2023-05-01T10:00:00Z", "authors": [{{"name": "Ida Holm"}}]}},
{{"id": "2", "url": "https://t.example/2", "title": "B", "content_text": "{TEXT}"}}]}}"""


def test_the_items_of_a_json_feed_are_articles_of_its_title():
    one, two = read_bytes(JSON_FEED.encode(), "feed.json")
    assert (one.title, one.source, one.authors) == ("A", "Tern", ("Ida Holm",))
    assert TEXT in [block.text for block in one.blocks]
    assert (two.title, two.source, two.url) == ("B", "Tern", "https://t.example/2")
    assert TEXT in [block.text for block in two.blocks]
