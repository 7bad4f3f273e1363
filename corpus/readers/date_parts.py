"""The date that a record states in columns for the year, the month and the day."""

from collections.abc import Mapping
from datetime import datetime

from pressmark.corpus.text.dates import is_plausible_year
from pressmark.corpus.text.months import month_number
from pressmark.corpus.text.normalized_names import normalized_name
from pressmark.corpus.text.partial_dates import PartialDate

_NAMES = {
    "year": "year dateyear ano anno annee jahr jaar rok ar vuosi ev godina год рік година yil tahun"
    " nam 年 연도 년 έτος سنة السنة سال שנה",
    "publication year": "pubyear publicationyear publishyear yearpublished publishedyear",
    "month": "month datemonth pubmonth publicationmonth mes mois monat mese maand miesiac mesic"
    " manad kuukausi honap mjesec месяц місяць месец ay bulan thang 月 월 μηνας شهر الشهر ماه חודש",
    "day": "day dateday pubday publicationday dayofmonth dia jour tag giorno dag dzien den paiva"
    " nap dan день ден gun hari ngay 日 일 ημερα يوم اليوم روز יום",
}
_PARTS = {normalized_name(name): part for part, names in _NAMES.items() for name in names.split()}


def date_in_parts(columns: Mapping[str, object]) -> datetime | None:
    """The date in columns such as `year`, `month` and `day`, in the precision that they state.

    A year alone may be that of anything, unless its column says that it is of the publication.

    >>> date_in_parts({"Year": 2021, "Month": "March", "title": "Storm"}).isoformat()
    '2021-03'
    """
    found: dict[str, object] = {}
    for name, value in columns.items():
        part = _PARTS.get(normalized_name(name))
        if part and value not in (None, ""):
            found.setdefault(part, value)
    of_publication = found.get("publication year")
    year = _number(of_publication or found.get("year"))
    if year is None or not is_plausible_year(year):
        return None
    month, day = (_number(found.get(part)) for part in ("month", "day"))
    try:
        if "month" not in found:
            return PartialDate.of("year", year) if of_publication else None
        if "day" not in found and month is not None:
            return PartialDate.of("month", year, month)
        return datetime(year, month or 0, day or 0)
    except ValueError:  # there is no such month or day
        return None


def _number(value: object) -> int | None:
    """A whole number, or that of a month's name; None for anything else."""
    if isinstance(value, bool) or value is None:
        return None
    text = str(value).strip().removesuffix(".0")
    return int(text) if text.isdecimal() and len(text) <= len("2021") else month_number(text)
