import pytest
from click.testing import CliRunner

from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index
from pressmark.search.cli.app import pressmark
from pressmark.search.cli.commands.stats import SOURCES_SHOWN


@pytest.mark.parametrize(("beyond", "result"), [(1, "1 more source"), (2, "2 more sources")])
def test_of_a_long_list_of_sources_the_rest_is_counted(tmp_path, beyond, result):
    index = Index.create(tmp_path / "index")
    index.add_articles(
        Article((Block("The ferry sailed.", Kind.PARAGRAPH, 0),), source=f"paper{n}", key=str(n))
        for n in range(SOURCES_SHOWN + beyond)
    )
    shown = CliRunner().invoke(pressmark, ["stats", "--index", str(index.path)]).stdout
    assert f"  … and {result}\n" in shown


def test_files_that_could_not_be_read_are_listed_with_one_of_each_reason(tmp_path):
    (tmp_path / "news").mkdir()
    for name in "ab":
        (tmp_path / "news" / f"{name}.txt").write_bytes(b"")
    index = Index.create(tmp_path / "index")
    index.add(tmp_path / "news")
    shown = CliRunner().invoke(pressmark, ["stats", "--index", str(index.path)]).stdout
    assert "Not read, or not to the end, 2 files:\n  2  is empty (first: " in shown
    assert "a.txt)" in shown
