import numpy as np
import pytest

from pressmark.corpus.duplicates.article_sketch import BINS
from pressmark.index.segment import article_copies as module
from pressmark.index.segment.thresholds import LIKELY_BINS, NEIGHBOURS


def marks_of(count: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).integers(1, 1 << 16, (count, BINS)).astype("<u2")


def pairs_of(found) -> set[tuple[int, int]]:
    return set(map(tuple, found.tolist()))


@pytest.mark.parametrize("find", [module._few, module._many])
def test_only_new_articles_are_looked_up_and_those_without_fingerprint_never(find):
    marks = marks_of(8)
    marks[1] = marks[0]
    marks[6] = marks[0]
    marks[[3, 7]] = 0
    assert pairs_of(find(marks, 2)) == {(0, 6), (1, 6)}


def test_both_ways_of_looking_find_the_same_where_half_of_a_text_is_shared():
    marks = marks_of(300)
    rng = np.random.default_rng(2)
    for copy in range(200, 300):
        same = rng.permutation(BINS)[: BINS * 2 // 3]
        marks[copy, same] = marks[copy - 200, same]
    assert pairs_of(module._many(marks, 100)) == pairs_of(module._few(marks, 100))
    assert len(module._many(marks, 100)) == 100


def test_too_few_equal_bins_are_not_likely():
    marks = marks_of(2)
    marks[1, : LIKELY_BINS - 1] = marks[0, : LIKELY_BINS - 1]
    assert not len(module._few(marks, 1))
    assert not len(module._many(marks, 1))


def test_thousands_of_articles_that_look_alike_make_no_pairs_by_the_million():
    marks = np.repeat(marks_of(1), 5000, axis=0)
    assert len(module._many(marks, 5000)) < 5000 * NEIGHBOURS
