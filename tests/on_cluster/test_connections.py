"""An index behind a network that is slow or encrypted."""

import json
import shutil
import ssl
import subprocess

import pytest
from forwarder import Forwarder

from pressmark.corpus import Article
from pressmark.corpus.errors import AskError
from pressmark.index import create_index
from pressmark.index.opensearch.credentials import CA
from pressmark.search import search
from pressmark.search.engine import open_index

DELAY = 2.0
"""Seconds."""


@pytest.fixture
def behind(address, request):
    """Makes the address of an index that is reached through a Forwarder."""
    nodes, _, name = address.removeprefix("opensearch://").partition("/")

    def make(host="127.0.0.1", **options):
        forwarder = Forwarder(nodes, **options)
        request.addfinalizer(forwarder.stop)
        scheme = "opensearchs" if options.get("tls") else "opensearch"
        return f"{scheme}://{host}:{forwarder.port}/{name}"

    return make


@pytest.mark.long
def test_a_cluster_that_takes_two_seconds_for_each_answer_loses_nothing(behind, address, news):
    slow = create_index(behind(delay=DELAY), language="en")
    for number in range(30):
        row = {"title": f"Title {number}", "text": f"Ferry {number} is late."}
        (news / f"{number}.jsonl").write_text(json.dumps(row) + "\n")
    assert slow.add([news]).added == 30
    assert slow.add([news]).unchanged == 30
    engine = open_index(slow.path)
    found = search(engine, "ferry", facets=True, limit=30)
    engine.close()
    engine = open_index(address)
    assert search(engine, "ferry", facets=True, limit=30).total == found.total == 30
    engine.close()
    assert open_index(address).stats().articles == 30


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A file with a key, beside one with the certificate of `localhost` that nobody has signed."""
    if not shutil.which("openssl"):
        pytest.skip("needs openssl")
    key = tmp_path_factory.mktemp("tls") / "localhost"
    options = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
    names = ["-addext", "subjectAltName=DNS:localhost"]
    files = ["-keyout", key, "-out", f"{key}.crt"]
    subprocess.run(["openssl", *options.split(), *names, *files], capture_output=True, check=True)
    return key


def test_a_certificate_is_trusted_by_its_ca_and_its_host_alone(behind, certificate, monkeypatch):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{certificate}.crt", certificate)
    known = behind("localhost", tls=context)
    with pytest.raises(AskError, match="is not trusted"):
        create_index(known)
    monkeypatch.setenv(CA, f"{certificate}.crt")
    with pytest.raises(AskError, match="is not trusted"):
        create_index(behind("127.0.0.1", tls=context))
    index = create_index(known, language="en")
    index.add_articles([Article.from_text("The ferry is late.", title="Ferry")])
    engine = open_index(known)
    assert search(engine, "ferry").total == 1
    engine.close()
