"""How the record of an article says that its title was guessed.

It begins with that, since hits are asked for this alone: reading all removals of a web page would
take longer than finding it.
"""

BEGINNING = '{"title":"guessed",'


def has_guessed_title(record: str) -> bool:
    """Whether the article with this record has a title that no field or markup states."""
    return record.startswith(BEGINNING)
