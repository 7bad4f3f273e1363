"""Errors and warnings on standard error."""

import errno
import os
import sys
from typing import TYPE_CHECKING, TextIO

import click

from pressmark.corpus.errors import ArticleNotFound, PressmarkError, QueryError
from pressmark.search.cli import ERROR, NOTHING
from pressmark.search.cli.wrap import columns, line_spans, width_of
from pressmark.search.escape import harmless, harmless_json

if TYPE_CHECKING:
    from pressmark.search.results.models import Results

EXCERPT = 60
"""Characters of a long query shown around its mistake: they fit on one line."""


def write_error(text: str) -> None:
    """Write to standard error, if possible; the text has been escaped for a terminal."""
    try:
        click.echo(text, file=sys.stderr)
    except OSError:
        _discard(sys.stderr)


def warn(message: str, hint: str = "") -> None:
    """Write a sentence to standard error, with the hint below."""
    _prose(f"pressmark: {message}")
    if hint:
        _prose(hint, indent="  ")


def _prose(text: str, indent: str = "") -> None:
    width = width_of(sys.stderr)
    columns_left = None if width is None else max(20, width - len(indent))
    text = harmless(text)
    for line in line_spans(text, columns_left):
        write_error(indent + text[line.start : line.end])


def report(error: PressmarkError) -> int:
    """Report an error, as JSON where JSON is asked for; returns the exit status."""
    if _wants_json():
        _write_json(error)
    else:
        warn(str(error), error.hint)
    return NOTHING if isinstance(error, ArticleNotFound) else ERROR


def report_query(error: QueryError, query: str) -> int:
    """Report a query that cannot be parsed, with the mistake underlined; returns the exit
    status."""
    if _wants_json():
        _write_json(error, query=query, start=error.start, end=error.end)
        return ERROR
    start = max(0, min(error.start, len(query)) - EXCERPT // 2)
    excerpt = query[start : start + EXCERPT]
    before = excerpt[: error.start - start]
    fault = excerpt[error.start - start : max(error.end, error.start + 1) - start]
    underline = " " * columns(harmless(before)) + "^" * max(1, columns(harmless(fault)))
    warn(str(error))
    if excerpt.strip():
        write_error(f"\n  {harmless(excerpt)}\n  {underline}")
    if error.hint:
        _prose(error.hint, indent="  ")
    return ERROR


def _wants_json() -> bool:
    from pressmark.search.cli.options import JSON

    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(JSON))


def _write_json(error: PressmarkError, **place: str | int) -> None:
    """Write an error as one line of JSON: kind, message, hint, and the place in a query."""
    import json

    known = {"kind": type(error).__name__, "message": str(error), "hint": error.hint, **place}
    write_error(harmless_json(json.dumps({"error": known}, ensure_ascii=False)))


def report_nothing_found(results: "Results") -> None:
    """Report that nothing matches, with the hints of the results."""
    hints = list(results.notes)
    if results.all_words and results.total_any_word:
        hints.append(f"Without --all-words: {results.total_any_word:,} with any of the words.")
    hints.extend(f"Also written: {each.query}" for each in results.also_written[:1])
    if results.suggestion:
        hints.append(f"Did you mean: {results.suggestion}")
    elif results.broader:
        hints.append(f"Try fewer or other words, or a beginning: {results.broader}")
    warn(f"Nothing found for “{results.query}”.", " ".join(hints) or "Try fewer or other words.")


def report_usage(error: click.ClickException) -> int:
    """Report a command line that click cannot parse; returns the exit status."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context else "pressmark"
    hint = _position_hint(context) if context and isinstance(error, click.NoSuchOption) else ""
    warn(error.format_message(), f"See {command} --help.{hint}")
    return ERROR


def _position_hint(context: click.Context) -> str:
    """A hint on the position of options, and of words that look like options."""
    if isinstance(context.command, click.Group):
        return f" Put options after the command: {context.command_path} COMMAND OPTIONS"
    if any(isinstance(each, click.Argument) for each in context.command.params):
        return f" Before words that begin with - put --: {context.command_path} -- ferry -storm"
    return ""


def report_system(error: OSError) -> int:
    """Report an error of the operating system; returns the exit status."""
    if error.errno == errno.EBADF and not error.filename:
        warn("The standard output is closed.")
        silence_output()
        return ERROR
    if error.errno == errno.ENOENT and not error.filename:  # of os.getcwd()
        warn("The current folder was deleted.", "Change to another with cd.")
        return ERROR
    name = f"{os.fsdecode(error.filename)}: " if error.filename else ""
    hint = "Free some space and run it again." if error.errno == errno.ENOSPC else ""
    warn(f"{name}{error.strerror or error}.", hint)
    return ERROR


def silence_output() -> None:
    """Discard what is still buffered for a closed pipe, or Python would complain at exit."""
    _discard(sys.stdout)


def _discard(stream: TextIO) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
