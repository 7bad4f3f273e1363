"""The page of trends: the hits of several queries over time, also as CSV and as an SVG picture."""

from dataclasses import replace
from functools import partial

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from pressmark.corpus.errors import TooManyPeriodsError
from pressmark.search.results.counts import Counts, as_csv
from pressmark.search.web.library import Library
from pressmark.search.web.limits import MOST_LINES, MOST_POINTS
from pressmark.search.web.line_chart import LineChart, line_chart
from pressmark.search.web.params import SearchParams
from pressmark.search.web.threadpool import ThreadPool
from pressmark.search.web.timeline import MAX_MONTHS, SHORT_MONTHS
from pressmark.search.web.trend_params import BY, UNITS, TrendParams, trend_params

DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
"""The length of each period in days, the shortest first."""

FEWEST_BOXES = 3
"""Boxes for queries on an empty page: one row of a desktop."""

LEGEND_LINE = 22
"""Height of a line of the legend in a picture, in pixels."""


class Trends:
    """The endpoints of counts over time."""

    def __init__(self, library: Library, threads: ThreadPool, templates: Environment) -> None:
        self._library = library
        self._threads = threads
        self._templates = templates

    async def page(self, request: Request) -> Response:
        """The lines with a form, their numbers as a table, and links to the hits."""
        trend = trend_params(request.query_params)
        counts = await self._counts(trend) if trend.queries else None
        names = {
            "search": SearchParams(),
            "trend": trend,
            "counts": counts,
            "chart": _chart(counts, trend),
            "found": [trend.search(query).url for query in trend.queries],
            "periods": BY.choices,
            "units": UNITS,
            "boxes": min(max(FEWEST_BOXES, len(trend.queries) + 1), MOST_LINES),
            "most_lines": MOST_LINES,
        }
        return HTMLResponse(self._templates.get_template("trends.html").render(names))

    async def csv(self, request: Request) -> Response:
        """The numbers, one row a period."""
        trend = trend_params(request.query_params)
        lines = as_csv(await self._counts(trend))
        content = "".join(f"{line}\r\n" for line in lines)
        return _file("\ufeff" + content, "text/csv; charset=utf-8", "trends.csv")

    async def svg(self, request: Request) -> Response:
        """The lines as a picture of their own, with a legend."""
        trend = trend_params(request.query_params)
        counts = await self._counts(trend)
        picture = self._templates.get_template("trends.svg").render(
            trend=trend, counts=counts, chart=_chart(counts, trend), legend_line=LEGEND_LINE
        )
        return _file(picture, "image/svg+xml; charset=utf-8", "trends.svg")

    async def _counts(self, trend: TrendParams) -> Counts:
        queries = " ".join(trend.whole_queries)
        return await self._threads.run(partial(self._counted, trend), queries)

    def _counted(self, trend: TrendParams) -> Counts:
        """The counts by the period wanted, or by a longer one if that has too many points."""
        counted = partial(
            self._library.count,
            trend.whole_queries,
            of=trend.of,
            relative=trend.relative,
            all_words=trend.all_words,
            spellings=trend.spellings,
        )
        try:
            counts = counted(by=trend.by or "month")
        except TooManyPeriodsError:  # an article has a wrong date
            return replace(counted(by="year"), queries=trend.queries)
        by = coarser(counts.by, len(counts.buckets)) if trend.by else fitting(len(counts.buckets))
        if by != counts.by:
            counts = counted(by=by)
        return replace(counts, queries=trend.queries)


def fitting(months: int) -> str:
    """The period that suits so many months."""
    if months <= SHORT_MONTHS:
        return "day"
    return "month" if months <= 3 * MAX_MONTHS else "year"


def coarser(by: str, points: int) -> str:
    """The period itself, or the shortest longer one with MOST_POINTS at most."""
    names = tuple(DAYS)
    longer = names[names.index(by) :]
    fits = (each for each in longer if points * DAYS[by] / DAYS[each] <= MOST_POINTS)
    return next(fits, names[-1])


def _chart(counts: Counts | None, trend: TrendParams) -> LineChart | None:
    if counts is None or not counts.buckets:
        return None
    return line_chart(counts, relative=trend.relative)


def _file(text: str, media_type: str, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type=media_type, headers=headers)
