"""The command `pressmark`: its subcommands and the handling of their errors."""

import gc
import importlib
import sys
from typing import Any, Never

import click

from pressmark.corpus.errors import PressmarkError
from pressmark.search.cli import DONE, INTERRUPTED, failure

COMMANDS = (
    "index",
    "search",
    "count",
    "show",
    "export",
    "batch",
    "similar",
    "suggest",
    "save",
    "saved",
    "new",
    "forget",
    "clean",
    "serve",
    "stats",
    "remove",
    "boilerplate",
    "spellings",
    "verify",
    "compact",
    "copy",
    "demo",
    "mcp",
    "help",
)
"""In the order of `--help`; each is a module of `commands` with a `command` in it."""

SHORT = frozenset({"search", "count", "show", "similar", "suggest", "stats", "help"})
"""Commands that end before garbage collection would save memory."""


class LazyGroup(click.Group):
    """A group that imports only the command it runs, and reports errors as sentences."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names of all commands, imported or not."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"pressmark.search.cli.commands.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that `args` begin with; raises UsageError with a similar one if it is
        unknown."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            ctx.fail(_unknown(name))
        if name not in SHORT:
            gc.enable()
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> int:
        """The exit status of the subcommand; a closed pipe is no error."""
        try:
            status = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            failure.silence_output()
            return DONE
        except PressmarkError as error:  # here, where the context says whether JSON is asked for
            return failure.report(error)
        return status if isinstance(status, int) else DONE

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """The context; a closed pipe is no error."""
        try:
            return super().make_context(*args, **extra)
        except BrokenPipeError:
            failure.silence_output()
            raise click.exceptions.Exit(DONE) from None

    def main(self, *args: Any, **extra: Any) -> Never:
        """Run and exit; expected errors have no traceback."""
        sys.exit(self._status(*args, **(extra | {"standalone_mode": False})))

    def _status(self, *args: Any, **extra: Any) -> int:
        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(errors="pressmark-plain")  # type: ignore[union-attr]
        try:
            return super().main(*args, **extra) or DONE
        except PressmarkError as error:
            return failure.report(error)
        except click.Abort:
            return INTERRUPTED
        except click.ClickException as error:
            return failure.report_usage(error)
        except OSError as error:
            return failure.report_system(error)


def _unknown(name: str) -> str:
    import difflib

    likely = difflib.get_close_matches(name, COMMANDS, n=1)
    meant = (
        f" Did you mean {likely[0]}?" if likely else f" To search for it: pressmark search {name}"
    )
    return f"There is no command {name}.{meant}"


EPILOG = """\b
Start here:
  pressmark demo                       try it on sample articles
  pressmark index ~/articles           read a folder, clean it, index it
  pressmark search ferry timetable     search its articles

The index is the folder .pressmark in the current one; --index DIR or the
environment variable PRESSMARK_INDEX names another.

\b
Exit status, as grep's:
  0    found, or done
  1    nothing found, or some files were skipped
  2    the command failed
  130  stopped by Ctrl-C

\b
Tab completion: put the line of your shell into its start-up file:
  bash  eval "$(_PRESSMARK_COMPLETE=bash_source pressmark)"
  zsh   eval "$(_PRESSMARK_COMPLETE=zsh_source pressmark)"
  fish  _PRESSMARK_COMPLETE=fish_source pressmark | source
"""


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 90},
)
@click.version_option(package_name="pressmark", message="pressmark %(version)s")
@click.pass_context
def pressmark(context: click.Context) -> int:
    """Full-text search for piles of scraped news articles.

    Pressmark removes the boilerplate, with a reason for each line, and indexes every paragraph.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
    return DONE
