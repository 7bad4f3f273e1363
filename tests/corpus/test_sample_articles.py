import json
from collections import Counter

from pressmark.corpus.sample_articles import samples_path


def test_the_samples_ship_inside_the_package():
    suffixes = Counter(path.suffix for path in samples_path().rglob("*") if path.is_file())
    assert suffixes == {".html": 14, ".txt": 6, ".jsonl": 1}


def test_every_sample_line_of_json_is_an_article():
    lines = (samples_path() / "north-shore-wire.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [json.loads(line) for line in lines]
    assert len(articles) == 5
    assert all(article["title"] and article["maintext"] for article in articles)
