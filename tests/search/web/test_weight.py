import gzip
import re

FIRST_PAINT_BYTES = 15_000
"""What a slow telephone line brings in the time that still feels like at once."""


def test_the_first_paint_of_a_result_page_is_light(client):
    page = client.get("/?q=ferry")
    assert page.headers["content-encoding"] == "gzip"
    parts = re.findall(r'(?:href|src)="(/static/pressmark\.[^"]+)"', page.text)
    assert len(parts) == 2
    answers = [page, *(client.get(part) for part in parts)]
    assert sum(len(gzip.compress(answer.content)) for answer in answers) < FIRST_PAINT_BYTES
    assert all(answer.headers["content-encoding"] == "gzip" for answer in answers)


def test_what_never_changes_is_kept_for_ever(client):
    page = client.get("/").text
    address = re.search(r'href="(/static/pressmark\.css\?v=\w+)"', page)[1]
    assert "immutable" in client.get(address).headers["cache-control"]
