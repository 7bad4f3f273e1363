"""Options that several commands share."""

from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast, get_args

import click

from pressmark.index.opensearch.address import is_address

if TYPE_CHECKING:
    from pressmark.corpus import RuleSet
    from pressmark.index.spellings import Spellings
    from pressmark.search.options import SpellingUse

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

DEFAULT_INDEX = ".pressmark"


class IndexPlace(click.Path):
    """A folder as a Path, an address of a cluster as it is."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The place that a word on the command line means."""
        return value if is_address(value) else super().convert(value, param, ctx)


def index_option() -> Decorator:
    """`--index`: the folder of the index, or its address in a cluster."""
    return click.option(
        "--index",
        "index_path",
        type=IndexPlace(),
        envvar="PRESSMARK_INDEX",
        default=DEFAULT_INDEX,
        show_default=True,
        show_envvar=True,
        metavar="DIR",
        help="The folder of the index, or its address: opensearch://HOST:9200/NAME.",
    )


def new_index_options() -> Decorator:
    """`--shards` and `--replicas` of a new index in a cluster."""
    shards = click.option(
        "--shards",
        type=click.IntRange(1, 1024),
        metavar="N",
        help="Shards of a new index in a cluster: one for each ten million paragraphs."
        "  [default: 1]",
    )
    replicas = click.option(
        "--replicas",
        type=click.IntRange(0, 100),
        metavar="N",
        help="Copies of each shard on other nodes; with 1, a node can fail.  [default: 1]",
    )
    return lambda command: shards(replicas(command))


JSON = "pressmark.json"
"""The key in `Context.meta`, which subcommands share, that says whether JSON is asked for."""


def note_json(context: click.Context, parameter: click.Parameter, value: Any) -> Any:  # noqa: ARG001
    """A callback of the option that asks for JSON, so that errors are JSON too."""
    context.meta[JSON] = value in (True, "json")
    return value


def json_option() -> Decorator:
    """`--json`: JSON instead of text, also for errors."""
    return click.option(
        "--json", "as_json", is_flag=True, callback=note_json, help="Print JSON, errors too."
    )


def completing(name: str) -> Callable[[click.Context, click.Parameter, str], "list[Any]"]:
    """What completes a parameter in the shell, by its name in `completions`; loaded for Tab."""

    def complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[Any]:
        from pressmark.search.cli import completions

        found: list[Any] = getattr(completions, name)(context, parameter, incomplete)
        return found

    return complete


def limit_option(*, default: int, most: int, help_: str) -> Decorator:
    """`--limit N`: the most hits or suggestions."""
    return click.option(
        "--limit",
        "-n",
        type=click.IntRange(1, most),
        default=default,
        show_default=True,
        metavar="N",
        help=help_,
    )


def color_option() -> Decorator:
    """`--color`: when to use colours."""
    return click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        help="Colours and bold; auto uses them on a terminal unless NO_COLOR is set.",
    )


