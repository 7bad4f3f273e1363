import gzip
import json
import os
import subprocess
import sys
import tracemalloc
from datetime import datetime
from io import BufferedReader, BytesIO, RawIOBase
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus import Article, Kind, ReadOptions, find_files, read, read_bytes, read_stream
from pressmark.corpus.errors import InputError
from pressmark.corpus.readers import limits
from pressmark.corpus.readers.json_records import read_json_lines
from pressmark.corpus.readers.source import Source

LONG = "The council met on Monday and voted, after four hours of debate, to keep the old bridge."


def only(items):
    (item,) = items
    return item


def files_in(folder):
    return [item for item in find_files([folder]) if isinstance(item, Path)]


def texts(article):
    return [block.text for block in article.blocks]


def message(items):
    """The sentence of the error that reading raises."""
    with pytest.raises(InputError) as caught:
        list(items)
    return str(caught.value)


# --- plain text ---------------------------------------------------------------------------------


def test_paragraphs_are_separated_by_blank_lines_or_by_lines():
    by_line = only(read_bytes(f"{LONG}\n{LONG} Twice.\n".encode(), "a.txt"))
    by_blank = only(read_bytes(f"{LONG}\n\n\n{LONG} Twice.\n".encode(), "a.txt"))
    assert texts(by_line) == texts(by_blank) == [LONG, f"{LONG} Twice."]


words = st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=20, max_size=60)


@given(st.lists(words, min_size=1, max_size=4), st.integers(50, 100))
def test_text_wrapped_at_any_column_is_joined_to_what_it_was(paragraphs, width):
    import textwrap

    originals = [" ".join(paragraph) for paragraph in paragraphs]
    wrapped = "\n\n".join("\n".join(textwrap.wrap(text, width)) for text in originals)
    longest = max(map(len, wrapped.splitlines()))
    article = only(read_bytes(wrapped.encode(), "a.txt"))
    if longest == width:
        assert texts(article) == originals
    assert " ".join(texts(article)).split() == " ".join(originals).split()


def test_lines_of_verse_and_addresses_stay_lines():
    verse = "The river rose\nand the mill stood still,\nand nobody came.\n\n" + LONG
    assert texts(only(read_bytes(verse.encode(), "a.txt")))[:2] == [
        "The river rose",
        "and the mill stood still,",
    ]


@pytest.mark.parametrize("first", ["Old bridge stays open", "Bridge stays open", "Bridge"])
def test_the_first_line_is_the_title_where_it_looks_like_one(first):
    article = only(read_bytes(f"{first}\n\n{LONG}".encode(), "a.txt"))
    assert article.title == first
    assert [block.kind for block in article.blocks] == [Kind.TITLE, Kind.PARAGRAPH]


def test_a_text_that_begins_with_a_paragraph_has_no_title():
    assert only(read_bytes(f"{LONG}\n\n{LONG} Twice.".encode(), "a.txt")).title == ""


def test_byline_and_date_above_a_text_become_its_author_and_date():
    text = f"Old bridge stays open\n\nBy Ana Lund and Jo Reyes\n\n3 March 2024, 9:05 am\n\n{LONG}"
    article = only(read_bytes(text.encode(), "a.txt"))
    assert article.authors == ("Ana Lund", "Jo Reyes")
    assert article.published == datetime(2024, 3, 3, 9, 5)


def test_markdown_marks_become_kinds_and_leave_the_text():
    text = (
        "# Old *bridge*\n\nSee [a map](https://x.org).\n\n- one\n- two\n\n> said so\n\nPlan\n----"
    )
    article = only(read_bytes(text.encode(), "a.md"))
    assert [(block.text, block.kind) for block in article.blocks] == [
        ("Old bridge", Kind.TITLE),
        ("See a map.", Kind.PARAGRAPH),
        ("one", Kind.LIST_ITEM),
        ("two", Kind.LIST_ITEM),
        ("said so", Kind.QUOTE),
        ("Plan", Kind.HEADING),
    ]


# --- JSON ---------------------------------------------------------------------------------------

