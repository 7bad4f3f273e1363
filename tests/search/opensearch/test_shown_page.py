"""The page of a search: stories with any number of copies, and articles that are gone; without a
cluster."""

import json
from types import SimpleNamespace

import pytest
from whoosh import query as q

from pressmark.index.opensearch.article_body import ArticleAnalyzer
from pressmark.index.schema import make_schema
from pressmark.index.spellings import Spellings
from pressmark.search.engine import Asked
from pressmark.search.opensearch import snapshot
from pressmark.search.opensearch.candidates import CANDIDATES_AT_ONCE, Candidates
from pressmark.search.opensearch.row import Row
from pressmark.search.opensearch.shown_page import ShownPage
from pressmark.search.opensearch.statistics import Frequency, Totals
from pressmark.search.options import SearchOptions
from pressmark.search.query.limits import COPIES_LISTED

FERRY = Asked(q.Term("text", "ferri"))
SIZES = {"small": 2, "listed": COPIES_LISTED + 1, "press wire": 2_500, "other": 1} | {
    f"wire{n}": 60 for n in range(40)
}


class FakeCommit:
    """What candidates ask of a commit, where each word is in one article."""

    schema = make_schema("en")
    totals = Totals(1, 1, {"text": 4.0, "title": 0.0, "coded": 4.0})

    def seen(self, query):
        """The query: all articles are visible."""
        return query

    def frequencies(self, words):
        """How many have each word."""
        return dict.fromkeys(words, Frequency(1, 1))


@pytest.fixture(scope="module")
def family_hits():
    """The hits of each family, by its name."""
    row = {"article": "", "ordinal": 0, "kind": "paragraph", "text": "The ferry.", "record": "{}"}
    body = ArticleAnalyzer(FakeCommit.schema).body([row], "", "")

    def hit(family, number):
        id_ = f"{family}-{number}"
        fields = {"article": [id_], "family": [family], "sequence": [number]}
        return {
            "fields": {**fields, "terms": [body["terms"]]},
            "_source": {**body, "article": id_},
        }

    return {
        family: [hit(family, number) for number in range(size)] for family, size in SIZES.items()
    }


def page_of(family_hits):
    candidates = Candidates(FakeCommit(), FERRY, SearchOptions())
    rows = [Row(hits[-1]) for hits in family_hits.values()]
    return ShownPage(candidates, candidates.hits(rows), {k: n for k, n in SIZES.items() if n > 1})


def copies(page, family_hits):
    """What a cluster answers to the searches for the articles of the families of a page."""
    found = []
    for request in page.copies_requests():
        assert request["size"] <= CANDIDATES_AT_ONCE
        asked = json.dumps(request["query"])
        members = [hits for family, hits in family_hits.items() if f'"{family}"' in asked]
        found += [hit for hits in members for hit in hits][: request["size"]]
    return found


def test_the_copies_of_each_story_are_counted_and_listed_by_themselves(family_hits):
    page = page_of(family_hits)
    sources = [hits[-1] for hits in family_hits.values()]
    passages = page.passages(sources, copies(page, family_hits))
    shown = {each.article.id.partition("-")[0]: each for each in passages}
    assert {name: each.also for name, each in shown.items()} == {
        name: size - 1 for name, size in SIZES.items()
    }
    for name, each in shown.items():
        own = [hit["_source"]["article"] for hit in family_hits[name][:-1]]
        assert [copy.id for copy in each.copies] == own[:COPIES_LISTED]


def test_an_article_that_was_removed_between_two_round_trips_is_left_out(family_hits):
    page = page_of(family_hits)
    left = [hits[-1] for name, hits in family_hits.items() if name != "listed"]
    found = page.passages(left, copies(page, family_hits))
    assert {each.article.id for each in found} == {hit["_source"]["article"] for hit in left}


@pytest.mark.parametrize("losses", [0, 1, 2])
def test_a_page_of_two_commits_is_asked_for_again_once(monkeypatch, losses):
    commit = SimpleNamespace(view=0)
    asked = []

    class Search:
        def __init__(self, *_):
            pass

        def find(self):
            asked.append(commit.view)
            commit.view += commit.view < losses
            return len(asked)

    monkeypatch.setattr(snapshot, "Search", Search)
    found = snapshot.ClusterSnapshot(commit, Spellings()).find(FERRY, SearchOptions())
    assert found == len(asked) == min(losses, 1) + 1
