"""Months of the calendar, written `2022-10` as facets name them."""


def months_between(first: str, last: str) -> list[str]:
    """Every month from `first` to `last`, both included."""
    numbers = range(_number(first), _number(last) + 1)
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in numbers]


def _number(month: str) -> int:
    """Months since the year 0."""
    year, _, of_year = month.partition("-")
    return int(year) * 12 + int(of_year) - 1