NEWS_PLEASE = {
    "title": "Old bridge stays", "maintext": LONG, "url": "https://x.org/1",
    "date_publish": "2024-03-03 09:05:00", "authors": ["Ana Lund"], "source_domain": "x.org",
    "language": "en", "date_download": "2025-01-01 00:00:00",
}  # fmt: skip
NEWSPAPER4K = {
    "title": "Old bridge stays", "text": LONG, "url": "https://x.org/1", "source_url": "https://x.org",
    "publish_date": "2024-03-03T09:05:00+02:00", "authors": ["Ana Lund"], "meta_site_name": "x.org",
    "meta_lang": "en",
}  # fmt: skip
TRAFILATURA = {
    "title": "Old bridge stays", "text": LONG, "source": "https://x.org/1", "hostname": "x.org",
    "date": "2024-03-03T09:05:00", "author": "Ana Lund", "language": "en", "sitename": "x.org",
}  # fmt: skip


@pytest.mark.parametrize("record", [NEWS_PLEASE, NEWSPAPER4K, TRAFILATURA])
def test_the_dumps_of_the_usual_tools_are_understood(record):
    article = only(read_bytes(json.dumps(record).encode(), "dump.json"))
    assert article.title == "Old bridge stays"
    assert texts(article) == ["Old bridge stays", LONG]
    assert article.url == article.key == "https://x.org/1"
    assert article.published == datetime(2024, 3, 3, 9, 5)
    assert article.authors == ("Ana Lund",)
    assert article.source == "x.org"
    assert article.language == "en"


def test_other_names_are_mapped_and_only_then_understood():
    data = json.dumps({"story_so_far": LONG, "id": 7}).encode()
    article = only(read_bytes(data, "a.json", options=ReadOptions({"text": "story_so_far"})))
    assert texts(article) == [LONG]
    assert str(only(read_bytes(data, "a.json"))) == (
        "a.json: 0 of 1 record has text; columns not used: story_so_far, id"
    )


def test_a_record_with_html_is_read_as_html():
    record = {"title": "Old bridge stays", "html": f"<article><p>{LONG}</p></article>"}
    article = only(read_bytes(json.dumps(record).encode(), "a.json"))
    assert article.title == "Old bridge stays"
    assert LONG in texts(article)


records = st.lists(
    st.fixed_dictionaries({"text": st.text('abc é\n"{}[],', min_size=1)}), min_size=1
)


@given(records, st.sampled_from(["array", "lines", "pretty", "envelope"]), st.integers(1, 64))
def test_every_layout_of_json_gives_the_same_articles(rows, layout, chunk):
    rows = [{"text": "x" + row["text"]} for row in rows]
    data = {
        "array": json.dumps(rows),
        "lines": "\n".join(map(json.dumps, rows)),
        "pretty": "\n".join(json.dumps(row, indent=2, ensure_ascii=False) for row in rows),
        "envelope": json.dumps({"articles": rows}),
    }[layout].encode()
    from pressmark.corpus.readers import json_buffer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_buffer, "CHUNK_BYTES", chunk)
        found = [" ".join(texts(article)).split() for article in read_bytes(data, "a.json")]
    assert found == [row["text"].split() for row in rows]


def test_an_invalid_line_is_reported_by_number_and_the_others_are_read():
    data = b'{"text": "one"}\n{"text": "tw\n\n[1]\n{"text": "four"}\n'
    items = list(read_bytes(data, "a.jsonl"))
    assert [texts(item) for item in items if isinstance(item, Article)] == [["one"], ["four"]]
    assert [str(item) for item in items if isinstance(item, InputError)] == [
        "a.jsonl: line 2 is not valid JSON and is skipped",
        "a.jsonl: left out: 1 that are no objects (first: line 4, item 1)",
    ]


class LongLine(RawIOBase):
    """A stream of one line that is longer than it may be, then one good line."""

    def __init__(self, size):
        self.left = size
        self.rest = BytesIO(b'\n{"text": "good"}\n')

    def readable(self):
        return True

    def readinto(self, buffer):
        if not self.left:
            return self.rest.readinto(buffer)
        size = min(len(buffer), self.left)
        buffer[:size] = bytes(size)
        self.left -= size
        return size


