"""The features of a run of text: of itself, its elements, its neighbours and the page.

The data of the leaf model refer to them by name.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from operator import itemgetter
from string import ascii_uppercase, digits

import numpy as np

from pressmark.corpus.html.element_features import Floats, features_of_elements
from pressmark.corpus.html.leaves import LONG_PROSE, SENTENCE_ENDS, SHORT_PROSE
from pressmark.corpus.html.rules import REASONS
from pressmark.corpus.html.text_runs import TextRun, TextRuns, words_of
from pressmark.corpus.text.elements import HEADINGS

SENTENCE = re.compile(r"[.!?…。！？؟।۔](?=\s|$)")
SEPARATORS = "|·•»›/>"
AMOUNT = re.compile(r"[$€£¥₹]\s?\d|\d\s?(?:[$€£¥₹]|kr\b|zł)")
ADDRESS = re.compile(r"https?://|www\.|\S@\S")
SMALL = 3
"""Letters of the longest small word; running text has many, in most languages."""

NOT_ASCII = re.compile(r"[^\x00-\x7f]")
NO_CAPITALS, NO_DIGITS = (
    bytes(code for code in range(256) if code not in kept.encode())
    for kept in (ascii_uppercase, digits)
)
"""All bytes but those of ASCII's capitals and digits, which are counted the fastest as bytes."""

FIRST = itemgetter(0)

COUNTED = (
    "ends sentence", "has sentence", "commas", "capitals", "digits", "begins small",
    "capital words", "small words", "sentences", "separators", "amount", "rights", "address",
    "asks", "announces", "begins with digit",
)  # fmt: skip
COUNTED_CHARACTERS = ("commas", "capitals", "digits")
COUNTED_WORDS = ("capital words", "small words")
"""Features that are shares of a run's characters and words."""

ENDS = frozenset(".!?…:;。！？؟।۔\"”’'»)")
REACH = 6
"""Runs on either side of one of which structure may have kept some."""

NEIGHBOURS = (-3, -2, -1, 1, 2, 3)
WINDOWS = (5, 12)
CUT_CODES = {rule: code for code, rule in enumerate(REASONS)}
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
    sums = _totals(sizes), _totals(linked), _totals(prose)
    features = _of_text(page, sizes, linked, prose)
    features |= features_of_elements(page, sums)
    features |= _of_place(page, sizes, linked, prose, sums)
    features |= _of_paths(page, sizes, linked, prose, kept)
    features |= _of_title(page, title)
    features |= _of_structure(sizes, prose, kept, rules)
    return features


def _array(values: Iterable[float]) -> Floats:
    return np.fromiter(values, dtype=np.float64)


def _totals(values: Floats) -> Floats:
    """float64[runs + 1]: the running totals, from 0 on."""
    return np.concatenate(([0.0], values.cumsum()))


def _prose(run: TextRun) -> int:
    """Characters outside links where they make sentences."""
    size = len(run.text)
    if size < SHORT_PROSE or run.linked * 2 > size:
        return 0
    if size < LONG_PROSE and SENTENCE_ENDS.isdisjoint(run.text):
        return 0
    return size - run.linked


def _of_text(page: TextRuns, sizes: Floats, linked: Floats, prose: Floats) -> dict[str, Floats]:
    texts = [run.text for run in page.runs]
    word_counts = _array(map(len, page.words))
    some_words = np.maximum(word_counts, 1)
    repeats = Counter(texts)
    rows = np.array(list(map(_counts, texts, page.words)), dtype=np.float64)
    features = dict(zip(COUNTED, rows.T, strict=True))
    for name in COUNTED_CHARACTERS:
        features[name] /= sizes
    for name in COUNTED_WORDS:
        features[name] /= some_words
    return features | {
        "size": np.log1p(sizes),
        "words": np.log1p(word_counts),
        "link share": linked / sizes,
        "bold share": _array(run.bold for run in page.runs) / sizes,
        "is prose": (prose > 0).astype(np.float64),
        "word length": sizes / some_words,
        "repeated": _array(repeats[text] for text in texts),
        "new words": _array(_new(page.words)) / some_words,
    }


def _counts(text: str, words: Sequence[str]) -> tuple[float, ...]:
    """What is counted in one run, in the order of COUNTED."""
    code = text.encode("utf-8", "surrogatepass")
    capitals, digits = len(code.translate(None, NO_CAPITALS)), len(code.translate(None, NO_DIGITS))
    if len(code) > len(text):
        others = NOT_ASCII.findall(text)
        capitals += sum(map(str.isupper, others))
        digits += sum(map(str.isdigit, others))
    first, last = text[0], text[-1]
    has_sentence = not SENTENCE_ENDS.isdisjoint(text[:-1])
    return (
        last in ENDS,
        has_sentence,
        text.count(","),
        capitals,
        digits,
        first.islower(),
        sum(map(str.isupper, map(FIRST, words))) if capitals else 0,
        sum(map(SMALL.__ge__, map(len, words))),
        len(SENTENCE.findall(text)) if has_sentence or last in SENTENCE_ENDS else 0,
        sum(map(text.count, SEPARATORS)),
        digits > 0 and AMOUNT.search(text) is not None,
        "©" in text,
        ("@" in text or "://" in text or "www." in text) and ADDRESS.search(text) is not None,
        last == "?",
        last == ":",
        first.isdigit(),
    )


def _new(words: Sequence[Sequence[str]]) -> Iterable[int]:
    """By run how many of its words are in no run before it."""
    seen: set[str] = set()
    for each in words:
        before = len(seen)
        seen.update(each)
        yield len(seen) - before


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
        "runs from heading": np.log1p(at - _last_heading(page)),
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


def _last_heading(page: TextRuns) -> Floats:
    """By run the last one in a heading, itself included."""
    tags = (page.elements[run.element].tag in HEADINGS for run in page.runs)
    return np.maximum.accumulate([at if is_one else 0 for at, is_one in enumerate(tags)])


def _of_paths(
    page: TextRuns, sizes: Floats, linked: Floats, prose: Floats, kept: Floats
) -> dict[str, Floats]:
    """Of all runs in elements of one path, as one template makes them."""
    paths = np.array([page.elements[run.element].path for run in page.runs])
    group = np.unique(paths, return_inverse=True)[1]
    counts = np.bincount(group)
    size, link, text, held = (
        np.bincount(group, values) for values in (sizes, linked, prose, kept * sizes)
    )
    whole = max(float(prose.sum()), 1.0)
    return {
        "path runs": np.log1p(counts)[group],
        "path mean size": np.log1p(size / counts)[group],
        "path link share": (link / size)[group],
        "path prose share": (text / whole)[group],
        "path kept share": (held / size)[group],
    }


def _of_title(page: TextRuns, title: str) -> dict[str, Floats]:
    wanted = {word.lower() for word in words_of(title)}
    return {"title share": _array(_share_of(wanted, words) for words in page.words)}


def _share_of(wanted: set[str], words: Sequence[str]) -> float:
    return sum(map(wanted.__contains__, map(str.lower, words))) / max(len(words), 1)


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
    cuts = np.array([CUT_CODES.get(rule, -1) for rule in rules])
    for rule, code in CUT_CODES.items():
        features[f"cut as {rule}"] = (cuts == code).astype(np.float64)
    return features
