"""`pressmark help`: topics that no single command covers, or a command's own help."""

from collections.abc import Callable, Mapping
from functools import partial

import click

from pressmark.search.cli import DONE
from pressmark.search.cli.console import QUIET, RULE, STRONG, Console, console
from pressmark.search.cli.options import color_option

EPILOG = """\b
Examples:
  pressmark help query        how to write a query
  pressmark help rules        the cleaning rules, and how to write your own
  pressmark help counts       what totals, facets and reports count
  pressmark help formats      what is read, and what is passed over
  pressmark help python       indexing and searching from Python
  pressmark help search       the same as pressmark search --help
"""


@click.command(epilog=EPILOG)
@click.argument("topic", default="")
@color_option()
@click.pass_context
def command(context: click.Context, topic: str, color: str) -> int:
    """Explain queries, rules, counts and formats, or a command.

    TOPIC is query, rules, counts, formats, python or the name of a command.
    """
    if topic in _TOPICS:
        _TOPICS[topic](console(color))
        return DONE
    group = context.find_root()
    click.echo(_help_of(topic, group) if topic else group.get_help())
    return DONE


def _help_of(topic: str, group: click.Context) -> str:
    assert isinstance(group.command, click.Group)
    name, command, _ = group.command.resolve_command(group, [topic])
    assert command is not None
    with click.Context(command, info_name=name, parent=group) as asked:
        return command.get_help(asked)


def _explain_queries(out: Console) -> None:
    from pressmark.search.query.parser import QUERY_HELP

    form_width = max(len(row.form) for row in QUERY_HELP)
    meaning_width = max(len(row.meaning) for row in QUERY_HELP)
    out.prose("Plain words are enough. For more, write (on the right, an example):")
    out.say()
    for row in QUERY_HELP:
        explained = (
            f"{out.set(f'{row.form:<{form_width}}', STRONG)}  {row.meaning:<{meaning_width}}"
        )
        room = None if out.width is None else out.width - form_width - meaning_width - 4
        fits = room is None or len(row.example) <= room
        gap = "  " if fits else "\n" + " " * (form_width + 2)
        out.say(explained + gap + out.set(row.example, QUIET))


RULES_FILE = """\
off = ["author-bio"]                      # rules you do not want

[ferry-notice]                            # a rule of your own
reason = "the harbour's notice"           # what people are told
whole = ["high water #"]                  # the whole line; # is any number
starts = ["sailings today"]               # the line's beginning
patterns = ["^Tel\\\\. [0-9 ]+$"]           # regular expressions
"""


def _explain_rules(out: Console) -> None:
    from pressmark.corpus import default_rules
    from pressmark.corpus.html.rules import REASONS

    by_wording = {rule.name: rule.reason for rule in default_rules()}
    width = max(map(len, [*by_wording, *REASONS]))
    out.prose("Lines are removed by these rules, each with the reason that is shown:")
    out.say()
    _list_rules(out, by_wording, width)
    out.say()
    out.prose("Parts of a web page are removed by these; a rules file does not change them:")
    out.say()
    _list_rules(out, REASONS, width)
    out.say()
    out.prose(
        "A file for --rules adds rules of your own and turns others off. Case and punctuation of "
        "wordings do not matter. What it would change in a folder is shown by "
        "pressmark clean FOLDER --diff default FILE"
    )
    out.say()
    for line in RULES_FILE.splitlines():
        out.say(out.set(f"    {line}", QUIET))


def _list_rules(out: Console, reasons: Mapping[str, str], width: int) -> None:
    for rule, reason in reasons.items():
        name = out.set(f"{rule:<{width}}", RULE) + "  "
        out.prose(reason, first=name, indent=" " * (width + 2))


COUNTS = """\
A hit is an article, shown by its best paragraph; with --paragraphs each paragraph is a hit.
Near-copies of one article, as several papers print it, are one hit: a story. --copies shows
each copy. Totals are exact and name what they count: stories, articles, paragraphs.

Facets count hits by source, author, kind, language and month. The filter behind a facet's value
means exactly that value: source:="The Tribune".

The report of index counts articles added, replaced, unchanged and removed, lines removed by each
rule, articles left without text with the cause, and files passed over by kind.
"""

FORMATS = """\
Web pages, plain text, Markdown, JSON, JSON Lines, CSV, TSV, feeds (RSS, Atom, JSON Feed), mails and
mailboxes, saved pages (MHTML) and web archives (WARC, ARC, WACZ); packed in zip or tar, compressed
with gzip, bzip2 or xz. Without a known ending the content decides.

A record of a dump becomes an article. Its fields are known by many names; --field text=body names
one that is not. A text file does not say which paper it is from, so it has no source.

In a folder, hidden files are skipped. Pictures, style sheets, PDF files, office documents and other
kinds are passed over and counted by kind. A file that cannot be read is named with its cause, and
the others go on.
"""

PYTHON = """\
from pressmark.index import Index
from pressmark.search import search

index = Index.create("news")            # or Index.open("news")
report = index.add(["articles"])        # files and folders
results = search(index, "flood bridge", limit=3, facets=True)
for hit in results.hits:
    print(hit.article.title, hit.text)

Errors are subclasses of PressmarkError. Index.searcher() is a Whoosh searcher over the same index.
"""


def _say_paragraphs(text: str, out: Console) -> None:
    for number, paragraph in enumerate(text.split("\n\n")):
        if number:
            out.say()
        out.prose(" ".join(paragraph.split()))


def _say_lines(text: str, out: Console) -> None:
    for line in text.splitlines():
        out.say(line)


_TOPICS: Mapping[str, Callable[[Console], None]] = {
    "query": _explain_queries,
    "rules": _explain_rules,
    "counts": partial(_say_paragraphs, COUNTS),
    "formats": partial(_say_paragraphs, FORMATS),
    "python": partial(_say_lines, PYTHON),
}
