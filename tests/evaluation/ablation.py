"""The effect of each step, rule and threshold of the cleaner: the change when it is off.

    python tests/evaluation/ablation.py [--pages 40] [--only WORD] [--thresholds]

Prints a row for each step and a column for each set: the change of the mean F1 in thousandths when
the step is off, then how many pages get worse and better. A negative number is what the step
gains. Pages are read by structure alone, without the leaf model. Without `--pages` all pages are
measured. `ablation.md` has the results.
"""

import argparse
import ast
import gzip
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from statistics import mean
from types import ModuleType
from typing import Any
from unittest.mock import patch

import extraction
import noise

from pressmark.corpus import cleaner, default_rules, read, samples_path
from pressmark.corpus.html import body, leaves, page, rules, sorting, tree
from pressmark.corpus.html.charset import decode
from pressmark.corpus.html.leaves import outline
from pressmark.corpus.html.page import structured_article
from pressmark.corpus.html.parsing import parse
from pressmark.corpus.html.tree import prune
from pressmark.corpus.model import Article, CleanArticle
from pressmark.corpus.readers import articles as text_reader
from pressmark.corpus.readers.articles import text_article
from pressmark.corpus.rules import RuleSet

DATA = extraction.DATA.parent
CORPUS = Path(page.__file__).resolve().parents[1]
LABELS = Path(__file__).resolve().parents[1] / "corpus" / "sample_labels.json"
RAW_SETS = ("wcxb article", "l3s", "dragnet", "cleaneval")
TOKEN = re.compile(r"\w+")
NEVER = re.compile(r"(?!)")

STAGES = ("clean", "body", "page", "text")
"""What a change needs done again: the cleaning, the search for the body, all of the page; "text" is
body and cleaning."""


@dataclass(slots=True)
class Case:
    """One page with its score of a clean article, 1.0 being perfect."""

    read: Callable[[], Article]
    score: Callable[[CleanArticle], float]
    parsed: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """Something switched off: what to patch, and the first stage that it concerns."""

    name: str
    stage: str
    patches: tuple[tuple[Any, str, Any], ...]


def words_f1(found: str, truth: str) -> float:
    ours, theirs = (Counter(TOKEN.findall(text.lower())) for text in (found, truth))
    return 2 * (ours & theirs).total() / ((ours.total() + theirs.total()) or 1)


def shingles_f1(found: str, truth: str) -> float:
    pair = extraction.compare(found, truth)
    return 2 * pair.right / (1 + pair.right)


def body_of(clean: CleanArticle) -> str:
    return "\n".join(block.text for block in clean.body)


def page_case(html: bytes, truth: str, f1: Callable[[str, str], float] = words_f1) -> Case:
    text = decode(html)
    return Case(lambda: structured_article(text), lambda clean: f1(body_of(clean), truth))


def raw_case(html: bytes, truth: str) -> Case:
    """The same page as the lines of its visible text, as a crude scraper saves it."""
    root = parse(decode(html))
    text = "" if root is None else "\n".join(leaf.text for leaf in outline(prune(root)).leaves)
    return Case(lambda: text_article(text), lambda clean: words_f1(body_of(clean), truth))


def noise_case(text: str, lines: list[noise.Line]) -> Case:
    def score(clean: CleanArticle) -> float:
        left = noise.left_of(text, lines, lambda _: [block.text for block in clean.paragraphs])
        right = ((line.number in left) == line.group.endswith("kept") for line in lines)
        return mean(right)

    return Case(lambda: text_article(text), score)


def sample_case(name: str, labels: Mapping[str, list[str]]) -> Case:
    def score(clean: CleanArticle) -> float:
        kept = [block.text for block in clean.paragraphs]
        right = [any(text.startswith(start) for text in kept) for start in labels["kept"]]
        for label in labels["dropped"]:
            rule, _, text = label.partition(": ")
            removed = {r.rule for r in clean.removals if text in r.block.text}
            right.append(rule in removed)
        return mean(right)

    (article,) = read(samples_path() / name)
    assert isinstance(article, Article)
    if name.endswith(".html"):
        html = decode((samples_path() / name).read_bytes())
        return Case(lambda: structured_article(html), score)
    return Case(lambda: article, score)


def page_sets() -> Iterator[tuple[str, bytes, str]]:
    """The set, the HTML and the main text of each page that is no tuning page."""
    for name in ("wcxb", "l3s", "dragnet", "cleaneval"):
        folder = DATA / "pages" / name
        for line in (folder / "truth.jsonl").open(encoding="utf-8"):
            row = json.loads(line)
            html = gzip.decompress((folder / f"{row['id']}.html.gz").read_bytes())
            kind = row["type"] if row["type"] == "article" else "other"
            yield f"{name} {kind}" if name == "wcxb" else name, html, row["text"]


