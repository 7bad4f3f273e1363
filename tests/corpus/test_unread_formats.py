import io
import json
import os
import pickle
import zipfile
from contextlib import suppress

import pytest

from pressmark.corpus import Article, find_files, read, read_bytes
from pressmark.corpus.errors import InputError, PassedOver, UnreadFormat
from pressmark.corpus.readers import formats
from pressmark.corpus.readers.unread_formats import root_of

pytestmark = pytest.mark.usefixtures("without_pdf")

TEXT = "The ferry to Larch Island will sail four times a day from the first of May."
NOISE = bytes(range(256)) * 8
WRITTEN = "Ferry & isle\n\n" + TEXT

BINARY = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "Office 97 file (DOC, XLS, PPT, MSG)",
    b"SQLite format 3\0": "SQLite database",
    b"\x89PNG\r\n\x1a\n": "picture",
    b"\xff\xd8\xff\xe0\0\x10JFIF": "picture",
    b"GIF89a": "picture",
    b"RIFF\0\0\0\0WEBP": "picture",
    b"RIFF\0\0\0\0WAVE": "sound",
    b"ID3\3": "sound",
    b"\0\0\0\x18ftypmp42": "video",
    b"wOF2": "font",
    b"\x7fELF": "program",
    b"Rar!\x1a\7": "archive that is not read",
    b"7z\xbc\xaf\x27\x1c": "archive that is not read",
    b"PAR1": "binary table",
    b"%PDF-1.7\n": "PDF",
}
TEXTUAL = {
    f"%PDF-1.4\n1 0 obj\n({TEXT}) Tj\nendobj\n": "PDF",
    f"\ufeff\n%PDF-1.4\n({TEXT}) Tj": "PDF",
    f"{{\\rtf1\\ansi {TEXT}}}": "RTF",
    f"%!PS-Adobe-3.0\n({TEXT}) show": "PostScript",
    "BEGIN:VCALENDAR\nVERSION:2.0\n": "calendar",
    "<?xml version='1.0'?><urlset><url><loc>https://t.example/</loc></url></urlset>": "sitemap",
    "<!-- made by hand --><sitemapindex></sitemapindex>": "sitemap",
    "<opml version='2.0'><body><outline text='Tern'/></body></opml>": "list of feeds (OPML)",
    "<?xml version='1.0'?><!DOCTYPE svg PUBLIC 'a' 'b'><svg><text>Tern</text></svg>": "picture",
}  # fmt: skip


def zipped(files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def kind_of(data, name):
    with pytest.raises(UnreadFormat) as caught:
        list(read_bytes(data, name))
    return caught.value.kind


def articles(data, name):
    return [item for item in read_bytes(data, name) if isinstance(item, Article)]


# --- by content ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["", "a.txt", "a.html", "a.json", "a.bin"])
@pytest.mark.parametrize("start", BINARY)
def test_binary_data_of_a_known_kind_is_refused_by_name_whatever_the_file_is_called(start, name):
    assert kind_of(start + NOISE, name) == BINARY[start]


@pytest.mark.parametrize("text", TEXTUAL)
def test_text_of_a_kind_that_is_no_article_is_refused_by_name(text):
    assert kind_of(text.encode(), "a.xml" if text[0] == "<" else "") == TEXTUAL[text]


def test_a_pdf_behind_some_bytes_of_its_mailer_is_one():
    assert kind_of(b"\0\1\2\3" * 9 + b"%PDF-1.7" + NOISE, "") == "PDF"


@pytest.mark.parametrize("start", ["GIF89a", "BM", "MZ", "ID3", "PAR1", "OTTO", "A %PDF-1.7"])
def test_a_text_that_begins_with_the_letters_of_a_format_is_text(start):
    (article,) = articles(f"{start} is how it begins.\n\n{TEXT}".encode(), "")
    assert TEXT in [block.text for block in article.blocks]


@pytest.mark.parametrize(
    ("start", "root"),
    [
        ("<?xml a='1'?>\n<!-- <b> --><!DOCTYPE a [<!ENTITY b 'c'>]>\n<a:RSS x='y'>", "a:rss"),
        ("text <b>", ""),
        ("<!DOCTYPE html>\n<html>", "html"),
        ("<!-- without end", ""),
    ],
)  # fmt: skip
def test_the_root_of_a_document_is_its_first_element(start, root):
    assert root_of(start) == root


# --- documents in the shape of a zip --------------------------------------------------------------

TYPES = {"[Content_Types].xml": "<Types/>"}
DOCUMENTS = {
    "Word document (DOCX)": TYPES | {"word/document.xml": f"<w>{TEXT}</w>"},
    "Excel workbook (XLSX)": TYPES | {"xl/workbook.xml": f"<w>{TEXT}</w>"},
    "PowerPoint presentation (PPTX)": TYPES | {"ppt/presentation.xml": f"<w>{TEXT}</w>"},
    "Office document": TYPES | {"x/y.xml": f"<w>{TEXT}</w>"},
    "OpenDocument text (ODT)": {
        "mimetype": "application/vnd.oasis.opendocument.text", "content.xml": f"<w>{TEXT}</w>",
    },
    "EPUB book": {"mimetype": "application/epub+zip\n", "c1.xhtml": f"<p>{TEXT}</p>"},
    "document (application/x-tern)": {"mimetype": "application/x-tern", "a.txt": TEXT},
}  # fmt: skip


@pytest.mark.parametrize("name", ["", "a.zip", "a.docx"])
@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_document_in_the_shape_of_a_zip_is_refused_by_name(kind, name):
    assert kind_of(zipped(DOCUMENTS[kind]), name) == kind


def test_a_document_in_an_archive_is_refused_and_the_others_are_read():
    data = zipped({"a.docx": zipped(DOCUMENTS["Word document (DOCX)"]), "b.txt": WRITTEN})
    refused, article = read_bytes(data, "x.zip")
    assert str(refused) == "x.zip!a.docx: is of a kind that is not read: Word document (DOCX)"
    assert article.title == "Ferry & isle"


def test_of_a_packed_web_archive_the_pages_are_read_and_nothing_else():
    page = f"<title>Ferry</title><p>{TEXT}</p>"
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}"
    record = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://t.example/1\r\n"
        f"Content-Type: application/http\r\nContent-Length: {len(answer)}\r\n\r\n{answer}\r\n\r\n"
    )
    wacz = {
        "archive/data.warc": record,
        "pages/pages.jsonl": f'{{"url": "https://t.example/1", "text": "{TEXT}"}}',
        "datapackage.json": "{}",
    }
    (article,) = read_bytes(zipped(wacz), "a.wacz")
    assert article.url == "https://t.example/1"


