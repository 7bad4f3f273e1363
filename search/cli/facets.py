"""Facets in the terminal."""

from typing import TYPE_CHECKING

from pressmark.search.cli.console import PLAIN, QUIET, STRONG, Console
from pressmark.search.formatting import counted, is_month, months_between
from pressmark.search.options import FACETS

if TYPE_CHECKING:
    from pressmark.search.results.facet import Facet, FacetValue
    from pressmark.search.results.models import Results

VALUES_SHOWN = 8
"""Values of each facet: more would push the other facets away; `--json` has all."""

TIMELINE_COLUMNS = 56
"""Bars of the timeline: with a month at each end they fit on 80 columns."""

MONTHS, COLUMNS = "month", "column"
BARS = "▁▂▃▄▅▆▇█"


def show_facets(out: Console, results: "Results") -> None:
    """Print each facet with several values, and for each value the clause that narrows the query;
    of a further column also one value."""
    for facet in results.facets:
        is_wanted = len(facet.values) > 1 or (facet.values and facet.name not in FACETS)
        if is_wanted and facet.name == MONTHS and any(is_month(each.value) for each in facet.known):
            _show_timeline(out, facet)
        elif is_wanted or (facet.values and facet.name == COLUMNS):
            _show_facet(out, facet)


def _show_timeline(out: Console, months: "Facet") -> None:
    """Print a bar for each month from the first hit to the last, and below them the hits of which
    the year or the week alone is known."""
    known = [value for value in months.known if is_month(value.value)]
    counts = {value.value: value.count for value in known}
    names = months_between(min(counts), max(counts))
    bars = sparkline(squeezed([counts.get(name, 0) for name in names], TIMELINE_COLUMNS))
    busiest = max(known, key=lambda value: value.count)
    out.print()
    out.print(out.styled("Month", STRONG))
    out.print(f"  {names[0]} {bars} {names[-1]}")
    out.print(out.styled(f"  most in {busiest.value}: {busiest.count:,}  {busiest.clause}", QUIET))
    for value in months.values:
        if not is_month(value.value):
            out.print(out.styled(f"  {value.label}: {value.count:,}  {value.clause}", QUIET))


def sparkline(counts: list[int]) -> str:
    """A bar for each number, scaled to the largest; a blank for 0."""
    top = max(counts, default=0)
    return "".join(BARS[-(-count * len(BARS) // top) - 1] if count else " " for count in counts)


def squeezed(counts: list[int], width: int) -> list[int]:
    """The counts in at most `width` numbers, by adding neighbours."""
    step = max(1, -(-len(counts) // width))
    return [sum(counts[at : at + step]) for at in range(0, len(counts), step)]


def _show_facet(out: Console, facet: "Facet") -> None:
    shown = (*facet.known[:VALUES_SHOWN], *facet.missing)
    out.print()
    out.print(out.styled(facet.name.capitalize(), STRONG))
    width = len(f"{max(value.count for value in shown):,}")
    for value in shown:
        out.print(_value_line(out, value, width))
    if len(facet.known) > VALUES_SHOWN:
        at_least = "" if facet.complete else "more than "
        rest = at_least + counted(len(facet.known) - VALUES_SHOWN, "other")
        out.print(out.styled(f"  {'':>{width}}  … and {rest}", QUIET))


def _value_line(out: Console, value: "FacetValue", width: int) -> str:
    name, clause = (
        out.styled(value.label, PLAIN if value.value else QUIET),
        out.styled(value.clause, QUIET),
    )
    return f"  {value.count:>{width},}  {name}  {clause}"
