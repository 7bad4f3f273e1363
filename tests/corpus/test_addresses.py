import pytest

from pressmark.corpus.addresses import host_of


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://WWW.Example.org:8080/a?b", "www.example.org"),
        ("http://[::1]/a", "::1"),
        ("http://[::1", ""),
        ("a note", ""),
    ],
)
def test_a_host_is_told_wherever_there_is_one(address, host):
    assert host_of(address) == host
