from hypothesis import given
from hypothesis import strategies as st

from pressmark.index.segment.value_list_field import joined_values
from pressmark.search.local.snapshot import LocalSnapshot
from pressmark.search.query.exact_values import spaced_name

_names = st.text("aAbB éßИи-.'", min_size=1, max_size=9).map(str.strip).filter(bool)
_words = st.lists(st.sampled_from(["a", "b", "ab", "aé", "ß", "и", "ba"]), min_size=1, max_size=2)


@given(names=st.lists(_names, max_size=12, unique=True), words=_words)
def test_names_with_words_are_those_that_have_them_when_read_one_by_one(
    make_index, paragraph, names, words
):
    spaced = spaced_name(" ".join(words))
    held = {"names": joined_values(dict.fromkeys(names, 1))} if names else {}
    index = make_index(paragraph("some text", **held))
    with LocalSnapshot(index.reader(), "en") as snapshot:
        expected = {name for name in names if spaced in spaced_name(name)}
        assert set(snapshot.names_with(spaced)) == expected
