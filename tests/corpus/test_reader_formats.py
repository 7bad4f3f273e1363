import bz2
import gzip
import io
import json
import lzma
import struct
import tarfile
import time
import tracemalloc
import zipfile
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus import Article, Kind, read, read_bytes
from pressmark.corpus.errors import InputError
from pressmark.corpus.readers import archives, compression, limits, source

LONG = "The council met on Monday and voted, after four hours of debate, to keep the old bridge."
TEXT = f"Old bridge stays open\n\n{LONG}".encode()


def articles(data, name):
    return [item for item in read_bytes(data, name) if isinstance(item, Article)]


def problems(data, name):
    return [str(item) for item in read_bytes(data, name) if isinstance(item, InputError)]


def refusal(data, name):
    with pytest.raises(InputError) as caught:
        list(read_bytes(data, name))
    return str(caught.value)


def zipped(files, **options):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def tarred(files, mode="w:gz"):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return stream.getvalue()


# --- compression ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("compress", "ending"), [(gzip.compress, "gz"), (bz2.compress, "bz2"), (lzma.compress, "xz")]
)
def test_what_is_compressed_is_read_whatever_its_name(compress, ending):
    plain = articles(TEXT, "a.txt")
    assert articles(compress(TEXT), f"a.txt.{ending}") == plain
    assert articles(compress(TEXT), "") == plain


@pytest.mark.slow
@pytest.mark.parametrize("name", ["bomb.jsonl.gz", "bomb.csv.gz", "bomb.tgz"])
def test_a_compression_bomb_is_refused_before_it_is_unpacked(name):
    data = gzip.compress(b"a,b\n" + b"x" * (100 * 2**20))
    tracemalloc.start()
    try:
        said = refusal(data, name)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "as no text does; not read" in said or "is no tar archive" in said
    assert peak < 4 * limits.MAX_ARTICLE_BYTES


def test_a_small_file_that_compresses_well_is_no_bomb():
    assert (
        len(articles(gzip.compress(b'{"text": "the same again"}\n' * 3_000), "a.jsonl.gz")) == 3_000
    )


def test_what_was_compressed_twice_is_read_and_what_was_more_often_is_refused():
    data = gzip.compress(bz2.compress(TEXT))
    assert articles(data, "a.txt.bz2.gz") == articles(TEXT, "a.txt")
    for _ in range(500):
        data = gzip.compress(data)
    assert refusal(data, "a.gz") == "a.gz: is compressed more than 2 times over; not read"


def test_compressed_archives_in_each_other_are_read():
    inner = tarred({"a.txt.gz": gzip.compress(TEXT)})
    assert len(articles(tarred({"1.tgz": inner}), "2.tgz")) == 1


# --- archives ------------------------------------------------------------------------------------


@pytest.mark.parametrize("pack", [zipped, tarred, lambda files: tarred(files, "w")])
def test_an_archive_is_read_like_the_folder_it_was(pack):
    files = {
        "news/a.txt": TEXT,
        "news/.hidden": b"x",
        "style.css": b"x",
        "b.jsonl": json.dumps({"text": LONG, "url": "https://x.org/1"}).encode(),
        "c.txt.gz": gzip.compress(TEXT),
    }
    found = articles(pack(files), "")
    assert [article.key for article in found] == ["news/a.txt!1", "https://x.org/1", "c.txt.gz!1"]
    assert [article.title for article in found] == [
        "Old bridge stays open",
        "",
        "Old bridge stays open",
    ]


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_bad_member_is_reported_with_its_place_and_the_others_are_read(pack):
    data = pack({"a.txt": b"", "b.bin": bytes(range(256)), "c.txt": TEXT})
    assert [article.key for article in articles(data, "x")] == ["c.txt!1"]
    assert problems(data, "x") == ["x!a.txt: is empty", "x!b.bin: is binary data, not text"]


def test_a_member_whose_data_is_damaged_is_reported():
    data = bytearray(zipped({"a.txt": TEXT * 50, "b.txt": TEXT}))
    data[60:64] = b"\xff\xff\xff\xff"
    assert [article.key for article in articles(bytes(data), "x.zip")] == ["b.txt!1"]
    assert problems(bytes(data), "x.zip")[0].startswith("x.zip!a.txt: ")


def test_what_is_no_archive_is_refused():
    assert (
        refusal(b"PK\x03\x04 and no more", "x.zip") == "x.zip: is no zip archive, or a damaged one"
    )
    assert refusal(b"no tar at all " * 99, "x.tar").startswith("x.tar: is no tar archive")