@pytest.mark.parametrize("title", ["<title>Ferry</title>", ""])
def test_a_page_that_a_script_draws_has_the_text_of_the_page_list(title):
    other = "The mayor spoke to forty people on the old slip, and the baker listened to him."
    records = "".join(
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Target-URI: https://t.example/{number}\r\nContent-Type: application/http\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n{answer}\r\n\r\n"
        for number in (1, 2)
        for answer in [
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
            + (f"{title}<div id=app></div>" if number == 1 else f"<p>{other}</p>")
        ]
    )
    pages = [
        {"format": "json-pages-1.0"},
        {"url": "https://t.example/1", "title": "Ferry", "text": f"Ferry\n{TEXT}"},
        {"url": "https://t.example/2", "title": "Mayor", "text": "What else is shown."},
        {"url": "https://t.example/3", "text": "A page that the archive has not."},
    ]
    lists = "\n".join(map(json.dumps, pages)) + "\nnonsense\n[1]\n"
    wacz = {"archive/a.warc": records, "pages/pages.jsonl": lists, "datapackage.json": "{}"}
    first, second = read_bytes(zipped(wacz), "a.wacz")
    assert (first.title, [block.text for block in first.blocks]) == ("Ferry", ["Ferry", TEXT])
    assert first.place["target_uri"] == "https://t.example/1"
    assert [block.text for block in second.blocks] == [other]


# --- what is passed over is counted --------------------------------------------------------------


def test_files_of_a_folder_that_are_no_articles_are_counted_by_kind(tmp_path):
    for name in ("a.txt", "b.pdf", "c/d.PNG", "c/e.jpg", "c/f.css", ".hidden", "c/.git/x"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    *files, passed = find_files([tmp_path])
    assert files == [tmp_path / "a.txt"]
    assert passed.kinds == {"hidden file": 2, "PDF": 1, "picture": 2, "style sheet": 1}
    assert isinstance(passed, PassedOver)
    assert passed.path == str(tmp_path)


def test_a_folder_of_nothing_but_articles_says_nothing(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    assert list(find_files([tmp_path])) == [tmp_path / "a.txt"]


def test_files_of_an_archive_that_are_no_articles_are_counted_by_kind():
    data = zipped({"a.txt": WRITTEN, "b/c.png": b"x", "b/.git/d": b"x", "e.woff": b"x"})
    _, passed = read_bytes(data, "x.zip")
    assert passed.kinds == {"picture": 1, "hidden file": 1, "font": 1}
    assert str(passed) == "x.zip: holds what is not read: 1 picture, 1 hidden file, 1 font"


def test_a_file_that_is_named_is_looked_at_whatever_its_ending(tmp_path):
    (tmp_path / "a.pdf").write_text(WRITTEN)
    (article,) = read(tmp_path / "a.pdf")
    assert article.title == "Ferry & isle"


@pytest.mark.parametrize(
    "error", [UnreadFormat("a", "PDF"), PassedOver("a", {"PDF": 2}, {"PDF": "b"})]
)
def test_what_is_not_read_crosses_between_processes(error):
    other = pickle.loads(pickle.dumps(error))
    assert (type(other), str(other), other.kinds) == (type(error), str(error), error.kinds)


def test_noise_is_no_article_under_any_name():
    noise = os.urandom(4096)
    for suffix in ("", *formats._BY_SUFFIX):
        with suppress(InputError):
            assert not articles(noise, f"a{suffix}")
