"""An index of a stranger: something else lies in the place of one of its files.

Whatever is asked of it ends in the right answer or in IndexCorrupt, at once, and no file outside is
written to, made or removed.
"""

import os
import shutil
import sys
from contextlib import suppress
from dataclasses import replace

import pytest

from pressmark.corpus.errors import ArticleNotFound, IndexCorrupt, IndexExists
from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index
from pressmark.index.storage import lock, manifest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="needs the file types of Unix"),
]

LETTER = b"My own letter."


def link(path, outside):
    path.symlink_to(outside / "letter.txt")


def dangling_link(path, outside):
    path.symlink_to(outside / "nowhere.txt")


def link_to_folder(path, outside):
    path.symlink_to(outside)


def hard_link(path, outside):
    (outside / "letter.txt").write_bytes(path.read_bytes() if path.exists() else LETTER)
    path.unlink(missing_ok=True)
    os.link(outside / "letter.txt", path)


def pipe(path, outside):
    os.mkfifo(path)


def folder(path, outside):
    path.mkdir()
    (path / "inside.txt").write_bytes(LETTER)


KINDS = (link, dangling_link, link_to_folder, hard_link, pipe, folder)


def searched(index):
    with index.searcher() as searcher:
        return sorted(row["text"] for row in searcher.documents())


def removed(index):
    try:
        return index.delete(str(index.path.with_name("news") / "a.txt"))
    except ArticleNotFound:
        return 0


COMMANDS = {
    "search": searched,
    "stats": lambda index: index.stats(),
    "boilerplate": lambda index: index.boilerplate().blocked,
    "verify": lambda index: [error for error in index.verify() if not damaged(error)],
    "add": lambda index: index.add(index.path.with_name("news"), prune=True).problems,
    "reclean": lambda index: index.add(reclean=True).problems,
    "remove": removed,
    "block": lambda index: index.mark_lines(block=["A line"]),
    "compact": lambda index: index.compact() and None,
}


def damaged(error):
    return isinstance(error, IndexCorrupt)


def open_and(command):
    return lambda path: COMMANDS[command](Index.open(path, wait=0))


ASKED = {name: open_and(name) for name in COMMANDS} | {
    "repair": lambda path: Index.repair(path, wait=0).reread.problems,
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Two segments, deletions, copies and blocked lines: every kind of file that there is.

    A test copies it to another place beside its `news`, and changes the copy.
    """
    place = tmp_path_factory.mktemp("filled")
    news = place / "news"
    news.mkdir()
    index = Index.create(place / "index", wait=0)
    same = [f"The ferry of paragraph {n} sank off the coast on Monday morning." for n in range(20)]
    for name in ("a", "b"):
        (news / f"{name}.txt").write_text("\n\n".join((f"Title {name}\nText", *same[:2])))
        index.add(news)
    blocks = tuple(Block(text, Kind.PARAGRAPH, n) for n, text in enumerate(same))
    index.add_articles([Article(blocks, key=key) for key in "xy"], origin="wire")
    index.mark_lines(block=["Advertisement"])
    removed(index)
    return index


def files_of(path):
    present = manifest.read(path)
    named = [*present.segments["files"], present.sources["file"], present.lines["known"]["name"]]
    return [manifest.NAME, lock.NAME, *named, *(run["name"] for run in present.lines["runs"])]


def files_to_come(path):
    next_one = manifest.read(path).generation + 1
    return [
        manifest.NEW,
        f"paragraphs-{next_one}-1.segment",
        f"paragraphs-{next_one}.families",
        f"sources-{next_one}.jsonl",
        f"learned-{next_one}.json",
        f"lines-{next_one}-1.run",
    ]


def state_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("asked", ASKED)
def test_what_lies_in_the_place_of_a_file_is_not_followed(filled, tmp_path, kind, asked):
    copy = f"{asked} {kind.__name__}"
    right = ASKED[asked](shutil.copytree(filled.path, filled.path.with_name(f"{copy} right")))
    names = files_of(filled.path)
    assert {name.partition("-")[0].partition(".")[0] for name in names} == {
        *("pressmark", "writer", "paragraphs", "sources", "learned", "lines")
    }
    for number, name in enumerate((*names, *files_to_come(filled.path))):
        outside = tmp_path / f"outside {number}"
        outside.mkdir()
        (outside / "letter.txt").write_bytes(LETTER)
        strange = shutil.copytree(filled.path, filled.path.with_name(f"{copy} {number}"))
        if kind is not hard_link:
            (strange / name).unlink(missing_ok=True)
        kind(strange / name, outside)
        before = state_of(outside)
        try:
            answer = ASKED[asked](strange)
        except IndexCorrupt as error:
            assert name in error.message or manifest.NAME in error.message
        else:
            assert answer == right or asked == "stats"
        assert state_of(outside) == before
        if kind is folder:
            assert (strange / name / "inside.txt").read_bytes() == LETTER


@pytest.mark.parametrize("kind", KINDS)
def test_an_index_is_not_made_through_what_another_left(tmp_path, kind):
    names = [manifest.NAME, manifest.NEW, lock.NAME, "sources-0.jsonl", "learned-0.json"]
    for number, name in enumerate(names):
        outside, place = tmp_path / f"outside {number}", tmp_path / f"index {number}"
        outside.mkdir()
        place.mkdir()
        (outside / "letter.txt").write_bytes(LETTER)
        kind(place / name, outside)
        before = state_of(outside)
        with suppress(IndexCorrupt, IndexExists):
            Index.create(place, wait=0)
            assert Index.open(place).stats().articles == 0
        assert state_of(outside) == before


@pytest.mark.parametrize("name", ["../letter.txt", "/etc/passwd", "paragraphs-1-2.segment/.."])
def test_no_file_is_listed_beside_those_that_are_named(filled, tmp_path, name):
    path = shutil.copytree(filled.path, tmp_path / "index")
    present = manifest.read(path)
    files = {**present.segments["files"], name: 1}
    manifest.write(path, replace(present, segments={**present.segments, "files": files}))
    with pytest.raises(IndexCorrupt):
        Index.open(path)
