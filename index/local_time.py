"""Moments by the clock of the person at the keyboard."""

from datetime import UTC, datetime


def local_time(moment: datetime) -> datetime:
    """A moment of a known zone in that of this machine; in UTC where `TZ` names no real zone."""
    try:
        return moment.astimezone()
    except (ValueError, OverflowError):  # as for TZ=UTC-99
        return moment.astimezone(UTC)
