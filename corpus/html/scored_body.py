"""The body of a page by the scores of its runs of text, where structure alone is not sure.

Structure finds the body of a news article better than any model of single runs. On other pages,
and where a body is split over parts of the page, it loses text: there the leaf model chooses.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pressmark.corpus.html.alignment import places_within
from pressmark.corpus.html.body_choice import Bools, Floats, best_choice, expected_f1
from pressmark.corpus.html.leaf_features import page_features
from pressmark.corpus.html.leaf_model import leaf_model
from pressmark.corpus.html.rules import REASONS
from pressmark.corpus.html.text_runs import TextRun, TextRuns, words_of
from pressmark.corpus.model import BODY_KINDS, Article, Block, Kind, Removal
from pressmark.corpus.text.elements import HEADINGS

BETTER = 0.05
MUCH_BETTER = 0.15
"""The body that structure found stays unless another has an expected F1 higher by BETTER, or by
MUCH_BETTER on a page that states that it is an article. With 0 for BETTER, F1 on folds is .01
higher on news of 2008 and .006 on blogs, whose main texts include lines of date and author; on
pages of a few lines the scores are off."""

MOST_RUNS = 20_000
"""A page of more runs is no page of text; its features would take over 40 MB."""

MOST_CHARACTERS = 1 << 22
"""A page of more characters, markup included, is left as structure found it."""

MOST_OF_IT = 0.5
"""Share of a block's words in chosen runs from which it is body."""

OPEN_KINDS = frozenset({Kind.CAPTION, Kind.BYLINE, Kind.STANDFIRST})
"""Kinds that structure may have given to main text, as to text in a table with a picture."""

OPEN_RULES = frozenset(
    {"outside-article", "navigation", "sidebar", "form", "comments", "page-footer", "overlay",
     "newsletter", "advertisement", "author-note", "tags", "related-links", "share-bar"}
)  # fmt: skip
"""Rules of structure that may have excluded main text."""

FEW_WORDS = 50
"""Where structure found fewer words of body, hidden text may be body too: some pages show their
text only when a script has run."""

NOT_CHOSEN = "outside-article"

ORIGIN = "structure and leaf scores"


@dataclass(frozen=True, slots=True)
class RunFates:
    """What structure made of each run: its entry among blocks and removals, -1 for none.

    `kept` is 1 for runs in the body, `rules` name what excluded the others, "" for none; `may_be`
    is true of runs that the scores decide about.
    """

    entries: list[int]
    kept: Floats
    rules: list[str]
    may_be: Bools


Entry = Block | Removal


def entries_of(article: Article) -> list[Entry]:
    """All blocks and removals in the order of the page."""
    return sorted((*article.blocks, *article.discarded), key=lambda entry: block_of(entry).order)


def block_of(entry: Entry) -> Block:
    """The block itself, kept or removed."""
    return entry.block if isinstance(entry, Removal) else entry


def fates_of(page: TextRuns, entries: Sequence[Entry]) -> RunFates:
    """What structure made of the runs of a page."""
    body = (e.text for e in entries if isinstance(e, Block) and e.kind in BODY_KINDS)
    has_text = _have_words(body, FEW_WORDS)
    open_rules = OPEN_RULES if has_text else OPEN_RULES | {"hidden"}
    found = places_within([run.text for run in page.runs], [block_of(e).text for e in entries])
    rules = [e.rule if isinstance(e, Removal) else "" for e in entries]
    kept = [not isinstance(e, Removal) and e.kind in BODY_KINDS for e in entries]
    may_be = [_is_open(e, open_rules) for e in entries]
    return RunFates(
        found,
        np.array([at >= 0 and kept[at] for at in found], dtype=np.float64),
        [rules[at] if at >= 0 else "" for at in found],
        np.array([at >= 0 and may_be[at] for at in found], dtype=np.bool_),
    )


def _have_words(texts: Iterable[str], count: int) -> bool:
    """Whether the texts have so many words."""
    for text in texts:
        count -= len(words_of(text))
        if count <= 0:
            return True
    return False


