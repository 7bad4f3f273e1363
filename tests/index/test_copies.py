"""Which articles of an index are copies, whatever came, went and was merged in between."""

from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pressmark.corpus.errors import IndexVersion
from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index
from pressmark.index.segment.catalog import Catalog
from pressmark.index.storage import manifest

STORY = [
    "The ferry Gull of Skerrin ran aground on the bar off Vennmouth early on Tuesday with 84 "
    "people on board, and was pulled free by the evening tide.",
    "Nobody was hurt. The harbour master, Ida Brandt, said the buoy that marks the channel had "
    "been carried off by Monday's gale and that no warning had been sent to the ships.",
    "Passengers were given soup and blankets by the pool while they waited for the water to rise. "
    "Many of them had been on their way to the sheep fair in Tolbridge.",
    "The owners of the ferry want the channel dredged before winter. The council decides on it in "
    "November, and has put the cost at 120,000 crowns.",
]
OTHER = [
    "A school in Upper Lenn has found a Roman kiln beneath its football pitch, complete with a "
    "row of bowls that were never taken out after the last firing.",
    "Archaeologists think that the potter fled from a flood. The bowls will be shown in the town "
    "hall from next month, and the team will play its matches in Tolbridge until then.",
]


def article(key: str, paragraphs: list[str], **fields: Any) -> Article:
    blocks = (Block(text, Kind.PARAGRAPH, order) for order, text in enumerate(paragraphs))
    return Article(tuple(blocks), title=f"Title {key}", key=key, **fields)


def add(index: Index, **articles: list[str]) -> None:
    index.add_articles([article(key, text) for key, text in articles.items()], origin="wire")


def families(index: Index) -> list[set[str]]:
    """The keys of the articles of each family."""
    with index.reader() as reader:
        leaves = [leaf for leaf, _ in reader.leaf_readers()]
        titles = [
            leaf.stored_fields(number)["title"].removeprefix("Title ")
            for leaf in leaves
            for number in range(leaf.doc_count_all())
            if leaf.stored_fields(number)["ordinal"] == 0
        ]
        found: dict[int, set[str]] = {}
        for member, first in leaves[0].duplicate_groups.links.tolist() if leaves else ():
            found.setdefault(first, set()).add(titles[member])
    return sorted(found.values(), key=sorted)


def test_copies_are_found_in_one_commit_and_over_many(index):
    add(index, a=STORY, b=OTHER, c=STORY[:3])
    assert families(index) == [{"a", "c"}]
    add(index, d=OTHER, e=[*STORY, "Nothing else was reported."])
    assert families(index) == [{"a", "c", "e"}, {"b", "d"}]


def test_what_a_paper_and_a_date_say_of_copies_is_read_from_the_index(index):
    anew = [STORY[0], STORY[2], STORY[1], STORY[3]]
    fields = {
        "a": {"source": "Courier", "published": datetime(2024, 10, 8)},
        "b": {"source": "The Lamp", "published": datetime(2024, 10, 9)},
        "c": {"source": "The Lamp", "published": datetime(2022, 1, 9)},
    }
    later = [anew[0].replace("ran aground", "is still aground"), *anew[1:]]
    texts = {"a": STORY, "b": anew, "c": later}
    index.add_articles([article(key, texts[key], **more) for key, more in fields.items()])
    assert families(index) == [{"a", "b"}]


def test_an_index_without_copies_has_no_file_for_them(index):
    add(index, a=STORY, b=OTHER)
    assert Catalog.from_json(manifest.read(index.path).segments).duplicate_groups == ""


@pytest.mark.parametrize("compact", [False, True])
def test_a_family_outlives_the_article_it_began_with(index, compact):
    add(index, a=STORY)
    add(index, b=STORY)
    add(index, c=STORY)
    index.delete(index_id(index, "a"))
    if compact:
        index.compact()
    assert families(index) == [{"b", "c"}]
    add(index, d=STORY[:3])
    assert families(index) == [{"b", "c", "d"}]


def index_id(index: Index, key: str) -> str:
    with index.searcher() as searcher:
        return next(
            row["article"] for row in searcher.documents() if row["title"] == f"Title {key}"
        )


def test_an_article_that_changed_leaves_its_family_and_one_that_became_a_copy_joins(index):
    add(index, a=STORY, b=STORY, c=OTHER)
    add(index, b=OTHER)
    assert families(index) == [{"b", "c"}]


def test_a_copy_of_two_brings_their_families_together(index):
    local = "The lamp at the head of the pier was out as well, said Jon Marsh of the Lamp Room."
    begin, end = [*STORY[:3], local], [*STORY, "Nothing else was reported by the coastguard."]
    add(index, a=begin[:3], b=end[1:])
    before = families(index)
    add(index, c=STORY)
    assert before == []
    assert families(index) == [{"a", "b", "c"}]


@pytest.mark.slow
def test_many_articles_are_looked_up_as_few_are(index, tmp_path):
    texts = {f"x{n}": [f"{n} {line}" for line in OTHER] for n in range(30)}
    add(index, **texts, a=STORY, b=STORY[:3])
    one_by_one = Index.create(tmp_path / "other", wait=0)
    for key, text in (*texts.items(), ("a", STORY), ("b", STORY[:3])):
        add(one_by_one, **{key: text})
    assert {"a", "b"} in families(index)
    assert {"a", "b"} in families(one_by_one)


def test_stories_cut_to_two_fifths_are_found_among_many(index):
    rng = np.random.default_rng(6)
    letters = np.array(list("abcdefghijklmnop"))
    stories = [
        [" ".join("".join(word) for word in rng.choice(letters, (150, 6)))] for _ in range(60)
    ]
    whole = {f"w{n}": text for n, text in enumerate(stories)}
    cut = {f"c{n}": [text[: len(text) * 2 // 5]] for n, (text,) in enumerate(stories)}
    add(index, **whole, **cut)
    assert families(index) == sorted(({f"w{n}", f"c{n}"} for n in range(60)), key=sorted)


def test_an_index_of_before_copies_were_known_is_refused_with_what_to_do(index):
    path: Path = index.path / manifest.NAME
    path.write_text(path.read_text().replace(f'"format": {manifest.FORMAT}', '"format": 1'))
    with pytest.raises(IndexVersion) as caught:
        Index.open(index.path)
    assert "Index your files again" in caught.value.hint


def test_what_copies_take_of_the_disk_is_checked_like_all_else(index):
    add(index, a=STORY, b=STORY)
    name = Catalog.from_json(manifest.read(index.path).segments).duplicate_groups
    data = bytearray((index.path / name).read_bytes())
    data[0] ^= 1
    (index.path / name).write_bytes(data)
    (error,) = index.verify()
    assert name in str(error)
