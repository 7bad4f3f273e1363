import json

import pytest
from click.testing import CliRunner
from whoosh.index import open_dir

from pressmark.index import Index
from pressmark.search.cli.app import pressmark
from pressmark.search.local import snapshot

ARTICLES = 23


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    lines = [
        {"title": f"Title {n}", "text": f"The ferry sailed {n} times, the owner told the council."}
        for n in range(ARTICLES)
    ]
    (folder / "dump.jsonl").write_text("\n".join(map(json.dumps, lines)))
    Index.create(folder / "index").add([folder / "dump.jsonl"])
    return folder / "index"


def exported(index, *arguments: str):
    return CliRunner().invoke(pressmark, ["export", "--index", str(index), *arguments])


@pytest.mark.parametrize("at_once", [1, 7, ARTICLES, 500])
def test_every_hit_is_written_once_however_they_are_fetched(index, monkeypatch, at_once):
    monkeypatch.setattr(snapshot, "FETCHED_AT_ONCE", at_once)
    hits = [json.loads(line) for line in exported(index, "ferry").output.splitlines()]
    assert [each["rank"] for each in hits] == list(range(1, ARTICLES + 1))
    assert len({each["article"]["id"] for each in hits}) == ARTICLES


def test_a_line_of_jsonl_is_a_hit_of_the_search(index):
    found = CliRunner().invoke(pressmark, ["search", "ferry", "--json", "--index", str(index)])
    first = exported(index, "ferry").output.splitlines()[0]
    assert json.loads(first) == json.loads(found.output)["hits"][0]


def test_nothing_found_writes_nothing(index):
    nothing = exported(index, "xylophonist", "--as", "csv")
    assert (nothing.exit_code, nothing.stdout) == (1, "")


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """An article, three near-copies of it and another one."""
    folder = tmp_path_factory.mktemp("story")
    text = (
        "The dredger that had lain on the bar of the inlet since the gale of Tuesday was floated "
        "off at high water this morning by two tugs from the naval yard. Her master told the board "
        "that neither the rudder nor the screw had taken harm, and that she would go back to "
        "clearing the channel as soon as divers had looked."
    )
    texts = [f"{text} {end}" for end in ("Now.", "Soon.", "Today.", "Then.")] + ["A ferry sailed."]
    lines = [{"title": "", "text": text, "source": f"Paper {n}"} for n, text in enumerate(texts)]
    (folder / "dump.jsonl").write_text("\n".join(map(json.dumps, lines)))
    Index.create(folder / "index").add([folder / "dump.jsonl"])
    return folder / "index"


@pytest.mark.parametrize("format_", ["jsonl", "csv", "markdown"])
def test_copies_that_are_left_out_are_counted_on_standard_error(story, format_):
    some = exported(story, "*", "--as", format_)
    assert some.stderr.splitlines() == [
        "pressmark: 3 of 5 articles were left out, near-copies of those written.",
        "  To write each copy too: --copies",
    ]
    every = exported(story, "*", "--as", format_, "--copies")
    assert every.stderr == ""
    assert exported(story, "sailed", "--as", format_).stderr == ""


def test_all_rows_together_are_all_articles(story):
    some, every = exported(story, "*").stdout, exported(story, "*", "--copies").stdout
    assert (len(some.splitlines()), len(every.splitlines())) == (2, 5)


def test_nothing_found_shows_why_as_a_search_does(story):
    asked = ("source:papper dredger",)
    result = exported(story, *asked).stderr
    assert result == CliRunner().invoke(pressmark, ["search", "--index", str(story), *asked]).stderr
    assert "No source is named “papper”. Similar: Paper 0" in result.replace("\n  ", " ")


def test_a_query_at_fault_is_reported_with_its_position(index):
    wrong = exported(index, "before:yesteryear")
    assert wrong.exit_code == 2
    assert "^" in wrong.stderr


def test_a_whoosh_index_is_written_to_a_directory(story, tmp_path):
    stock = tmp_path / "stock"
    some = exported(story, "--as", "whoosh", str(stock), "*")
    assert some.stdout == f"Wrote 2 paragraphs of 2 articles to {stock}\n"
    assert "3 of 5 articles were left out, near-copies" in some.stderr
    assert open_dir(stock).doc_count() == 2
    again = exported(story, "--as", "whoosh", str(stock), "ferry")
    assert again.exit_code == 2
    assert "is no empty directory" in again.stderr


def test_a_whoosh_index_of_nothing_is_not_made(story, tmp_path):
    nothing = exported(story, "--as", "whoosh", str(tmp_path / "stock"), "xylophonist")
    assert (nothing.exit_code, nothing.stdout) == (1, "")
    wrong = exported(story, "--as", "whoosh", str(tmp_path / "stock"), "before:yesteryear")
    assert (wrong.exit_code, "^" in wrong.stderr) == (2, True)
    missing = exported(story, "--as", "whoosh", "ferry")
    assert "requires a directory and a query" in missing.stderr
    assert not list(tmp_path.iterdir())
