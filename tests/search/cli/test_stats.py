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