def test_a_file_that_is_not_json_from_its_beginning_on_has_no_rest_to_speak_of():
    assert str(only(read_bytes(b'{"title":', "a.json"))) == "a.json: is not valid JSON"


def test_a_line_of_200_mb_is_reported_in_bounded_memory_and_the_next_is_read():
    tracemalloc.start()
    try:
        stream = BufferedReader(LongLine(200 * 2**20), 2**20)
        problem, article = read_json_lines(stream, Source("a.jsonl", "a.jsonl"))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert str(problem) == ("a.jsonl: line 1 is longer than 64 MB, too long for one article")
    assert texts(article) == ["good"]
    assert peak < 3 * limits.MAX_ARTICLE_BYTES


# --- what is no good -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a", "a.txt.gz"])
def test_an_empty_file_is_reported(name):
    assert message(read_bytes(b" \n", name)) == f"{name}: is empty"


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a", "photo.jpg"])
def test_a_binary_file_is_reported(name):
    assert "is binary data" in message(read_bytes(bytes(range(256)) * 20, name))


def test_an_unclosed_gzip_is_reported_after_its_good_articles():
    lines = b"".join(
        b'{"text": "%d %s"}\n' % (i, os.urandom(40).hex().encode()) for i in range(9999)
    )
    items = read_bytes(gzip.compress(lines)[:-2000], "a.jsonl.gz")
    assert texts(next(items))[0].startswith("0 ")
    assert message(items).startswith("a.jsonl.gz: its compressed data is cut off or damaged")


def test_a_gzip_is_read_whatever_its_name():
    data = gzip.compress(f"Old bridge stays open\n\n{LONG}".encode())
    assert only(read_bytes(data, "a.txt.gz")) == only(read_bytes(data, "a"))


@pytest.mark.parametrize(
    "html", ["<p>" + LONG, "<<<><p>" + LONG + "</div></p", "<table><p>" + LONG]
)
def test_broken_html_is_read(html):
    assert any(LONG in text for text in texts(only(read_bytes(html.encode(), "a.html"))))


def test_a_missing_path_is_reported(tmp_path):
    assert message(read(tmp_path / "no.txt")) == f"{tmp_path / 'no.txt'}: there is no such file"
    assert str(only(find_files([tmp_path / "no"]))).endswith("there is no such file or folder")


WITHOUT_PRIVILEGES = """
import os, sys
from pathlib import Path
from tempfile import TemporaryDirectory
from pressmark.corpus import find_files, read, read_bytes
from pressmark.corpus.errors import InputError
list(read_bytes(b"loads what is loaded when used", "a.txt"))
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
for item in find_files([Path(sys.argv[1])]):
    try:
        print(item if isinstance(item, InputError) else [a.title for a in read(item)])
    except InputError as error:
        print(error)
"""


def test_what_may_not_be_read_is_reported_and_the_rest_goes_on():
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "a.txt").write_text("secret")
        (folder / "a.txt").chmod(0)
        (folder / "b").mkdir(mode=0)
        (folder / "c.txt").write_text(f"Old bridge stays open\n\n{LONG}")
        command = [sys.executable, "-c", WITHOUT_PRIVILEGES, name]
        done = subprocess.run(command, capture_output=True, text=True)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        f"{name}/a.txt: no permission to read it",
        f"{name}/b: no permission to read it",
        "['Old bridge stays open']",
    ]


# --- encodings ----------------------------------------------------------------------------------

