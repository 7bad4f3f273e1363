"""An index in a cluster after the same changes as one in a directory."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pressmark.corpus import Article
from pressmark.corpus.errors import ArticleNotFound, IndexExists, IndexMissing, IndexStateError
from pressmark.index import Index, create_index, open_index
from pressmark.index.opensearch.index import ClusterIndex, _connected

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"


def contents(index):
    """Every article by its id, without the time at which it was added, and the counts."""
    with index._articles() as articles:
        found = [id_ for id_ in articles.values("article", "") if articles.has("article", id_)]
    stored = {id_: index.get(id_) for id_ in found}
    stats = index.stats()
    counts = (stats.articles, stats.paragraphs, stats.sources, stats.missing, stats.languages)
    return {id_: without_time(each) for id_, each in stored.items()}, counts, stats.removed_by_rule


def without_time(article):
    return replace(article, added=None)


def write_stories(path, *texts):
    """A file of articles with a title and a text each."""
    rows = [{"title": f"Title {n}", "text": text} for n, text in enumerate(texts)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


@pytest.fixture
def both(index, tmp_path):
    return index, Index.create(tmp_path / "index", language="en")


def test_the_samples_are_the_same_articles(both):
    for each in both:
        report = each.add(SAMPLES, jobs=1)
        assert (report.added, report.problems) == (27, ())
    assert contents(both[0]) == contents(both[1])
    assert both[0].verify() == ()


def test_files_added_changed_and_removed_leave_the_same_articles(both, news):
    def change(text):
        write_stories(news / "a.jsonl", f"One {text} text.")
        write_stories(news / "b.jsonl", "The second text.", "The third text.")
        for each in both:
            yield each.add([news], prune=True)

    for report in change("first"):
        assert report.added == 3
    for report in change("first"):
        assert (report.added, report.replaced, report.unchanged) == (0, 0, 3)
    reports = list(change("second"))
    assert reports[0].replaced == reports[1].replaced
    (news / "b.jsonl").unlink()
    assert [each.add([news], prune=True).pruned for each in both] == [2, 2]
    write_stories(news / "b.jsonl", "The second text.")
    assert [each.add([news], prune=True).added for each in both] == [1, 1]
    assert [each.delete(str(news / "b.jsonl")) for each in both] == [1, 1]
    assert contents(both[0]) == contents(both[1])
    assert both[0].verify() == ()


def test_articles_of_a_program_are_replaced_by_key(both):
    for each in both:
        each.add_articles([Article.from_text("The old text.", title="A", key="1")], origin="wire")
        report = each.add_articles(
            [Article.from_text("The new text.", title="A", key="1")], origin="wire"
        )
        assert (report.added, report.replaced) == (0, 1)
        with pytest.raises(ArticleNotFound):
            each.delete("nothing")
    assert contents(both[0]) == contents(both[1])


def test_lines_of_a_user_are_kept_and_applied(both, news):
    for number in range(3):
        write_stories(news / f"{number}.jsonl", f"Ring our news desk now.\n\nText {number}.")
    for each in both:
        each.add([news])
        each.mark_lines(block=["Ring our news desk now."])
        assert each.add(reclean=True).replaced == 3
        assert each.boilerplate().blocked == ("Ring our news desk now.",)
    assert contents(both[0]) == contents(both[1])


def test_lines_that_recur_are_learned_over_several_runs(both, news):
    line = "This paper is printed by the river, every day but Sunday."
    for run in range(3):
        for number in range(20):
            text = f"Words of story {run * 20 + number} alone.\n\n{line}"
            write_stories(news / f"{run}-{number}.jsonl", text)
        for each in both:
            each.add([news])
    known = [[(k.text, k.count) for k in each.boilerplate().lines()] for each in both]
    assert known[0] == known[1] != []
    assert contents(both[0]) == contents(both[1])


def test_copies_have_one_family_and_others_have_none(both, news):
    body = " ".join(f"Sentence number {n} tells of ferries and of harbours." for n in range(40))
    write_stories(news / "a.jsonl", body)
    both[0].add([news])
    write_stories(news / "b.jsonl", "Nothing of the kind.", f"{body} And one more.")
    both[0].add([news])
    with both[0].view() as view:
        hits = [hit["_source"] for hit in view.hits()]
    families = [hit.get("family") for hit in hits if "Nothing" not in str(hit["paragraphs"])]
    assert len(families) == 2
    assert families[0] == families[1] is not None
    assert sum("family" in hit for hit in hits) == 2
    assert both[0].verify() == ()


def test_an_index_is_made_once_and_missing_before(address):
    with pytest.raises(IndexMissing):
        open_index(address)
    create_index(address, replicas=0)
    assert isinstance(Index.open(address), ClusterIndex)
    with pytest.raises(IndexExists):
        create_index(address)


def test_the_version_changes_with_each_commit_alone(index):
    before = index.version()
    index.add_articles([])
    assert index.version() == before
    index.add_articles([Article.from_text("Text.", title="T")])
    assert index.version() != before


def test_a_commit_is_seen_on_every_copy_as_soon_as_it_is_made(index):
    path = f"/_cluster/health/{index.names.articles}"
    wanted = {"wait_for_status": "green", "timeout": "60s"}
    if index.cluster.request("GET", "/_cluster/health")["number_of_data_nodes"] > 1:
        index.cluster.request("GET", path, params=wanted, seconds=90.0)
    copies = ["_primary", *["_replica"] * (index.storage()["health"] == "green")]
    path = f"/{index.names.articles}/_count"
    for number in range(1, 6):
        articles = [Article.from_text(f"Text {n}.", title="T", key=f"{n}") for n in range(number)]
        index.add_articles(articles)
        counts = [
            index.cluster.request("GET", path, params={"preference": each})["count"]
            for each in copies
        ]
        assert counts == [number] * len(copies)


def test_compacting_leaves_one_segment_and_the_same_articles(index):
    for number in range(3):
        index.add_articles([Article.from_text(f"Text {number}.", title="T", key="1")])
    before = contents(index)
    assert index.compact()
    assert not index.compact()
    assert contents(index) == before


def test_an_article_beyond_the_limits_of_the_cluster_is_indexed(index):
    long = "\n\n".join(f"Paragraph {number}." for number in range(11_000))
    index.add_articles([Article.from_text(long, title="Long", url="https://a/" + "x" * 40_000)])
    assert index.stats().articles == 1
    assert index.verify() == ()


def test_spellings_are_kept_and_change_the_version(both):
    cluster = both[0]
    before = cluster.version()
    assert cluster.kept_spellings() == both[1].kept_spellings()
    group = cluster.kept_spellings().with_group(["Kyiv", "Kiev"])
    cluster.keep_spellings(group)
    assert cluster.kept_spellings() == group
    assert cluster.version() != before
    cluster.add_articles([Article.from_text("Text.", title="T")])
    assert ClusterIndex.open(cluster.path).kept_spellings() == group


def test_a_name_that_others_use_is_refused_and_nothing_is_written(make_address):
    for suffix in ("", "-state"):
        address = make_address()
        cluster = _connected(address)
        foreign = f"/{cluster.address.name}{suffix}"
        cluster.request("PUT", foreign, {})
        with pytest.raises(IndexStateError, match="not one of Pressmark"):
            create_index(address)
        cluster.request("POST", f"{foreign}/_refresh")
        assert cluster.request("GET", f"{foreign}/_count")["count"] == 0


def test_an_index_of_which_half_is_gone_is_not_made_again(index):
    index.add_articles([Article.from_text("Text.", title="T")])
    index.cluster.request("DELETE", f"/{index.names.articles}")
    with pytest.raises(IndexStateError, match="is gone"):
        create_index(index.path)
