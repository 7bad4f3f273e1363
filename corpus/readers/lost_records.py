"""One line about the records of a file that are no articles, in place of one for each."""

from collections.abc import Iterator, Mapping

from pressmark.corpus.errors import InputError
from pressmark.corpus.read_options import ReadOptions
from pressmark.corpus.readers.read_counts import ReadCounts, listed


def lost_records(place: str, counts: ReadCounts, options: ReadOptions) -> Iterator[InputError]:
    """What is to be reported of a file: records without text, and columns that it does not have."""
    if lost := counts.lost():
        yield InputError(place, *lost)
    yield from missing_columns(place, counts, options.fields)


def missing_columns(
    place: str, counts: ReadCounts, fields: Mapping[str, str]
) -> Iterator[InputError]:
    """The columns that the user named for a field and that no record of a file has."""
    for field, column in fields.items():
        if counts.records and field not in counts.mapped:
            found = sorted({*counts.unused, *(c for used in counts.columns.values() for c in used)})
            yield InputError(
                place, f"has no column “{column}” for --field {field}; its columns: {listed(found)}"
            )
