"""The features of a run of text: of itself, its elements, its neighbours and the page.

The data of the leaf model refer to them by name.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pressmark.corpus.html.leaves import LONG_PROSE, SENTENCE_ENDS, SHORT_PROSE
from pressmark.corpus.html.rules import REASONS, ROLES
from pressmark.corpus.html.text_runs import NAME_RULES, Element, TextRun, TextRuns

Floats = NDArray[np.float64]

WORD = re.compile(r"\w+")
ENDS = frozenset(".!?…:;。！？؟।۔\"”’'»)")
TAGS = ("p", "li", "td", "dd", "blockquote", "div", "h1", "h2", "h3", "section")
AROUND = ("p", "li", "td", "blockquote", "figure", "table")
"""Tags looked for among the six elements around a run."""

HELD_IN = ("article", "main", "header")
TAG_RULES = ("navigation", "page-footer", "sidebar", "form", "overlay")
LEVELS = 5
REACH = 6
"""Elements around a run whose share of the page counts, and that are searched for tags."""

ROLE_REACH = 3
"""The elements of these in which the name of a role counts."""

NEIGHBOURS = (-3, -2, -1, 1, 2, 3)
WINDOWS = (5, 12)
INHERITED = (
    *(f"named {rule}" for rule in NAME_RULES),
    *(f"is {rule}" for rule in TAG_RULES),
    *(f"below {tag}" for tag in HELD_IN),
    "hidden",
    "named body",
    "excluded share",
)
CUTS = tuple(REASONS)
"""Rules that may have cut a run away; what the structure made of it is a feature, too."""


def page_features(
    page: TextRuns, title: str, kept: Floats, rules: Sequence[str]
) -> dict[str, Floats]:
    """Each feature by name, float64[runs]; `kept` says how much of each run the structure kept,
    `rules` which rule cut it away, "" for none."""
    runs = page.runs
    sizes = _array(len(run.text) for run in runs)
    linked = _array(run.linked for run in runs)
    prose = _array(map(_prose, runs))
    sums = tuple(np.concatenate(([0.0], values.cumsum())) for values in (sizes, linked, prose))
    features = _of_text(runs, sizes, linked, prose)
    features |= _of_elements(page, sums)
    features |= _of_place(page, sizes, linked, prose, sums)
    features |= _of_paths(page, sizes, linked, prose)
    features |= _of_title(runs, title)
    features |= _of_structure(sizes, prose, kept, rules)
    return features


def _array(values: Iterable[float]) -> Floats:
    return np.fromiter(values, dtype=np.float64)


def _prose(run: TextRun) -> int:
    """Characters outside links where they make sentences."""
    size = len(run.text)
    if size < SHORT_PROSE or run.linked * 2 > size:
        return 0
    if size < LONG_PROSE and SENTENCE_ENDS.isdisjoint(run.text):
        return 0
    return size - run.linked


def _of_text(
    runs: Sequence[TextRun], sizes: Floats, linked: Floats, prose: Floats
) -> dict[str, Floats]:
    return {
        "size": np.log1p(sizes),
        "words": np.log1p(_array(len(WORD.findall(run.text)) for run in runs)),
        "link share": linked / sizes,
        "bold share": _array(run.bold for run in runs) / sizes,
        "ends sentence": _array(run.text[-1] in ENDS for run in runs),
        "has sentence": _array(not SENTENCE_ENDS.isdisjoint(run.text[:-1]) for run in runs),
        "commas": _array(run.text.count(",") for run in runs) / sizes,
        "capitals": _array(sum(map(str.isupper, run.text)) for run in runs) / sizes,
        "digits": _array(sum(map(str.isdigit, run.text)) for run in runs) / sizes,
        "begins small": _array(run.text[0].islower() for run in runs),
        "is prose": (prose > 0).astype(np.float64),
    }


def _of_elements(page: TextRuns, sums: tuple[Floats, ...]) -> dict[str, Floats]:
    elements = page.elements
    parents = np.array([each.parent for each in elements])
    firsts = np.array([each.first for each in elements])
    lasts = np.array(page.lasts)
    size, linked, prose = (values[lasts] - values[firsts] for values in sums)
    counts = np.maximum(lasts - firsts, 1)
    whole = max(float(sums[2][-1]), 1.0)
    own = np.array([run.element for run in page.runs])
    tags = [each.tag for each in elements]
    features = {f"tag {tag}": _array(tags[at] == tag for at in own) for tag in TAGS}
    levels, at = [], own
    for _ in range(REACH):
        levels.append(at)
        at = parents[at]
    for tag in AROUND:
        has = np.array([each == tag for each in tags])
        features[f"in {tag}"] = np.any([has[level] for level in levels], axis=0).astype(float)
    for role in ROLES:
        has = np.array([each.role == role for each in elements])
        near = [has[level] for level in levels[:ROLE_REACH]]
        features[f"role {role}"] = np.any(near, axis=0).astype(float)
    features |= {name: flags[own] for name, flags in _inherited(page, prose / whole).items()}
    for number, level in enumerate(levels[:LEVELS]):
        features[f"{number} prose share"] = prose[level] / whole
        features[f"{number} link share"] = linked[level] / np.maximum(size[level], 1)
        features[f"{number} runs"] = np.log1p(counts[level])
        features[f"{number} prose density"] = prose[level] / np.maximum(size[level], 1)
        features[f"{number} mean size"] = np.log1p(size[level] / counts[level])
    features["depth"] = _array(elements[at].depth for at in own)
    return features


def _inherited(page: TextRuns, shares: Floats) -> dict[str, Floats]:
    """By element what any element around it is; and the share of the page's prose in the nearest
    one that a name, tag or style excludes, 0 for none."""
    found: dict[str, Floats] = {name: np.zeros(len(page.elements)) for name in INHERITED}
    for number, (element, end) in enumerate(zip(page.elements, page.ends, strict=True)):
        for name in _flags(element):
            found[name][number:end] = 1
        if element.rule or element.tag_rule or element.hidden:
            found["excluded share"][number:end] = shares[number]
    return found


def _flags(element: Element) -> Iterator[str]:
    if element.rule in NAME_RULES:
        yield f"named {element.rule}"
    if element.tag_rule in TAG_RULES:
        yield f"is {element.tag_rule}"
    if element.tag in HELD_IN:
        yield f"below {element.tag}"
    if element.hidden:
        yield "hidden"
    if element.is_named_body:
        yield "named body"


def _of_place(
    page: TextRuns, sizes: Floats, linked: Floats, prose: Floats, sums: tuple[Floats, ...]
) -> dict[str, Floats]:
    count, at = len(sizes), np.arange(len(sizes))
    size_sum, link_sum, prose_sum = sums
    whole = max(float(prose_sum[-1]), 1.0)
    heads = [n for n, run in enumerate(page.runs) if page.elements[run.element].tag == "h1"]
    head = heads[0] if heads else -1
    features = {
        "place": at / count,
        "text before": size_sum[:-1] / size_sum[-1],
        "prose before": prose_sum[:-1] / whole,
        "below h1": (at >= head) * (1.0 if heads else 0.5),
        "runs from h1": (at - head) / count if heads else np.zeros(count),
        "is h1": (at == head).astype(np.float64),
        "page prose": np.full(count, np.log1p(whole)),
        "page size": np.full(count, np.log1p(size_sum[-1])),
        "page prose share": np.full(count, whole / size_sum[-1]),
        "page link share": np.full(count, link_sum[-1] / size_sum[-1]),
        "page runs": np.full(count, np.log1p(count)),
    }
    own = np.array([run.element for run in page.runs])
    for step in NEIGHBOURS:
        near = at + step
        inside = (near >= 0) & (near < count)
        near = near.clip(0, count - 1)
        features[f"{step:+} size"] = np.where(inside, np.log1p(sizes[near]), -1.0)
        features[f"{step:+} link share"] = np.where(inside, linked[near] / sizes[near], 0.0)
        features[f"{step:+} is prose"] = inside & (prose[near] > 0)
        features[f"{step:+} same element"] = inside & (own[near] == own)
    for reach in WINDOWS:
        low, high = (at - reach).clip(0), (at + reach + 1).clip(max=count)
        size = np.maximum(size_sum[high] - size_sum[low], 1)
        features[f"{reach} prose density"] = (prose_sum[high] - prose_sum[low]) / size
        features[f"{reach} link share"] = (link_sum[high] - link_sum[low]) / size
        features[f"{reach} prose before"] = (prose_sum[at] - prose_sum[low]) / whole
        features[f"{reach} prose after"] = (prose_sum[high] - prose_sum[at + 1]) / whole
    return features


def _of_paths(page: TextRuns, sizes: Floats, linked: Floats, prose: Floats) -> dict[str, Floats]:
    """Of all runs in elements of one path, as one template makes them."""
    paths = np.array([page.elements[run.element].path for run in page.runs])
    group = np.unique(paths, return_inverse=True)[1]
    counts = np.bincount(group)
    size, link, text = (np.bincount(group, values) for values in (sizes, linked, prose))
    whole = max(float(prose.sum()), 1.0)
    return {
        "path runs": np.log1p(counts)[group],
        "path mean size": np.log1p(size / counts)[group],
        "path link share": (link / size)[group],
        "path prose share": (text / whole)[group],
    }


def _of_title(runs: Sequence[TextRun], title: str) -> dict[str, Floats]:
    wanted = {word.lower() for word in WORD.findall(title)}
    words = ([word.lower() for word in WORD.findall(run.text)] for run in runs)
    shares = (sum(word in wanted for word in each) / max(len(each), 1) for each in words)
    return {"title share": _array(shares)}


def _of_structure(
    sizes: Floats, prose: Floats, kept: Floats, rules: Sequence[str]
) -> dict[str, Floats]:
    """What the rules of structure decided, here and nearby."""
    count, at = len(sizes), np.arange(len(sizes))
    kept_sum = np.concatenate(([0.0], (kept * sizes).cumsum()))
    size_sum = np.concatenate(([0.0], sizes.cumsum()))
    low, high = (at - REACH).clip(0), (at + REACH + 1).clip(max=count)
    body = np.flatnonzero(kept > 0.5)
    first, last = (body[0], body[-1]) if len(body) else (count, -1)
    whole = max(float(prose.sum()), 1.0)
    features: dict[str, Floats] = {
        "kept": kept,
        "kept nearby": (kept_sum[high] - kept_sum[low]) / (size_sum[high] - size_sum[low]),
        "page kept share": np.full(count, kept_sum[-1] / size_sum[-1]),
        "page kept": np.full(count, np.log1p(kept_sum[-1])),
        "page kept prose": np.full(count, float((prose * kept).sum()) / whole),
        "before body": (at < first).astype(np.float64),
        "behind body": (at > last).astype(np.float64),
        "runs from body": (at - first) / count,
        "runs from end": (at - last) / count,
        "lost prose": prose * (1 - kept) / whole,
    }
    found: Mapping[str, Floats] = {
        f"cut as {rule}": _array(each == rule for each in rules) for rule in CUTS
    }
    return {**features, **found}
