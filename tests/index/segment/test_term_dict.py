from hypothesis import given
from hypothesis import strategies as st
from whoosh.support.levenshtein import levenshtein

from pressmark.index.segment.array_file import SectionFile, SectionWriter
from pressmark.index.segment.term_dict import TermDictionary, TermsWriter

WORDS = st.text("abcé\udcff", max_size=5) | st.text(max_size=6)
BYTES = st.builds(lambda word: word.encode("utf-8", "surrogatepass"), WORDS) | st.binary(max_size=3)


def _dictionary(tmp_path_factory, terms):
    path = tmp_path_factory.mktemp("terms") / "x"
    with SectionWriter(path) as target:
        writer = TermsWriter(target, "f/")
        for start in range(0, len(terms), 7):
            writer.append(terms[start : start + 7])
        writer.finish()
        target.finish({})
    return TermDictionary(SectionFile(path), "f/")


@given(st.sets(BYTES, max_size=30), BYTES)
def test_a_dictionary_finds_what_a_sorted_list_does(tmp_path_factory, terms, wanted):
    terms = sorted(terms)
    found = _dictionary(tmp_path_factory, terms)
    assert list(found.walk()) == terms
    assert [found[number] for number in range(len(found))] == terms
    assert found.find(wanted) == (terms.index(wanted) if wanted in terms else None)
    assert found.place(wanted) == sum(term < wanted for term in terms)
    with_prefix = found.with_prefix(wanted)
    assert terms[with_prefix.start : with_prefix.stop] == [
        term for term in terms if term.startswith(wanted)
    ]


@given(st.sets(WORDS, max_size=30), WORDS, st.integers(0, 2))
def test_no_term_within_the_edits_is_ruled_out(tmp_path_factory, words, wanted, edits):
    terms = sorted(word.encode("utf-8", "surrogatepass") for word in words)
    found = _dictionary(tmp_path_factory, terms)
    text = wanted.encode("utf-8", "surrogatepass")
    near = found.perhaps_within(text, edits, range(len(terms))).tolist()
    for number, term in enumerate(terms):
        if levenshtein(term.decode("utf-8", "surrogatepass"), wanted) <= edits:
            assert number in near
