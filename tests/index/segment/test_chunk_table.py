from functools import partial

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pressmark.index.analysis.analyzers import languages, text_analyzer
from pressmark.index.segment import chunk_table
from pressmark.index.segment.chunk_terms import ChunkTerms, analyzer_of

SCRIPTS = st.sampled_from(
    "aAzZ09éÉßİıΣσςøŁǅ中文かなカ한글дДћאבعرहिन्दी☃😀‘’“”–—…&.,'-_@/+#\n\t\0 \u0301\u0308\u200d\u2019"
)
TEXTS = st.lists(
    st.text(SCRIPTS, max_size=40)
    | st.text(max_size=20)
    | st.text(st.sampled_from("aB'.,& 1+#"), max_size=40),
    min_size=1,
    max_size=4,
)


def _terms(texts, language, table=None):
    """The terms of each text, by way of chunks."""
    table = table or chunk_table.ChunkTable()
    lexicon = ChunkTerms(partial(analyzer_of, text_analyzer(language)))
    cut = chunk_table.cut(texts)
    numbers = table.number(cut)
    tokens = lexicon.of_entries(lexicon.entries(table.texts, numbers), cut.counts)
    ends = np.cumsum(tokens.counts)
    flat = [lexicon.terms[number].decode("utf-8", "surrogatepass") for number in tokens.terms]
    return [flat[end - size : end] for end, size in zip(ends, tokens.counts, strict=True)]


def _by_whoosh(texts, language):
    analyzer = text_analyzer(language)
    return [[token.text for token in analyzer(text)] for text in texts]


@given(TEXTS, st.sampled_from(["en", "fr", "de", "none"]))
@example(["T\u0308he U.S. AT&T İstanbul ΟΔΟΣ Straße “quoted” a—b 3.5, 1,000. don’t o'"], "en")
@example(["_a.b a.b_ a\u00adb a\u2060b a\u200db"], "en")
@example(["C++, c+++ C++'s C#&b #c ++c a+b _c++ 1c# C#C ++", "C#"], "en")
@example(["U.S.A. .a. a.b 'tis rock'n'roll & a&b e.g., x,y 1,x", "", " "], "en")
def test_chunks_give_every_term_that_the_whoosh_analyzer_gives(texts, language):
    assert _terms(texts, language) == _by_whoosh(texts, language)


@pytest.mark.parametrize("language", languages())
def test_no_language_has_a_word_across_what_chunks_are_cut_at(language):
    separators = "".join(chr(code) for code in range(0x2000, 0x2070))
    ascii_ = "".join(map(chr, range(128)))
    for separator in separators + ascii_:
        texts = [f"aa{separator}bb", f"1{separator}2", f"a{separator}b{separator} c"]
        assert _terms(texts, language) == _by_whoosh(texts, language)


@given(TEXTS)
def test_chunks_of_the_same_hash_are_told_apart(texts):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chunk_table, "mixed", lambda first, _: np.zeros_like(first))
        assert _terms(texts, "en") == _by_whoosh(texts, "en")


def test_long_chunks_that_differ_at_the_end_are_told_apart():
    texts = ["antidisestablishment antidisestablishmentarians antidisestablishmentarianx"]
    assert _terms([*texts, texts[0].upper()], "none") == [texts[0].split()] * 2


@given(st.lists(st.text(st.sampled_from("aBé"), min_size=6, max_size=18), min_size=1))
def test_chunks_of_all_lengths_about_a_key_are_told_apart(words):
    found = chunk_table.ChunkTable().number(chunk_table.cut([" ".join(words)])).tolist()
    keys = [word.lower() if word.isascii() else word for word in words]
    assert [found.index(number) for number in found] == [keys.index(key) for key in keys]


def test_a_table_grows_and_still_finds_what_it_held():
    table = chunk_table.ChunkTable()
    words = [f"w{number}" for number in range(20000)]
    first = table.number(chunk_table.cut([" ".join(words)]))
    again = table.number(chunk_table.cut([" ".join(reversed(words))]))
    assert (first == again[::-1]).all()
    assert len(set(first.tolist())) == len(words) == len(table.texts) - 1
