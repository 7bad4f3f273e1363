"""Pages that were saved say where they are from, and when."""

import pytest

from pressmark.corpus import read_bytes

BODY = (
    "<title>Gate painted</title><h1>Gate painted</h1><p>The gate was painted green on Monday.</p>"
)


@pytest.mark.parametrize(
    ("note", "url", "captured"),
    [
        (
            "\n Page saved with SingleFile \n url: https://p.example/gate \n"
            " saved date: Mon May 01 2023 12:00:00 GMT+0200 (Central European Summer Time)\n",
            "https://p.example/gate",
            "2023-05-01T12:00:00",
        ),
        (" saved from url=(0024)https://p.example/gate ", "https://p.example/gate", None),
        (
            " Mirrored from p.example/gate.html by HTTrack Website Copier/3.x [XR&CO'2014],"
            " Thu, 04 Mar 2021 10:00:00 GMT ",
            "http://p.example/gate.html",
            "2021-03-04T10:00:00",
        ),
        (
            " Saved from https://p.example/gate at 2021-03-04T10:00:00Z using monolith v2.4 ",
            "https://p.example/gate",
            "2021-03-04T10:00:00",
        ),
        (" saved from url=(0014)about:internet ", "", None),
        (" The page of the day ", "", None),
    ],
)
def test_the_note_of_the_program_that_saved_a_page_is_read(note, url, captured):
    (found,) = read_bytes(f"<!DOCTYPE html><html><!--{note}-->{BODY}</html>".encode(), "a.html")
    assert (found.url, found.extra.get("captured")) == (url, captured)
    assert found.source == ("p.example" if url else "")
    assert found.title == "Gate painted"