def read_options() -> Decorator:
    """`--field text=body --dates dmy …`: how records are read, as one parameter `options`."""
    from pressmark.corpus.read_options import DateOrder, ReadOptions  # not needed for a search

    fields = click.option(
        "--field",
        "fields",
        multiple=True,
        metavar="FIELD=NAME",
        callback=_fields,
        help="Read a field of records (JSON, CSV, XML) from a column, such as text=body or"
        " text=content.rendered.",
    )
    columns = click.option(
        "--columns",
        metavar="A,B,C",
        callback=_columns,
        help="The names of the columns of tables that have no header.",
    )
    source = click.option(
        "--source", default="", metavar="NAME", help="The source of articles that state none."
    )
    source_from = click.option(
        "--source-from",
        type=click.Choice(["folder"]),
        help="Name the source of articles that state none by the folder they are in.",
    )
    dates = click.option(
        "--dates",
        type=click.Choice(get_args(DateOrder)),
        help="The order of dates such as 03/04/2019.  [default: inferred from each file]",
    )

    def decorated(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def with_options(*args: Any, **values: Any) -> Any:
            options = ReadOptions(
                fields=values.pop("fields"),
                dates=values.pop("dates"),
                columns=values.pop("columns"),
                source=values.pop("source"),
                source_from_folder=values.pop("source_from") is not None,
            )
            return command(*args, options=options, **values)

        return fields(columns(source(source_from(dates(with_options)))))

    return decorated


def sort_option() -> Decorator:
    """`--sort`: the order of hits."""
    return click.option(
        "--sort",
        type=click.Choice(["relevance", "recent", "newest", "oldest", "added"]),
        default="relevance",
        show_default=True,
        help="Best first, recent articles favoured, by date, or indexed last first.",
    )


def paragraphs_option() -> Decorator:
    """`--paragraphs`: each paragraph is a hit."""
    return click.option(
        "--paragraphs",
        is_flag=True,
        help="Each matching paragraph is a hit, not each article.",
    )


def copies_option() -> Decorator:
    """`--copies`: each near-copy is a hit."""
    return click.option(
        "--copies",
        is_flag=True,
        help="Each near-copy of an article is a hit.",
    )


def all_words_option() -> Decorator:
    """`--all-words`: loose words must all match."""
    return click.option(
        "--all-words",
        is_flag=True,
        help="Hits must have all loose words, not any of them.",
    )


def spellings_option() -> Decorator:
    """`--spellings [all|none|FILE]`: which other spellings are searched, as a value of
    `SearchOptions.spellings`."""
    return click.option(
        "--spellings",
        is_flag=False,
        flag_value="all",
        default="accepted",
        metavar="[all|none|FILE]",
        callback=_spellings,
        help="Search all spellings of names that are offered, none but those typed, or those of"
        " a TOML file too; see pressmark help spellings.  [default: accepted ones]",
    )


def _spellings(
    context: click.Context,  # noqa: ARG001
    parameter: click.Parameter,  # noqa: ARG001
    value: str,
) -> "SpellingUse | Spellings":
    if value in ("accepted", "all", "none"):
        return cast("SpellingUse", value)
    from pressmark.index.spellings import load_spellings

    return load_spellings(value)


def excel_option() -> Decorator:
    """`--excel`: CSV as Excel opens it."""
    return click.option(
        "--excel",
        is_flag=True,
        help="CSV in UTF-8 with a byte order mark, as Excel needs it.",
    )


def rules_option() -> Decorator:
    """`--rules FILE`: more cleaning rules; the command receives a RuleSet or None."""
    return click.option(
        "--rules",
        type=click.Path(path_type=Path),
        metavar="FILE",
        callback=_rules,
        help="A TOML file with more cleaning rules; see pressmark help rules.",
    )


def _rules(
    context: click.Context,  # noqa: ARG001
    parameter: click.Parameter,  # noqa: ARG001
    path: Path | None,
) -> "RuleSet | None":
    if path is None:
        return None
    from pressmark.corpus import load_rules

    return load_rules(path)


def _columns(
    context: click.Context,  # noqa: ARG001
    parameter: click.Parameter,  # noqa: ARG001
    value: str | None,
) -> tuple[str, ...]:
    return tuple(name.strip() for name in value.split(",")) if value else ()


def _fields(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> dict[str, str]:
    fields = {}
    for value in values:
        field, _, name = value.partition("=")
        if not field or not name:
            message = "expected FIELD=NAME, such as text=body"
            raise click.BadParameter(message, ctx=context, param=parameter)
        fields[field.strip()] = name.strip()
    if fields:
        _refuse_unknown(fields, context, parameter)
    return fields


def _refuse_unknown(
    fields: Iterable[str], context: click.Context, parameter: click.Parameter
) -> None:
    from pressmark.corpus.readers.field_names import FIELDS

    for name in fields:
        if name not in FIELDS:
            known = ", ".join(FIELDS)
            message = f"there is no field “{name}”; the fields are {known}"
            raise click.BadParameter(message, ctx=context, param=parameter)
