"""`pressmark help`: topics beyond a single command, or the help of a command."""

from collections.abc import Callable, Mapping
from functools import partial

import click

from pressmark.search.cli import DONE
from pressmark.search.cli.console import QUIET, RULE, STRONG, Console, console
from pressmark.search.cli.options import color_option, completing

EPILOG = """\b
Examples:
  pressmark help query        how to write a query
  pressmark help rules        the cleaning rules, and how to write your own
  pressmark help counts       what totals, facets and reports count
  pressmark help spellings    names and words that mean one thing
  pressmark help formats      what is read, and what is skipped
  pressmark help cluster      an index in an OpenSearch cluster
  pressmark help python       indexing and searching from Python
  pressmark help whoosh       programs written for Whoosh, and stock indexes
  pressmark help search       the same as pressmark search --help
"""


@click.command(epilog=EPILOG)
@click.argument("topic", default="", shell_complete=completing("topics"))
@color_option()
@click.pass_context
def command(context: click.Context, topic: str, color: str) -> int:
    """Explain queries, rules, counts, formats, or a command.

    TOPIC is query, rules, counts, spellings, formats, cluster, python, whoosh or the name of a
    command.
    """
    if topic in TOPICS:
        TOPICS[topic](console(color))
        return DONE
    group = context.find_root()
    click.echo(_help_of(topic, group) if topic else group.get_help())
    return DONE


def _help_of(topic: str, group: click.Context) -> str:
    assert isinstance(group.command, click.Group)
    name, command, _ = group.command.resolve_command(group, [topic])
    assert command is not None
    with click.Context(command, info_name=name, parent=group) as described:
        return command.get_help(described)


def _explain_queries(out: Console) -> None:
    from pressmark.search.query.grammar import QUERY_HELP

    form_width = max(len(row.form) for row in QUERY_HELP)
    meaning_width = max(len(row.meaning) for row in QUERY_HELP)
    out.paragraph("Plain words are enough. Other forms, each with an example:")
    out.print()
    for row in QUERY_HELP:
        explained = (
            f"{out.styled(f'{row.form:<{form_width}}', STRONG)}  {row.meaning:<{meaning_width}}"
        )
        columns_left = None if out.width is None else out.width - form_width - meaning_width - 4
        fits = columns_left is None or len(row.example) <= columns_left
        gap = "  " if fits else "\n" + " " * (form_width + 2)
        out.print(explained + gap + out.styled(row.example, QUIET))


RULES_FILE = """\
off = ["author-bio"]                      # rules to turn off

[ferry-notice]                            # a new rule
reason = "the harbour's notice"           # the reason of a removal
whole = ["high water #"]                  # the whole line; # is any number
starts = ["sailings today"]               # the beginning of a line
patterns = ["^Tel\\\\. [0-9 ]+$"]           # regular expressions
"""


def _explain_rules(out: Console) -> None:
    from pressmark.corpus import default_rules
    from pressmark.corpus.html.rules import REASONS

    by_wording = {rule.name: rule.reason for rule in default_rules()}
    width = max(map(len, [*by_wording, *REASONS]))
    out.paragraph("Rules that remove lines, with their reasons:")
    out.print()
    _list_rules(out, by_wording, width)
    out.print()
    out.paragraph("Rules that remove parts of web pages; a rules file does not change them:")
    out.print()
    _list_rules(out, REASONS, width)
    out.print()
    out.paragraph(
        "A file for --rules adds rules and turns others off. Case and punctuation of wordings do "
        "not matter. To see its effect on a folder: pressmark clean FOLDER --diff default FILE"
    )
    out.print()
    for line in RULES_FILE.splitlines():
        out.print(out.styled(f"    {line}", QUIET))


def _list_rules(out: Console, reasons: Mapping[str, str], width: int) -> None:
    for rule, reason in reasons.items():
        name = out.styled(f"{rule:<{width}}", RULE) + "  "
        out.paragraph(reason, first=name, indent=" " * (width + 2))


