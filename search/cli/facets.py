"""Facets in the terminal."""

from typing import TYPE_CHECKING

from pressmark.search.cli.console import PLAIN, QUIET, STRONG, Console
from pressmark.search.formatting import counted, months_between

if TYPE_CHECKING:
    from pressmark.search.results.facet import Facet, FacetValue
    from pressmark.search.results.models import Results

VALUES_SHOWN = 8
"""Values of each facet: more would push the other facets away; `--json` has all."""

TIMELINE_COLUMNS = 56
"""Bars of the timeline: with a month at each end they fit on 80 columns."""

MONTHS = "month"
BARS = "▁▂▃▄▅▆▇█"


def show_facets(out: Console, results: "Results") -> None:
    """Print each facet with several values, and for each value the clause that narrows the
    query."""
    for facet in results.facets:
        if len(facet.values) > 1 and facet.name == MONTHS:
            _show_timeline(out, facet)
        elif len(facet.values) > 1:
            _show_facet(out, facet)


def _show_timeline(out: Console, months: "Facet") -> None:
    """Print a bar for each month from the first hit to the last."""
    counts = {value.value: value.count for value in months.values}
    names = months_between(months.values[0].value, months.values[-1].value)
    bars = sparkline(squeezed([counts.get(name, 0) for name in names], TIMELINE_COLUMNS))
    busiest = max(months.values, key=lambda value: value.count)
    out.print()
    out.print(out.styled("Month", STRONG))
    out.print(f"  {names[0]} {bars} {names[-1]}")
    out.print(out.styled(f"  most in {busiest.value}: {busiest.count:,}  {busiest.clause}", QUIET))


def sparkline(counts: list[int]) -> str:
    """A bar for each number, scaled to the largest; a blank for 0."""
    top = max(counts, default=0)
    return "".join(BARS[-(-count * len(BARS) // top) - 1] if count else " " for count in counts)


def squeezed(counts: list[int], width: int) -> list[int]:
    """The counts in at most `width` numbers, by adding neighbours."""
    step = max(1, -(-len(counts) // width))
    return [sum(counts[at : at + step]) for at in range(0, len(counts), step)]


def _show_facet(out: Console, facet: "Facet") -> None:
    shown = facet.values[:VALUES_SHOWN]
    out.print()
    out.print(out.styled(facet.name.capitalize(), STRONG))
    width = len(f"{max(value.count for value in shown):,}")
    for value in shown:
        out.print(_value_line(out, value, width))
    if len(facet.values) > VALUES_SHOWN:
        rest = counted(len(facet.values) - VALUES_SHOWN, "other")
        out.print(out.styled(f"  {'':>{width}}  … and {rest}", QUIET))


def _value_line(out: Console, value: "FacetValue", width: int) -> str:
    name, clause = out.styled(value.value, PLAIN), out.styled(value.clause, QUIET)
    return f"  {value.count:>{width},}  {name}  {clause}"
