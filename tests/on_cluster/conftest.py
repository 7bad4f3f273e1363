"""Tests on a real cluster, which PRESSMARK_TEST_CLUSTER names, as `127.0.0.1:9200`; without it
none is collected. They make and delete indexes whose names begin with `test-`."""

import os
from collections.abc import Callable, Iterator
from itertools import count

import pytest

CLUSTER = os.environ.get("PRESSMARK_TEST_CLUSTER", "")

collect_ignore_glob = [] if CLUSTER else ["test_*.py"]


def pytest_collection_modifyitems(items):
    """Mark all of them."""
    for item in items:
        if item.path.is_relative_to(os.path.dirname(__file__)):  # noqa: PTH120
            item.add_marker(pytest.mark.cluster)


@pytest.fixture(scope="session")
def make_address() -> Iterator[Callable[[], str]]:
    """Makes addresses of indexes that are not there yet."""
    from pressmark.index.opensearch.address import Address
    from pressmark.index.opensearch.cluster import Cluster
    from pressmark.index.opensearch.credentials import Credentials
    from pressmark.index.opensearch.state import Names

    names, numbers = [], count()

    def make() -> str:
        names.append(f"test-{os.getpid()}-w{next(numbers)}")
        return f"opensearch://{CLUSTER}/{names[-1]}"

    yield make
    if names:
        cluster = Cluster(Address.parse(f"opensearch://{CLUSTER}/{names[0]}"), Credentials())
        every = ",".join(each for name in names for each in Names.of(name))
        params = {"ignore_unavailable": "true"}
        cluster.request("DELETE", f"/{every}", params=params, retry_for=60.0, seconds=60.0)


@pytest.fixture
def address(make_address) -> str:
    """The address of an index that is not there yet."""
    return make_address()


@pytest.fixture
def index(address):
    """An empty index in English, of two shards with a replica each, where there are nodes."""
    from pressmark.index.opensearch.index import ClusterIndex

    return ClusterIndex.create(address, language="en", shards=2, replicas=1)


@pytest.fixture
def news(tmp_path):
    """A folder for files."""
    folder = tmp_path / "news"
    folder.mkdir()
    return folder
