import gzip
import lzma
import tracemalloc
import zlib

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus import Article, read_bytes
from pressmark.corpus.errors import InputError
from pressmark.corpus.readers import content_coding, warc

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


def record(kind, url, payload, media_type):
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Type: {media_type}\r\n"
    )
    return f"{head}Content-Length: {len(payload)}\r\n\r\n".encode() + payload + b"\r\n\r\n"


def answer(status, media_type, body, extra=""):
    return f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n{extra}\r\n".encode() + body


BODY = f"<body><article><p>{LONG}</p><p>{LONG} Twice.</p></article></body>"
PAGE = f"<html><head><title>Old bridge stays</title></head>{BODY}</html>".encode()
WARC = [
    record("response", "http://x/1", answer("200 OK", "text/html", PAGE), "application/http"),
    record(
        "response", "http://x/2", answer("404 Not Found", "text/html", PAGE), "application/http"
    ),
    record("response", "http://x/3", answer("200 OK", "image/png", b"\x89PNG"), "application/http"),
    record("conversion", "http://x/4", TEXT, "text/plain"),
]


@pytest.mark.parametrize("data", [b"".join(WARC), b"".join(map(gzip.compress, WARC))])
@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz", ""])
def test_the_pages_of_a_web_archive_are_articles(data, name):
    page, text = articles(data, name)
    assert (page.key, page.title) == ("http://x/1", "Old bridge stays")
    assert LONG in [block.text for block in page.blocks]
    assert (text.key, text.title) == ("http://x/4", "Old bridge stays open")


def test_a_web_archive_that_is_cut_off_gives_what_came_before():
    items = read_bytes(gzip.compress(WARC[0] * 300)[:-100], "crawl.warc.gz")
    assert next(items).key == "http://x/1"
    with pytest.raises(InputError, match="cut off or damaged"):
        list(items)


def test_each_whole_record_before_a_cut_is_read():
    """A cut in the same block of the buffer does not take the records before it along."""
    data = b"".join(gzip.compress(WARC[0]) for _ in range(3))
    found = []
    with pytest.raises(InputError, match="damaged"):
        found.extend(read_bytes(data[:-30], "crawl.warc.gz"))
    assert [article.key for article in found] == ["http://x/1"] * 2


def test_records_that_are_no_pages_are_counted_by_kind(monkeypatch):
    monkeypatch.setattr(warc, "can_read_pdf", lambda: False)
    pdf = record(
        "response", "http://x/5", answer("200 OK", "application/pdf", b"%PDF"), "application/http"
    )
    *_, passed = read_bytes(b"".join([*WARC, pdf, pdf]), "a.warc")
    assert passed.kinds == {"redirect or error": 1, "picture": 1, "PDF": 2}


def test_a_web_archive_without_pages_is_refused():
    assert "without a page" in refusal(WARC[1] + WARC[2], "crawl.warc")


# --- codings of recorded bodies -------------------------------------------------------------------


def coded(coding, body, extra=""):
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {coding}\r\n{extra}\r\n"
    )
    return record("response", "http://x/1", head.encode() + body, "application/http")


def deflated_without_header(data):
    return zlib.compress(data)[2:-4]


CODINGS = {
    "gzip": gzip.compress,
    "x-gzip": lambda data: gzip.compress(data[:50]) + gzip.compress(data[50:]),
    "deflate": zlib.compress,
    "Deflate": deflated_without_header,
    "br": brotli.compress,
    "zstd": zstandard.compress,
    "gzip, br": lambda data: brotli.compress(gzip.compress(data)),
    "identity": bytes,
    "utf-8": bytes,
}


@pytest.mark.parametrize("coding", CODINGS)
def test_a_body_is_read_whatever_its_coding(coding):
    (page,) = articles(coded(coding, CODINGS[coding](PAGE)), "a.warc")
    assert LONG in [block.text for block in page.blocks]


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "deflate"])
def test_a_body_that_was_stored_decoded_is_read(coding):
    (page,) = articles(coded(coding, PAGE), "a.warc")
    assert LONG in [block.text for block in page.blocks]


