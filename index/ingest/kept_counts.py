"""What was counted of a file until a checkpoint, as JSON in the list of files."""

from collections import Counter
from typing import TYPE_CHECKING, Any

from pressmark.index.storage import typed_json

if TYPE_CHECKING:  # a search reads the list of files without the readers
    from pressmark.corpus.readers.read_counts import ReadCounts

_NOTES = ("missing", "left_out", "other", "passed_over")

_notes = typed_json.mapping(typed_json.row(typed_json.whole(), typed_json.text))
_SHAPE = typed_json.record(
    records=typed_json.whole(),
    articles=typed_json.whole(),
    columns=typed_json.mapping(typed_json.counts),
    unused=typed_json.counts,
    letters=typed_json.counts,
    mapped=typed_json.listed(typed_json.text),
    **dict.fromkeys(_NOTES, _notes),
)


def to_json(counts: "ReadCounts") -> dict[str, Any]:
    """The counts as JSON."""
    return {
        "records": counts.records,
        "articles": counts.articles,
        "columns": {field: dict(columns) for field, columns in counts.columns.items()},
        "unused": dict(counts.unused),
        "letters": dict(counts.letters),
        "mapped": sorted(counts.mapped),
        **{
            name: {what: [note.count, note.example] for what, note in getattr(counts, name).items()}
            for name in _NOTES
        },
    }


def counts_of(value: object) -> "ReadCounts":
    """What `to_json` made of counts."""
    from pressmark.corpus.readers.read_counts import Note, ReadCounts

    found = _SHAPE(value)
    return ReadCounts(
        found["records"],
        found["articles"],
        {field: Counter(columns) for field, columns in found["columns"].items()},
        Counter(found["unused"]),
        Counter(found["letters"]),
        mapped=set(found["mapped"]),
        **{name: {what: Note(*note) for what, note in found[name].items()} for name in _NOTES},
    )