def _is_open(entry: Entry, open_rules: frozenset[str]) -> bool:
    if isinstance(entry, Removal):
        return entry.rule in open_rules
    return entry.kind in BODY_KINDS or entry.kind in OPEN_KINDS


def with_scored_body(article: Article, page: TextRuns, is_stated: bool) -> Article:
    """The article with the body that the leaf model finds likelier; `is_stated` if the page states
    that it is an article."""
    if not 0 < len(page.runs) <= MOST_RUNS:
        return article
    entries = entries_of(article)
    fates = fates_of(page, entries)
    sizes = sizes_of(page)
    features = page_features(page, article.title, fates.kept, fates.rules)
    scores = leaf_model().scores(page, features, sizes, fates.kept)
    best = best_choice(scores, sizes, fates.may_be)
    expected = expected_f1(scores, sizes, fates.kept > 0)
    if best.expected <= expected + (MUCH_BETTER if is_stated else BETTER):
        return replace(article, confidence=round(expected, 2))
    return _chosen(article, entries, fates, page, best.chosen, round(best.expected, 2))


def sizes_of(page: TextRuns) -> Floats:
    """float64[runs]: the words of each run."""
    return np.fromiter(map(len, page.words), dtype=np.float64, count=len(page.words))


def _chosen(
    article: Article,
    entries: Sequence[Entry],
    fates: RunFates,
    page: TextRuns,
    chosen: Bools,
    confidence: float,
) -> Article:
    """The article with the chosen runs as its body."""
    runs: defaultdict[int, list[tuple[TextRun, bool]]] = defaultdict(list)
    for number in np.flatnonzero(fates.may_be).tolist():
        runs[fates.entries[number]].append((page.runs[number], bool(chosen[number])))
    parts = [
        part
        for at, entry in enumerate(entries)
        for part in (_parts(entry, runs[at], page) if at in runs else (entry,))
    ]
    blocks, discarded = [], []
    for order, part in enumerate(parts):
        block = replace(block_of(part), order=order)
        if isinstance(part, Removal):
            discarded.append(replace(part, block=block))
        else:
            blocks.append(block)
    return replace(
        article,
        blocks=tuple(blocks),
        discarded=tuple(discarded),
        origins={**article.origins, "body": ORIGIN},
        confidence=confidence,
    )


def _parts(entry: Entry, runs: list[tuple[TextRun, bool]], page: TextRuns) -> Iterator[Entry]:
    if isinstance(entry, Removal):
        yield from _cut(entry, [run for run, is_chosen in runs if is_chosen], page)
    else:
        words = sum(len(words_of(run.text)) for run, _ in runs)
        right = sum(len(words_of(run.text)) for run, is_chosen in runs if is_chosen)
        is_body = right >= MOST_OF_IT * words and right > 0
        if entry.kind in BODY_KINDS:
            yield entry if is_body else Removal(entry, NOT_CHOSEN, REASONS[NOT_CHOSEN])
        else:
            yield replace(entry, kind=_kind(runs[0][0], page)) if is_body else entry


def _cut(removal: Removal, runs: list[TextRun], page: TextRuns) -> Iterator[Entry]:
    """Runs of a removed text as blocks, what is between them as removals."""
    whole, start = removal.block.text, 0
    for run in runs:
        place = whole.find(run.text, start)
        if place < 0:
            continue
        if before := whole[start:place].strip():
            yield replace(removal, block=replace(removal.block, text=before))
        is_whole = run.text == whole
        kind = removal.block.kind if is_whole and removal.block.kind in BODY_KINDS else None
        yield Block(run.text, kind or _kind(run, page), removal.block.order)
        start = place + len(run.text)
    if rest := whole[start:].strip():
        yield replace(removal, block=replace(removal.block, text=rest))


def _kind(run: TextRun, page: TextRuns) -> Kind:
    tag = page.elements[run.element].tag
    if tag in HEADINGS:
        return Kind.HEADING
    return Kind.LIST_ITEM if tag in ("li", "dt", "dd") else Kind.PARAGRAPH
