"""Mutated real pages: none may raise, take too long, or lose a word.

    python tests/evaluation/fuzz_pages.py [--seconds 60] [--seed 0]

Real pages are cut, spliced, flipped and stuffed; each must be read and cleaned without an
exception, in time that grows with its size alone, and paragraphs and removals together must be
all that was read. A page that fails is written to --keep, so that it can be looked at.
"""

import argparse
import random
import re
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic, process_time

from extraction import pages

from pressmark.corpus import clean
from pressmark.corpus.html import parse_html
from pressmark.corpus.model import Block

BUDGET = 1.0
BUDGET_PER_MEGABYTE = 40.0
"""Seconds a page may take. The dearest of tests/benchmarks/huge_pages.py takes 12 a megabyte on
the machine this was written on; real pages take 0.2."""

MOST_MUTATIONS = 4
LONGEST_STRETCH = 4000
TAG = re.compile(rb"<[^<>]{1,2000}>")
GARBAGE = (
    b"&#0;", b"&#xD800;", b"&#99999999;", b"&nbsp", b"&amp;amp;", b"\xff\xfe", b"\xed\xa0\x80",
    b"\0", b"\x1b[31m", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<!DOCTYPE", b"</", b"<", b">",
    b"<?xml version='1.0' encoding='utf-16'?>", b"<svg><p>", b"<template>", b"<script>",
    b"</script>", b"<plaintext>", b"<frameset>", b"<table><td><table>", b"<a href='", b'<p class="',
    b"<base href='//['>", b"<html><head>", b"<meta charset=utf-7>", b"<meta charset=shift_jis>",
    b"\xe2\x80\xae", b"\xcc\x81" * 50, b"<time datetime='0000-99-99T99:99'>", b"<a:b:c x:y='1'>",
    b'<script type="application/ld+json">{"@type":"Article","author":', b"<p hidden>",
    b"<br>" * 50, b"<div>" * 300, b"</div>" * 300,
)  # fmt: skip

Mutation = Callable[[random.Random, bytes, Sequence[bytes]], bytes]


def _stretch(chance: random.Random, page: bytes) -> slice:
    start = chance.randrange(len(page) + 1)
    return slice(start, start + chance.randrange(LONGEST_STRETCH))


def flip_bytes(chance: random.Random, page: bytes, _: Sequence[bytes]) -> bytes:
    flipped = bytearray(page)
    for _times in range(chance.randrange(1, 400)):
        if flipped:
            flipped[chance.randrange(len(flipped))] = chance.randrange(256)
    return bytes(flipped)


def drop_stretch(chance: random.Random, page: bytes, _: Sequence[bytes]) -> bytes:
    gap = _stretch(chance, page)
    return page[: gap.start] + page[gap.stop :]


def repeat_stretch(chance: random.Random, page: bytes, _: Sequence[bytes]) -> bytes:
    part = _stretch(chance, page)
    return page[: part.stop] + page[part] * chance.randrange(1, 30) + page[part.stop :]


def drop_tags(chance: random.Random, page: bytes, _: Sequence[bytes]) -> bytes:
    share = chance.random()
    return TAG.sub(lambda tag: b"" if chance.random() < share else tag[0], page)


def double_tags(chance: random.Random, page: bytes, _: Sequence[bytes]) -> bytes:
    share = chance.random() / 4
    return TAG.sub(lambda tag: tag[0] * (1 + (chance.random() < share)), page)


def truncate(chance: random.Random, page: bytes, _: Sequence[bytes]) -> bytes:
    return page[: chance.randrange(len(page) + 1)]


def behead(chance: random.Random, page: bytes, _: Sequence[bytes]) -> bytes:
    return page[chance.randrange(len(page) + 1) :]


def splice(chance: random.Random, page: bytes, others: Sequence[bytes]) -> bytes:
    other = chance.choice(others)
    return page[: chance.randrange(len(page) + 1)] + other[chance.randrange(len(other)) :]


def stuff(chance: random.Random, page: bytes, _: Sequence[bytes]) -> bytes:
    for _times in range(chance.randrange(1, 40)):
        at = chance.randrange(len(page) + 1)
        page = page[:at] + chance.choice(GARBAGE) + page[at:]
    return page


def recode(chance: random.Random, page: bytes, _: Sequence[bytes]) -> bytes:
    encoding = chance.choice(("utf-16", "utf-16-le", "utf-8-sig", "cp1251", "utf-7", "shift_jis"))
    return page.decode("utf-8", "replace").encode(encoding, "replace")


MUTATIONS: tuple[Mutation, ...] = (
    flip_bytes, drop_stretch, repeat_stretch, drop_tags, double_tags,
    truncate, behead, splice, stuff, recode,
)  # fmt: skip


def mutated(chance: random.Random, originals: Sequence[bytes]) -> bytes:
    page = chance.choice(originals)
    for _ in range(chance.randrange(1, MOST_MUTATIONS + 1)):
        page = chance.choice(MUTATIONS)(chance, page, originals)
    return page


def _places(blocks: Sequence[Block]) -> list[tuple[int, str]]:
    return sorted((block.order, block.text) for block in blocks)


def fault(page: bytes) -> str:
    """What is wrong with how a page is read, its time aside; empty where nothing is."""
    try:
        article = parse_html(page, url="https://paper.example/2023/a")
        done = clean(article)
    except Exception:
        return traceback.format_exc()
    given = [*article.blocks, *(removal.block for removal in article.discarded)]
    left = [*done.paragraphs, *(removal.block for removal in done.removals)]
    if _places(given) == _places(left):
        return ""
    return f"{len(given)} blocks were read, others came out, {len(left)} in number"


def delay(seconds: float, page: bytes) -> str:
    """What is wrong with the time that a page took; empty where nothing is."""
    allowed = BUDGET + BUDGET_PER_MEGABYTE * len(page) / 1_000_000
    return f"{seconds:.1f} s for {len(page):,} bytes" if seconds > allowed else ""


def fuzz(seconds: float, seed: int, keep: Path | None) -> int:
    """The number of pages with a fault."""
    originals = [page.html for page in pages()]
    started = monotonic()
    tried = faults = 0
    while monotonic() - started < seconds:
        page = mutated(random.Random(f"{seed} {tried}"), originals)
        tried += 1
        before = process_time()
        if found := fault(page) or delay(process_time() - before, page):
            faults += 1
            print(f"page {tried - 1} of seed {seed}: {found}", flush=True)
            if keep:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{seed}-{tried - 1}.html").write_bytes(page)
    print(f"{tried} pages, {faults} faults")
    return faults


def main() -> None:
    options = argparse.ArgumentParser(description="Read mutated real pages.")
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--keep", type=Path, help="write pages that fail to this folder")
    given = options.parse_args()
    raise SystemExit(bool(fuzz(given.seconds, given.seed, given.keep)))


if __name__ == "__main__":
    main()
