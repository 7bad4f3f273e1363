import pytest
from starlette.testclient import TestClient

from pressmark.search.web import create_app

TOKEN = "a word of the house, ä"


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


def test_told_once_in_the_url_the_token_is_kept_and_leaves_the_address(stranger):
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


def test_programs_tell_the_token_in_a_header(index):
    word = "only-letters-for-headers"
    with TestClient(create_app(index, token=word)) as program:
        assert program.get("/api/stats", headers={"authorization": f"Bearer {word}"}).is_success
        assert program.get("/api/stats", headers={"authorization": f"Basic {word}"}).is_error
