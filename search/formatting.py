"""Numbers, dates, months, sizes and notes on titles as text."""

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pressmark.index import StoredArticle
    from pressmark.search.results.models import ArticleInfo


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 article`, `2,310 articles`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def day(moment: date | None, month: str = "%b") -> str:
    """`3 Sep 2022`, or `Sep 2022`, `2022`, `week of 5 Sep 2022` where no more is known; empty
    without a date. `month` is how `strftime` is to write it."""
    if moment is None:
        return ""
    known, start = getattr(moment, "unit", ""), date(moment.year, moment.month, moment.day)
    if known == "year":
        return f"{start.year}"
    whole = f"{start.day} {start:{month} %Y}"
    return {"month": f"{start:{month} %Y}", "week": f"week of {whole}"}.get(known, whole)


def duration(seconds: float) -> str:
    """`4 ms`, `1.2 s`, `42 s`, `3 min 20 s`, `2 h 5 min`."""
    if seconds < 0.9995:
        return f"{max(1, round(seconds * 1000))} ms"
    if seconds < 59.5:
        return f"{seconds:.{1 if seconds < 9.95 else 0}f} s"
    if seconds < 3599.5:
        minutes, rest = divmod(round(seconds), 60)
        return f"{minutes} min {rest} s"
    hours, rest = divmod(round(seconds / 60), 60)
    return f"{hours} h {rest} min"


def size(number: int) -> str:
    """`812 bytes`, `3.4 MB`."""
    if number < 1000:
        return counted(number, "byte")
    for unit, factor in (("kB", 1e3), ("MB", 1e6), ("GB", 1e9)):
        if number < factor * 999.95:
            return f"{number / factor:.1f} {unit}"
    return f"{number / 1e12:.1f} TB"


def about_title(article: "ArticleInfo | StoredArticle") -> str:
    """A note on a title that no field or markup states; empty for other titles."""
    if not article.title:
        return "no title"
    return "title guessed" if article.title_guessed else ""


def is_month(period: str) -> bool:
    """Whether a date states its month, as `2022-10`, and neither its year nor its week alone."""
    return len(period) == len("2022-10")


def months_between(first: str, last: str) -> list[str]:
    """Every month from `first` to `last`, both included, written like `2022-10`."""
    numbers = range(_number(first), _number(last) + 1)
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in numbers]


def _number(month: str) -> int:
    """Months since the year 0."""
    year, _, of_year = month.partition("-")
    return int(year) * 12 + int(of_year) - 1
