"""The date of an article as the index stores it: its start, and its end where only a year, month or
week is known."""

from datetime import datetime, timedelta


def published_fields(published: datetime | None) -> dict[str, datetime | None]:
    """The fields of a date in a document."""
    from pressmark.corpus.text.partial_dates import PartialDate  # a search needs none of it

    if not isinstance(published, PartialDate) or not published.unit:
        return {"published": published}
    start = datetime(published.year, published.month, published.day)
    return {"published": start, "published_end": published.end}


def month_of(start: datetime, end: datetime | None) -> str:
    """The month of a date; for a year, and a week in two months, the year or week itself."""
    if end is None or (end - timedelta(days=1)).strftime("%Y-%m") == start.strftime("%Y-%m"):
        return start.isoformat()[:7]
    date = published_from(start, end)
    return date.isoformat() if date else ""


def span_text(days: int, *, is_week: bool) -> str:
    """The year, or the week, that begins so many days after the first of year 1."""
    start = datetime.min + timedelta(days=days)
    if not is_week:
        return f"{start.year:04}"
    year, week, _ = start.isocalendar()
    return f"{year:04}-W{week:02}"


def published_from(start: datetime | None, end: datetime | None) -> datetime | None:
    """The date that is stored with a paragraph, in the precision that it has."""
    if start is None or end is None:
        return start
    from pressmark.corpus.text.partial_dates import PartialDate

    return PartialDate.between(start, end)
