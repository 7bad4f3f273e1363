import io
import time
import tracemalloc
import warnings
from contextlib import suppress
from datetime import datetime

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressmark.corpus import Article, Kind, clean, read_bytes
from pressmark.corpus.errors import InputError
from pressmark.corpus.readers import feed_parts

SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"'
    ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
)
BOTH = ("Ida Holm", "Per Vik")
TEXT = "The ferry to Larch Island will sail four times a day from the first of May."


def rss(*items):
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0" {SPACES}><channel><title>Tern</title>{inner}</channel></rss>'


def atom(*entries):
    inner = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {SPACES}><title>Tern</title>{inner}</feed>'


def articles(feed):
    data = feed if isinstance(feed, bytes) else feed.encode()
    return [item for item in read_bytes(data, "feed.xml") if isinstance(item, Article)]


def only(feed):
    (article,) = articles(feed)
    return article


def texts(feed):
    return [block.text for block in only(feed).blocks if block.kind is not Kind.TITLE]


# --- which element is which ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "beside",
    [
        '<media:content url="https://t.example/quay.jpg"/>',
        "<content:encoded/>",
        "<content:encoded>  </content:encoded>",
        "<media:group><media:content url='a.jpg'><media:credit>Desk</media:credit>"
        "</media:content></media:group>",
        "<media:title>IMG_1.jpg</media:title>",
    ],
)
def test_no_element_of_another_kind_hides_the_description(beside):
    for item in (f"<description>{TEXT}</description>{beside}", f"{beside}<description>{TEXT}"
                 "</description>"):  # fmt: skip
        assert texts(rss(f"<title>Ferry</title>{item}")) == [TEXT]


def test_the_longest_of_an_entrys_texts_is_its_text():
    item = f"<description>{TEXT} {TEXT}</description><content:encoded>{TEXT}</content:encoded>"
    assert texts(rss(item)) == [f"{TEXT} {TEXT}"]


def test_the_title_of_a_picture_is_not_the_title():
    item = f"<media:title>IMG_1.jpg</media:title><title>Ferry</title><description>{TEXT}"
    assert only(rss(f"{item}</description>")).title == "Ferry"


def test_the_publisher_of_a_podcast_is_an_author_only_where_no_writer_is_named():
    publisher = "<itunes:author>Tern Radio</itunes:author>"
    named = rss(f"<title>A</title>{publisher}<author>Ida Holm</author>")
    assert only(named).authors == ("Ida Holm",)
    assert only(rss(f"<title>A</title>{publisher}")).authors == ("Tern Radio",)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("<dc:creator>Ida Holm</dc:creator><dc:creator>Per Vik</dc:creator>", BOTH),
        ("<author>desk@tern.example (Ida Holm)</author>", ("Ida Holm",)),
        ("<author>Ida Holm &lt;ida@tern.example&gt;</author>", ("Ida Holm",)),
        ("<author>desk@tern.example</author>", ()),
        ("<dc:creator>By Ida Holm and Per Vik</dc:creator>", BOTH),
    ],
)  # fmt: skip
def test_authors_are_names(written, names):
    assert only(rss(f"<title>A</title>{written}")).authors == names


def test_the_paper_that_an_entry_comes_from_is_its_source():
    source = "<source><title>Harbour Post</title></source>"
    assert only(atom(f"<title>A</title>{source}")).source == "Harbour Post"
    assert only(atom("<title>A</title>")).source == "Tern"


@pytest.mark.parametrize(
    "dates",
    [
        "<published>soon</published><updated>2023-05-01T10:00:00Z</updated>",
        "<published>2023-05-01T10:00:00Z</published><updated>2024-01-01T00:00:00Z</updated>",
    ],
)
def test_the_date_is_the_first_that_can_be_read(dates):
    assert only(atom(f"<title>A</title>{dates}")).published == datetime(2023, 5, 1, 10)


def test_links_are_addresses():
    base = '<rss version="2.0"><channel><title>T</title><link>https://t.example/</link>'
    assert only(f"{base}<item><title>A</title><link>/a</link></item></channel></rss>").url == (
        "https://t.example/a"
    )
    assert only(rss("<title>A</title><guid>https://t.example/g</guid>")).url == (
        "https://t.example/g"
    )
    assert only(rss('<title>A</title><guid isPermaLink="false">g</guid>')).url == ""


