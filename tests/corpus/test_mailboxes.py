import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus import Article, Kind, read_bytes
from pressmark.corpus.errors import InputError
from pressmark.corpus.readers import mbox

TEXT = "The ferry to Larch Island will sail four times a day from the first of May."
LINE = "From desk@tern.example Fri May  6 10:00:00 2022"


def message(subject, body, extra=""):
    return f"From: The Tern <desk@tern.example>\nSubject: {subject}\n{extra}\n{body}\n"


def mailbox(*messages):
    return "".join(f"{LINE}\n{text}\n" for text in messages).encode()


def articles(data, name):
    return [item for item in read_bytes(data, name) if isinstance(item, Article)]


def body_of(article):
    return [block.text for block in article.blocks if block.kind is not Kind.TITLE]


# --- mailboxes -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["news.mbox", "news", ""])
def test_every_message_of_a_mailbox_is_an_article(name):
    data = mailbox(message("Pier", TEXT), message("Lamp", TEXT, "Message-ID: <2@tern.example>\n"))
    assert [(article.title, article.key) for article in articles(data, name)] == [
        ("Pier", "1"),
        ("Lamp", "2@tern.example"),
    ]


def test_a_sentence_that_begins_with_from_begins_no_message():
    sentence = "From the first of May the ferry sails four times a day, said the harbour master."
    (one,) = articles(mailbox(message("Pier", f"{TEXT}\n\n{sentence}")), "a.mbox")
    assert body_of(one) == [TEXT, sentence]


def test_a_quoted_line_of_a_mailbox_is_read_without_its_mark():
    (one,) = articles(mailbox(message("Pier", f"{TEXT}\n\n>From 10:00 on it is closed.")), "a.mbox")
    assert body_of(one) == [TEXT, "From 10:00 on it is closed."]


def test_a_message_without_text_is_reported_and_the_next_is_read():
    problem, article = read_bytes(mailbox(message("Pier", ""), message("Lamp", TEXT)), "a.mbox")
    assert str(problem).startswith("a.mbox, message 1: ")
    assert article.title == "Lamp"


def test_a_message_that_is_too_long_is_reported_and_the_next_is_read(monkeypatch):
    monkeypatch.setattr(mbox, "MAX_ARTICLE_BYTES", 1_000)
    data = mailbox(message("Pier", f"{TEXT}\n" * 99), message("Lamp", TEXT))
    problem, article = read_bytes(data, "a.mbox")
    assert "too long" in str(problem)
    assert article.title == "Lamp"


subjects = st.lists(st.text("abc ", min_size=1).filter(str.strip), min_size=1, max_size=5)


@given(subjects)
def test_a_mailbox_has_as_many_articles_as_messages(written):
    found = articles(mailbox(*(message(subject, TEXT) for subject in written)), "a.mbox")
    assert [article.title for article in found] == [" ".join(each.split()) for each in written]


def test_a_mail_without_an_ending_is_read_as_mail():
    data = message("Pier", TEXT, "MIME-Version: 1.0\nContent-Type: text/plain\n").encode()
    (one,) = articles(data, "")
    assert (one.title, one.source) == ("Pier", "The Tern")


def test_a_text_below_fields_is_no_mail():
    (one,) = articles(f"Title: Pier\nAuthor: Ida Holm\nDate: 2022-05-06\n\n{TEXT}".encode(), "")
    assert one.title == "Pier"


def test_a_japanese_mail_in_ascii_is_decoded():
    body = "船は一日に四回出ます。".encode("iso-2022-jp")
    head = "MIME-Version: 1.0\nContent-Type: text/plain; charset=ISO-2022-JP\n"
    (one,) = articles(message("Pier", "", head).encode() + body, "a.eml")
    assert body_of(one) == ["船は一日に四回出ます。"]


def test_a_sender_in_brackets_without_end_is_left_out():
    (one,) = articles(f"From: {'(' * 9_000}\nSubject: Pier\n\n{TEXT}".encode(), "a.eml")
    assert (one.title, one.source) == ("Pier", "")


# --- saved pages ---------------------------------------------------------------------------------

PAGE = f"<html><head><title>Ferry</title></head><body><h1>Ferry</h1><p>{TEXT}</p></body></html>"
MHTML = f"""From: <Saved by Blink>
Snapshot-Content-Location: https://t.example/1
Subject: Ferry
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="b"

--b
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable
Content-Location: https://t.example/1

{PAGE.replace("=", "=3D").replace("sail ", "sail=20=" + chr(10))}
--b
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==
--b--
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ["saved.mhtml", "saved.mht", ""])
def test_a_page_that_a_browser_saved_is_an_article(name, newline):
    (one,) = read_bytes(MHTML.replace("\n", newline).encode(), name)
    assert (one.title, one.url, body_of(one)) == ("Ferry", "https://t.example/1", [TEXT])


def test_a_saved_page_without_a_page_is_refused():
    data = MHTML.replace("Content-Type: text/html", "Content-Type: text/css").encode()
    with pytest.raises(InputError, match="without a page"):
        list(read_bytes(data, "saved.mhtml"))


def test_headers_of_any_length_are_distinguished_from_text_quickly():
    for newline in ("\n", "\r\n"):
        data = (f"A: b{newline}" * 700 + TEXT).encode()
        assert list(read_bytes(data, ""))


def test_parts_within_parts_without_end_are_refused():
    nested = "".join(
        f'Content-Type: multipart/mixed; boundary="{i}"\n\n--{i}\n' for i in range(3_000)
    )
    with pytest.raises(InputError):
        list(read_bytes(f"MIME-Version: 1.0\n{nested}".encode(), "saved.mhtml"))


def test_a_media_type_without_end_costs_no_more_than_its_size():
    data = f"MIME-Version: 1.0\nContent-Type: multipart/related{'; a=b' * 200_000}\n\n{TEXT}"
    start = time.process_time()
    with pytest.raises(InputError, match="without a page"):
        list(read_bytes(data.encode(), "saved.mhtml"))
    assert time.process_time() - start < 1
