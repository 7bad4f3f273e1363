"""The samples ship, and the cleaner holds to what a person said of their lines."""

import json
from collections import Counter
from pathlib import Path

import pytest

from pressmark.corpus import clean, read, samples_path
from pressmark.corpus.model import CleanArticle

LABELS = json.loads(Path(__file__).with_name("sample_labels.json").read_text(encoding="utf-8"))
"""For a sample the beginnings of blocks that must stay, in order, and `rule: text` of those that
must go."""


def _cleaned(name: str) -> CleanArticle:
    (article,) = read(samples_path() / name)
    return clean(article)


def test_the_samples_ship_inside_the_package():
    suffixes = Counter(path.suffix for path in samples_path().rglob("*") if path.is_file())
    assert suffixes == {".html": 15, ".txt": 7, ".jsonl": 1}


def test_every_story_of_the_agency_is_whole():
    articles = list(read(samples_path() / "north-shore-wire.jsonl"))
    assert len(articles) == 5
    assert [len(clean(article).removals) for article in articles] == [0] * 5


@pytest.mark.parametrize("name", LABELS)
def test_no_line_of_reporting_is_lost_from_a_sample(name):
    kept = iter(block.text for block in _cleaned(name).paragraphs)
    missing = [
        start for start in LABELS[name]["kept"] if not any(t.startswith(start) for t in kept)
    ]
    assert missing == []


@pytest.mark.parametrize("name", LABELS)
def test_the_noise_of_a_sample_goes_by_the_right_rule(name):
    removals = _cleaned(name).removals
    for label in LABELS[name]["dropped"]:
        rule, _, text = label.partition(": ")
        assert rule in {r.rule for r in removals if text in r.block.text}, text


@pytest.mark.parametrize("name", LABELS)
def test_a_repeated_caption_of_a_sample_stays_once(name):
    kept = Counter(block.text for block in _cleaned(name).paragraphs)
    assert max(kept.values()) == 1


def test_two_paragraphs_that_resemble_each_other_both_stay():
    (article,) = read(samples_path() / "skerrin-lamp" / "2023-04-11-log-of-the-week.txt")
    texts = [block.text for block in clean(article).paragraphs]
    sailings = [text for text in texts if "the 7.40 sailing was cancelled" in text]
    assert [text.split()[1] for text in sailings] == ["Monday", "Tuesday"]


def test_every_sample_says_when_it_appeared():
    files = [path for path in samples_path().rglob("*") if path.is_file()]
    assert all(article.published for path in files for article in read(path))
