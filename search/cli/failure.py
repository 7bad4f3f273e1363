"""What is said on standard error when a command cannot do what it was asked."""

import errno
import os
import sys
from typing import TYPE_CHECKING, TextIO

import click

from pressmark.corpus.errors import ArticleNotFound, PressmarkError, QueryError
from pressmark.search.cli import ERROR, NOTHING
from pressmark.search.cli.wrap import columns, line_spans, width_of
from pressmark.search.escape import harmless

if TYPE_CHECKING:
    from pressmark.search.results.models import Results

EXCERPT = 60
"""Characters of a long query shown around the place of its fault: they fit on one line."""


def tell(text: str) -> None:
    """Write on standard error; other people's words in it have been made harmless.

    Where that cannot be written to, nobody can be told.
    """
    try:
        click.echo(text, file=sys.stderr)
    except OSError:
        _discard(sys.stderr)


def warn(message: str, hint: str = "") -> None:
    """Say one plain sentence on standard error, and below it the next thing to try."""
    _prose(f"pressmark: {message}")
    if hint:
        _prose(hint, indent="  ")


def _prose(text: str, indent: str = "") -> None:
    width = width_of(sys.stderr)
    room = None if width is None else max(20, width - len(indent))
    text = harmless(text)
    for line in line_spans(text, room):
        tell(indent + text[line.start : line.end])


def report(error: PressmarkError) -> int:
    """Tell the person what went wrong; the exit status that says so."""
    warn(str(error), error.hint)
    return NOTHING if isinstance(error, ArticleNotFound) else ERROR


def report_query(error: QueryError, query: str) -> int:
    """The same for a query that cannot be read, with the place of the fault underlined."""
    start = max(0, min(error.start, len(query)) - EXCERPT // 2)
    excerpt = query[start : start + EXCERPT]
    before = excerpt[: error.start - start]
    fault = excerpt[error.start - start : max(error.end, error.start + 1) - start]
    underline = " " * columns(harmless(before)) + "^" * max(1, columns(harmless(fault)))
    warn(str(error))
    if excerpt.strip():
        tell(f"\n  {harmless(excerpt)}\n  {underline}")
    if error.hint:
        _prose(error.hint, indent="  ")
    return ERROR


def tell_nothing_found(results: "Results") -> None:
    """Say that no hit answers the query, and what to try instead."""
    hints = list(results.notes)
    if results.suggestion:
        hints.append(f"Did you mean: {results.suggestion}")
    elif results.broader:
        hints.append(f"Try fewer or other words, or a beginning: {results.broader}")
    warn(f"Nothing found for “{results.query}”.", " ".join(hints) or "Try fewer or other words.")


def report_usage(error: click.ClickException) -> int:
    """The same for a command line that click could not take."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context else "pressmark"
    hint = _placing(context) if context and isinstance(error, click.NoSuchOption) else ""
    warn(error.format_message(), f"See {command} --help.{hint}")
    return ERROR


def _placing(context: click.Context) -> str:
    """Where an option, or a word that looks like one, has its place."""
    if isinstance(context.command, click.Group):
        return f" Options stand after the command: {context.command_path} COMMAND OPTIONS"
    if any(isinstance(each, click.Argument) for each in context.command.params):
        return f" Before words that begin with - put --: {context.command_path} -- ferry -storm"
    return ""


def report_system(error: OSError) -> int:
    """The same for what the operating system refused."""
    if error.errno == errno.EBADF and not error.filename:
        warn("The standard output is closed.")
        silence_output()
        return ERROR
    if error.errno == errno.ENOENT and not error.filename:  # of os.getcwd()
        warn("The present folder was deleted.", "Change to another with cd.")
        return ERROR
    name = f"{os.fsdecode(error.filename)}: " if error.filename else ""
    hint = "Free some space and run it again." if error.errno == errno.ENOSPC else ""
    warn(f"{name}{error.strerror or error}.", hint)
    return ERROR


def silence_output() -> None:
    """Let what is still buffered for a reader that left go nowhere, as Python would complain."""
    _discard(sys.stdout)


def _discard(stream: TextIO) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
