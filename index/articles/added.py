"""When an article was first indexed."""

from datetime import UTC, datetime


def now() -> datetime:
    """The time as it is stored: in UTC, without a zone, to the millisecond."""
    time = datetime.now(UTC).replace(tzinfo=None)
    return time.replace(microsecond=time.microsecond // 1000 * 1000)


def added_from(stored: datetime | None) -> datetime | None:
    """The time that is stored with a paragraph, with its zone."""
    return stored.replace(tzinfo=UTC) if stored else None