# --- markup in text, and text that looks like markup ---------------------------------------------


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("<title>Fish & chips</title>", "Fish & chips"),
        ("<title>Fish &amp;amp; chips</title>", "Fish & chips"),
        ("<title>Pier closed in &eacute;t&eacute;</title>", "Pier closed in été"),
        ("<title><![CDATA[The mayor&#8217;s boat]]></title>", "The mayor’s boat"),
        ("<title>The &lt;i&gt;Tern&lt;/i&gt; sails</title>", "The Tern sails"),
        ("<title>Pier<!-- 1 --> closed</title>", "Pier closed"),
        ("<title>Wind 3 &lt; 4 today</title>", "Wind 3 < 4 today"),
    ],
)
def test_a_title_is_what_a_person_reads(written, title):
    assert only(rss(f"{written}<description>{TEXT}</description>")).title == title


def test_the_plain_title_of_atom_is_no_markup():
    assert only(atom("<title>The &lt;b&gt; element</title>")).title == "The <b> element"
    assert only(atom('<title type="html">The &lt;b&gt;mayor&lt;/b&gt;</title>')).title == (
        "The mayor"
    )


@pytest.mark.parametrize(
    "markup",
    [
        f"&lt;img src='a.jpg'/&gt; {TEXT}",
        TEXT.replace("ferry", "&lt;a href='/x'&gt;ferry&lt;/a&gt;"),
        f"<![CDATA[<b>{TEXT}</b>]]>",
        f"&lt;p&gt;{TEXT}&lt;/p&gt;",
    ],
)
def test_a_description_of_inline_markup_is_text(markup):
    feed = rss(f"<title>Ferry</title><description>{markup}</description>")
    assert texts(feed) == [TEXT]
    assert TEXT in [block.text for block in clean(only(feed)).paragraphs]


@pytest.mark.parametrize(
    "escaped_twice",
    [f"&amp;lt;p&amp;gt;{TEXT}&amp;lt;/p&amp;gt;", f"&lt;![CDATA[&lt;p&gt;{TEXT}&lt;/p&gt;]]&gt;"],
)
def test_markup_that_was_escaped_twice_is_markup(escaped_twice):
    assert texts(rss(f"<description>{escaped_twice}</description>")) == [TEXT]


def test_text_of_a_type_that_is_not_known_is_text_and_data_is_none():
    assert texts(atom(f'<content type="text/x-markdown">{TEXT}</content>')) == [TEXT]
    assert texts(atom('<title>A</title><content type="image/png">aGFsbG8=</content>')) == []


def test_a_feed_below_the_warnings_of_its_server_is_read():
    assert only("<br />\n<b>Warning</b>: x\n" + rss("<title>A</title>")).title == "A"


def test_a_page_that_shows_a_feed_is_a_page():
    page = f"<!DOCTYPE html><html><body><pre>&lt;rss&gt;</pre><p>{TEXT}</p></body></html>"
    assert TEXT in texts(page.replace("&lt;rss&gt;", "<rss></rss>"))


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("iso-2022-jp", "船は一日に四回出ます"),
        ("shift_jis", "船は一日に四回出ます"),
        ("koi8-r", "Паром ходит четыре раза"),
        ("utf-16", "Färja"),
    ],
)
def test_a_feed_in_a_declared_encoding_is_read(encoding, title):
    declared = f'<?xml version="1.0" encoding="{encoding}"?>'
    assert only((declared + rss(f"<title>{title}</title>")).encode(encoding)).title == title


def test_a_paragraph_that_is_one_link_is_kept():
    linked = f"<p><a href='https://t.example/a.mp3'>{TEXT}</a></p><p>Shorter.</p>"
    assert texts(rss(f"<description><![CDATA[{linked}]]></description>")) == [TEXT, "Shorter."]


def test_a_feed_that_is_not_well_formed_keeps_all_markup_behind_the_fault():
    second = "<title>B</title><description>&lt;p&gt;One &amp;amp; two.&lt;/p&gt;</description>"
    found = articles(rss("<title>Fish & chips</title>", second))
    assert [block.text for block in found[1].blocks] == ["B", "One & two."]


