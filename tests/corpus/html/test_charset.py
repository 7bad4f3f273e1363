import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.html.charset import decode

TEXT = "Der Fluß stieg um zwei Meter – sagte Ада Квілл."


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_decides(mark, encoding):
    assert decode(mark + TEXT.encode(encoding), "cp1251") == TEXT


@pytest.mark.parametrize(
    "declaration",
    [
        '<meta charset="windows-1251">',
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
        '<?xml version="1.0" encoding="windows-1251"?>',
    ],
)
def test_a_declaration_is_believed(declaration):
    page = f"{declaration}<p>Річка піднялася на два метри."
    assert decode(page.encode("cp1251")) == page


def test_what_the_server_said_comes_before_the_declaration():
    page = '<meta charset="iso-8859-1"><p>Річка піднялася.'
    assert decode(page.encode("cp1251"), "cp1251") == page


def test_latin_1_is_read_as_browsers_read_it():
    page = '<meta charset="iso-8859-1"><p>“Stay,” she said – twice.'
    assert decode(page.encode("cp1252")) == page


def test_a_wrong_declaration_gives_way_to_what_the_bytes_are():
    page = '<meta charset="utf-8"><p>' + "Річка піднялася на два метри у вівторок уночі. " * 20
    assert "Річка піднялася" in decode(page.encode("cp1251"))


def test_a_few_stray_bytes_do_not_change_the_encoding():
    page = "<p>" + TEXT * 200
    assert TEXT in decode(page.encode() + b"\xff\xfe!")


def test_an_unknown_encoding_is_passed_over():
    assert (
        decode(b'<meta charset="x-unheard-of"><p>plain') == '<meta charset="x-unheard-of"><p>plain'
    )


@given(st.binary(max_size=200), st.none() | st.text(max_size=10))
def test_all_bytes_are_text(data, encoding):
    assert isinstance(decode(data, encoding), str)
