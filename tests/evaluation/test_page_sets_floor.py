"""The main text of every eighth page of all sets is found no worse than before.

The leaf model was trained on these pages too, so the floors show that nothing broke; how well it
does on other pages is what `train_leaf_model.py --folds` measures.
"""

from collections import Counter, defaultdict
from itertools import islice

import page_sets  # in this folder; see pythonpath in pyproject.toml
import pytest

from pressmark.corpus import clean
from pressmark.corpus.html import parse_html

pytestmark = [pytest.mark.slow, pytest.mark.long]

EVERY = 8
FLOOR = {
    "news": 0.99,
    "wcxb article": 0.974,
    "wcxb collection": 0.708,
    "wcxb documentation": 0.967,
    "wcxb forum": 0.844,
    "wcxb listing": 0.599,
    "wcxb product": 0.943,
    "wcxb service": 0.641,
    "l3s": 0.906,
    "dragnet": 0.87,
    "cleaneval": 0.959,
}


def test_the_main_text_of_all_kinds_of_pages_is_found_no_worse_than_before(shared):
    scores = defaultdict(list)
    empty = Counter()
    for page in islice(page_sets.labelled_pages(), None, None, EVERY):
        body = "\n".join(block.text for block in clean(parse_html(page.html)).body)
        scores[page.kind].append(page_sets.bag_f1(body, page.text))
        empty[page.kind] += not body
    reached = {kind: sum(each) / len(each) for kind, each in scores.items()}
    assert empty.total() == 0
    assert {kind for kind, floor in FLOOR.items() if reached[kind] < floor} == set()