def test_a_body_in_chunks_is_read():
    body = brotli.compress(PAGE)
    chunks = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (9, body[:9], len(body) - 9, body[9:])
    (page,) = articles(coded("br", chunks, "Transfer-Encoding: chunked\r\n"), "a.warc")
    assert LONG in [block.text for block in page.blocks]


@given(st.binary(min_size=50, max_size=200), st.sampled_from(["br", "zstd", "gzip", "compress"]))
def test_bytes_are_never_read_as_text(noise, coding):
    data = bytes(range(32)) + noise
    assert articles(coded(coding, data), "a.warc") == []
    (problem,) = problems(coded(coding, data), "a.warc")
    assert problem.startswith("a.warc: record 1 is ")


def test_a_body_in_an_unknown_coding_is_named():
    assert problems(coded("lzma", lzma.compress(PAGE)), "a.warc") == [
        "a.warc: record 1 is packed as 'lzma', which cannot be read"
    ]


def test_a_body_that_breaks_off_gives_what_came_before_and_says_so():
    page = PAGE.replace(b"</article>", b"<p>%s</p></article>" % (LONG.encode() * 9))
    data = coded("gzip", gzip.compress(page)[:-20])
    assert len(articles(data, "a.warc")) == 1
    assert problems(data, "a.warc") == ["a.warc: record 1 is damaged; what came before was read"]


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_a_bomb_in_a_body_is_reported_in_bounded_memory(coding, monkeypatch):
    monkeypatch.setattr(content_coding, "MAX_ARTICLE_BYTES", 2**20)
    monkeypatch.setattr(warc, "MAX_ARTICLE_BYTES", 2**20)
    body = CODINGS[coding](b" " * 2**25)
    tracemalloc.start()
    try:
        assert "too long for one article" in problems(coded(coding, body), "a.warc")[0]
        assert tracemalloc.get_traced_memory()[1] < 2**24
    finally:
        tracemalloc.stop()


# --- records --------------------------------------------------------------------------------------


def test_records_without_blank_lines_between_them_are_read_in_silence(capfd):
    data = b"".join(gzip.compress(part.rstrip(b"\r\n")) for part in [WARC[0], WARC[3], WARC[0]])
    assert len(articles(data, "crawl.warc.gz")) == 3
    assert capfd.readouterr() == ("", "")


def test_a_length_that_is_too_short_loses_no_record_behind_it(capfd):
    short = WARC[3].replace(b"Content-Length: %d" % len(TEXT), b"Content-Length: 20")
    assert [article.key for article in articles(short + WARC[0], "a.warc")] == [
        "http://x/4",
        "http://x/1",
    ]
    assert capfd.readouterr() == ("", "")


def test_a_warning_of_the_library_does_not_reach_the_terminal(capfd):
    data = record("conversion", "http://x/a b", TEXT, "text/plain")
    assert [article.url for article in articles(data, "a.warc")] == ["http://x/a%20b"]
    assert capfd.readouterr() == ("", "")


def test_headers_without_end_are_damage():
    data = b"WARC/1.0\r\n" + b"A: b\r\n" * 300_000
    assert "damaged as a web archive" in refusal(data, "a.warc")
    assert "damaged as a web archive" in refusal(b"WARC/1.0\r\n" + b"A" * 2**21, "a.warc")


ARC = "filedesc://x.arc 0.0.0.0 20230501100000 text/plain {}\n1 0 Tern\n{}\n\n"
FIELDS = "URL IP-address Archive-date Content-type Archive-length"


