import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.errors import AskError
from pressmark.index import Index
from pressmark.index.ingest.part import WHOLE, Part


@given(st.text(), st.integers(1, 20))
def test_each_file_is_in_one_part(path, parts):
    assert sum(Part(number, parts).has(path) for number in range(1, parts + 1)) == 1


def test_parts_are_of_about_one_size():
    paths = [f"/news/{number}.html" for number in range(4000)]
    sizes = [sum(map(Part(number, 4).has, paths)) for number in range(1, 5)]
    assert min(sizes) > 900
    assert all(map(WHOLE.has, paths))


@pytest.mark.parametrize("text", ["", "1", "0/4", "5/4", "1/0", "-1/4", "a/b", "1/99999", "1/2/3"])
def test_what_is_no_part_is_refused(text):
    with pytest.raises(AskError):
        Part.parse(text)


def test_the_parts_together_are_the_whole(tmp_path, news):
    for number in range(12):
        (news / f"{number}.txt").write_text(f"Title {number}\ntext {number}")
    whole, parts = (Index.create(tmp_path / name) for name in ("whole", "parts"))
    whole.add([news])
    added = [parts.add([news], part=Part(number, 3)).added for number in (1, 2, 3)]
    assert sum(added) == 12
    assert 0 not in added
    assert parts.stats().paragraphs == whole.stats().paragraphs
    assert parts.add([news]).unchanged == 12


def test_each_part_prunes_its_own_files(tmp_path, news):
    index = Index.create(tmp_path / "index")
    for number in range(12):
        (news / f"{number}.txt").write_text(f"Title {number}\ntext {number}")
    index.add([news])
    for path in news.iterdir():
        path.unlink()
    pruned = [index.add([news], part=Part(number, 3), prune=True).pruned for number in (1, 2, 3)]
    assert sum(pruned) == 12
    assert 0 not in pruned
