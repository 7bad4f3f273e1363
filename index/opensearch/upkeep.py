"""Checks an index in a cluster, and frees the space of what was removed."""

from collections.abc import Iterator
from itertools import islice

from pressmark.corpus.errors import IndexCorrupt
from pressmark.index.articles.documents import from_documents
from pressmark.index.opensearch import sweep
from pressmark.index.opensearch.article_body import rows_of
from pressmark.index.opensearch.cluster import WRITER_RETRY_SECONDS, Cluster
from pressmark.index.opensearch.refresh import refresh
from pressmark.index.opensearch.state import Names
from pressmark.index.opensearch.view import View
from pressmark.index.statistics import Tally

SAMPLE = 200
"""Articles that are read to check them: spread over all, since they are in the order of a hash."""

MERGE_SECONDS = 3_600.0


def compact(cluster: Cluster, names: Names) -> bool:
    """Delete what no reader sees, and merge the segments; False if there is nothing to do."""
    sweep.give_up_ended(cluster, names)
    segments = cluster.request("GET", f"/{names.articles},{names.side}/_segments")["indices"]
    counts = [
        shard["num_search_segments"]
        for index in segments.values()
        for copies in index["shards"].values()
        for shard in copies
    ]
    if max(counts, default=0) < 2:
        return False
    merge = f"/{names.articles},{names.side}/_forcemerge"
    params = {"max_num_segments": 1}
    cluster.request(
        "POST", merge, None, params, retry_for=WRITER_RETRY_SECONDS, seconds=MERGE_SECONDS
    )
    refresh(cluster, *names)
    return True


def damages(view: View) -> Iterator[IndexCorrupt]:
    """What is wrong with the index, as far as the cluster can say and a sample shows."""
    sums = {"paragraphs": {"sum": {"field": "size"}}}
    answer = view.search(size=0, track_total_hits=True, aggs=sums)
    counted = Tally.from_json(view.state.tally)
    articles = answer["hits"]["total"]["value"]
    paragraphs = int(answer["aggregations"]["paragraphs"]["value"])
    if (articles, paragraphs) != (counted.articles, counted.paragraphs):
        yield IndexCorrupt(
            f"The index has {articles:,} articles with {paragraphs:,} paragraphs, and counts"
            f" {counted.articles:,} with {counted.paragraphs:,}."
        )
    for hit in islice(view.hits(by="article"), SAMPLE):
        try:
            from_documents(rows_of(hit["_source"]))
        except (IndexCorrupt, LookupError, ValueError, TypeError):
            yield IndexCorrupt(f"The article {hit['_id'].partition('.')[0]} is damaged.")
