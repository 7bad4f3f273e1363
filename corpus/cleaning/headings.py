"""Sub-headings in running text: short lines without a full stop."""

from itertools import pairwise

from pressmark.corpus.cleaning.state import State
from pressmark.corpus.model import Kind

HEADING_CHARACTERS = 90
"""The longest sub-heading without a full stop of the measured pages has 60 characters."""


def mark_headings(state: State) -> None:
    """Makes headings of short lines that are before a paragraph without ending in a stop.

    Those with a comma are captions: "The jaw of the whale, which can be walked through".
    """
    if not state.is_plain:
        return
    kept = list(state.kept())
    for (i, line), (after, following) in pairwise(kept):
        if (
            state.kind(i) is Kind.PARAGRAPH
            and not line.stopped
            and not line.text.endswith((":", ",", ";"))
            and len(line.text) <= HEADING_CHARACTERS
            and state.kind(after) is Kind.PARAGRAPH
            and following.stopped
        ):
            state.kinds[i] = Kind.CAPTION if "," in line.text else Kind.HEADING
