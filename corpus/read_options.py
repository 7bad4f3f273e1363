"""How the records of a file are to be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

DateOrder = Literal["mdy", "dmy", "ymd"]
"""The order of month, day and year in a date of three numbers."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """`fields` maps an article's field to the name it has in the records of a file, a path such as
    `content.rendered` where it is nested; `dates` is the order of dates such as 03/04/2019, None to
    infer it from all records of a file. `columns` name those of tables that have no header.
    Articles that state no source have the name `source`, or with `source_from_folder` that of
    their folder."""

    fields: Mapping[str, str] = field(default_factory=dict)
    dates: DateOrder | None = None
    columns: tuple[str, ...] = ()
    source: str = ""
    source_from_folder: bool = False

    @property
    def signature(self) -> str:
        """A key of everything that changes what is read; "" for the default."""
        return "" if self == DEFAULT_OPTIONS else repr(self)


DEFAULT_OPTIONS = ReadOptions()
