"""Bulk load of press releases into a cluster: paragraphs a second, processor time, client memory.

    python tests/benchmarks/cluster_load.py ADDRESS [--paragraphs N] [--shards N] [--replicas N]

Makes the index at ADDRESS, which must not exist, and fills it with the paragraphs of `releases.py`
in one run with checkpoints, as `pressmark index` makes them; articles are prepared in this process.
"""

import argparse
import time
from itertools import takewhile
from pathlib import Path

from harness import save, status_megabytes
from releases import articles

from pressmark.index.ingest.prepared_article import prepare
from pressmark.index.opensearch.cluster import Cluster
from pressmark.index.opensearch.index import ClusterIndex

CHECKPOINT_ARTICLES = 20_000


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("address")
    parser.add_argument("--paragraphs", type=int, default=537_000)
    parser.add_argument("--shards", type=int, default=3)
    parser.add_argument("--replicas", type=int, default=1)
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


def _node_seconds(cluster: Cluster) -> float:
    """Processor time of all nodes since they were started."""
    nodes = cluster.request("GET", "/_nodes/stats/process")["nodes"]
    return sum(node["process"]["cpu"]["total_in_millis"] for node in nodes.values()) / 1000


def main() -> None:
    """Load, and print the figures."""
    options = _options()
    index = ClusterIndex.create(options.address, shards=options.shards, replicas=options.replicas)
    node_seconds, client_seconds = _node_seconds(index.cluster), time.process_time()
    started = time.perf_counter()
    with index._changing() as changes:
        waiting = []
        for count, article in enumerate(
            takewhile(lambda _: changes.tally.paragraphs < options.paragraphs, articles()), 1
        ):
            waiting.append(prepare(article))
            if len(waiting) == 256:
                changes.expect(waiting)
                for each in waiting:
                    changes.put(each, "releases")
                waiting = []
            if count % CHECKPOINT_ARTICLES == 0:
                changes.checkpoint()
                print(f"{changes.tally.paragraphs:,} after {time.perf_counter() - started:.0f} s")
    seconds = time.perf_counter() - started
    client_seconds = time.process_time() - client_seconds
    node_seconds = _node_seconds(index.cluster) - node_seconds
    stats = index.stats()
    figures = {
        "paragraphs": stats.paragraphs,
        "seconds": round(seconds, 1),
        "paragraphs_per_second": round(stats.paragraphs / seconds),
        "client_milliseconds_per_paragraph": round(1000 * client_seconds / stats.paragraphs, 3),
        "node_milliseconds_per_paragraph": round(1000 * node_seconds / stats.paragraphs, 3),
        "client_peak_megabytes": round(status_megabytes(Path("/proc/self"), "VmHWM")),
        "index_bytes": stats.size_bytes,
    }
    print(figures)
    save(figures, options)


if __name__ == "__main__":
    main()
