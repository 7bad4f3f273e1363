"""A cluster that is down, or has lost a point in time, and is back."""

import pytest
from cluster_engine import CLUSTER
from forwarder import Forwarder
from starlette.testclient import TestClient

from pressmark.corpus.model import Article
from pressmark.search import search
from pressmark.search.engine import open_index
from pressmark.search.web.app import create_app

pytestmark = [pytest.mark.slow, pytest.mark.cluster]


@pytest.fixture(scope="module")
def index(make_new):
    index = make_new("cluster")
    index.add_articles([Article.from_text("The ferry is late.", title="Ferry", key="ferry")])
    return index


def test_the_page_answers_503_while_the_cluster_is_down_and_recovers(index):
    forwarder = Forwarder(CLUSTER)
    address = f"opensearch://127.0.0.1:{forwarder.port}/{index.names.articles}"
    with TestClient(create_app(address), base_url="http://localhost") as client:
        assert client.get("/api/search?q=ferry").json()["total_articles"] == 1
        forwarder.stop()
        answer = client.get("/api/search?q=ferry")
        assert (answer.status_code, answer.json()["kind"]) == (503, "cluster-unavailable")
        assert "No node of the OpenSearch cluster answers" in answer.json()["detail"]
        assert client.get("/?q=ferry").status_code == 503
        forwarder.start()
        assert client.get("/api/search?q=ferry").json()["total_articles"] == 1
        assert client.get("/?q=ferry").status_code == 200
    forwarder.stop()


def test_a_lost_point_in_time_is_opened_again_within_a_search(index):
    engine = open_index(index.path)
    with engine.snapshot() as snapshot:
        snapshot.commit.view.close()
        assert snapshot.frequencies("text", ["ferri"]) == [2]
    assert search(engine, "ferry").total == 1
    engine.close()


def test_a_commit_is_seen_by_the_next_search_and_not_by_one_that_goes_on(index):
    engine = open_index(index.path)
    with engine.snapshot() as before:
        assert before.paragraphs == 2
        index.add_articles([Article.from_text("The ferry is here.", title="Here", key="here")])
        assert search(engine, "ferry").total == 2
        assert before.frequencies("text", ["ferri"]) == [2]
    engine.close()


def test_what_others_have_not_committed_is_hidden_in_a_view_that_is_opened_again(index):
    engine = open_index(index.path)
    with engine.snapshot() as snapshot:
        (before,) = snapshot.frequencies("text", ["ferri"])
        writing = index._changing()
        ingest = index._ingest(writing.__enter__(), None, None, 1, None)
        late = Article.from_text("The ferry is not here.", title="Late", key="late")
        ingest.add_articles(iter([late]), "")
        writing.gen.gi_frame.f_locals["commits"]._articles.flush()
        index.cluster.request("POST", f"/{index.names.articles}/_refresh")
        snapshot.commit.view.close()
        snapshot._counts.clear()
        snapshot.commit._known.clear()
        assert snapshot.frequencies("text", ["ferri"]) == [before]
    writing.__exit__(RuntimeError, RuntimeError(), None)
    engine.close()
