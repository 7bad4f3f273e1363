"""Mails against the standard library that writes them, and what real mailers do besides."""

import base64
import email.policy
from datetime import datetime
from email.message import EmailMessage

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pressmark.corpus import Article, Kind, read_bytes
from pressmark.corpus.errors import InputError

TEXT = "The sluice below the weir was opened at noon, and the meadow stood under water by night."
OTHER = "Nobody was hurt, the warden said, but the path along the dyke stays closed until Friday."

words = st.text("abcdefgäöüßéшщ漢字 ", min_size=3, max_size=150).map(lambda t: " ".join(t.split()))
lines = words.filter(lambda line: any(map(str.isalpha, line)))


def articles(data):
    return list(read_bytes(data, "a.eml"))


def texts(article):
    return [block.text for block in article.blocks if block.kind is not Kind.TITLE]


def mail(body, kind="text/plain; charset=utf-8", head=""):
    return f"From: The Weir <w@weir.example>\n{head}Content-Type: {kind}\n\n{body}".encode()


def parts(kind, *bodies):
    inner = "".join(f"--b\nContent-Type: {kind}\n\n{body}\n" for kind, body in bodies)
    return mail(f"{inner}--b--\n", f"multipart/{kind}; boundary=b")


@settings(max_examples=60)
@given(lines, lines, st.sampled_from(["8bit", "quoted-printable", "base64"]), st.booleans())
@example("aaaaaaaaaßßßßßßßßßßßß字字字 ß ß", "The sluice is open.", "8bit", False)
def test_what_the_standard_library_writes_is_read_as_it_reads_it(subject, text, encoding, both):
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "Zoë Ferris <z@weir.example>"
    message.set_content(text, cte=encoding)
    if both:
        message.add_alternative(f"<p>{text}</p>", subtype="html", cte=encoding)
    data = message.as_bytes()
    read = email.message_from_bytes(data, policy=email.policy.default)
    (article,) = articles(data)
    assert (article.title, article.source) == (read["Subject"], "Zoë Ferris")
    assert article.title.replace(" ", "") == subject.replace(" ", "")
    assert " ".join(texts(article)).split() == text.split()


@given(st.lists(st.lists(lines, min_size=1, max_size=5), min_size=1, max_size=5), st.booleans())
def test_flowed_lines_are_one_paragraph(paragraphs, delete_spaces):
    """Every line but the last of a paragraph ends in a space."""
    lines = ["Long \nlines. "]
    lines += [(" \n").join(paragraph) for paragraph in paragraphs]
    body = "\n\n".join(lines)
    kind = f"text/plain; charset=utf-8; format=flowed{'; delsp=yes' if delete_spaces else ''}"
    (article,) = articles(mail(body, kind))
    joint = "" if delete_spaces else " "
    assert texts(article)[1:] == [joint.join(paragraph) for paragraph in paragraphs]


def test_flowed_quotations_are_quotes_and_protected_lines_lose_their_space():
    body = "> Who paid for \n> the gate?\n From the fund of \nthe parish.\n-- \nThe warden\n"
    (article,) = articles(mail(body, "text/plain; format=flowed"))
    assert [(block.kind, block.text) for block in article.blocks] == [
        (Kind.QUOTE, "Who paid for the gate?"),
        (Kind.PARAGRAPH, "From the fund of the parish."),
        (Kind.PARAGRAPH, "--"),
        (Kind.PARAGRAPH, "The warden"),
    ]


def test_all_text_parts_are_read_in_order():
    data = parts("mixed", ("text/plain", TEXT), ("image/png", "x"), ("text/html", f"<p>{OTHER}"))
    (article,) = articles(data)
    assert texts(article) == [TEXT, OTHER]


def test_a_footer_in_html_does_not_replace_the_text_next_to_it():
    data = parts("mixed", ("text/plain", TEXT), ("text/html", "<p>To leave, write to us.</p>"))
    assert TEXT in texts(articles(data)[0])


def test_of_two_forms_of_a_text_html_is_read():
    data = parts("alternative", ("text/plain", TEXT), ("text/html", f"<h2>Sluice</h2><p>{TEXT}"))
    assert texts(articles(data)[0]) == ["Sluice", TEXT]


def test_html_that_leaves_out_most_of_the_text_gives_way_to_it():
    data = parts("alternative", ("text/plain", TEXT), ("text/html", "<p>See the text.</p>"))
    assert texts(articles(data)[0]) == [TEXT]


def test_the_addresses_in_plain_text_do_not_count_as_its_words():
    links = " ".join(f"https://weir.example/{number}" for number in range(60))
    data = parts("alternative", ("text/plain", f"{TEXT} {links}"), ("text/html", f"<p>{TEXT}"))
    assert texts(articles(data)[0]) == [TEXT]


