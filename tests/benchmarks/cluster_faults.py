"""A load into a cluster of which a node is killed, and a copy there and back.

    python tests/benchmarks/cluster_faults.py ADDRESS KILL_COMMAND [--articles N]

Loads press releases of `releases.py` into a new index at ADDRESS in checkpoints. When a third is
in, KILL_COMMAND is run, as `cluster.sh kill 2`. Then each article must be there once, with the
right counts; the index is copied to a directory and from there to ADDRESS-copy, and compared.
"""

import argparse
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from releases import articles

from pressmark.corpus import Article
from pressmark.index import Index, open_index
from pressmark.index.copying import copy_index
from pressmark.index.opensearch.index import ClusterIndex
from pressmark.index.writable_index import WritableIndex


def main() -> None:
    """Load, kill, compare, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("address")
    parser.add_argument("kill")
    parser.add_argument("--articles", type=int, default=3_000)
    options = parser.parse_args()
    index = ClusterIndex.create(options.address, shards=3, replicas=1)
    started = time.perf_counter()
    index.add_articles(_killing(options.articles, options.kill), origin="releases", jobs=1)
    loaded = time.perf_counter() - started
    assert index.stats().articles == options.articles
    assert index.verify() == ()
    stored = _stored(index)
    assert len(stored) == options.articles
    print(f"{options.articles:,} articles, each once, in {loaded:.0f} s with a node killed")
    with tempfile.TemporaryDirectory() as folder:
        local = Index.create(Path(folder) / "index")
        back = ClusterIndex.create(f"{options.address}-copy", shards=3, replicas=1)
        for source, target in ((index, local), (local, back)):
            started = time.perf_counter()
            copied = copy_index(source, target)
            assert copied.copied == options.articles
            assert _stored(target) == stored
            assert replace(source.stats(), **_OWN) == replace(target.stats(), **_OWN)
            print(f"copied to {target!r} in {time.perf_counter() - started:.0f} s")
    assert open_index(f"{options.address}-copy").verify() == ()


_OWN = {"path": "", "committed": None, "size_bytes": 0}


def _killing(count: int, command: str) -> Iterator[Article]:
    for number, clean in enumerate(islice(articles(), count)):
        if number == count // 3:
            subprocess.run(command, shell=True, check=True)
            print(f"ran {command}", flush=True)
        yield clean.article


def _stored(index: WritableIndex) -> dict[str, object]:
    from pressmark.index.articles.documents import from_documents

    with index._articles() as found:
        stored = map(from_documents, found.everything())
        return {article.id: replace(article, added=None) for article in stored}


if __name__ == "__main__":
    main()
