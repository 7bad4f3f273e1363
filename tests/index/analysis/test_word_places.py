from hypothesis import given
from hypothesis import strategies as st

from pressmark.index.analysis.analyzers import ALTERNATIVES, text_analyzer
from pressmark.index.analysis.word_places import WordFinder

_WORDS = ["ferry", "Ferries", "café", "cafe", "the", "U.S.", "1,000", "don’t"]
_texts = st.lists(st.sampled_from(_WORDS)).map(" ".join)
_terms = st.sampled_from(["ferri", "cafe", "café", "us", "don't", f"ferri{ALTERNATIVES}cafe"])


@given(texts=st.lists(_texts, min_size=1, max_size=3), terms=st.sets(_terms))
def test_the_words_of_a_term_are_those_that_the_analyzer_makes_it_of(texts, terms):
    analyzer = text_analyzer("en")
    finder = WordFinder(analyzer, terms)
    for text in texts:
        places = {term: [] for term in terms}
        for token in analyzer(text, positions=True, chars=True, mode="index"):
            for term in terms:
                place = token.pos, (token.startchar, token.endchar)
                if token.text in term.split(ALTERNATIVES) and place not in places[term]:
                    places[term].append(place)
        assert finder.places(text) == places