def test_attachments_are_not_read():
    attached = ("text/plain\nContent-Disposition: attachment; filename=a.txt", OTHER)
    (article,) = articles(parts("mixed", ("text/plain", TEXT), attached))
    assert texts(article) == [TEXT]


def test_each_message_of_a_digest_is_an_article():
    data = parts("digest", ("message/rfc822", f"Subject: Sluice\n\n{TEXT}"),
                 ("message/rfc822", f"Subject: Path\n\n{OTHER}"))  # fmt: skip
    assert [(a.title, texts(a)) for a in articles(data)] == [("Sluice", [TEXT]), ("Path", [OTHER])]
    assert len({article.key for article in articles(data)}) == 2


def test_a_newsletter_of_tables_keeps_its_text():
    stories = "".join(
        f"<tr><td><table><tr><td><h2>{title}</h2><p>{text}</p></td></tr></table></td></tr>"
        for title, text in [("Sluice", TEXT), ("Path", OTHER)]
    )
    footer = f"<tr><td><p>You get this letter because you asked for it. {TEXT}</p></td></tr>"
    (article,) = articles(mail(f"<table>{stories}{footer}</table>", "text/html"))
    assert texts(article)[:4] == ["Sluice", TEXT, "Path", OTHER]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_subject_in_raw_bytes_is_read(encoding):
    head = "Subject: Überschwemmung über Nacht\n".encode(encoding)
    (article,) = articles(head + mail(TEXT))
    assert article.title == "Überschwemmung über Nacht"


def test_encoded_words_that_are_damaged_stay_as_they_are():
    (article,) = articles(b"Subject: =?utf-8?b?!?= a\n" + mail(TEXT))
    assert article.title.endswith("a")


@pytest.mark.parametrize("boundary", ["----=_b", "=_=b", "b(1)", "b:?", "_b/c"])
def test_a_boundary_with_odd_characters_needs_no_quotes(boundary):
    body = f"--{boundary}\nContent-Type: text/plain\n\n{TEXT}\n--{boundary}--\n"
    (article,) = articles(mail(body, f"multipart/alternative; boundary={boundary}"))
    assert texts(article) == [TEXT]


def test_a_text_in_an_encoding_with_escapes_is_decoded():
    data = mail("%s", "text/plain; charset=iso-2022-jp")
    (article,) = articles(data.replace(b"%s", "水門が開いた。".encode("iso-2022-jp")))
    assert texts(article) == ["水門が開いた。"]


def test_bytes_in_a_text_part_are_not_text():
    kind = "text/plain\nContent-Transfer-Encoding: base64"
    with pytest.raises(InputError, match="no text"):
        articles(mail(base64.encodebytes(bytes(range(256)) * 20).decode(), kind))


@pytest.mark.parametrize("depth", [30, 3_000])
def test_parts_nested_too_deeply_are_reported(depth):
    levels = "".join(
        f'Content-Type: multipart/mixed; boundary="b{level}"\n\n--b{level}\n'
        for level in range(depth)
    )
    try:
        (error,) = articles(f"Subject: x\n{levels}\n{TEXT}\n".encode())
    except InputError as raised:
        error = raised
    assert "nested too deeply" in str(error)


def test_messages_nested_too_deeply_are_reported_and_the_outer_ones_read():
    inner = "".join(
        f"Subject: {n}\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b{n}\n\n"
        f"--b{n}\n\n{TEXT}\n--b{n}\nContent-Type: message/rfc822\n\n"
        for n in range(30)
    )
    found = articles(inner.encode())
    assert texts(found[0]) == [TEXT]
    assert isinstance(found[-1], InputError)
    assert all(isinstance(item, Article) for item in found[:-1])


def test_the_head_of_a_mail_describes_its_article():
    head = "Subject: Flood\nDate: Tue, 10 Jun 2003 04:00:00 +0200\nMessage-ID: <1@weir.example>\n"
    (article,) = articles(mail(TEXT, head=head))
    assert (article.title, article.source, article.key) == ("Flood", "The Weir", "1@weir.example")
    assert article.published == datetime(2003, 6, 10, 4)
    assert set(article.origins.values()) == {"mail"}


def test_a_message_that_is_cut_off_within_its_parts_is_read_and_reported():
    message = EmailMessage()
    message["Subject"], message["From"] = "Ferry", "Courier <news@courier.example>"
    message.set_content(f"{TEXT}\n")
    message.add_alternative(f"<p>{TEXT}</p>", subtype="html")
    whole = message.as_bytes()
    (found,) = articles(whole)
    assert texts(found) == [TEXT]
    found, problem = articles(whole[: whole.rindex(b"--=")])
    assert texts(found) == [TEXT]
    assert isinstance(problem, InputError)
    assert problem.reason == "is cut off within its last part; what came before was read"
