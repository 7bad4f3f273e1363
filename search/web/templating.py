"""The template environment and its filters."""

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import partial
from hashlib import blake2b
from importlib.metadata import version
from unicodedata import bidirectional

from jinja2 import Environment, PackageLoader, StrictUndefined

from pressmark.corpus.model import Extra
from pressmark.corpus.text.addresses import is_link, site_of
from pressmark.index import StoredArticle
from pressmark.index.articles.extra_terms import column_name, written_value
from pressmark.search.escape import harmless
from pressmark.search.formatting import about_title
from pressmark.search.formatting import day as short_day
from pressmark.search.query.exact_values import exact_clause, exact_value
from pressmark.search.query.fields import name_in_queries
from pressmark.search.web.article_view import in_groups
from pressmark.search.web.limits import NAMES_SHOWN
from pressmark.search.web.marking import marked
from pressmark.search.web.params import narrowed
from pressmark.search.web.static_files import StaticFiles
from pressmark.search.web.timeline import outline


def template_environment(static: StaticFiles) -> Environment:
    """Jinja2 over `templates/`, with autoescape; an unknown name in a template is an error."""
    environment = Environment(
        loader=PackageLoader("pressmark.search.web"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["static"] = static.url
    environment.filters |= {
        "about_title": about_title,
        "citation": citation,
        "name_clause": partial(exact_clause, "name"),
        "column_clause": column_clause,
        "count": count,
        "day": day,
        "direction": direction,
        "each_value": each_value,
        "filter_name": filter_name,
        "exact_clause": exact_clause,
        "in_groups": in_groups,
        "marked": marked,
        "moment": moment_text,
        "narrowed": narrowed,
        "outline": outline,
        "people": people,
        "site": site_of,
        "web_link": web_link,
    }
    return environment


def _harmless(value: object) -> object:
    """Text without invisible characters and direction overrides, which could disguise a name.
    Markup has already been through here."""
    return harmless(value) if type(value) is str else value


def edition(environment: Environment, static: StaticFiles) -> str:
    """Changes with the version, the templates and the static files."""
    parts = [version("pressmark"), static.digest]
    if environment.loader is not None:
        parts += (
            environment.loader.get_source(environment, name)[0]
            for name in environment.list_templates()
        )
    return blake2b("".join(parts).encode(), digest_size=9).hexdigest()


def count(number: int, one: str = "", many: str = "") -> str:
    """`1,204 articles`: the number with its noun, or alone."""
    noun = one if number == 1 else many or f"{one}s"
    return f"{number:,} {noun}" if one else f"{number:,}"


def day(moment: date) -> str:
    """`3 March 2021`, or what is known of it."""
    return short_day(moment, "%B")


def direction(text: str) -> str:
    """`rtl` for a text that is written from right to left, else `ltr`: by the first letter with a
    direction, as browsers decide with `dir="auto"`."""
    ways = (_DIRECTIONS.get(bidirectional(letter)) for letter in text)
    return next(filter(None, ways), "ltr")


_DIRECTIONS = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def moment_text(moment: datetime) -> str:
    """`3 March 2021, 07:30`, or the day alone if the article states no time."""
    return day(moment) if moment.time() == time() else f"{day(moment)}, {moment:%H:%M}"


def each_value(value: Extra) -> tuple[str, ...]:
    """The value of a further column as text, each of a list by itself."""
    return tuple(map(written_value, value if isinstance(value, tuple) else (value,)))


def column_clause(name: str, value: str) -> str:
    """The clause for exactly this value of a further column."""
    return exact_clause(name_in_queries(column_name(name)), value)


def filter_name(clause: str) -> str:
    """`source:="The Mail"` as `The Mail`, `published:[2021 TO 2022]` as `2021 to 2022`."""
    if clause.startswith("missing:"):
        return f"no {clause.removeprefix('missing:')}"
    value = exact_value(clause) or clause
    if not (value.startswith("[") and value.endswith("]")):
        return value
    first, _, last = (part.strip() for part in value[1:-1].partition("TO"))
    if first and last:
        return first if first == last else f"{first} to {last}"
    return f"from {first}" if first else f"until {last}"


def people(names: Sequence[str]) -> str:
    """`Ann Lee, Bo Lund`, or `Ann Lee, Bo Lund, Cy May and 4 others`."""
    more = len(names) - NAMES_SHOWN
    return ", ".join(names) if more < 2 else f"{', '.join(names[:NAMES_SHOWN])} and {more} others"


def citation(article: StoredArticle) -> str:
    """Author, title, source, day and URL, as far as they are known."""
    parts = (
        ", ".join(article.authors),
        f"“{article.label}”" if article.label else "",
        article.source,
        day(article.published) if article.published else "",
        web_link(article.url),
    )
    return ", ".join(filter(None, parts))


def web_link(url: str) -> str:
    """`url` if it is safe as a link, else empty."""
    return url if is_link(url) else ""
