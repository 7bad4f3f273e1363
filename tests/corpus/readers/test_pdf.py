"""PDFs made here: pieces of text at their places on the pages."""

import random
import time
import zlib

import pytest

pytest.importorskip("pypdfium2")

from pressmark.corpus import Article, read_bytes
from pressmark.corpus.errors import InputError
from pressmark.corpus.model import Kind

PROSE = (
    "The ferry Gull of Skerrin ran aground on the bar off Vennmouth early on Tuesday with "
    "eighty people on board and was pulled free by the evening tide. Nobody was hurt and the "
    "harbour master said the buoy that marks the channel had been carried off by the gale. "
    "Passengers were given soup and blankets by the pool while they waited for the water."
)
OTHER = (
    "A school in Upper Lenn has found a Roman kiln beneath its football pitch complete with a "
    "row of bowls that were never taken out after the last firing. Archaeologists think that "
    "the potter fled from a flood and the bowls will be shown in the town hall from May."
)

Piece = tuple[float, float, float, str]
"""Left edge, baseline, size of the font, and the text."""


def pdf(pages: list[list[Piece]], scale: float = 1.0) -> bytes:
    """A document with these pieces of text on its pages, in that order, stated in another scale."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        shown = f"{scale} 0 0 {scale} 0 0 cm\n" + "\n".join(
            f"BT /F1 {size / scale} Tf {x / scale} {y / scale} Td ({text}) Tj ET"
            for x, y, size, text in page
        )
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R"
            f" >> >> /Contents {5 + 2 * number} 0 R >>",
            f"<< /Length {len(shown.encode('cp1252'))} >>\nstream\n{shown}\nendstream",
        ]
    found = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(found))
        found += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(found)}\n%%EOF\n"
    return found + end.encode()


def width_of(text: str, size: float) -> float:
    """About as wide as Helvetica is."""
    return size * sum(0.27 if sign in " iljtf.,I" else 0.56 for sign in text)


def column(text: str, x: float, y: float, *, width: float = 210, size: float = 10) -> list[Piece]:
    """The text in lines of at most `width` points, from `y` down."""
    lines = [""]
    for word in text.split():
        if width_of(f"{lines[-1]} {word}", size) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [(x, y - 12 * n, size, line) for n, line in enumerate(lines)]


def article(data: bytes) -> Article:
    (found,) = read_bytes(data, "a.pdf")
    assert isinstance(found, Article)
    return found


def texts(found: Article) -> list[str]:
    return [block.text for block in found.blocks]


def test_a_title_over_two_columns_is_read_before_them_column_by_column():
    title = [(50.0, 740.0, 20.0, "Ferry runs aground")]
    left, right = column(PROSE, 50, 700), column(OTHER, 320, 700)
    found = article(pdf([title + left + right]))
    assert (found.title, found.blocks[0].kind) == ("Ferry runs aground", Kind.TITLE)
    assert texts(found)[1:] == [PROSE, OTHER]


def test_columns_written_row_by_row_are_read_one_after_the_other():
    left, right = column(PROSE, 50, 700), column(OTHER, 320, 700)
    rows = sorted(left + right, key=lambda piece: (-piece[1], piece[0]))
    assert texts(article(pdf([rows]))) == [PROSE, OTHER]


def test_running_heads_and_page_numbers_are_removed_with_their_rule():
    days = ["Monday", "Tuesday", "Thursday", "Sunday"]
    pages = []
    for number, day in enumerate(days, 1):
        head = (50.0, 780.0, 8.0, f"The Vennmouth Courier, issue {number}")
        foot = (290.0, 30.0, 8.0, f"{number}")
        pages.append([head, *column(f"{day} it was. {PROSE}", 50, 700, width=500), foot])
    found = article(pdf(pages))
    assert texts(found) == [f"{day} it was. {PROSE}" for day in days]
    assert [removal.rule for removal in found.discarded] == ["running-head", "page-number"] * 4
    assert all(removal.reason for removal in found.discarded)
    orders = [block.order for block in found.blocks] + [r.block.order for r in found.discarded]
    assert sorted(orders) == list(range(len(orders)))


def test_a_line_that_is_on_one_page_only_is_no_running_head():
    first = [(50.0, 780.0, 10.0, "A council meets"), *column(PROSE, 50, 700)]
    second = [(50.0, 780.0, 10.0, "A school digs"), *column(OTHER, 50, 700)]
    found = article(pdf([first, second]))
    assert found.discarded == ()
    assert "A school digs" in texts(found)


def test_a_paragraph_goes_on_over_columns_and_pages_and_divided_words_are_joined():
    cut = PROSE.index("harbour")
    left = column(PROSE[:cut], 50, 700)
    right = column(PROSE[cut:], 320, 700)
    assert texts(article(pdf([left + right]))) == [PROSE]
    assert texts(article(pdf([left, right]))) == [PROSE]
    divided = [
        (50.0, 700.0, 10.0, "The ferry ran aground at Venn-"),
        (50.0, 688.0, 10.0, "mouth, and the harbour mas-"),
        (50.0, 676.0, 10.0, "ter of Vennmouth had no buoy."),
    ]
    assert texts(article(pdf([divided]))) == [
        "The ferry ran aground at Vennmouth, and the harbour master of Vennmouth had no buoy."
    ]


def test_indented_lines_and_wider_gaps_begin_paragraphs():
    first, second = column(PROSE, 50, 700), column(OTHER, 50, 588)
    assert texts(article(pdf([first + second]))) == [PROSE, OTHER]
    y = first[-1][1] - 12
    indented = column(OTHER, 50, y)
    indented[0] = (62.0, *indented[0][1:])
    assert texts(article(pdf([first + indented]))) == [PROSE, OTHER]


@pytest.mark.parametrize("scale", [1.0, 0.75, 12.0])
def test_short_paragraphs_as_a_browser_prints_them_are_not_joined(scale):
    """Most distances of lines are between paragraphs; the size of the font is in pixels."""
    byline = [(50.0, 715.0, 10.0, "By Ann Lee")]
    text = [PROSE[:90], PROSE[90:190], OTHER[:80]]
    page = [*byline, *(p for n, part in enumerate(text) for p in column(part, 50, 690 - 40 * n))]
    assert texts(article(pdf([page], scale))) == ["By Ann Lee", *map(str.strip, text)]
    lines = [(50.0, 690.0 - 24 * number, 10.0, part) for number, part in enumerate(text)]
    assert texts(article(pdf([[*byline, *lines]], scale)))[0] == "By Ann Lee"


def test_a_page_of_pieces_all_over_it_is_read_in_a_moment():
    chance = random.Random(1)
    pieces = [
        (chance.uniform(0, 580), 0.16 * number, 5.0, f"word{number}") for number in range(5000)
    ]
    started = time.process_time()
    found = " ".join(texts(article(pdf([pieces]))))
    assert time.process_time() - started < 10
    assert all(f"word{number}" in found for number in range(0, 5000, 100))


def test_rows_that_are_parted_one_by_one_are_read():
    rows = [
        (x, 0.02 * number**2 + 3 * number, 2.0, f"word{number}")
        for number in range(340)
        for x in (50.0, 52.0 + number)
    ]
    found = " ".join(texts(article(pdf([rows]))))
    assert all(f"word{number}" in found for number in range(0, 340, 10))


@pytest.mark.parametrize("cut", [30, 300, 1200])
def test_a_damaged_document_and_one_without_text_are_refused_in_a_sentence(cut):
    whole = pdf([column(PROSE, 50, 700)])
    try:
        items = list(read_bytes(whole[:cut], "a.pdf"))
    except InputError as error:
        assert "PDF" in str(error) or "without text" in str(error)
    else:
        assert texts(items[0])  # PDFium mends what lacks its table
    with pytest.raises(InputError, match="without text"):
        list(read_bytes(pdf([[]]), "a.pdf"))


def test_a_page_that_grows_like_a_bomb_is_refused_before_it_is_drawn():
    shown = zlib.compress(b"BT /F1 10 Tf 50 700 Td (The ferry sailed.) Tj ET\n" * 800_000)
    plain = pdf([column(PROSE, 50, 700)])
    at = plain.index(b"<< /Length")
    head = f"<< /Filter /FlateDecode /Length {len(shown)} >>\nstream\n".encode()
    bomb = plain[:at] + head + shown + b"\nendstream endobj"
    with pytest.raises(InputError, match="more than 32 MB"):
        list(read_bytes(bomb, "a.pdf"))


def record(data: bytes, number: int, status: str = "200 OK") -> bytes:
    """A PDF as a web archive has it."""
    answer = f"HTTP/1.1 {status}\r\nContent-Type: application/pdf\r\n\r\n".encode() + data
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/{number}.pdf\r\n"
        "WARC-Date: 2023-05-10T12:00:00Z\r\nContent-Type: application/http;msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def test_pdfs_of_a_web_archive_are_read_and_a_damaged_one_is_named():
    whole = pdf([column(PROSE, 50, 700, width=450)])
    archive = record(whole, 1) + record(b"%PDF-1.4 nothing", 2) + record(whole, 3, "404 None")
    articles, problems = [], []
    for item in read_bytes(archive, "crawl.warc"):
        (articles if isinstance(item, Article) else problems).append(item)
    [found] = articles
    assert (found.url, found.extra["captured"]) == (
        "https://a.example/1.pdf",
        "2023-05-10T12:00:00Z",
    )
    assert PROSE[:40] in texts(found)[0]
    damaged, passed = problems
    assert damaged.reason == "record 2 is damaged as a PDF"
    assert passed.kinds == {"redirect or error": 1}
