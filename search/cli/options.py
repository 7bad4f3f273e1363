"""Options that several commands share."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    """`--json`: data for programs instead of text for people."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def color_option() -> Decorator:
    """`--color`: when to use colour and bold type."""
    return click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        help="Colour and bold type; auto uses them on a terminal unless NO_COLOR is set.",
    )


def field_option() -> Decorator:
    """`--field text=body`: which name in records stands for which of ours."""
    return click.option(
        "--field",
        "fields",
        multiple=True,
        metavar="OURS=THEIRS",
        callback=_fields,
        help="Read a field of records (JSON, CSV) under another name, such as text=body.",
    )


def sort_option() -> Decorator:
    """`--sort`: the order of hits."""
    return click.option(
        "--sort",
        type=click.Choice(["relevance", "recent", "newest", "oldest"]),
        default="relevance",
        show_default=True,
        help="Best first; with recent ones favoured; or by date of publication.",
    )


def paragraphs_option() -> Decorator:
    """`--paragraphs`: what a hit is."""
    return click.option(
        "--paragraphs",
        is_flag=True,
        help="List every paragraph, not each article by its best one.",
    )


def copies_option() -> Decorator:
    """`--copies`: whether what several papers printed is one hit."""
    return click.option(
        "--copies",
        is_flag=True,
        help="Show each copy of a story as a hit of its own.",
    )


def rules_option() -> Decorator:
    """`--rules FILE`: cleaning rules of one's own; the command gets a RuleSet or None."""
    return click.option(
        "--rules",
        type=click.Path(path_type=Path),
        metavar="FILE",
        callback=_rules,
        help="Clean with the rules of a TOML file too: pressmark help rules.",
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
    pairs = [value.partition("=") for value in values]
    for ours, _, theirs in pairs:
        if not ours or not theirs:
            raise click.BadParameter("write it as text=body", ctx=context, param=parameter)
    fields = {ours.strip(): theirs.strip() for ours, _, theirs in pairs}
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
