import pytest

from pressmark.corpus.errors import AskError
from pressmark.index import Index
from pressmark.index.opensearch.address import Address, Host, is_address
from pressmark.index.place import create_index, open_index


def test_an_address_names_its_nodes_and_the_index():
    address = Address.parse("opensearch://a.example:9201,[::1]/news-2024")
    assert address.hosts == (Host("a.example", 9201), Host("::1", 9200))
    assert (address.name, address.tls) == ("news-2024", False)
    assert Address.parse(str(address)) == address


def test_the_scheme_says_whether_it_is_encrypted():
    assert Address.parse("OpenSearchS://a/news").tls


def test_a_directory_is_no_address(tmp_path):
    assert not is_address(tmp_path)
    assert not is_address("opensearch:/a/news")
    assert not is_address("news/opensearch://a")
    assert is_address("opensearch://a/news")


@pytest.mark.parametrize(
    "text",
    [
        *("opensearch://a", "opensearch://a/", "opensearch://a/News", "opensearch://a/_all"),
        *("opensearch://a/a,b", "opensearch://a/*", "opensearch:///news", "opensearch://a:x/news"),
        "opensearch://a/news/more",
    ],
)
def test_what_names_no_index_or_no_node_is_refused(text):
    with pytest.raises(AskError):
        Address.parse(text)


@pytest.mark.parametrize("use", [Address.parse, open_index, create_index, Index.open])
@pytest.mark.parametrize("rest", ["me:secret@host.example/news", "host.example/news?key=secret"])
@pytest.mark.parametrize(
    "scheme", ["opensearch", "OpenSearchS", "https", "HTTP", "elastic+tls", "no-scheme.1"]
)
def test_a_password_in_an_address_of_any_scheme_is_refused_and_not_repeated(
    use, scheme, rest, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AskError) as caught:
        use(f"{scheme}://{rest}")
    assert "secret" not in str(caught.value) + caught.value.hint
    assert caught.value.hint
    assert not any(tmp_path.iterdir())


def test_a_drive_is_no_scheme():
    assert not is_address("c://news")
