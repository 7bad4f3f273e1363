"""Mailboxes (mbox): messages one after another, each below a line that begins with `From `."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BufferedReader, BytesIO

from pressmark.corpus.errors import InputError
from pressmark.corpus.model import Article
from pressmark.corpus.readers.limits import CHUNK_BYTES, MAX_ARTICLE_BYTES
from pressmark.corpus.readers.mail import read_mail
from pressmark.corpus.readers.source import Source
from pressmark.corpus.readers.streams import too_long

_SEPARATOR = re.compile(rb"From .*\d\d:\d\d")
"""The sender and the time of delivery; a sentence that begins with the word has no time."""

_QUOTED = re.compile(rb">+From ")
_HEADER = re.compile(r"From .*\d\d:\d\d.*+\n[!-9;-~]++:")


def is_mbox(start: str) -> bool:
    """Whether a file that begins so is a mailbox."""
    return _HEADER.match(start) is not None


def read_mbox(stream: BufferedReader, source: Source) -> Iterator[Article | InputError]:
    """The article in every message."""
    number = 0
    for number, message in enumerate(_messages(stream), 1):
        inside = replace(source, place=f"{source.place}, message {number}")
        if len(message) > MAX_ARTICLE_BYTES:
            yield too_long(inside, "is")
            continue
        try:
            yield from read_mail(BufferedReader(BytesIO(message)), inside, str(number))
        except InputError as error:
            yield error
    if number == 0:
        raise source.error("is no mailbox: no line in it begins a message")


def _messages(stream: BufferedReader) -> Iterator[bytes]:
    """Each message without the line above it; of one that is too long only the beginning."""
    message: list[bytes] = []
    size = 0
    begun = False
    is_blank = True
    while line := stream.readline(CHUNK_BYTES):
        if is_blank and _SEPARATOR.match(line):
            if begun:
                yield b"".join(message)
            message, size, begun = [], 0, True
        elif begun and size <= MAX_ARTICLE_BYTES:
            message.append(line[1:] if _QUOTED.match(line) else line)
            size += len(line)
        is_blank = not line.strip(b"\r\n")
    if begun:
        yield b"".join(message)
