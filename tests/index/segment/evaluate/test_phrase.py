"""Phrases against a search word by word, in paragraphs long and many enough for every way."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import query as wq

from pressmark.index.segment.evaluate.phrase import phrase_postings
from pressmark.index.segment.evaluate.segment_arrays import SegmentArrays

pytestmark = pytest.mark.slow

SIZES = (3, 12, 40, 300)


@pytest.fixture(scope="module")
def written(twins):
    """An index of 400 paragraphs of few words, of which some are everywhere, and those words."""
    random = np.random.default_rng(7)
    texts = [
        [f"w{min(word, 9)}" for word in random.geometric(0.35, random.choice(SIZES))]
        for _ in range(400)
    ]
    with twins() as both:
        both.commit([{"text": " ".join(words), "url": str(at)} for at, words in enumerate(texts)])
        yield both.ours, texts


@pytest.mark.long
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(st.integers(1, 9).map("w{}".format), min_size=2, max_size=6),
    slop=st.sampled_from([0, 1, 1, 2, 3, 9, 40, 1000]),
)
def test_each_word_follows_the_one_before_within_the_slop(written, words, slop):
    index, texts = written
    with index.searcher() as searcher:
        found = searcher.search(wq.Phrase("text", words, slop=slop), limit=None)
        assert sorted(found.docs()) == [
            number for number, text in enumerate(texts) if _follow(words, text, slop)
        ]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.integers(1, 9).map("w{}".format), min_size=1, max_size=4))
def test_words_side_by_side_are_counted_in_each_paragraph(written, words):
    index, texts = written
    times = {
        number: sum(text[at : at + len(words)] == words for at in range(len(text)))
        for number, text in enumerate(texts)
    }
    with index.reader() as reader:
        found = phrase_postings(SegmentArrays(reader, 0), wq.Phrase("text", words))
        assert dict(zip(found.numbers.tolist(), found.freqs.tolist(), strict=True)) == {
            number: count for number, count in times.items() if count
        }


def _follow(words, text, slop):
    ends = [at for at, word in enumerate(text) if word == words[0]]
    for wanted in words[1:]:
        ends = [
            at
            for at, word in enumerate(text)
            if word == wanted and any(0 < at - end <= slop for end in ends)
        ]
    return bool(ends)
