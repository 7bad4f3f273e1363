"""`pressmark clean`: clean files without an index, or compare two sets of rules."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pressmark.corpus.model import Article, CleanArticle
from pressmark.search.cli import DONE, ERROR, NOTHING
from pressmark.search.cli.article_view import show_confidence, show_explained, show_text
from pressmark.search.cli.cleaned_files import CleanedFiles
from pressmark.search.cli.console import QUIET, Console, console
from pressmark.search.cli.failure import write_error
from pressmark.search.cli.format_choice import FormatChoice
from pressmark.search.cli.ingest_view import show_passed_over, show_problems, show_rules
from pressmark.search.cli.options import color_option, json_option, read_options, rules_option
from pressmark.search.cli.reading import Skipped, read_articles
from pressmark.search.cli.rules_diff import compare, difference_to_json, show_differences
from pressmark.search.cli.shapes import cleaned_to_json, skipped_to_json
from pressmark.search.formatting import counted

if TYPE_CHECKING:
    from pressmark.corpus import RuleSet
    from pressmark.corpus.read_options import ReadOptions

Articles = Iterable[tuple[Path, Article]]

BETWEEN_ARTICLES = "─" * 40
DEFAULT_RULES = "default"

EPILOG = """\b
Examples:
  pressmark clean page.html                    the text of the article
  pressmark clean page.html --explain          removed lines too, and why
  curl -s https://example.org/a | pressmark clean -
  pressmark clean dump.jsonl --json | jq '.articles[].removals'
  pressmark clean page.html --rules mine.toml  with more rules
  pressmark clean pages --output-dir out       write each article to a file
  pressmark clean pages --diff default mine.toml
                                               compare two sets of rules
"""


@click.command(epilog=EPILOG)
@click.argument("path", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--explain", is_flag=True, help="Show each removed line in place, with its rule.")
@rules_option()
@click.option(
    "--diff",
    nargs=2,
    metavar="RULES RULES",
    help=f"Compare two rules files instead; {DEFAULT_RULES} is the built-in rules.",
)
@click.option(
    "--output-dir",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write each article to a file in this folder.",
)
@click.option(
    "--as",
    "kind",
    type=FormatChoice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="The format of these files.",
)
@read_options()
@json_option()
@color_option()
def command(
    path: Path,
    explain: bool,
    rules: "RuleSet | None",
    diff: tuple[str, str] | None,
    output_dir: Path | None,
    kind: str,
    options: "ReadOptions",
    as_json: bool,
    color: str,
) -> int:
    """Clean files and print their text, without an index.

    PATH is a file, a folder, or - for standard input.
    """
    out = console(color)
    skipped = Skipped()
    articles = read_articles(path, options, skipped)
    if diff:
        found = _compare(out, articles, diff, skipped, as_json)
    elif output_dir:
        found = _write(out, articles, rules, CleanedFiles(path, output_dir, kind))
    elif as_json:
        found = _print_json(out, articles, rules, skipped)
    else:
        found = _show(out, articles, rules, explain)
    if not as_json:
        show_passed_over(skipped.passed_over, skipped.examples, write_error)
        show_problems(skipped.problems)
    if skipped.problems:
        return NOTHING if found else ERROR
    return DONE if found else NOTHING


def _print_json(
    out: Console, articles: Articles, rules: "RuleSet | None", skipped: Skipped
) -> bool:
    from pressmark.corpus import clean

    cleaned = [cleaned_to_json(clean(article, rules)) for _, article in articles]
    out.json({"articles": cleaned, **_unread_to_json(skipped)})
    return bool(cleaned)


def _write(out: Console, articles: Articles, rules: "RuleSet | None", files: CleanedFiles) -> bool:
    from pressmark.corpus import clean

    written = 0
    for file, article in articles:
        files.write(file, clean(article, rules))
        written += 1
    out.print(f"{counted(written, 'article')} written.")
    return written > 0


def _show(out: Console, articles: Articles, rules: "RuleSet | None", explain: bool) -> bool:
    from pressmark.corpus import clean

    removed: Counter[str] = Counter()
    number = 0
    for number, (_, article) in enumerate(articles, start=1):
        if number > 1:
            out.print(out.styled(BETWEEN_ARTICLES, QUIET) + "\n")
        cleaned = clean(article, rules)
        _show_one(out, cleaned, explain)
        removed.update(removal.rule for removal in cleaned.removals)
    if removed and explain:
        show_rules(out, removed)
    return number > 0


def _show_one(out: Console, cleaned: CleanArticle, explain: bool) -> None:
    if explain:
        show_explained(out, cleaned.paragraphs, cleaned.removals)
        show_confidence(out, cleaned.article.confidence)
    else:
        show_text(out, cleaned.paragraphs)


def _compare(
    out: Console,
    articles: Articles,
    rules_files: tuple[str, str],
    skipped: Skipped,
    as_json: bool,
) -> bool:
    first, second = map(_rule_set, rules_files)
    differences = compare(articles, first, second)
    if not as_json:
        return show_differences(out, differences)
    changed = [difference_to_json(each) for each in differences if each.is_change]
    out.json({"articles": changed, **_unread_to_json(skipped)})
    return bool(changed)


def _unread_to_json(skipped: Skipped) -> dict[str, Any]:
    return {
        "passed_over": dict(skipped.passed_over.most_common()),
        "passed_over_examples": skipped.examples,
        "skipped": skipped_to_json(skipped.problems),
    }


def _rule_set(name: str) -> "RuleSet":
    from pressmark.corpus import default_rules, load_rules

    return default_rules() if name == DEFAULT_RULES else load_rules(Path(name))