def test_an_archive_in_an_archive_is_read_and_one_in_that_is_not():
    inner = zipped({"a.txt": TEXT})
    assert len(articles(zipped({"1.zip": inner}), "2.zip")) == 1
    nested = zipped({"2.zip": zipped({"1.zip": inner})})
    assert problems(nested, "3.zip") == ["3.zip!2.zip!1.zip: is an archive in 2 others; not read"]


def sparse(*, size):
    """A tar of a file that claims to have so many bytes, and of one that is what it claims."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, headers in {
            "holes.txt": {"GNU.sparse.map": "0,4", "GNU.sparse.size": size},
            "whole.txt": {},
        }.items():
            member = tarfile.TarInfo(name)
            member.size = len(TEXT)
            member.pax_headers = headers
            archive.addfile(member, io.BytesIO(TEXT))
    return stream.getvalue()


def test_a_sparse_member_is_reported_and_the_next_is_read():
    data = sparse(size=str(2**50))
    assert problems(data, "x.tar") == ["x.tar!holes.txt: is a sparse file, mostly holes; not read"]
    assert [article.key for article in articles(data, "x.tar")] == ["whole.txt!1"]


def test_a_tar_header_with_a_number_that_is_none_is_damage():
    assert "cut off or damaged" in refusal(extended({"size": "many"}), "x.tar")


def extended(headers, *, kind=tarfile.XHDTYPE, times=1):
    """A tar of one file, below so many extended headers."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive:
        member = tarfile.TarInfo("a.txt")
        member.size = len(TEXT)
        member.pax_headers = headers
        archive.addfile(member, io.BytesIO(TEXT))
    data = stream.getvalue()
    header = data.index(b"a.txt\0" + bytes(94)) if headers else 0
    before = bytearray(data[:header])
    before[156:157] = kind
    before[148:156] = b" " * 8
    before[148:156] = b"%06o\0 " % sum(before[:512])
    return bytes(before) * times + data[header:]


@pytest.mark.parametrize("path", ["a/b.txt", "ü/" * 2_000 + "b.txt"])
def test_a_long_name_of_a_tar_member_is_read(path):
    assert [article.key for article in articles(tarred({path: TEXT}), "x.tgz")] == [f"{path}!1"]
    named = extended({"path": path, "comment": "x = y\nz"})
    assert [article.key for article in articles(named, "x.tar")] == [f"{path}!1"]


def test_headers_that_hold_for_a_whole_tar_are_passed_over():
    named = extended({"comment": "x"}, kind=tarfile.XGLTYPE)
    assert [article.key for article in articles(named, "x.tar")] == ["a.txt!1"]


@pytest.mark.parametrize("kind", [tarfile.XHDTYPE, tarfile.GNUTYPE_LONGNAME])
def test_tar_headers_without_end_are_damage(kind):
    assert "cut off or damaged" in refusal(
        extended({"comment": "x"}, kind=kind, times=2_000), "x.tar"
    )
    assert "cut off or damaged" in refusal(extended({"comment": "x" * 2**21}, kind=kind), "x.tar")


def test_a_tar_header_of_digits_costs_no_more_than_its_size():
    digits = extended({"comment": "1" * 500_000})
    start = time.process_time()
    assert len(articles(digits, "x.tar")) == 1
    assert time.process_time() - start < 1


def test_an_archive_of_too_many_files_is_refused(monkeypatch):
    monkeypatch.setattr(archives, "MAX_MEMBERS", 1)
    assert "has more than 1 files" in refusal(zipped({"a": b"x", "b": b"x"}), "x.zip")


def overlapping(entries):
    """A zip of so many entries that share the same bytes."""
    data = zipped({"a.txt": TEXT})
    listing = data[data.index(b"PK\1\2") : data.index(b"PK\5\6")]
    start = len(data) - len(listing) - 22
    end = b"PK\5\6" + struct.pack(
        "<4H2LH", 0, 0, entries, entries, entries * len(listing), start, 0
    )
    return data[:start] + listing * entries + end


def test_a_zip_of_overlapping_entries_is_refused():
    assert len(articles(overlapping(1), "x.zip")) == 1
    assert "has entries that overlap" in refusal(overlapping(50), "x.zip")


