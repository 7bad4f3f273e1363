import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import query as wq

from pressmark.index.segment.evaluate.searcher import ArraySearcher

pytestmark = pytest.mark.slow

EXAMPLES = 40


@pytest.mark.long
@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_the_best_are_those_of_all_matches_sorted(data, twins, commits, numbered, trees):
    with twins() as both:
        for added, removed in numbered(data.draw(commits)):
            both.commit(added, removed)
        with both.ours.reader() as reader:
            if reader.doc_count_all():
                searcher = ArraySearcher(reader)
                for query in data.draw(st.lists(trees(), min_size=3, max_size=3)):
                    _assert_best(searcher, query, data.draw(st.integers(1, 8)))


def _assert_best(searcher, query, limit):
    every = searcher.search(query, limit=None)
    ranked = sorted((-round(score, 9), number) for score, number in every.top_n)
    found = searcher.search(query, limit=limit)
    assert len(found) == len(every) == len(ranked)
    mine = [(-round(score, 9), number) for score, number in found.top_n]
    assert [score for score, _ in mine] == [score for score, _ in ranked[:limit]]
    assert set(mine) <= set(ranked)


@pytest.fixture(scope="module")
def zipf(twins):
    """An index in which `w1` is in most paragraphs and `w400` in hardly any."""
    random = np.random.default_rng(7)
    with twins() as both:
        for _ in range(2):
            texts = [
                " ".join(
                    f"w{word}" for word in random.zipf(1.3, random.integers(1, 40)) if word < 500
                )
                for _ in range(700)
            ]
            documents = [
                {"text": text, "url": f"u{number % 9}", "article": "a"}
                for number, text in enumerate(texts)
            ]
            both.commit(documents, removed=["u3"])
        yield both


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(st.integers(1, 6) | st.integers(1, 499), min_size=1, max_size=6),
    boosts=st.lists(st.sampled_from([1.0, 0.5, 3.0]), min_size=6, max_size=6),
    limit=st.integers(1, 30),
)
def test_the_best_of_rare_and_common_words_are_those_of_all_matches(zipf, words, boosts, limit):
    terms = [
        wq.Term("text", f"w{word}", boost=boost) for word, boost in zip(words, boosts, strict=False)
    ]
    with zipf.ours.searcher() as searcher:
        _assert_best(searcher, wq.Or(terms), limit)


@pytest.mark.parametrize("boost", [0.0, 1.0])
@pytest.mark.parametrize(("words", "longer"), [(15, 60), (15, 120), (39, 80), (39, 150)])
def test_two_common_words_find_their_best_whatever_the_lengths(twins, boost, words, longer):
    texts = (
        " ".join(("sank", "bridge")[: 2 * (number % 3 == 0)] + ("pad",) * size)
        for number, size in enumerate(([words - 2] * 99 + [longer]) * 12)
    )
    parts = [wq.Term("text", text, boost=boost) for text in ("sank", "bridg")]
    with twins() as both:
        both.commit([{"text": text, "article": str(at)} for at, text in enumerate(texts)])
        with both.ours.reader() as reader:
            _assert_best(ArraySearcher(reader), wq.Or(parts), 10)
