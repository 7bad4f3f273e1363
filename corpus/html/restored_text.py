"""Restores text that the structure of a page excluded and the leaf model takes for main text.

Structure finds the body of a news article better than any model of single leaves. On other pages,
and where a body is split over parts of the page, it loses text: there the model adds to it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from pressmark.corpus.html.leaf_features import page_features
from pressmark.corpus.html.leaf_model import leaf_model
from pressmark.corpus.html.parsing import parse
from pressmark.corpus.html.text_runs import TextRuns, text_runs
from pressmark.corpus.model import BODY_KINDS, Article, Block, Kind, Removal
from pressmark.corpus.text.elements import HEADINGS

SURE_CHARACTERS = 500
"""A page that states that it is an article keeps a body of so many characters, some 90 words, as
structure found it: with additions of the model, F1 on the 91 news pages falls from .992 to .967."""

LEAST_SCORE = 0.4
"""Runs of at least this score are restored. With folds over all sets, 0.4 gains .15 on collections
and listings where 0.6 gains .11, and loses .003 on pages of 2008 and 2012."""

MOST_RUNS = 20_000
"""A page of more runs is no page of text; its features would take over 40 MB."""

MOST_CHARACTERS = 1 << 22
"""A page of more characters, markup included, is left as structure found it."""

SHINGLE = 4
"""Words in a row by which a run is found within a longer text."""

PASSED_OVER = 8
"""Chosen runs that may be in no removed text, before one that is: lines split in another way."""

BODY = "body"
"""The fate of text that structure kept as the body."""

RESTORED_RULES = frozenset(
    {"outside-article", "navigation", "sidebar", "form", "comments", "page-footer",
     "overlay", "newsletter", "advertisement", "author-note", "tags"}
)  # fmt: skip
"""Rules of structure that may have excluded main text."""

STATED_ARTICLE = re.compile(
    r"""og:type[^>]{0,40}article|content=.article.[^>]{0,30}og:type|articleBody
    |"@type"\s*+:\s*+\[?\s*+"(?:News|Reportage|AnalysisNews|OpinionNews|Blog|Satirical|Tech)?
    (?:Article|Posting)\"""",
    re.IGNORECASE | re.VERBOSE,
)
"""How a page states that it is one article."""

ORIGIN = "structure and leaf scores"


@dataclass(frozen=True, slots=True)
class ScoredRun:
    """A run of text, the kind its tag gives it, and its score."""

    text: str
    kind: Kind
    score: float


def with_restored_text(article: Article, text: str) -> Article:
    """The article of the page `text` with what the leaf model adds to it."""
    if len(text) > MOST_CHARACTERS:
        return article
    body = sum(len(block.text) for block in article.blocks if block.kind in BODY_KINDS)
    if body >= SURE_CHARACTERS and STATED_ARTICLE.search(text):
        return article
    lost = sum(len(removal.block.text) for removal in _restorable(article))
    if not lost:
        return article
    root = parse(text)
    page = text_runs(root) if root is not None else TextRuns()
    if not 0 < len(page.runs) <= MOST_RUNS:
        return article
    chosen = [run for run in scored_runs(page, article) if run.score >= LEAST_SCORE]
    return _restored(article, chosen) if chosen else article


def _restorable(article: Article) -> Iterator[Removal]:
    return (removal for removal in article.discarded if removal.rule in RESTORED_RULES)


def scored_runs(page: TextRuns, article: Article) -> Iterator[ScoredRun]:
    """The runs that structure excluded from the article, with their scores."""
    kept, rules = structure_of(page, article)
    scores = leaf_model().scores(page_features(page, article.title, np.array(kept), rules))
    for run, rule, score in zip(page.runs, rules, scores.tolist(), strict=True):
        if rule in RESTORED_RULES and any(map(str.isalnum, run.text)):
            yield ScoredRun(run.text, _kind(page.elements[run.element].tag), score)


def structure_of(page: TextRuns, article: Article) -> tuple[list[float], list[str]]:
    """For each run, 1 where it is in the body that structure found, and the rule that excluded it
    from the article, "" for none."""
    fates = _Fates()
    for block in article.blocks:
        fates.add(block.text, BODY if block.kind in BODY_KINDS else "")
    for removal in article.discarded:
        fates.add(removal.block.text, removal.rule)
    found = [fates.of(run.text) for run in page.runs]
    kept = [float(fate == BODY) for fate in found]
    return kept, ["" if fate == BODY else fate for fate in found]


class _Fates:
    """What became of texts, looked up by the whole text or by its first words anywhere in it."""

    def __init__(self) -> None:
        self._whole: dict[str, str] = {}
        self._within: dict[tuple[str, ...], str] = {}

    def add(self, text: str, fate: str) -> None:
        """Of equal texts the first counts."""
        self._whole.setdefault(text, fate)
        words = text.split()
        for shingle in zip(*(words[start:] for start in range(SHINGLE)), strict=False):
            self._within.setdefault(shingle, fate)

    def of(self, text: str) -> str:
        """ "" also for a text that is not known."""
        fate = self._whole.get(text)
        if fate is None:
            fate = self._within.get(tuple(text.split(maxsplit=SHINGLE)[:SHINGLE]), "")
        return fate


def _kind(tag: str) -> Kind:
    if tag in HEADINGS:
        return Kind.HEADING
    return Kind.LIST_ITEM if tag in ("li", "dt", "dd") else Kind.PARAGRAPH


def _restored(article: Article, chosen: list[ScoredRun]) -> Article:
    """The article with the chosen runs among its blocks; what they were cut with stays removed."""
    restorer = _Restorer(chosen)
    entries: list[tuple[int, Block | Removal]] = [(b.order, b) for b in article.blocks]
    for removal in sorted(article.discarded, key=lambda removal: removal.block.order):
        if removal.rule in RESTORED_RULES:
            entries += [(removal.block.order, part) for part in restorer.parts(removal)]
        else:
            entries.append((removal.block.order, removal))
    entries.sort(key=lambda entry: entry[0])
    blocks, discarded = [], []
    for order, (_, entry) in enumerate(entries):
        if isinstance(entry, Block):
            blocks.append(replace(entry, order=order))
        else:
            discarded.append(replace(entry, block=replace(entry.block, order=order)))
    if len(blocks) == len(article.blocks):
        return article
    return replace(
        article,
        blocks=tuple(blocks),
        discarded=tuple(discarded),
        origins={**article.origins, "body": ORIGIN},
    )


class _Restorer:
    """Cuts removed texts into chosen runs and the rest; both come in the order of the page."""

    def __init__(self, chosen: list[ScoredRun]) -> None:
        self._chosen = chosen
        self._at = 0

    def parts(self, removal: Removal) -> Iterator[Block | Removal]:
        """Chosen runs as blocks, what is between them as removals."""
        whole, start = removal.block.text, 0
        while run := self._next_in(whole, start):
            place = whole.index(run.text, start)
            if before := whole[start:place].strip():
                yield replace(removal, block=replace(removal.block, text=before))
            is_whole = run.text == whole
            yield removal.block if is_whole else Block(run.text, run.kind, removal.block.order)
            start = place + len(run.text)
        if rest := whole[start:].strip():
            yield replace(removal, block=replace(removal.block, text=rest))

    def _next_in(self, whole: str, start: int) -> ScoredRun | None:
        """The next chosen run if it is in that text; some that are in none are passed over."""
        for at in range(self._at, min(self._at + PASSED_OVER, len(self._chosen))):
            if whole.find(self._chosen[at].text, start) >= 0:
                self._at = at + 1
                return self._chosen[at]
        return None
