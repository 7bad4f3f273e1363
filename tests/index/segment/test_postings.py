from unittest import mock

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pressmark.index.segment import postings
from pressmark.index.segment.array_file import SectionFile, SectionWriter
from pressmark.index.segment.chunk_terms import Tokens
from pressmark.index.segment.invert import invert
from pressmark.index.segment.postings import PostingsFile
from pressmark.index.segment.postings_writer import PostingsWriter, coded

TEXTS = st.lists(
    st.lists(st.integers(0, 6), max_size=12)
    | st.integers(0, 6).map(lambda term: [term] * 300)
    | st.just([]),
    min_size=1,
    max_size=40,
)
TERMS = [b"e", b"c", b"d", b"b", b"f", b"a", b"g"]


def _tokens(texts):
    flat = [term for text in texts for term in text]
    counts = np.array([len(text) for text in texts], dtype=np.int64)
    return Tokens(np.array(flat, dtype=np.int64), counts)


def _expected(texts, term):
    """Rows, frequencies and positions of a term, the plain way."""
    places = [[p for p, found in enumerate(text) if TERMS[found] == term] for text in texts]
    rows = [row for row, found in enumerate(places) if found]
    return rows, [len(places[row]) for row in rows], [p for row in rows for p in places[row]]


def _written(path, found, lengths):
    with SectionWriter(path) as target:
        writer = PostingsWriter(target, "f/")
        writer.append(coded(found, lengths.take(found.rows)))
        writer.finish()
        target.finish({})
    return PostingsFile(SectionFile(path), "f/", 1 << 20, positions=True)


def _copied_by_parts(path, file, lengths):
    """A file whose terms were written from the parts in which those of `file` are read."""
    with SectionWriter(path) as target:
        writer = PostingsWriter(target, "f/")
        for number in range(len(file.counts)):
            assert writer.append_term(_parts(file, number, lengths))
        assert not writer.append_term([])
        writer.finish()
        target.finish({})


def _parts(file, number, lengths):
    last = 0
    for part in file.parts(number):
        made = coded(part, lengths.take(part.rows))
        made.gaps[0] -= last
        last = part.rows[-1]
        yield made


@given(TEXTS, st.integers(1, 3000))
def test_postings_are_those_counted_by_hand(tmp_path_factory, texts, gap):
    # rows far apart take wider gaps
    texts = [text for each in texts for text in (each, *([[]] * (gap if len(texts) < 6 else 0)))]
    inverted = invert(_tokens(texts), TERMS, positions=True)
    assert inverted.terms == sorted({TERMS[term] for text in texts for term in text})
    lengths = np.minimum(inverted.lengths, 255).astype(np.uint8)
    path = tmp_path_factory.mktemp("postings") / "x"
    file = _written(path, inverted.postings, lengths)
    run = file.run(0, len(inverted.terms))
    assert run.rows.tolist() == inverted.postings.rows.tolist()
    assert run.freqs.tolist() == inverted.postings.freqs.tolist()
    for number, term in enumerate(inverted.terms):
        rows, freqs, positions = _expected(texts, term)
        assert file.rows(number).tolist() == rows
        assert file.freqs(number).tolist() == freqs
        assert file.positions(number).tolist() == positions
        facts = file.facts(number)
        found = (facts.rows, facts.total, facts.most)
        assert found == (len(rows), sum(freqs), max(freqs))
        assert (facts.shortest, facts.longest) == (lengths[rows].min(), lengths[rows].max())
    with mock.patch.object(postings, "TERM_POSTINGS", 3):
        _copied_by_parts(path.with_name("copy"), file, lengths)
    assert path.with_name("copy").read_bytes() == path.read_bytes()