@pytest.mark.parametrize("name", ["crawl.arc", ""])
@pytest.mark.parametrize("length", [65, 76])
def test_the_pages_of_an_older_web_archive_are_articles(name, length):
    body = answer("200 OK", "text/html", PAGE)
    head = f"http://x/{{}} 10.0.0.1 20230501100000 text/html {len(body)}\n"
    data = ARC.format(length, FIELDS).encode() + b"".join(
        head.format(n).encode() + body + b"\n" for n in (1, 2)
    )
    assert [article.key for article in articles(data, name)] == ["http://x/1", "http://x/2"]


# --- what a record says of its page ---------------------------------------------------------------


def response(url, body, status="200 OK", headers="Content-Type: text/html\r\n", **about):
    payload = f"HTTP/1.1 {status}\r\n{headers}\r\n".encode() + body
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in about.items())
    start = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n{head}"
    start += f"Content-Type: application/http\r\nContent-Length: {len(payload)}\r\n\r\n"
    return start.encode() + payload + b"\r\n\r\n"


def test_capture_date_and_language_are_kept():
    headers = "Content-Type: text/html\r\nContent-Language: de-AT\r\n"
    data = response("http://x/1", PAGE, headers=headers, WARC_Date="2024-02-03T04:05:06Z")
    (page,) = articles(data, "a.warc")
    assert page.extra == {"captured": "2024-02-03T04:05:06Z"}
    assert page.place["target_uri"] == "http://x/1"
    assert page.language == "de"
    several = response("http://x/1", PAGE, headers=headers.replace("de-AT", "de, en"))
    (page,) = articles(several, "a.warc")
    assert page.language == ""
    stated = PAGE.replace(b"<html>", b'<html lang="fr">')
    (page,) = articles(response("http://x/1", stated, headers=headers), "a.warc")
    assert page.language == "fr"


def test_a_page_that_a_proxy_changed_and_one_without_a_media_type_are_read():
    proxied = response("http://x/1", PAGE, "203 Non-Authoritative Information")
    untyped = response("http://x/2", b"<!DOCTYPE html>" + PAGE, headers="")
    packed = response("http://x/3", gzip.compress(PAGE), headers="Content-Encoding: gzip\r\n")
    picture = response("http://x/4", b"\x89PNG\r\n\x1a\n" * 9, headers="")
    words = response("http://x/5", b"User-agent: *", headers="")
    data = proxied + untyped + packed + picture + words
    assert [page.key for page in articles(data, "a.warc")] == [f"http://x/{n}" for n in (1, 2, 3)]
    *_, passed = read_bytes(data, "a.warc")
    assert passed.kinds == {"other recorded file": 2}


def test_a_page_captured_again_unchanged_is_counted():
    again = record("revisit", "http://x/1", b"HTTP/1.1 200 OK\r\n\r\n", "application/http")
    *_, passed = read_bytes(WARC[0] + again + again, "a.warc")
    assert passed.kinds == {warc.REVISIT: 2}
    (passed,) = read_bytes(again, "a.warc")
    assert passed.kinds == {warc.REVISIT: 1}


@pytest.mark.parametrize("cut", [5, 100, len(WARC[0]) - 60])
def test_the_whole_records_of_a_file_that_is_cut_off_are_kept(cut):
    items = []
    try:
        items.extend(read_bytes(WARC[0] + WARC[0].replace(b"x/1", b"x/2")[:-cut], "a.warc"))
    except InputError as error:
        items.append(error)
    page, problem = items
    assert page.key == "http://x/1"
    assert "cut off" in str(problem) or "damaged" in str(problem)


OLD_ARC = (
    b"filedesc://a.arc 0.0.0.0 20100203040506 text/plain 69\n"
    b"1 0 A\nURL IP-address Archive-date Content-type Archive-length\n\n\n"
)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_packed_arc_file_is_read_with_its_capture_date(pack):
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
    page = b"http://x/1 1.2.3.4 20100203040506 text/html %d\n" % len(body) + body + b"\n"
    (found,) = articles(pack(OLD_ARC) + pack(page), "a.arc.gz")
    assert found.extra["captured"] == "2010-02-03T04:05:06Z"