COUNTS = """\
A hit is an article, shown by its best paragraph; with --paragraphs each paragraph is a hit.
Near-copies of an article, as in several newspapers, are one hit: a story. With --copies each
near-copy is a hit. Totals are exact and name their unit: stories, articles, paragraphs.

AND, + and - look at the whole hit: the article, or with --paragraphs the paragraph. Of loose words
any may match; the totals say how many hits have all of them, and --all-words shows only these.

Facets count hits by source, author, kind, language, month and names, and with --facet NAME by one
of these or by a further column of the records. Names of people, places and other things are read
from capital letters: scripts without them have none, in German only those of several words. The
clause of a value matches exactly that value: source:="The Tribune". The last row has the hits
without a value: missing:source.

pressmark count shows the hits of several queries by day, week, month, year, source, author,
language or a column. There a story counts once, by its matching article that was published first.

The report of index counts articles that were added, replaced, unchanged and removed, and those left
out since another file has a later capture of the same address; removed lines by rule; articles
without text by cause; for each dump its records, the columns used and not used, and what is
missing; articles without a title, date, author or source; and skipped files by kind, with one
example of each.
"""

SPELLINGS = """\
A word finds its accepted spellings too, and a note says which: Kyiv finds Kiev. There is a list
of places and names that comes with Pressmark, and your own, kept with the index:

    pressmark spellings Zelensky Zelenskyy "Ze Lensky"    these mean one thing
    pressmark spellings --one-way EU "European Union"     EU finds the second, not the reverse
    pressmark spellings --forget "Ze Lensky"
    pressmark spellings --no-defaults                     without the list of Pressmark
    pressmark spellings --load FILE                       all of a file instead
    pressmark spellings                                   what is kept

For one search, export, count or batch, --spellings FILE adds the groups of a TOML file,
--spellings none searches words as typed, and --spellings alone, or Zelensky~name in the query,
searches all other spellings of a name that articles have and results would offer. Saved searches
use the accepted ones. The order of words and files does not matter, and nothing is indexed again.
A file has

    defaults = true
    both_ways = [
      ["Zelensky", "Zelenskyy"],
      ["Côte d'Ivoire", "Ivory Coast"],
    ]

    [one_way]
    "EU" = ["European Union", "European Commission"]

What -word and NOT exclude, and a single word in quotation marks, is only what is typed.
"""

FORMATS = """\
Web pages, plain text, Markdown, JSON, JSON Lines, CSV, TSV, feeds (RSS, Atom, JSON Feed), mails and
mailboxes, saved pages (MHTML) and web archives (WARC, ARC, WACZ); PDFs where the extra pdf is
installed; packed in zip or tar, compressed with gzip, bzip2, xz or zstd. A file without a known
suffix is recognized by its content.

Each record of a dump is an article: the items of a list, the rows of a table, what is in an
envelope such as hits.hits or response.docs. Known columns are those of the usual scrapers, services
and content systems, and names in some 30 languages; --field text=body or
text=content.rendered names others, --columns a,b,c those of a table without a header. Further
columns are kept with the article: party:green and words:>500 filter by them. The report has a line
for each dump: the columns used and not used, and how many records have no text and no date.

The source of an article is the one it states, else --source NAME or with --source-from folder the
name of its folder, else the host of its address.

In a folder, hidden files are skipped. Pictures, style sheets, PDF files, office documents and other
kinds are skipped and counted by kind. A file that cannot be read is listed with the reason, and
does not stop the others.
"""