def test_all_members_of_a_zip_together_may_not_grow_like_a_bomb(monkeypatch):
    monkeypatch.setattr(source, "MAX_ARTICLE_BYTES", 2**20)
    bombs = {f"{i}.txt": b"word " * 2**17 for i in range(9)}
    items = read_bytes(zipped({"a.txt": TEXT, **bombs}), "x.zip")
    assert next(items).key == "a.txt!1"
    with pytest.raises(InputError, match=r"^x\.zip: grows more than 200 times"):
        list(items)


def test_the_archives_in_an_archive_share_its_limit(monkeypatch):
    monkeypatch.setattr(source, "MAX_ARTICLE_BYTES", 2**20)
    monkeypatch.setattr(source, "MAX_EXPANSION", 20)
    inner = zipped({f"{i}.txt": b"%d" % i + b" " * 2**15 for i in range(9)})
    assert len(articles(zipped({"1.zip": inner}), "x.zip")) == 9
    items = read_bytes(zipped({f"{i}.zip": inner for i in range(9)}), "x.zip")
    with pytest.raises(InputError, match=r"^x\.zip: grows more than"):
        list(items)


@pytest.mark.slow
@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_packed_by_a_rarer_method_is_read_in_bounded_memory(method):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("b.txt", b" " * 2**27)
    assert method == zipfile.ZIP_LZMA or len(stream.getvalue()) < 1_000
    tracemalloc.start()
    try:
        assert len(articles(stream.getvalue(), "x.zip")) == 1
        assert tracemalloc.get_traced_memory()[1] < 3 * limits.MAX_ARTICLE_BYTES
    finally:
        tracemalloc.stop()


def test_a_member_that_grows_like_a_bomb_is_reported(monkeypatch):
    monkeypatch.setattr(compression, "MAX_ARTICLE_BYTES", 2**20)
    data = zipped({"bomb.jsonl": bytes(2**23), "a.txt": TEXT})
    assert len(articles(data, "x.zip")) == 1
    assert problems(data, "x.zip")[0].startswith("x.zip!bomb.jsonl: grows more than 200 times")


# --- tables --------------------------------------------------------------------------------------

cells = st.text("abc é\n\"',;\t|", min_size=0, max_size=20)


@given(st.lists(cells, min_size=1, max_size=8), st.sampled_from(",;\t|"))
def test_every_row_of_a_table_is_an_article(texts, delimiter):
    import csv

    stream = io.StringIO(newline="")
    table = csv.writer(stream, delimiter=delimiter)
    table.writerow(["title", "body", "url"])
    table.writerows([f"T{i}", f"x{text}", f"u{i}"] for i, text in enumerate(texts))
    found = articles(stream.getvalue().encode(), "a.csv")
    assert [article.url for article in found] == [f"u{i}" for i in range(len(texts))]
    bodies = [" ".join(block.text for block in article.blocks[1:]) for article in found]
    assert [body.split() for body in bodies] == [f"x{text}".split() for text in texts]


def test_a_table_from_a_spreadsheet_in_utf16_is_read():
    data = f"title\ttext\nBrücke\t{LONG}\n".encode("utf-16")
    assert [article.title for article in articles(data, "a.tsv")] == ["Brücke"]


def test_a_row_without_text_is_reported_and_the_next_is_read():
    data = b"title,text,words\n,,7\nB,words,\n"
    assert problems(data, "a.csv") == [
        "a.csv: 1 of 2 records have text; columns not used: words; "
        "1 without text and title (first: row 2)"
    ]
    assert [article.title for article in articles(data, "a.csv")] == ["B"]


# --- feeds and mail ------------------------------------------------------------------------------

RSS = f"""<?xml version="1.0"?>
<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Post</title>
<item><title>One</title><link>http://p/1</link><dc:creator>Ann Lee</dc:creator>
<pubDate>Tue, 10 Jun 2003 04:00:00 GMT</pubDate><description>Only a summary.</description>
<content:encoded><![CDATA[<p>{LONG}</p><p>And more.</p>]]></content:encoded></item>
<item><title>Two</title><guid>g2</guid><description>{LONG}</description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Post</title><entry>
<title>One</title><link rel="self" href="http://p/self"/><link href="http://p/1"/>
<published>2003-06-10T04:00:00Z</published><author><name>Ann Lee</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{LONG}</p></div></content>
</entry></feed>"""