def test_a_control_character_loses_no_item():
    feed = rss("<title>A\x0b</title>", f"<title>B</title><description>{TEXT}</description>")
    assert [article.title.strip() for article in articles(feed)] == ["A", "B"]


def test_a_feed_in_an_undeclared_encoding_is_read():
    assert only(rss("<title>Café shuts</title>").encode("latin-1")).title == "Café shuts"


def test_a_feed_that_is_cut_off_gives_its_items_and_says_so():
    items = read_bytes(rss("<title>A</title>").encode()[:-20], "feed.rss")
    assert next(items).title == "A"
    with pytest.raises(InputError, match="cut off"):
        next(items)


def test_an_item_with_nothing_in_it_is_reported():
    (item,) = read_bytes(rss("<guid>x</guid>").encode(), "feed.rss")
    assert str(item) == "feed.rss: item 1 has neither text nor title"


# --- parts of large feeds ------------------------------------------------------------------------

ODD = "<title>Odd</title><description><![CDATA[ </item><item> <!-- ]]></description>"
RDF = (
    '<rdf:RDF xmlns="http://purl.org/rss/1.0/"'
    ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel><title>Tern</title>'
    "<items><rdf:Seq/></items></channel>{}</rdf:RDF>"
)


@pytest.mark.parametrize("size", [500, 1000, 2500])
def test_a_feed_read_in_parts_is_read_as_a_whole(size, monkeypatch):
    items = [f"<title>T{i}</title><description>{TEXT}</description>" for i in range(40)]
    items[7] = ODD
    rdf = RDF.format("".join(f"<item>{item}</item>" for item in items))
    for feed in (rss(*items), atom(*items), rdf, rss("<title>a & b</title>", *items)):
        monkeypatch.setattr(feed_parts, "PART_BYTES", 2**22)
        whole = articles(feed)
        monkeypatch.setattr(feed_parts, "PART_BYTES", size)
        assert articles(feed) == whole


def test_a_large_feed_needs_the_memory_of_a_part(monkeypatch):
    monkeypatch.setattr(feed_parts, "PART_BYTES", 2**16)
    items = [f"<title>T{i}</title><description>{TEXT * 40}</description>" for i in range(400)]
    data = rss(*items).encode()
    tracemalloc.start()
    try:
        assert sum(1 for _ in read_bytes(data, "feed.rss")) == 400
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < len(data)  # at least three times that, if all of it were held


# --- hostile feeds -------------------------------------------------------------------------------

NAMESPACE = "xmlns:a{0}='b{0}' "
ATTRIBUTE = "a{0}='1' "


def many(form, number):
    return "".join(form.format(i) for i in range(number))


