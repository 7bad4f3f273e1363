import pytest

from pressmark.corpus.errors import IndexCorrupt
from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index, manifest, repair


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
    repaired = Index.repair(filled.path)
    assert (len(repaired.damages), repaired.kept, repaired.reread.added) == (2, 3, 2)
    assert (repaired.lost, repaired.unnamed, repaired.reread.problems) == ((), 0, ())
    assert Index.open(filled.path).verify() == ()
    assert state(filled) == before
    assert filled.add([news]).unchanged == 4


def test_what_no_file_brings_back_is_told(filled, news):
    for path in segments(filled):
        flip(path)
    (news / "b.txt").unlink()
    repaired = Index.repair(filled.path)
    assert (repaired.kept, repaired.reread.added) == (0, 3)
    assert repaired.lost == ((str(news / "b.txt"), 1),)
    assert repaired.unnamed == 1
    assert state(filled)[1] == 3


def test_a_damaged_list_of_what_was_removed_brings_nothing_removed_back(filled, news):
    (news / "e.txt").write_text("Title e\nParagraph e\n\nTitle f\nParagraph f")
    filled.add([news])
    filled.compact()
    filled.remove(filled.article(str(news / "a.txt")).id)
    before = state(filled)
    for path in filled.path.glob("*.deleted"):
        flip(path)
    repaired = Index.repair(filled.path)
    assert (len(repaired.damages), repaired.reread.added) == (1, 5)
    assert repaired.unnamed == 1  # the one by wire
    assert state(filled)[1] == before[1] - 1


def test_a_damaged_list_of_files_is_begun_anew(filled, news):
    before = state(filled)
    flip(filled.path / manifest.read(filled.path).sources["file"])
    assert len(filled.verify()) == 1
    repaired = Index.repair(filled.path)
    assert (repaired.kept, repaired.unnamed) == (5, 0)
    assert filled.verify() == () and state(filled) == before
    assert filled.add([news]).replaced == 4
    assert state(filled) == before


def test_what_was_learned_is_counted_again_and_the_users_word_stays(filled):
    filled.judge(allow=["Paragraph a"])
    for run in manifest.read(filled.path).lines["runs"]:
        flip(filled.path / run["name"])
    assert Index.repair(filled.path).damages
    assert filled.boilerplate().allowed == ("Paragraph a",)
    assert filled.verify() == ()


def test_a_damaged_manifest_is_beyond_repair(filled):
    flip(filled.path / manifest.NAME)
    with pytest.raises(IndexCorrupt):
        Index.repair(filled.path)


def test_what_a_writer_sweeps_while_it_is_verified_is_no_damage(filled, news, monkeypatch):
    found = repair.damages
    told = []

    def overtaken(directory, present):
        if not told:
            filled.compact()
        told.append(found(directory, present))
        return told[-1]

    monkeypatch.setattr(repair, "damages", overtaken)
    assert filled.verify() == ()
    assert len(told) == 2 and told[0]


def test_repairing_again_after_an_interrupt_reads_the_rest(filled, news):
    before = state(filled)
    flip(segments(filled)[0])

    def interrupt(progress):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Index.repair(filled.path, progress=interrupt)
    assert filled.verify() == ()
    assert filled.add([news]).added == 1
    assert state(filled) == before
