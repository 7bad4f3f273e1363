import json
from datetime import datetime

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from pressmark.corpus import Article, read_bytes
from pressmark.corpus.errors import AskError
from pressmark.corpus.model import Block, CleanArticle, Kind
from pressmark.search.cli.cleaned_files import CleanedFiles
from pressmark.search.cli.commands.clean import command
from pressmark.search.results.markdown import article_as_markdown

WORDS = st.lists(st.text("abcdé", min_size=2, max_size=9), min_size=2, max_size=6).map(" ".join)


@pytest.fixture
def folder(tmp_path):
    """A page, a dump of two records, and a file of the name that the second would get."""
    (tmp_path / "in" / "a").mkdir(parents=True)
    (tmp_path / "in" / "a" / "page.txt").write_text("Ferry\n\nThe ferry sails at noon.\n")
    rows = [{"title": f"Bus {n}", "text": f"The bus {n} drives."} for n in (1, 2)]
    (tmp_path / "in" / "dump.json").write_text(json.dumps(rows))
    (tmp_path / "in" / "dump.json.2").write_text("Tram\n\nThe tram waits.\n")
    return tmp_path


def texts(folder):
    return {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def run(*args):
    return CliRunner().invoke(command, list(map(str, args)), standalone_mode=False)


def test_each_article_gets_a_file_in_the_folder_of_its_own(folder):
    done = run(folder / "in", "--output-dir", folder / "out")
    assert (done.return_value, done.output) == (0, "4 articles written.\n")
    assert texts(folder / "out") == {
        "a/page.txt": "Ferry\n\nThe ferry sails at noon.\n",
        "dump.json.txt": "Bus 1\n\nThe bus 1 drives.\n",
        "dump.json.2.txt": "Bus 2\n\nThe bus 2 drives.\n",
        "dump.json.2.2.txt": "Tram\n\nThe tram waits.\n",
    }


def test_the_files_may_be_json(folder):
    run(folder / "in" / "dump.json", "--output-dir", folder / "out", "--as", "json")
    shown = json.loads(run(folder / "in" / "dump.json", "--json").output)["articles"]
    written = [json.loads(text) for text in texts(folder / "out").values()]
    assert sorted(written, key=str) == sorted(shown, key=str)


def test_no_article_is_written_among_what_is_read(folder):
    with pytest.raises(AskError, match="in the folder that is read"):
        CleanedFiles(folder / "in", folder / "in" / "a" / "out", "text")
    CleanedFiles(folder / "in" / "a" / "page.txt", folder / "in", "text")


@settings(max_examples=60)
@given(
    WORDS,
    st.lists(WORDS, min_size=1, max_size=4),
    st.sampled_from([Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.QUOTE, Kind.HEADING]),
    st.sampled_from(["* star", "# mark", "1. one", "<b>", "plain"]),
)
def test_an_article_as_markdown_is_read_again_as_it_was(title, paragraphs, kind, start):
    blocks = [Block(title, Kind.TITLE, 0), Block("A first line of text.", Kind.PARAGRAPH, 1)]
    blocks += [Block(f"{start} {text}.", kind, n) for n, text in enumerate(paragraphs, 2)]
    article = Article(
        tuple(blocks),
        title=title,
        url="https://a.example/x",
        source='The "Courier": daily',
        published=datetime(2024, 2, 3, 4, 5),
        authors=("Ida Brandt", "Jo Lee"),
        language="en",
    )
    text = article_as_markdown(CleanArticle(article, tuple(blocks), ()))
    (again,) = read_bytes(text.encode(), "a.md")
    for name in ("title", "url", "source", "published", "authors", "language"):
        assert getattr(again, name) == getattr(article, name)
    first, heading, *rest = again.blocks  # the title as a field, and as it is above the text
    assert first.text == heading.text == title
    assert [block.kind for block in rest] == [block.kind for block in blocks[1:]]
    assert [block.text.replace("\\", "") for block in rest] == [b.text for b in blocks[1:]]
