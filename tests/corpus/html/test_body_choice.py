from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.html import body_choice
from pressmark.corpus.html.body_choice import LIMITS, best_choice, expected_f1

RUNS = st.lists(st.tuples(st.floats(0.01, 0.99), st.integers(1, 50)), min_size=1, max_size=8)


def f1(chosen, true, sizes):
    return 2 * sizes[chosen & true].sum() / max(sizes[chosen].sum() + sizes[true].sum(), 1)


@given(RUNS)
def test_with_one_limit_for_all_runs_the_expectation_is_the_mean_over_limits(runs):
    scores, sizes = (np.array(each, dtype=float) for each in zip(*runs, strict=True))
    chosen = scores > 0.5
    means = np.mean([f1(chosen, scores >= limit, sizes) for limit in LIMITS])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(body_choice, "INDEPENDENT", 0.0)
        assert expected_f1(scores, sizes, chosen) == pytest.approx(means)


@given(RUNS)
def test_no_set_of_the_highest_scores_is_expected_to_be_better(runs):
    scores, sizes = (np.array(each, dtype=float) for each in zip(*runs, strict=True))
    best = best_choice(scores, sizes, np.ones(len(scores), dtype=bool))
    assert best.expected == pytest.approx(expected_f1(scores, sizes, best.chosen))
    for limit in {0.0, *scores}:
        assert best.expected >= expected_f1(scores, sizes, scores >= limit) - 1e-9


@given(RUNS, st.data())
def test_only_runs_that_may_be_body_are_chosen(runs, data):
    scores, sizes = (np.array(each, dtype=float) for each in zip(*runs, strict=True))
    may_be = np.array(data.draw(st.lists(st.booleans(), min_size=len(runs), max_size=len(runs))))
    chosen = best_choice(scores, sizes, may_be).chosen
    assert not (chosen & ~may_be).any()
    assert chosen.any() == may_be.any()


def test_sure_runs_are_chosen_without_unsure_ones_that_go_together():
    for low, count in product((0.1, 0.2), (1, 20)):
        scores = np.array([0.95] * 3 + [low] * count)
        chosen = best_choice(scores, np.full(3 + count, 30.0), np.ones(3 + count, dtype=bool))
        assert chosen.chosen.tolist() == [True] * 3 + [False] * count