@pytest.mark.parametrize(("feed", "name"), [(RSS, "feed.xml"), (RSS, ""), (ATOM, "a.atom")])
def test_the_items_of_a_feed_are_articles_with_their_full_text(feed, name):
    one = articles(feed.encode(), name)[0]
    assert (one.title, one.url, one.source) == ("One", "http://p/1", "The Post")
    assert one.authors == ("Ann Lee",)
    assert one.published == datetime(2003, 6, 10, 4)
    assert LONG in [block.text for block in one.blocks]
    assert "Only a summary." not in [block.text for block in one.blocks]


def test_an_item_without_full_text_gives_its_description():
    two = articles(RSS.encode(), "feed.xml")[1]
    assert (two.key, two.blocks[1].text) == ("g2", LONG)


def test_a_feed_cannot_read_files_of_this_machine(tmp_path):
    (tmp_path / "secret").write_text("secret")
    doctype = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    feed = f"{doctype}<rss><channel><item><title>T &x;</title></item></channel></rss>"
    assert all("secret" not in article.title for article in articles(feed.encode(), "a.rss"))


def test_xml_without_items_is_refused():
    assert refusal(b"<rss><channel></channel></rss>", "a.rss").endswith("so no article")


MAIL = """From: "The Post" <news@p.org>
Subject: =?utf-8?q?Br=C3=BCcke_bleibt?=
Date: Tue, 10 Jun 2003 04:00:00 +0200
Message-ID: <1@p.org>
Content-Type: text/{subtype}; charset=utf-8

{body}
"""


@pytest.mark.parametrize(("subtype", "body"), [("plain", LONG), ("html", f"<p>{LONG}</p>")])
def test_a_newsletter_is_an_article(subtype, body):
    (one,) = articles(MAIL.format(subtype=subtype, body=body).encode(), "a.eml")
    assert (one.title, one.source, one.key) == ("Brücke bleibt", "The Post", "1@p.org")
    assert one.published == datetime(2003, 6, 10, 4)
    assert [(block.text, block.kind) for block in one.blocks] == [
        ("Brücke bleibt", Kind.TITLE),
        (LONG, Kind.PARAGRAPH),
    ]


def test_a_mail_without_text_is_refused():
    assert "has no text" in refusal(MAIL.format(subtype="plain", body="").encode(), "a.eml")


def test_a_mail_whose_markup_shows_nothing_is_refused():
    mail = b"From: a@coast.example\nContent-Type: text/html\n\n<script>track()</script>\n"
    assert "has no text" in refusal(mail, "a.eml")


NAMES = ["a.zip", "a.tar", "a.csv", "a.rss", "a.eml", "a.warc", "a.json", "a.gz", ""]


@given(st.binary(max_size=200), st.sampled_from(NAMES))
def test_no_bytes_under_any_name_do_anything_but_be_read_or_reported(data, name):
    try:
        assert all(isinstance(item, Article | InputError) for item in read_bytes(data, name))
    except InputError as error:
        assert ": " in str(error)


def test_a_file_on_disk_is_read_as_its_bytes_are(tmp_path):
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": TEXT}))
    (on_disk,) = read(tmp_path / "a.zip")
    assert [on_disk] == articles(zipped({"a.txt": TEXT}), "a.zip")


# --- damaged files -------------------------------------------------------------------------------

SAMPLES = {
    "a.rss": RSS.encode(),
    "a.atom": ATOM.encode(),
    "a.eml": MAIL.format(subtype="html", body=f"<p>{LONG}</p>").encode(),
    "a.mbox": b"From a Mon Jan  1 10:00:00 2024\n"
    + MAIL.format(subtype="plain", body=LONG).encode(),
    "a.warc": b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x/1\r\n"
    b"Content-Length: 60\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>The bridge",
    "a.zip": zipped({"a.txt": TEXT, "b.html": f"<p>{LONG}</p>"}),
    "a.tar": tarred({"ü" * 120: TEXT}, "w"),
}
PIECES = [
    b"<",
    b"&",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"\0",
    b"\xff",
    b"\r\n\r\n",
    b"1" * 30,
    b"<item>",
]


@given(
    st.sampled_from(sorted(SAMPLES)),
    st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, 9), st.sampled_from(PIECES))),
)
def test_a_damaged_file_is_read_or_reported(name, damages):
    data = SAMPLES[name]
    for at, lost, found in damages:
        at %= len(data)
        data = data[:at] + found + data[at + lost :]
    try:
        assert all(isinstance(item, Article | InputError) for item in read_bytes(data, name))
    except InputError as error:
        assert ": " in str(error)
