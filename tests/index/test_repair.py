from dataclasses import replace

import pytest

from pressmark.corpus.errors import IndexCorrupt
from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index, repair
from pressmark.index.ingest import sources
from pressmark.index.storage import manifest


@pytest.fixture
def filled(index, news):
    """Four commits of one file each, and one of an article from no file."""
    for name in "abcd":
        (news / f"{name}.txt").write_text(f"Title {name}\nParagraph {name}")
        index.add([news])
    index.add_articles([Article((Block("By wire", Kind.PARAGRAPH, 0),))], origin="wire")
    return index


def state(index):
    with index.searcher() as searcher:
        texts = sorted(row["text"] for row in searcher.documents())
    stats = index.stats()
    return texts, stats.articles, stats.paragraphs


def segments(index):
    return [index.path / entry["name"] for entry in manifest.read(index.path).segments["entries"]]


def flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


def cut(path):
    path.write_bytes(path.read_bytes()[:-9])


def remove(path):
    path.unlink()


def test_a_whole_index_is_left_as_it_is(filled):
    before = manifest.read(filled.path)
    repaired = Index.repair(filled.path)
    assert (repaired.damages, repaired.kept, repaired.unnamed) == ((), 5, 0)
    assert manifest.read(filled.path) == before


@pytest.mark.parametrize("harm", [flip, cut, remove])
def test_whole_segments_stay_and_the_files_of_the_others_are_read_again(filled, news, harm):
    before = state(filled)
    for path in segments(filled)[1:3]:
        harm(path)
    repaired = Index.repair(filled.path, read_from=news)
    assert (len(repaired.damages), repaired.kept, repaired.reread.added) == (2, 3, 2)
    assert (repaired.lost, repaired.unnamed, repaired.reread.problems) == ((), 0, ())
    assert Index.open(filled.path).verify() == ()
    assert state(filled) == before
    assert filled.add([news]).unchanged == 4


def test_articles_that_no_file_restores_are_reported(filled, news):
    for path in segments(filled):
        flip(path)
    (news / "b.txt").unlink()
    repaired = Index.repair(filled.path, read_from=news)
    assert (repaired.kept, repaired.reread.added) == (0, 3)
    assert repaired.lost == ((str(news / "b.txt"), 1),)
    assert repaired.unnamed == 1
    assert state(filled)[1] == 3


def test_a_damaged_list_of_what_was_removed_brings_nothing_removed_back(filled, news):
    (news / "e.txt").write_text("Title e\nParagraph e\n\nTitle f\nParagraph f")
    filled.add([news])
    filled.compact()
    filled.delete(filled.get(str(news / "a.txt")).id)
    before = state(filled)
    for path in filled.path.glob("*.deleted"):
        flip(path)
    repaired = Index.repair(filled.path, read_from=news)
    assert (len(repaired.damages), repaired.reread.added) == (1, 5)
    assert repaired.unnamed == 1  # the one by wire
    assert state(filled)[1] == before[1] - 1


def test_a_damaged_list_of_files_is_started_again(filled, news):
    before = state(filled)
    flip(filled.path / manifest.read(filled.path).sources["file"])
    assert len(filled.verify()) == 1
    repaired = Index.repair(filled.path)
    assert (repaired.kept, repaired.unnamed) == (5, 0)
    assert filled.verify() == () and state(filled) == before
    assert filled.add([news]).replaced == 4
    assert state(filled) == before


def test_lines_are_counted_again_and_allowed_lines_stay(filled):
    filled.mark_lines(allow=["Paragraph a"])
    for run in manifest.read(filled.path).lines["runs"]:
        flip(filled.path / run["name"])
    assert Index.repair(filled.path).damages
    assert filled.boilerplate().allowed == ("Paragraph a",)
    assert filled.verify() == ()


def test_a_damaged_manifest_is_beyond_repair(filled):
    flip(filled.path / manifest.NAME)
    with pytest.raises(IndexCorrupt):
        Index.repair(filled.path)


def test_files_swept_during_verify_are_no_damage(filled, news, monkeypatch):
    found = repair.damages
    calls = []

    def overtaken(directory, present):
        if not calls:
            filled.compact()
        calls.append(found(directory, present))
        return calls[-1]

    monkeypatch.setattr(repair, "damages", overtaken)
    assert filled.verify() == ()
    assert len(calls) == 2 and calls[0]


def test_repairing_again_after_an_interrupt_reads_the_rest(filled, news):
    before = state(filled)
    flip(segments(filled)[0])

    def interrupt(progress):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Index.repair(filled.path, read_from=news, progress=interrupt)
    assert filled.verify() == ()
    assert filled.add([news]).added == 1
    assert state(filled) == before