UKRAINIAN = "Міст залишається відкритим, вирішила рада після чотирьох годин дебатів у понеділок."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
def test_the_encoding_is_found(encoding):
    data = (UKRAINIAN + " " + "Її ґанок. " * 20 + "\nOK " * 3).encode(encoding)
    assert texts(only(read_bytes(data, "a.txt")))[0].startswith(UKRAINIAN)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Die Fähre über die Lenn fährt seit Montag wieder.", "cp1252"),
        ("Die Fähre fährt seit Montag wieder über die Lenn.", "latin-1"),
        ("El año pasado la niña comió", "latin-1"),
        ("À la une: le château brûle déjà", "cp1252"),
        ("Zażółć gęślą jaźń na łące", "cp1250"),
        ("Мост останется открытым, решил совет", "cp1251"),
        ("Köprü açık kalıyor, şehir meclisi karar verdi", "cp1254"),
    ],
)
def test_a_short_text_in_a_one_byte_encoding_is_read_right(text, encoding):
    assert texts(only(read_bytes(text.encode(encoding), "a.txt"))) == [text]


# --- folders --------------------------------------------------------------------------------------


def test_folders_are_walked_in_order_without_hidden_files_and_page_furniture(tmp_path):
    for name in ["b.txt", "a/z.html", ".git/x", "a/.hidden", "style.css", "c.json"]:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    found = [str(path.relative_to(tmp_path)) for path in files_in(tmp_path)]
    assert found == ["a/z.html", "b.txt", "c.json"]


def test_a_link_into_its_own_folder_is_reported_and_not_followed(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "z.txt").symlink_to(tmp_path / "z.txt")
    first, loop, knot = find_files([tmp_path])
    assert first == tmp_path / "a.txt"
    assert str(loop).endswith("loop: is a link to a folder that contains it; not followed")
    assert "z.txt: the system cannot read it" in str(knot)


def test_a_link_to_a_folder_above_the_one_named_is_not_followed(tmp_path):
    (tmp_path / "beside.txt").write_text("x")
    (tmp_path / "named").mkdir()
    (tmp_path / "named" / "loop").symlink_to("..")
    assert isinstance(only(find_files([tmp_path / "named"])), InputError)


def test_folders_that_link_to_each_other_are_each_walked_once(tmp_path):
    for own, other in ["ab", "ba"]:
        (tmp_path / own).mkdir()
        (tmp_path / own / f"{own}.txt").write_text("x")
        (tmp_path / own / "link").symlink_to(f"../{other}")
    assert list(find_files([tmp_path])) == [
        tmp_path / "a" / "a.txt",
        tmp_path / "a" / "link" / "b.txt",
    ]


def test_a_link_to_another_folder_is_followed(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.txt").write_text("x")
    (tmp_path / "named").mkdir()
    (tmp_path / "named" / "link").symlink_to("../elsewhere")
    assert only(find_files([tmp_path / "named"])) == tmp_path / "named" / "link" / "a.txt"


def test_a_folder_named_twice_is_read_once(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    assert len(list(find_files([tmp_path, tmp_path]))) == 1


def test_finding_and_reading_files_imports_no_html_parser():
    code = "import sys, pressmark.corpus; print({'bs4', 'lxml'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


class Trickle(RawIOBase):
    """A pipe that gives some bytes at a time, and counts how many it gave."""

    def __init__(self, data, size):
        self.data, self.size, self.given = data, size, 0

    def readable(self):
        return True

    def readinto(self, buffer):
        piece = self.data[self.given :][: min(self.size, len(buffer))]
        self.given += len(piece)
        buffer[: len(piece)] = piece
        return len(piece)


@pytest.mark.parametrize("size", [1, 7, 100_000])
def test_a_dump_is_read_from_a_pipe_as_it_comes(size):
    line = json.dumps({"title": "A title", "text": LONG}).encode() + b"\n"
    pipe = Trickle(line * 2000, size)
    articles = read_stream(BufferedReader(pipe), "stdin")
    assert next(articles).title == "A title"
    assert pipe.given <= 3 * limits.BUFFER_BYTES < 2000 * len(line)
    assert sum(1 for _ in articles) == 1999


def test_an_address_that_is_none_costs_no_record_of_a_dump():
    lines = [
        json.dumps({"title": "One", "text": LONG, "source": "http://[::1"}),
        json.dumps({"title": "Two", "text": LONG}),
    ]
    articles = list(read_bytes("\n".join(lines).encode(), "dump.jsonl"))
    assert [article.title for article in articles] == ["One", "Two"]
    assert articles[0].source == "http://[::1"
