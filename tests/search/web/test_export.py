import csv
import io
import json

import httpx2
import pytest
from starlette.testclient import TestClient

from pressmark.search import search
from pressmark.search.results.json import to_json
from pressmark.search.web import create_app
from pressmark.search.web.library import Library
from pressmark.search.web.limits import EXPORT_HITS, EXPORTS_AT_ONCE


def test_every_hit_of_all_pages_is_a_line_in_the_shape_of_the_api(client, searched):
    answer = client.get("/export.jsonl", params={"q": "ferry", "sort": "oldest"})
    expected = [to_json(hit) for hit in search(searched, "ferry", limit=99, sort="oldest").hits]
    assert len(expected) == 23
    assert [json.loads(line) for line in answer.text.splitlines()] == expected


def test_a_spreadsheet_gets_a_row_a_hit_and_knows_the_encoding(client):
    answer = client.get("/export.csv", params={"q": "ferry", "only": "title:17"})
    assert answer.content.startswith("\ufeff".encode())
    rows = list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"), newline="")))
    assert [row["title"] for row in rows] == ["Ferry report number 17"]


def test_the_file_is_named_after_the_question(client):
    named = client.get("/export.csv", params={"q": '"Ferry ../ Quay"'})
    assert named.headers["content-disposition"] == 'attachment; filename="ferry-quay.csv"'


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_the_result_page_leads_to_its_hits_as_files_with_question_filters_and_order(client, form):
    page = client.get("/", params={"q": "ferry", "sort": "oldest", "only": "title:17", "page": 2})
    assert f'href="/export.{form}?q=ferry&amp;sort=oldest&amp;only=title%3A17"' in page.text


def test_an_endless_answer_is_cut_at_the_limit(index):
    class Endless(Library):
        def export(self, query, options):
            (hit,) = search(index, "museum").hits
            while True:
                yield hit

    with TestClient(create_app(Endless(index)), base_url="http://localhost") as client:
        answer = client.get("/export.jsonl?q=museum", headers={"accept-encoding": "identity"})
    assert answer.text.count("\n") == EXPORT_HITS


def test_a_mistake_is_reported_by_a_page_and_no_file_begins(client):
    answer = client.get("/export.csv", params={"q": "titel:red"})
    assert answer.status_code == 400
    assert "titel" in answer.text
    assert "content-disposition" not in answer.headers


@pytest.mark.parametrize("query", ["ferry", "titel:red"])
def test_an_export_that_ended_leaves_its_place_to_others(client, query):
    for _ in range(EXPORTS_AT_ONCE + 1):
        assert client.get("/export.csv", params={"q": query}).status_code != 503


def test_clients_who_leave_in_the_middle_of_a_file_give_its_place_free(index, serve):
    class Endless(Library):
        def export(self, query, options):
            (hit,) = search(index, "museum").hits
            while True:
                yield hit

    plain = {"accept-encoding": "identity"}
    with serve(Endless(index)) as address, httpx2.Client(headers=plain) as visitor:
        for _ in range(EXPORTS_AT_ONCE + 1):
            with visitor.stream("GET", f"{address}/export.jsonl?q=museum") as answer:
                assert answer.status_code == 200
                next(answer.iter_bytes())


@pytest.mark.parametrize(
    ("ending", "start"),
    [("bib", "@article{"), ("ris", "TY  - NEWS\n"), ("csl.json", "[{"), ("md", "> "), ("txt", "")],
)
def test_hits_are_files_for_texts_and_reference_managers(client, searched, ending, start):
    answer = client.get(f"/export.{ending}", params={"q": "ferry", "only": "title:17"})
    assert answer.headers["content-disposition"].endswith(f'filename="ferry.{ending}"')
    assert answer.text.startswith(start)
    (hit,) = search(searched, "title:17 ferry").hits
    assert "The Island Herald" in answer.text
    assert f"paragraph {hit.ordinal}" in answer.text
