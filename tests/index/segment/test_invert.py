from collections import defaultdict
from itertools import chain

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pressmark.index.segment.chunk_terms import Tokens
from pressmark.index.segment.invert import invert


def _spelt_out(texts, terms):
    """Term → row → positions, token by token."""
    places = defaultdict(lambda: defaultdict(list))
    for row, numbers in enumerate(texts):
        for position, number in enumerate(numbers):
            places[terms[number]][row].append(position)
    return places


def _assert_inverts(texts, terms):
    counts = np.array([len(text) for text in texts], dtype=np.int64)
    flat = np.array([number for text in texts for number in text], dtype=np.int32)
    inverted = invert(Tokens(flat, counts), terms, positions=True)
    places = _spelt_out(texts, terms)
    assert inverted.terms == sorted(places)
    rows = [list(places[term]) for term in inverted.terms]
    lists = [found for term in inverted.terms for found in places[term].values()]
    postings = inverted.postings
    assert postings.counts.tolist() == list(map(len, rows))
    assert postings.rows.tolist() == list(chain(*rows))
    assert postings.freqs.tolist() == list(map(len, lists))
    assert postings.positions.tolist() == list(chain(*lists))
    without = invert(Tokens(flat, counts), terms, positions=False).postings
    assert without.positions is None
    assert without.freqs.tolist() == postings.freqs.tolist()


@given(st.lists(st.lists(st.integers(0, 5), max_size=8), max_size=8))
def test_tokens_become_the_postings_of_each_term_in_order(texts):
    _assert_inverts(texts, [b"d", b"b", b"", b"f", b"a", b"aa"])


def test_more_terms_than_are_sorted_at_once_keep_their_order():
    chance = np.random.default_rng(3)
    numbers = np.concatenate((chance.permutation(70_000), chance.integers(0, 70_000, 3_000)))
    texts = [part.tolist() for part in np.array_split(numbers, 50)]
    terms = [str(number).encode() for number in range(70_000)]
    counts = np.array([len(text) for text in texts], dtype=np.int64)
    flat = np.array([number for text in texts for number in text], dtype=np.int32)
    inverted = invert(Tokens(flat, counts), terms, positions=True)
    places = _spelt_out(texts, terms)
    assert inverted.terms == sorted(places)
    expected = [at for term in inverted.terms for found in places[term].values() for at in found]
    assert inverted.postings.positions.tolist() == expected
