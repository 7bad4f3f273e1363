"""How the hits spread over sources, authors and months, as a terminal shows it."""

from typing import TYPE_CHECKING

from pressmark.search.cli.console import PLAIN, QUIET, STRONG, Console
from pressmark.search.formatting import counted, months_between

if TYPE_CHECKING:
    from pressmark.search.results.facet import Facet, FacetValue
    from pressmark.search.results.models import Results

VALUES_SHOWN = 8
"""Of each facet: more than fit a glance would hide the other facets; `--json` has all."""

TIMELINE_COLUMNS = 56
"""With a month at each end it fits on 80 columns."""

MONTHS = "month"
BARS = "▁▂▃▄▅▆▇█"


def show_facets(out: Console, results: "Results") -> None:
    """Write each facet that has a choice to offer; a clause put behind the query narrows it."""
    for facet in results.facets:
        if len(facet.values) > 1 and facet.name == MONTHS:
            _show_timeline(out, facet)
        elif len(facet.values) > 1:
            _show_facet(out, facet)


def _show_timeline(out: Console, months: "Facet") -> None:
    """One line with a bar for every month from the first hit to the last."""
    counts = {value.value: value.count for value in months.values}
    names = months_between(months.values[0].value, months.values[-1].value)
    bars = sparkline(squeezed([counts.get(name, 0) for name in names], TIMELINE_COLUMNS))
    busiest = max(months.values, key=lambda value: value.count)
    out.say()
    out.say(out.set("Month", STRONG))
    out.say(f"  {names[0]} {bars} {names[-1]}")
    out.say(out.set(f"  most in {busiest.value}: {busiest.count:,}  {busiest.clause}", QUIET))


def sparkline(counts: list[int]) -> str:
    """A bar a number, the highest for the greatest; a blank where there is nothing."""
    top = max(counts, default=0)
    return "".join(BARS[-(-count * len(BARS) // top) - 1] if count else " " for count in counts)


def squeezed(counts: list[int], width: int) -> list[int]:
    """The same counts in at most `width` numbers, neighbours added together."""
    step = max(1, -(-len(counts) // width))
    return [sum(counts[at : at + step]) for at in range(0, len(counts), step)]


def _show_facet(out: Console, facet: "Facet") -> None:
    shown = facet.values[:VALUES_SHOWN]
    out.say()
    out.say(out.set(facet.name.capitalize(), STRONG))
    width = len(f"{max(value.count for value in shown):,}")
    for value in shown:
        out.say(_value_line(out, value, width))
    if len(facet.values) > VALUES_SHOWN:
        rest = counted(len(facet.values) - VALUES_SHOWN, "other")
        out.say(out.set(f"  {'':>{width}}  … and {rest}", QUIET))


def _value_line(out: Console, value: "FacetValue", width: int) -> str:
    name, clause = out.set(value.value, PLAIN), out.set(value.clause, QUIET)
    return f"  {value.count:>{width},}  {name}  {clause}"
