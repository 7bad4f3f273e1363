import pytest
from starlette.testclient import TestClient

from pressmark.search.web import create_app

TOKEN = "a word of the house, ä or ж"


@pytest.fixture
def stranger(index):
    with TestClient(create_app(index, token=TOKEN), base_url="http://news.example") as client:
        yield client


@pytest.mark.parametrize("address", ["/", "/?token=", "/?token=wrong", "/api/stats", "/help"])
def test_without_the_token_nothing_is_shown(stranger, address):
    answer = stranger.get(address)
    assert answer.status_code == 401
    assert "token" in answer.text
    assert "Pressmark" not in answer.text
    assert "content-security-policy" in answer.headers


def test_sent_once_in_the_url_the_token_is_kept_and_leaves_the_address(stranger):
    page = stranger.get("/", params={"q": "museum", "token": TOKEN})
    assert page.status_code == 200
    assert str(page.url) == "http://news.example/?q=museum"
    assert "<mark>museum</mark>" in page.text
    assert stranger.get("/api/stats").status_code == 200


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(stranger):
    answer = stranger.get("/", params={"token": TOKEN}, follow_redirects=False)
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


@pytest.mark.parametrize("path", ["//evil.example/", "/%2f/evil.example", "/\\evil.example"])
def test_the_welcome_leads_to_no_other_site(stranger, path):
    answer = stranger.get(f"http://news.example{path}", params={"token": TOKEN})
    assert answer.url.host == "news.example"


@pytest.mark.parametrize(
    "word", ["only-letters-for-headers", "gehëimes-wort-für-köpfe", "тайное-слово"]
)
def test_programs_send_the_token_in_a_header(index, word):
    with TestClient(create_app(index, token=word)) as program:
        assert _stats(program, f"Bearer {word}".encode()).is_success
        assert _stats(program, f"Basic {word}".encode()).is_error


@pytest.mark.parametrize(
    "token", ["é".encode(), "ж".encode(), b"\xff\xfe", b"\xed\xa0\x80", b"%ff", b"\xc3"]
)
def test_a_wrong_token_of_any_bytes_is_refused(stranger, token):
    assert _stats(stranger, b"Bearer " + token).status_code == 401
    cookie = stranger.get("/", headers=[(b"cookie", b"pressmark=" + token)])
    assert cookie.status_code == 401
    address = "".join(f"%{byte:02x}" for byte in token)
    assert stranger.get(f"/?token={address}").status_code == 401


def test_a_token_that_the_shell_gave_as_raw_bytes_is_no_fault(index):
    with TestClient(create_app(index, token="caf\udce9-and-some-more")) as program:
        assert _stats(program, b"Bearer x").status_code == 401


def _stats(client, authorization):
    return client.get("/api/stats", headers=[(b"authorization", authorization)])
