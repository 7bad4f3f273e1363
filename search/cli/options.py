"""Options that several commands share."""

from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

if TYPE_CHECKING:
    from pressmark.corpus import RuleSet

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

DEFAULT_INDEX = ".pressmark"


def index_option() -> Decorator:
    """`--index`: the folder of the index."""
    return click.option(
        "--index",
        "index_path",
        type=click.Path(path_type=Path),
        envvar="PRESSMARK_INDEX",
        default=DEFAULT_INDEX,
        show_default=True,
        show_envvar=True,
        metavar="DIR",
        help="The folder of the index.",
    )


def json_option() -> Decorator:
    """`--json`: JSON instead of text."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")


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
    """`--field text=body --dates dmy`: how records are read, as one parameter `options`."""
    from pressmark.corpus.read_options import DateOrder, ReadOptions  # not needed for a search

    fields = click.option(
        "--field",
        "fields",
        multiple=True,
        metavar="FIELD=NAME",
        callback=_fields,
        help="Read a field of records (JSON, CSV) under another name, such as text=body.",
    )
    dates = click.option(
        "--dates",
        type=click.Choice(get_args(DateOrder)),
        help="The order of dates such as 03/04/2019.  [default: inferred from each file]",
    )

    def decorated(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def with_options(*args: Any, **values: Any) -> Any:
            options = ReadOptions(values.pop("fields"), values.pop("dates"))
            return command(*args, options=options, **values)

        return fields(dates(with_options))

    return decorated


def sort_option() -> Decorator:
    """`--sort`: the order of hits."""
    return click.option(
        "--sort",
        type=click.Choice(["relevance", "recent", "newest", "oldest"]),
        default="relevance",
        show_default=True,
        help="Best first, recent articles favoured, or by date of publication.",
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
    from pressmark.corpus.readers.records import FIELD_NAMES

    for name in fields:
        if name not in FIELD_NAMES:
            known = ", ".join(FIELD_NAMES)
            message = f"there is no field “{name}”; the fields are {known}"
            raise click.BadParameter(message, ctx=context, param=parameter)
