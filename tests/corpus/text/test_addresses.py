import pytest

from pressmark.corpus.text.addresses import host_of, site_of


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://WWW.Example.org:8080/a?b", "www.example.org"),
        ("http://[::1]/a", "::1"),
        ("http://[::1", ""),
        ("a note", ""),
    ],
)
def test_the_host_of_an_address(address, host):
    assert host_of(address) == host


def test_a_site_is_known_by_its_host_without_www():
    assert site_of("https://www.example.org/a") == "example.org"
    assert site_of("http://[::1") == ""
