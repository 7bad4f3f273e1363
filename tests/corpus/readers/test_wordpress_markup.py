from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus import read, read_stream
from pressmark.corpus.readers.read_counts import NO_POST, ReadCounts
from pressmark.corpus.readers.wordpress_markup import as_shown

CAPTION = '[caption id="a" width="300"]<a href="x"><img src="a.jpg" /></a> The bridge[/caption]'


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        (
            f"{CAPTION}\n\nFirst.\nSecond.",
            '<figure><a href="x"><img src="a.jpg" /></a><figcaption> The bridge</figcaption>'
            "</figure>\n\n<p>First.<br>\nSecond.</p>",
        ),
        (
            '[caption caption="A & B"]<img src="a.jpg" />[/caption]',
            '<figure><img src="a.jpg" /><figcaption>A &amp; B</figcaption></figure>',
        ),
        ("<p>One</p>\n\nTwo <b>words</b>", "<p>One</p>\n\n<p>Two <b>words</b></p>"),
        ("<div>One\n\ntwo</div>\n\nThree", "<div>One\n\ntwo</div>\n\n<p>Three</p>"),
        (
            "<p>One</p>\nTwo\n[gallery ids='1']\nthree",
            "<p>One</p>\nTwo\n\n<p>[gallery ids='1']</p>\n\n<p>three</p>",
        ),
        ("<p>One\nline</p>", "<p>One\nline</p>"),
        ("<html><p>One</p>\n\ntwo</html>", "<html><p>One</p>\n\ntwo</html>"),
        ("One\n\ntwo [sic] [caption", "One\n\ntwo [sic] [caption"),
    ],
)
def test_line_breaks_and_captions_become_the_markup_that_is_shown(kept, shown):
    assert as_shown(kept) == shown


@given(st.lists(st.sampled_from(["One\n\n", "<p>", "</p>", "<br>", " two", CAPTION, "[caption]"])))
def test_no_word_is_lost(parts):
    text = "".join(parts)
    shown = as_shown(text)
    for word in ("One", "two", "bridge"):
        assert shown.count(word) == text.count(word)


def test_an_export_of_wordpress_has_its_captions_and_paragraphs(tmp_path):
    text = (
        f"{CAPTION}\n\nThe bridge at Marlow reopened on Tuesday.\n\n[gallery ids='1']\n\nIt rained."
    )
    item = (
        f"<item><title>Bridge</title><content:encoded><![CDATA[{text}]]></content:encoded></item>"
    )
    head = '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    (tmp_path / "posts.xml").write_text(f"{head}{item}</channel></rss>")
    (article,) = read(tmp_path / "posts.xml")
    assert [block.text for block in article.blocks] == [
        *("Bridge", "The bridge", "The bridge at Marlow reopened on Tuesday."),
        *("[gallery ids='1']", "It rained."),
    ]


@pytest.mark.parametrize("name", ["posts.csv", "export.xml"])
def test_pictures_menu_items_and_discarded_drafts_are_counted_and_no_articles(name):
    posts = [("Bridge", "post", "publish"), ("b.jpg", "attachment", "inherit")]
    posts += [("Home", "nav_menu_item", "publish"), ("Old", "post", "trash")]
    rows = ["post_title,post_content,post_type,post_status"]
    rows += [
        f"{title},The bridge at Marlow reopened.,{kind},{status}" for title, kind, status in posts
    ]
    items = [
        f"<item><title>{title}</title><description>The bridge at Marlow reopened.</description>"
        f"<wp:post_type>{kind}</wp:post_type><wp:status>{status}</wp:status></item>"
        for title, kind, status in posts
    ]
    head = '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
    text = "\n".join(rows) if name == "posts.csv" else f"{head}{''.join(items)}</channel></rss>"
    counts = ReadCounts()
    found = read_stream(BytesIO(text.encode()), name, counts=counts)
    assert [article.title for article in found] == ["Bridge"]
    assert counts.left_out[NO_POST].count == 3