CLUSTER = """\
An archive that outgrows one machine is kept in an OpenSearch cluster (2.9 to 3). Every
command takes its address in place of a folder, as PRESSMARK_INDEX does:

    pip install 'pressmark[opensearch]'
    pressmark index pages --index opensearch://localhost:9200/news
    pressmark search ferry --index opensearch://localhost:9200/news
    pressmark copy .pressmark opensearch://localhost:9200/news

opensearchs:// is encrypted. Name several nodes, so that one can fail:
opensearch://a:9200,b:9200,c:9200/news. To try it on one machine:

    docker run -p 9200:9200 -e discovery.type=single-node \\
      -e DISABLE_SECURITY_PLUGIN=true opensearchproject/opensearch:2

Any number of runs may write at once, from any machine. To share one folder between
four runs, start each with its part: --part 1/4, --part 2/4 and so on. What a run has
read is seen from its next checkpoint on. Files are known by their paths, so mount a
shared folder at the same place everywhere.

A new index has one shard and one replica; --shards 4 suits some forty million
paragraphs. With --replicas 1 and three nodes, any one of them can fail.

Credentials are never in an address or an option. They are in these variables:

    PRESSMARK_OPENSEARCH_USER, PRESSMARK_OPENSEARCH_PASSWORD   a user
    PRESSMARK_OPENSEARCH_API_KEY                               or a key
    PRESSMARK_OPENSEARCH_CA             the file of certificates that are trusted
    PRESSMARK_OPENSEARCH_CREDENTIALS    or a TOML file that only you can read, with
                                        user, password, api_key and ca

Each index NAME has a second one, NAME-state: back them up together.
"""

PYTHON = """\
from pressmark.index import Index
from pressmark.search import search

index = Index.create("news")            # or Index.open("news")
report = index.add(["articles"])        # files and folders
results = search(index, "flood bridge", limit=3, facets=True)
for hit in results.hits:
    print(hit.article.title, hit.text)

Errors are subclasses of PressmarkError. For Index.searcher() see pressmark help whoosh.
"""


WHOOSH = """\
A program written for Whoosh searches an index as if it were Whoosh's. Its documents
are paragraphs:

    from pressmark.index import Index
    from whoosh.qparser import QueryParser

    index = Index.open(".pressmark")
    with index.searcher() as searcher:
        query = QueryParser("text", index.schema).parse("ferry")
        results = searcher.search(query, groupedby="source", sortedby="published")
        print(len(results), results[0]["title"], results.groups())

Whoosh's query parser stems the words of a query in the default language of the
index. To find articles in other languages, take the words of pressmark search, or
the field surface, which has words as written.

Fields: text, title, source, author (words); surface (words as written); paper and
byline (source and authors as printed); kind, language, url, article, origin (exact);
ordinal and published (numbers, dates). Index.add() and its like change an index.

A stock Whoosh index of the articles that a query finds is made by

    pressmark export --as whoosh ferry.whoosh ferry

and of everything with the query '*' and --copies. whoosh3 and Whoosh 2.7.4 open it
without Pressmark; the fields are the same, and author is text, one name a line:

    from whoosh.index import open_dir
    from whoosh.qparser import QueryParser

    index = open_dir("ferry.whoosh")
    with index.searcher() as searcher:
        query = QueryParser("text", index.schema).parse("ferry")
        print(len(searcher.search(query)))

Its words are stemmed by Whoosh, which differs in a few words (of 116,004 English ones
132, such as "university"), has no stemmer for some languages, and stems all articles
in the default language of the index. Suggestions and corrections there are Whoosh's,
best asked of the field surface.
"""


def _print_paragraphs(text: str, out: Console) -> None:
    for number, paragraph in enumerate(text.split("\n\n")):
        if number:
            out.print()
        out.paragraph(" ".join(paragraph.split()))


def _print_lines(text: str, out: Console) -> None:
    for line in text.splitlines():
        out.print(line)


TOPICS: Mapping[str, Callable[[Console], None]] = {
    "query": _explain_queries,
    "rules": _explain_rules,
    "counts": partial(_print_paragraphs, COUNTS),
    "formats": partial(_print_paragraphs, FORMATS),
    "spellings": partial(_print_lines, SPELLINGS),
    "cluster": partial(_print_lines, CLUSTER),
    "python": partial(_print_lines, PYTHON),
    "whoosh": partial(_print_lines, WHOOSH),
}