def cases(pages: int) -> dict[str, list[Case]]:
    """The cases by set, at most so many of each, drawn at random."""
    truths: dict[str, list[tuple[bytes, str]]] = {}
    for name, html, text in page_sets():
        truths.setdefault(name, []).append((html, text))
    chance = random.Random(12)
    drawn = {name: _some(rows, pages, chance) for name, rows in truths.items()}
    tuned = _some([(one.html, one.body) for one in extraction.pages()], pages, chance)
    found = {"91 pages": [page_case(html, text, shingles_f1) for html, text in tuned]}
    found |= {name: [page_case(*row) for row in rows] for name, rows in drawn.items()}
    found["raw lines"] = [
        raw_case(*row) for name in RAW_SETS for row in drawn[name][: max(len(drawn[name]) // 2, 1)]
    ]
    labelled = noise.labelled_pages(noise.NOISE)
    found["noise"] = [noise_case(text, lines) for _, text, lines in labelled]
    labels = json.loads(LABELS.read_text(encoding="utf-8"))
    found["samples"] = [sample_case(name, labels[name]) for name in labels]
    return found


def _some(rows: list[Any], count: int, chance: random.Random) -> list[Any]:
    return rows if count >= len(rows) else chance.sample(rows, count)


def scores(sets: Mapping[str, list[Case]], stage: str) -> dict[str, list[float]]:
    """The score of each case, with the stages before `stage` taken from the first run."""
    return {name: [_score(case, stage) for case in cases] for name, cases in sets.items()}


def _score(case: Case, stage: str) -> float:
    article = case.parsed["article"] if stage == "clean" else _article(case, stage)
    if stage in ("body", "page") and article == case.parsed.get("article"):
        return case.parsed["score"]
    score = case.score(cleaner.clean(article))
    if "article" not in case.parsed:
        case.parsed.update(article=article, score=score)
    return score


def _article(case: Case, stage: str) -> Article:
    with ExitStack() as stack:
        if stage != "page":
            for name in ("parse", "read_metadata", "data_scripts", "prune", "outline"):
                stack.enter_context(patch.object(page, name, _kept(case, name)))
        return case.read()


def _kept(case: Case, name: str) -> Callable[..., Any]:
    """The function of that name, called once for the case."""
    function = getattr(page, name)

    def call(*values: Any) -> Any:
        if name not in case.parsed:
            case.parsed[name] = function(*values)
        return case.parsed[name]

    return call


def _nothing(*_: Any, **__: Any) -> None:
    return None


def _empty(*_: Any, **__: Any) -> tuple[()]:
    return ()


def _no(*_: Any, **__: Any) -> bool:
    return False


def changes() -> Iterator[Change]:
    yield from _cleaning_changes()
    yield from _body_changes()
    yield from _tree_changes()


def _cleaning_changes() -> Iterator[Change]:
    for step in dict.fromkeys(cleaner._STEPS):
        others = tuple(one for one in cleaner._STEPS if one is not step)
        yield Change(f"step {step.__name__}", "clean", ((cleaner, "_STEPS", others),))
    same = ((cleaner, "with_text_of_page", lambda article: article),)
    yield Change("step with_text_of_page", "clean", same)
    whole = default_rules()
    for rule in whole:
        if rule.whole or rule.starts or rule.cues or rule.patterns or rule.weak or rule.words:
            yield _with_rules(f"rule {rule.name}", whole.without(rule.name))
    for part in ("whole", "weak", "words", "starts", "cues", "patterns", "labels"):
        cut = RuleSet({rule.name: replace(rule, **{part: ()}) for rule in whole})
        yield _with_rules(f"wordings {part}", cut)
    no_lists = RuleSet({rule.name: replace(rule, list_lines=0) for rule in whole})
    yield _with_rules("wordings list_lines", no_lists)
    furniture = import_module("pressmark.corpus.cleaning.furniture")
    for rule, shape in furniture._SHAPES:
        patches = [
            (furniture, table, tuple(one for one in getattr(furniture, table) if one[1] != shape))
            for table in ("_SHAPES", "_SHAPES_OF_PAGES")
        ]
        yield Change(f"shape {rule} {shape.__name__}", "clean", tuple(patches))


def _with_rules(name: str, kept: RuleSet) -> Change:
    places = (cleaner, text_reader)
    return Change(name, "clean", tuple((one, "default_rules", lambda: kept) for one in places))


def _body_changes() -> Iterator[Change]:
    for rule in sorting.BODY_RULES:
        others = tuple(one for one in sorting.BODY_RULES if one is not rule)
        yield Change(f"body {rule.__name__}", "body", ((sorting, "BODY_RULES", others),))
    for module, name, off in (
        (sorting, "_head", _nothing),
        (page, "paragraphs_of_data", _empty),
        (body, "_without_prose", lambda _: range(0)),
        (body, "_is_named_body", _no),
        (body, "_is_teaser", _no),
        (body, "_has_headline", _no),
        (body, "COLUMNS", frozenset()),
        (body, "_are_named_alike", _no),
        (body, "NUMBERED", NEVER),
        (body, "INTRO_NAME", NEVER),
        (body, "PARAGRAPHS", frozenset()),
        (body, "LIST_WEIGHT", 1.0),
        (body, "SHARES", (1.0,)),
        (body, "TEASER_SHARE", 2.0),
    ):
        yield Change(f"body {name}", "body", ((module, name, off),))


def _tree_changes() -> Iterator[Change]:
    for module, name, off in (
        (tree, "_show_hidden", _nothing),
        (tree, "mark_pictures", _nothing),
        (tree, "spell_out", _nothing),
        (tree, "core_of", _empty),
        (tree, "_read_controls", _empty),
        (tree, "_is_text", _no),
        (tree, "_is_of_readers", _no),
        (tree, "LINKED_RULES", frozenset()),
        (tree, "ITEM_ROLES", {}),
        (tree, "ROLE_RULES", {}),
        (rules, "TOPIC", NEVER),
        (leaves, "ONE_LINE", frozenset()),
        (leaves, "CELLS", frozenset()),
        (leaves, "_goes_on", _no),
    ):
        yield Change(f"tree {name}", "page", ((module, name, off),))
    for tag in rules.TAG_RULES:
        others = {name: rule for name, rule in rules.TAG_RULES.items() if name != tag}
        yield Change(f"tree <{tag}>", "page", ((tree, "TAG_RULES", others),))
    for table, pattern in (("NAMES", "_RULE"), ("ROLES", "_ROLE")):
        names = getattr(rules, table)
        for name in names:
            cut = {one: words for one, words in names.items() if one != name}
            yield Change(f"name {name}", "page", ((rules, pattern, rules._pattern(cut)),))


def thresholds() -> Iterator[Change]:
    """Each number that a module of the cleaner names, as nothing and without limit."""
    for path in sorted(CORPUS.rglob("*.py")):
        name = ".".join(("pressmark.corpus", *path.relative_to(CORPUS).with_suffix("").parts))
        stage = _stage(path.relative_to(CORPUS))
        for constant in _numbers(path) if stage else ():
            value = getattr(import_module(name), constant)
            for off in (0, 10**6):
                to = range(10**6) if isinstance(value, range) else type(value)(off)
                label = f"{path.stem}.{constant} {value} → {to}"
                yield Change(label, stage, tuple(_holders(constant, value, to)))


def _stage(path: Path) -> str:
    package, name = path.parts[0], path.stem
    if package == "cleaning" or path.parts == ("rules", "matching.py"):
        return "clean"
    if package == "text" and name not in ("months", "encoding", "dates", "first_words"):
        return "text"
    if package == "html" and name not in ("metadata", "publication_date", "jsonld", "names"):
        return "body" if name in ("body", "sorting", "page", "page_data") else "page"
    return ""


def _numbers(path: Path) -> Iterator[str]:
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            constant = node.targets[0].id
            is_number = isinstance(node.value, ast.Constant | ast.BinOp) or (
                isinstance(node.value, ast.Call) and getattr(node.value.func, "id", "") == "range"
            )
            value = getattr(sys.modules.get(_module_of(path)), constant, None)
            if constant.isupper() and is_number and isinstance(value, int | float | range):
                yield constant


def _module_of(path: Path) -> str:
    name = ".".join(("pressmark.corpus", *path.relative_to(CORPUS).with_suffix("").parts))
    import_module(name)
    return name


def _holders(constant: str, value: object, to: object) -> Iterator[tuple[ModuleType, str, object]]:
    """The modules that hold or import the constant."""
    for name, module in list(sys.modules.items()):
        if name.startswith("pressmark.corpus") and getattr(module, constant, None) is value:
            yield module, constant, to


def measure(sets: Mapping[str, list[Case]], change: Change) -> dict[str, list[float]]:
    rules.meaning.cache_clear()
    with ExitStack() as stack:
        for module, name, value in change.patches:
            stack.enter_context(patch.object(module, name, value))
        found = scores(sets, change.stage)
    rules.meaning.cache_clear()
    return found


def row(before: Mapping[str, list[float]], after: Mapping[str, list[float]]) -> Iterable[str]:
    for name, old in before.items():
        new = after[name]
        worse = sum(b < a for a, b in zip(old, new, strict=True))
        better = sum(b > a for a, b in zip(old, new, strict=True))
        exact = sum(b == 1.0 for b in new) - sum(a == 1.0 for a in old)
        change = 1000 * (mean(new) - mean(old))
        yield f"{change:+.1f} {worse}/{better} {exact:+d}" if worse or better else ""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, default=10**6, help="pages of a set, at most")
    options.add_argument("--only", default="", help="changes whose names match this expression")
    options.add_argument("--thresholds", action="store_true", help="vary each named number")
    given = options.parse_args()
    sets = cases(given.pages)
    before = scores(sets, "body")
    print("| off |", " | ".join(f"{name} ({len(sets[name])})" for name in sets), "|")
    print("| --- |", " | ".join("---" for _ in sets), "|")
    print("| (all on) |", " | ".join(f"{mean(before[name]):.4f}" for name in sets), "|")
    for change in thresholds() if given.thresholds else changes():
        if re.search(given.only, change.name):
            try:
                cells = row(before, measure(sets, change))
            except Exception as error:
                cells = [f"{type(error).__name__}: {error}"]
            print(f"| {change.name} |", " | ".join(cells), "|", flush=True)


if __name__ == "__main__":
    main()
