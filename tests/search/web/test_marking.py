from hypothesis import given
from hypothesis import strategies as st

from pressmark.search.results.models import Span
from pressmark.search.web.marking import MarkedPiece, pieces

spans = st.lists(st.builds(Span, st.integers(-5, 40), st.integers(-5, 40)))


@given(st.text(max_size=30), spans)
def test_pieces_joined_are_the_text_and_each_marked_character_is_in_a_marked_piece(text, marks):
    cut = pieces(text, marks)
    assert "".join(piece.text for piece in cut) == text
    wanted = {at for mark in marks for at in range(max(mark.start, 0), min(mark.end, len(text)))}
    lit = [piece.marked for piece in cut for _ in piece.text]
    assert {at for at, marked in enumerate(lit) if marked} == wanted


def test_marks_are_cut_out_in_order():
    assert pieces("rain and wind", [Span(9, 13), Span(0, 4)]) == (
        MarkedPiece("rain", True),
        MarkedPiece(" and ", False),
        MarkedPiece("wind", True),
    )
