import socket

import pytest

from pressmark.search.web.guard import SECURITY_HEADERS

PAGES = ("/", "/?q=ferry", "/nowhere", "/api/search?q=ferry", "/static/pressmark.css", "/?page=x")


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8000", "127.0.0.1:1", "[::1]", "[::1]:80", "LOCALHOST"]
)
def test_names_of_this_machine_are_answered(client, host):
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "[::2]",
        "[::1",
        "",
        "::1",
        "[::1]evil.example",
        "localhost:80@evil.example",
        "localhost:80:80",
        'localhost:"><script>',
        "localhost/evil",
    ],
)
def test_any_other_name_is_refused_in_a_plain_sentence(client, host):
    answer = client.get("/?q=ferry", headers={"host": host})
    assert answer.status_code == 421
    assert "does not answer to that host name" in answer.text
    assert "ferry" not in answer.text


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_forbids_inline_script_sniffing_and_referrers(client, address):
    headers = client.get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("address", ["/", "/?q=ferry"])
def test_the_pages_hold_no_inline_script_or_style(client, address):
    page = client.get(address).text
    assert "<style" not in page
    assert "style=" not in page
    assert "<script>" not in page


@pytest.mark.parametrize(
    "path", ["../app.py", "..%2fapp.py", "%2e%2e/app.py", "/etc/passwd", "pressmark.css%00"]
)
def test_no_path_reaches_the_file_system(client, path):
    assert client.get(f"/static/{path}").status_code == 404


def test_a_refusal_of_a_method_names_those_that_are_allowed(client):
    allowed = client.post("/api/search").headers["allow"]
    assert sorted(allowed.split(", ")) == ["GET", "HEAD"]


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02",
        b"GET /?q=\xff HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    ],
    ids=["another protocol", "raw bytes", "two hosts"],
)
def test_what_is_no_request_is_refused_with_the_same_headers(served, sent):
    port = int(served.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: connection.recv(4096), b""))
    assert answer.startswith(b"HTTP/1.1 400 ")
    for name, value in SECURITY_HEADERS.items():
        assert f"\r\n{name}: {value}\r\n".encode() in answer


@pytest.mark.parametrize("other", [b"Content-Length: 5", b"Content-Length: 0"])
def test_a_request_with_two_lengths_is_refused_and_its_connection_closed(served, other):
    port = int(served.rpartition(":")[2])
    head = b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n" + other
    smuggled = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(head + b"\r\n\r\n0\r\n\r\n" + smuggled)
        answer = b"".join(iter(lambda: connection.recv(4096), b""))
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1 ") == 1
    assert b"not both" in answer