HOSTILE = {
    "names": lambda n: rss(f"<author>{'a' * n}</author>"),
    "addresses": lambda n: rss(f"<author>{'a@' * (n // 2)}</author>"),
    "topics": lambda n: rss(many("<category>{0}</category>", n // 25)),
    "namespaces": lambda n: (
        f"<rss {many(NAMESPACE, n // 40)}><channel><item>"
        f"{many('<a{0}:x/>', n // 40)}</item></channel></rss>"
    ),
    "attributes": lambda n: rss(f"<title {many(ATTRIBUTE, n // 12)}/>"),
    "blank lines": lambda n: "\n" * n + rss("<title>A</title>"),
    "comments": lambda n: rss(f"<description>{'&lt;!--' * (n // 7)}</description>"),
    "depth": lambda n: rss("<a>" * (n // 7) + "</a>" * (n // 7)),
}


@pytest.mark.parametrize("shape", HOSTILE)
def test_the_time_of_reading_grows_with_the_size_of_a_hostile_feed(shape):
    def seconds(size):
        data = HOSTILE[shape](size).encode()
        start = time.process_time()
        with suppress(InputError):
            list(read_bytes(data, "feed.rss"))
        return time.process_time() - start

    small = min(seconds(20_000) for _ in range(3))
    large = min(seconds(80_000) for _ in range(2))
    assert large < 8 * small + 0.1  # the square would be 16 times


@pytest.mark.parametrize("fault", ["", "& "])
def test_entities_that_multiply_are_not_expanded(fault):
    nested = '<!ENTITY a "ha ha"><!ENTITY b "&a;&a;&a;&a;">'
    feed = f"<!DOCTYPE rss [{nested}]>" + rss(f"<title>{fault}T &b;</title>")
    assert all("ha" not in article.title for article in articles(feed))
    value, uses = "x" * 5_000, "&a;" * 5_000
    feed = f'<!DOCTYPE rss [<!ENTITY a "{value}">]>' + rss(f"<title>{fault}{uses}</title>")
    assert all(len(article.title) < 50_000 for article in articles(feed))


@pytest.mark.parametrize("fault", ["", "& "])
def test_an_entity_that_a_feed_declares_for_a_character_is_read(fault):
    feed = '<!DOCTYPE rss [<!ENTITY oe "&#339;">]>' + rss(f"<title>{fault}s&oe;ur</title>")
    assert only(feed).title == f"{fault}sœur"


# --- beside feedparser ---------------------------------------------------------------------------

WORDS = ["pier", "ferry", "café", "Łódź", "&", "<3", "東京", "“so”", "it’s"]
LINKS = ["<link>https://t.example/?a=1&amp;b=2</link>", "<guid>https://t.example/g</guid>"]
DATES = ["<pubDate>Mon, 05 May 2014 10:20:30 GMT</pubDate>", "<dc:date>2014-05-05</dc:date>", ""]
BODIES = [
    "<description>{}</description>",
    "<description/><content:encoded>{}</content:encoded>",
    "<description>{}</description><content:encoded/>",
]
words = st.lists(st.sampled_from(WORDS), min_size=1)
lines = words.map(" ".join)
inline = st.sampled_from(
    ["{}", "<b>{}</b>", "{}<br/>{}", "<p>{}</p>", "<p><a href='/x'>{}</a></p>"]
)


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


@st.composite
def items(draw):
    title, text = draw(lines), escaped(draw(lines))
    body = draw(inline).format(text, text)
    names = draw(st.sets(st.sampled_from(BOTH)))
    return "".join(
        [
            f"<title>{escaped(title)}</title>",
            draw(st.sampled_from(LINKS)),
            draw(st.sampled_from(DATES)),
            "".join(f"<dc:creator>{name}</dc:creator>" for name in names),
            draw(st.sampled_from(BODIES)).format(
                draw(st.sampled_from([escaped(body), f"<![CDATA[{body}]]>"]))
            ),
            draw(st.sampled_from(["", "<media:content url='a.jpg'/>", "<category>a</category>"])),
        ]
    )


faults = st.sampled_from(["", "&nbsp;", " & ", "\x0b"])
encodings = st.sampled_from(["utf-8", "utf-16"])


def letters(text):
    return "".join(filter(str.isalnum, text))


@settings(max_examples=60, deadline=None)
@given(st.lists(items(), min_size=1, max_size=3), faults, encodings)
def test_a_feed_is_read_as_feedparser_reads_it(written, fault, encoding):
    declared = f'<?xml version="1.0" encoding="{encoding}"?>'
    data = (declared + rss(*written, f"<title>Last{fault}</title>")).encode(encoding)
    with warnings.catch_warnings(action="ignore"):
        expected = feedparser.parse(io.BytesIO(data)).entries
    found = articles(data)
    assert len(found) == len(expected)
    for article, entry in zip(found, expected, strict=True):
        parsed = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
        assert letters(article.title) == letters(plain_of(entry.get("title", "")))
        assert article.url == entry.get("link", "")
        assert article.published == (datetime(*parsed[:6]) if parsed else None)
        assert list(article.authors) == [author["name"] for author in entry.get("authors", ())]
        text = letters("".join(block.text for block in article.blocks))
        assert letters(plain_of(entry.get("summary", ""))) in text


def plain_of(markup):
    from lxml import html

    return html.fromstring(f"<div>{markup}</div>").text_content()


def test_what_feedparser_does_not_know_is_left_out():
    odd = rss("<title>A</title><link x='1' rel='self' href=''/><author/><media:title/>")
    assert only(odd).title == "A"
