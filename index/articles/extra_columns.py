"""The further columns of an article, and its place, as the index stores them: unchanged in JSON."""

import json
from collections.abc import Mapping
from math import isfinite
from typing import TYPE_CHECKING

from pressmark.corpus.errors import IndexCorrupt
from pressmark.index.articles.extra_terms import joined_terms
from pressmark.index.storage.typed_json import checked, decoded, mapping, scalar_or_list, text

if TYPE_CHECKING:  # a search needs no articles
    from pressmark.corpus.model import Extra, Scalar

_SHAPE = mapping(scalar_or_list)


def extra_fields(extra: Mapping[str, "Extra"], title: str) -> dict[str, str]:
    """The field of these columns in a document: its terms, and what is stored."""
    try:
        stored = _as_json(extra) if extra else ""
    except ValueError:  # "NaN" and "Infinity" are no JSON, and are kept as texts
        extra = {name: _finite(value) for name, value in extra.items()}
        stored = _as_json(extra)
    terms = joined_terms(extra, title)
    return {"extra": terms, "_stored_extra": stored} if terms or stored else {}


def extra_from(stored: str | None) -> dict[str, "Extra"]:
    """The columns that are stored with a paragraph; raises IndexCorrupt."""
    if not stored:
        return {}
    row = checked(decoded(stored, _corrupt), _SHAPE, _corrupt)
    return {name: tuple(each) if isinstance(each, list) else each for name, each in row.items()}


def place_from(stored: str | None) -> dict[str, str]:
    """The place that is stored with a paragraph; raises IndexCorrupt."""
    return checked(decoded(stored, _corrupt), mapping(text), _corrupt) if stored else {}


def _as_json(extra: Mapping[str, "Extra"]) -> str:
    return json.dumps(dict(extra), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _finite(value: "Extra") -> "Extra":
    return tuple(map(_finite_scalar, value)) if isinstance(value, tuple) else _finite_scalar(value)


def _finite_scalar(value: "Scalar") -> "Scalar":
    return str(value) if isinstance(value, float) and not isfinite(value) else value


def _corrupt(how: str) -> IndexCorrupt:
    return IndexCorrupt(
        f"An article of the index is damaged: {how}.",
        "See what can be saved: pressmark verify --repair",
    )