@pytest.fixture
def doubled(index, news):
    """Two files of two articles each, of which one article was removed of each."""
    for name in "ab":
        texts = (f"Title {n}\nParagraph {n}" for n in (f"{name}1", f"{name}2"))
        (news / f"{name}.txt").write_text("\n\n".join(texts))
        index.add([news])
    with index.searcher() as searcher:
        rows = list(searcher.documents())
    gone = [row["article"] for row in rows if row["text"] in ("Paragraph a1", "Paragraph b2")]
    for id_ in gone:
        index.delete(id_)
    return index


LEFT = ["Paragraph a2", "Paragraph b1", "Title a2", "Title b1"]


@pytest.mark.parametrize("harmed", ["*.segment", "*.deleted"])
def test_repairing_brings_no_removed_article_back(doubled, news, harmed):
    assert state(doubled)[0] == LEFT
    for path in doubled.path.glob(harmed):
        flip(path)
    repaired = Index.repair(doubled.path, read_from=news)
    assert (repaired.kept, repaired.reread.added, repaired.unnamed) == (0, 2, 0)
    assert state(doubled)[0] == LEFT
    for path in doubled.path.glob("*.segment"):
        flip(path)
    Index.repair(doubled.path, read_from=news)
    assert state(doubled)[0] == LEFT
    assert doubled.add(news, restore=True).added == 2
    assert len(state(doubled)[0]) == 8
    for path in doubled.path.glob("*.segment"):
        flip(path)
    Index.repair(doubled.path, read_from=news)
    assert len(state(doubled)[0]) == 8


def test_cleaning_everything_again_brings_no_removed_article_back(doubled):
    doubled.add(reclean=True)
    assert state(doubled)[0] == LEFT


def test_what_was_removed_is_remembered_when_the_list_of_files_is_rewritten(
    doubled, news, monkeypatch
):
    monkeypatch.setattr(sources, "REWRITE_THRESHOLD", -1000)
    (news / "c.txt").write_text("Title c\nParagraph c")
    doubled.add(news / "c.txt")
    assert manifest.read(doubled.path).sources["file"] != "sources-0.jsonl"
    for path in doubled.path.glob("*.segment"):
        flip(path)
    Index.repair(doubled.path, read_from=news)
    assert state(doubled)[0] == sorted([*LEFT, "Paragraph c", "Title c"])


def test_only_files_under_a_named_folder_are_read_again(filled, news):
    before = state(filled)
    (news.parent / "newsletter").mkdir()
    for path in segments(filled):
        flip(path)
    repaired = Index.repair(filled.path, read_from=[news / "a.txt", news.parent / "newsletter"])
    assert (repaired.reread.added, repaired.lost) == (1, ())
    assert repaired.unread == tuple((str(news / f"{name}.txt"), 1) for name in "bcd")
    again = Index.repair(filled.path, read_from=news)
    assert (again.damages, again.unread, again.reread.added) == ((), (), 3)
    assert state(filled)[0] == [text for text in before[0] if text != "By wire"]


@pytest.mark.parametrize("way", ["../letter.txt", ".hidden/letter.txt", "sub/../../letter.txt"])
def test_a_listed_file_that_indexing_the_folder_would_not_come_to_is_not_read(filled, news, way):
    (news / ".hidden").mkdir()
    (news / "sub").mkdir()
    (news / way).write_text("My letter")
    present = manifest.read(filled.path)
    listed = sources.Sources(filled.path, present.sources)
    listed.put(f"{news}/{way}", sources.Stamp(1, 1, "a", articles=1))
    position = listed.seal(present.generation + 1)
    manifest.write(filled.path, replace(present, sources=position))
    flip(segments(filled)[0])
    repaired = Index.repair(filled.path, read_from=news)
    assert repaired.reread.added == 1
    assert repaired.unread == ((f"{news}/{way}", 1),)
    assert "My letter" not in state(filled)[0]


def test_lost_allowed_and_blocked_lines_are_reported(filled):
    filled.mark_lines(block=["Paragraph a"])
    assert not Index.repair(filled.path).lines_lost
    flip(segments(filled)[0])
    assert not Index.repair(filled.path).lines_lost
    assert filled.boilerplate().blocked == ("Paragraph a",)
    flip(filled.path / manifest.read(filled.path).lines["known"]["name"])
    assert Index.repair(filled.path).lines_lost
    assert filled.boilerplate().blocked == ()
    assert not Index.repair(filled.path).lines_lost
