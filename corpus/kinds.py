"""The roles that a piece of text can play in its article."""

from enum import StrEnum


class Kind(StrEnum):
    """The role a block plays in its article."""

    TITLE = "title"
    STANDFIRST = "standfirst"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    LIST_ITEM = "list-item"
    QUOTE = "quote"
    TABLE_ROW = "table-row"
    EMBED = "embed"
    BYLINE = "byline"


BODY_KINDS = frozenset(
    {Kind.HEADING, Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.QUOTE, Kind.TABLE_ROW, Kind.EMBED}
)
"""The kinds a body-only view keeps: the text of the article without its furniture."""

TEXT_KINDS = BODY_KINDS - {Kind.HEADING}
"""The kinds of which at least one is left of an article with text; a sub-heading alone is none."""
