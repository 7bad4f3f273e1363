"""Dates of which only the year, the month or the week is known, and those stated as an age."""

import re
from datetime import date, datetime, timedelta
from typing import Any, Literal, Self, get_args

from pressmark.corpus.text.dates import is_plausible_year, parse_date, without_invisible
from pressmark.corpus.text.months import month_number

Unit = Literal["year", "month", "week"]

_DECEMBER = 12
_YEAR = re.compile(r"(\d{4})(?:\.0)?")
_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
_MONTH_FIRST = re.compile(r"(\d{1,2})[-/.](\d{4})")
_WEEK = re.compile(r"(\d{4})-?[Ww](\d{1,2})(?:-?([1-7]))?")
_NAMED_MONTH = re.compile(r"([^\W\d_]{3,12})\.?,?(?:\sde|\sdel)?[\s-](\d{4})")
_LONGEST = 40

_UNITS = {
    "minute": "minutes? mins? minutos? minuten? minuti minuto minut minuty минут[уы]? menit dakika",
    "hour": "hours? hrs? hr h horas? stunden? std heures? ore ora uur uren godzin[ye]? час[аов]*"
    " jam saat timer? timmar",
    "day": "days? d dias? días? tag tagen? jours? giorni giorno dagen dag dni dzień д[енья][ньей]*"
    " hari gün dagar",
    "week": "weeks? semanas? wochen? semaines? settiman[ae] weken week tygodni[e]? недел[юиь]"
    " minggu hafta uker? veckor",
    "month": "months? mes meses mês monat(?:en)? mois mes[ei] maanden maand miesi[ęą]c[ey]?"
    " месяц[аев]* bulan ay måneder månader",
    "year": "years? años? anos? jahr(?:en)? ans? anni anno jaar lat[a]? лет год[а]? tahun yıl år",
}
"""Names of units in languages that are written with blanks; each is a part of an expression."""
_UNIT = "|".join(rf"(?P<{unit}>{names.replace(' ', '|')})" for unit, names in _UNITS.items())
_BEFORE = r"(?:about|over|hace|há|ha|vor|il y a|for|för|πριν(?: από)?)"
_AFTER = r"(?:ago|atrás|fa|geleden|temu|назад|(?:yang )?lalu|önce|siden|sedan)"
_AGE = re.compile(
    rf"(?P<before>{_BEFORE}\s)?(?P<count>\d{{1,3}}|an?|one|un[ae]?|einem?r?)\s?(?:{_UNIT})"
    rf"(?P<after>\s{_AFTER})?"
)
_CHINESE_AGE = re.compile(
    r"(?P<count>\d{1,3})\s?個?个?(?:か|ヶ)?(?:(?P<minute>分[钟鐘]?|분)|(?P<hour>小[时時]|時間|시간)"
    r"|(?P<day>天|日|일)|(?P<week>週間?|周|주)|(?P<month>月|개월)|(?P<year>年|년))\s?(?:前|之前|전)"
)
_TODAY = (
    "today now just_now hoy heute aujourd'hui oggi hoje vandaag idag i_dag tänään dziś dzisiaj"
    " dnes ma azi astăzi bugün hari_ini hôm_nay сегодня сьогодні днес σήμερα اليوم امروز היום 今天"
    " 今日 刚刚 剛剛 たった今 오늘 방금"
)
_YESTERDAY = (
    "yesterday ayer gestern hier ieri ontem gisteren igår i_går eilen wczoraj včera tegnap dün"
    " kemarin hôm_qua вчера вчора χθες أمس دیروز אתמול 昨天 昨日 어제"
)
_DAYS = {
    word.replace("_", " "): ago
    for ago, words in enumerate((_TODAY, _YESTERDAY))
    for word in words.split()
}
"""Words for a day, and how many days before that of the capture it is."""
_LABEL = re.compile(
    r"(?:posted|published|added|publicado|publié|pubblicato|veröffentlicht|опубликовано)\s(?:on\s)?"
)
_CLOCK = re.compile(
    r",?\s?(?:at|um|à|a las|às|alle|om|kl\.?|klo|в|saat)?\s?\d{1,2}(?:[:.h]\d{2}){0,2}"
    r"(?:\s?(?:[ap]\.?m\.?|uhr|h))?$"
)
"""A time after the day; it is that of a place which is not known."""
_SPANS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}


