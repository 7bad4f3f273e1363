"""The parts of a score add up to it, each with a sentence that a person understands."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.search import search

WORDS = ["bridge", "bridges", "river", "road", "the"]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
ROWS = st.lists(st.tuples(st.integers(0, 3), TEXTS), min_size=1, max_size=12)
QUERIES = st.sampled_from(
    ["bridge", "bridge river", '"river bridge" road', "+bridge title:river", "bri*", "*", "road^2"]
)


@pytest.mark.long
@pytest.mark.slow
@given(ROWS, QUERIES, st.booleans(), st.sampled_from(["relevance", "recent", "newest"]))
def test_the_parts_add_up_to_the_score(make_index, paragraph, rows, query, flat, sort):
    rows = sorted(rows)
    index = make_index(
        *(
            paragraph(
                text,
                article=f"a{of}",
                ordinal=number,
                title="river road" if of else "",
                kind=("paragraph", "caption")[number % 2],
                published=datetime(2022, 1 + of, 1),
            )
            for number, (of, text) in enumerate(rows)
        )
    )
    for hit in search(index, query, paragraphs=flat, sort=sort, explain=True).hits:
        assert hit.explanation.score == pytest.approx(hit.score)
        assert sum(part.score for part in hit.explanation.parts) == pytest.approx(hit.score)
        for part in hit.explanation.parts:
            assert part.score < 0 if part.name == "kind" else part.score > 0
            assert part.sentence.endswith(".")


def test_each_part_is_named_and_says_how_often_and_where(make_index, paragraph):
    row = paragraph("Bridges over the river, and a bridge.", title="The bridge")
    [hit] = search(make_index(row, "lamp"), "bridge river", explain=True).hits
    sentences = {(part.name, part.words): part.sentence for part in hit.explanation.parts}
    assert sentences["words", "bridg"].startswith("“bridg”: 2 occurrences in the text, up to ")
    assert sentences["title", "bridg"].startswith("“bridg”: 1 occurrence in the title, up to ")
    assert sentences["surface", "bridge"].startswith("“bridge”: 1 occurrence as written, up to ")
    assert sentences["near", "bridg river"].startswith("“bridg” and “river”: less than 8 words")
    assert sentences["best-paragraph", ""] == (
        "0.2 of the score of its one matching paragraph alone."
    )


def test_nothing_is_explained_where_nobody_asks(make_index):
    [hit] = search(make_index("bridge"), "bridge").hits
    assert hit.explanation is None
