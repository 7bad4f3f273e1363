"""What is left of running text gets its kind: a short line without a full stop is a heading."""

from itertools import pairwise

from pressmark.corpus.cleaning.worksheet import Sheet
from pressmark.corpus.model import Kind

HEADING_CHARACTERS = 90
"""The longest sub-heading without a full stop of the measured pages has 60 characters."""


def mark_headings(sheet: Sheet) -> None:
    """Makes headings of short lines that are before a paragraph without ending in a stop.

    Those with a comma are captions: "The jaw of the whale, which can be walked through".
    """
    if not sheet.is_plain:
        return
    kept = list(sheet.kept())
    for (i, line), (after, following) in pairwise(kept):
        if (
            sheet.kind(i) is Kind.PARAGRAPH
            and not line.stopped
            and not line.text.endswith((":", ",", ";"))
            and len(line.text) <= HEADING_CHARACTERS
            and sheet.kind(after) is Kind.PARAGRAPH
            and following.stopped
        ):
            sheet.kinds[i] = Kind.CAPTION if "," in line.text else Kind.HEADING