class PartialDate(datetime):
    """The start of a year, month or week in which something was published.

    It sorts as its start, and prints as what is known: `2019`, `2019-03`, `2019-W10`. What is
    calculated from it is an ordinary date, whose `unit` is empty.
    """

    unit: Unit | Literal[""]

    def __new__(cls, *parts: Any, unit: Unit | Literal[""] = "", **more: Any) -> Self:
        """Parts are those of a datetime."""
        self = super().__new__(cls, *parts, **more)
        self.unit = unit
        return self

    @classmethod
    def of(cls, unit: Unit, year: int, month: int = 1, day: int = 1) -> Self:
        """The year, month or week that begins on a day."""
        return cls(year, month, day, unit=unit)

    @classmethod
    def between(cls, start: datetime, end: datetime) -> datetime:
        """The unit from `start` to `end`; where that is none, `start`."""
        first = {"year": (1, 1), "month": (start.month, 1), "week": (start.month, start.day)}
        for unit in get_args(Unit):
            begin = datetime(start.year, *first[unit])
            date = cls.of(unit, start.year, *first[unit])
            if begin == start and date.end == end:
                return date
        return start

    def __reduce_ex__(self, protocol: Any) -> Any:
        """Pickles it with its unit."""
        return _restored, (self.unit, datetime.__reduce_ex__(self, protocol)[1])

    def __eq__(self, other: object) -> bool:
        """A year is not the first day of it."""
        return super().__eq__(other) and self.unit == getattr(other, "unit", "")

    def __ne__(self, other: object) -> bool:  # datetime has its own
        return not self == other

    __hash__ = datetime.__hash__

    @property
    def end(self) -> datetime:
        """When the next year, month or week begins."""
        start = datetime(self.year, self.month, self.day)
        if self.unit == "week":
            return start + timedelta(weeks=1)
        if self.unit == "month" and self.month < _DECEMBER:
            return start.replace(month=self.month + 1)
        return start.replace(year=self.year + 1, month=1)

    def isoformat(self, *args: Any, **more: Any) -> str:
        """The year, month or week in ISO 8601."""
        if self.unit == "year":
            return f"{self.year:04}"
        if self.unit == "month":
            return f"{self.year:04}-{self.month:02}"
        if self.unit == "week":
            year, week, _ = self.isocalendar()
            return f"{year:04}-W{week:02}"
        return super().isoformat(*args, **more)

    def date(self) -> date:
        """The day; raises TypeError where it is not known, so that none is invented."""
        if self.unit:
            raise TypeError(f"of {self.isoformat()} no day is known")
        return super().date()

    def strftime(self, form: str) -> str:
        """The same, whatever is asked for: there is no more to print."""
        return self.isoformat() if self.unit else super().strftime(form)

    def __str__(self) -> str:
        return self.isoformat(" ")


def _restored(unit: Unit, parts: tuple[Any, ...]) -> PartialDate:
    return PartialDate(*parts, unit=unit)


def partial_date(value: object) -> datetime | None:
    """The year, month or week that a value states alone, or the day of a week; else None.

    >>> partial_date("March 2019").isoformat(), partial_date(2019).isoformat()
    ('2019-03', '2019')
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = without_invisible(str(value).strip()[:_LONGEST])
    try:
        return _partial(text)
    except ValueError:
        return None


def _partial(text: str) -> datetime | None:
    if found := _YEAR.fullmatch(text):
        return _of("year", int(found[1]))
    if found := _MONTH.fullmatch(text):
        return _of("month", int(found[1]), int(found[2]))
    if found := _MONTH_FIRST.fullmatch(text):
        return _of("month", int(found[2]), int(found[1]))
    if found := _WEEK.fullmatch(text):
        monday = datetime.fromisocalendar(int(found[1]), int(found[2]), int(found[3] or 1))
        if found[3] or not is_plausible_year(monday.year):
            return monday if is_plausible_year(monday.year) else None
        return PartialDate.of("week", monday.year, monday.month, monday.day)
    if found := _NAMED_MONTH.fullmatch(text):
        month = month_number(found[1])
        return _of("month", int(found[2]), month) if month else None
    return None


def _of(unit: Unit, year: int, month: int = 1) -> PartialDate | None:
    return PartialDate.of(unit, year, month) if is_plausible_year(year) else None


def date_by_age(value: object, captured: datetime | None) -> datetime | None:
    """The date of what was “3 hours ago” when it was captured, in the precision of its unit; None
    for other text, or where the time of the capture is unknown.

    >>> date_by_age("2 months ago", datetime(2023, 5, 10)).isoformat()
    '2023-03'
    """
    if captured is None or not isinstance(value, str) or len(value) > _LONGEST:
        return None
    text = _LABEL.sub("", " ".join(value.casefold().replace("’", "'").split()).rstrip("."), 1)
    if (ago := _days_ago(text)) is not None:
        return _day(captured - timedelta(days=ago))
    found = _AGE.fullmatch(text)
    if found and not (found["before"] or found["after"]):
        return None
    found = found or _CHINESE_AGE.fullmatch(text)
    if found is None:
        return None
    count = int(found["count"]) if found["count"].isdecimal() else 1
    unit = next(name for name in _UNITS if found[name])
    return _before(captured, unit, count)


def is_age(value: object) -> bool:
    """Whether a value states a date by its age."""
    return date_by_age(value, _ANY_DAY) is not None


def _days_ago(text: str) -> int | None:
    """0 for “today”, 1 for “yesterday at 14:05”, None for what is no such word."""
    for word in (text, *(text[: found.start()] for found in _CLOCK.finditer(text))):
        if word in _DAYS:
            return _DAYS[word]
    return None


_ANY_DAY = datetime(2000, 1, 1)


def _before(captured: datetime, unit: str, count: int) -> datetime | None:
    try:
        if unit in ("minute", "hour"):
            return (captured - count * _SPANS[unit]).replace(second=0, microsecond=0)
        if unit == "day":
            return _day(captured - timedelta(days=count))
        if unit == "week":
            day = captured - timedelta(weeks=count, days=captured.weekday())
            return PartialDate.of("week", day.year, day.month, day.day)
        if unit == "year":
            return PartialDate.of("year", captured.year - count)
        months = captured.year * 12 + captured.month - 1 - count
        return PartialDate.of("month", months // 12, months % 12 + 1)
    except (OverflowError, ValueError):
        return None


def _day(moment: datetime) -> datetime:
    return datetime(moment.year, moment.month, moment.day)


def any_date(value: object, captured: datetime | None = None) -> datetime | None:
    """The date that a value states in the precision that it has, be it by its age."""
    return parse_date(value) or partial_date(value) or date_by_age(value, captured)
