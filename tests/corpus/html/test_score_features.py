import numpy as np
import pytest

from pressmark.corpus.html.parsing import parse
from pressmark.corpus.html.score_features import features_of_scores
from pressmark.corpus.html.text_runs import text_runs

PAGE = text_runs(
    parse(
        "<body><div class=a><p>one two</p><p>three</p></div>"
        "<ul><li class=b>four</li><li class=b>five six seven</li></ul></body>"
    )
)
SIZES = np.array([2.0, 1.0, 1.0, 3.0])
SCORES = np.array([0.8, 0.2, 0.6, 0.4])


def features():
    return features_of_scores(PAGE, SCORES, SIZES, np.array([1.0, 1.0, 0.0, 0.0]))


def mean(*at):
    weights = SIZES[list(at)] + 0.5
    return (weights * SCORES[list(at)]).sum() / weights.sum()


def test_the_scores_of_neighbours_are_0_beyond_the_page():
    assert features()["score at -1"].tolist() == [0.0, 0.8, 0.2, 0.6]
    assert features()["score at +2"].tolist() == [0.6, 0.4, 0.0, 0.0]


def test_the_mean_around_a_run_leaves_the_run_itself_out():
    assert features()["score within 3"][1] == pytest.approx(mean(0, 2, 3))


def test_the_mean_score_of_elements_weighs_words():
    found = features()
    assert found["score 0"] == pytest.approx(SCORES)
    assert found["score 1"] == pytest.approx([mean(0, 1)] * 2 + [mean(2, 3)] * 2)
    assert found["score 2"] == pytest.approx([mean(0, 1, 2, 3)] * 4)
    assert found["score of path"] == pytest.approx([mean(0, 1)] * 2 + [mean(2, 3)] * 2)


def test_what_is_said_of_the_page_is_the_same_for_all_its_runs():
    found = features()
    for name in ("page score", "page expected", "page likely", "page agreed"):
        assert len(set(found[name].tolist())) == 1
    assert found["page score"][0] == pytest.approx(mean(0, 1, 2, 3))
    assert found["rank"].tolist() == [0.0, 0.75, 0.25, 0.5]
