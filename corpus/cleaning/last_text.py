"""Restores text where the rules would remove all of an article's text."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from pressmark.corpus.cleaning.line import line_of
from pressmark.corpus.cleaning.state import State
from pressmark.corpus.kinds import TEXT_KINDS
from pressmark.corpus.model import BODY_KINDS, Article, CleanArticle, Kind, Removal

TEXT_WORDS = 8
"""A removed line with fewer words is a label or a button, and no text to bring back."""

EMPTY = "empty"
"""In place of a rule: the source gave a headline at most."""

MISPLACED = frozenset({"outside-article", "sidebar", "page-footer", "navigation"})
"""Rules that go by the place of a text, which may be wrong; the others go by its content."""

FINAL_RULES = frozenset({"blocked", "markup", "separator", "bare-link"})
"""Rules whose lines stay removed: blocked by the user, or without words."""


def with_text_of_page(article: Article) -> Article:
    """A page in which structure left no text gets back the longest run of it found elsewhere."""
    if any(block.kind in (*TEXT_KINDS, Kind.CAPTION) for block in article.blocks):
        return article
    runs = _runs_of_text(article.discarded)
    longest = max(runs, key=lambda run: sum(len(r.block.text) for r in run), default=[])
    if not longest:
        return article
    blocks = sorted([*article.blocks, *(r.block for r in longest)], key=lambda b: b.order)
    left = tuple(removal for removal in article.discarded if removal not in longest)
    return replace(article, blocks=tuple(blocks), discarded=left)


def _runs_of_text(discarded: Iterable[Removal]) -> Iterator[list[Removal]]:
    """Paragraphs in a row that were found in the wrong place."""
    for may_be, run in groupby(discarded, key=_is_misplaced):
        if may_be:
            yield list(run)


def _is_misplaced(removal: Removal) -> bool:
    is_text = removal.block.kind in TEXT_KINDS and removal.rule in MISPLACED
    return is_text and line_of(removal.block).is_paragraph


def keep_last_text(state: State) -> None:
    """Restores the longest run of removed text where nothing else is left of the article."""
    if any(i != state.title and state.kind(i) in TEXT_KINDS for i, _ in state.kept()):
        return
    longest = max(_removed_runs(state), key=lambda run: _length(run, state), default=[])
    if _length(longest, state):
        state.restore(longest)


def _removed_runs(state: State) -> Iterator[list[int]]:
    """Places of removed lines that may be text, in groups that nothing else interrupts."""
    run: list[int] = []
    for at in range(len(state.lines)):
        if _may_be_text(at, state):
            run.append(at)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _may_be_text(at: int, state: State) -> bool:
    found = state.findings.get(at)
    if found is None or found.rule in FINAL_RULES or found.repeats is not None:
        return False
    return state.lines[at].kind in BODY_KINDS and not state.is_bare(at)


def _length(run: list[int], state: State) -> int:
    """The characters of a run's sentences and headlines."""
    lines = (state.lines[at] for at in run)
    return sum(len(line.text) for line in lines if len(line.words) >= TEXT_WORDS)


def cause_of_no_text(clean: CleanArticle) -> str:
    """The rule that removed most of an article without text, "" where the article has some.

    `EMPTY` where there was nothing to remove.
    """
    if any(block.kind in TEXT_KINDS or block.kind is Kind.CAPTION for block in clean.paragraphs):
        return ""
    removed: Counter[str] = Counter()
    for removal in clean.removals:
        removed[removal.rule] += len(removal.block.text)
    return max(removed, key=removed.__getitem__, default=EMPTY)
