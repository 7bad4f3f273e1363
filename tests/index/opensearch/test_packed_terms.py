from hypothesis import given
from hypothesis import strategies as st

from pressmark.index.opensearch.packed_terms import PackedTerms

TERMS = st.lists(st.text("aü\x1e\x1f", min_size=1), max_size=4).map(" ".join)


@given(
    paragraphs=st.lists(
        st.tuples(st.sampled_from(["title", "paragraph", "list-item"]), TERMS, TERMS),
        min_size=1,
        max_size=4,
    ),
    title=TERMS,
    source=TERMS,
    author=TERMS,
)
def test_terms_come_back_as_they_were_without_the_padding_of_base64(
    paragraphs, title, source, author
):
    kinds, text, surface = map(list, zip(*paragraphs, strict=True))
    terms = PackedTerms(kinds, title, source, author, text, surface)
    assert PackedTerms.of(terms.packed().rstrip("=")) == terms
