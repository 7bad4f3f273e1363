"""What an article says twice: its headline, its captions, its paragraphs, or all of itself."""

from collections.abc import Iterator

from pressmark.corpus.cleaning.sheet import RUNNING_KINDS, Line, Sheet
from pressmark.corpus.model import Kind
from pressmark.corpus.near_copies import is_abridged

LONG_WORDS = 12
"""A line of so many words that comes again word for word is a copy. Shorter ones recur in honest
prose: "He did not reply.", "No comment", a refrain."""

CAPTION_WORDS = 3
"""A line without a full stop that recurs is a caption from so many words on; below, it may be a
sub-heading of a list ("Pros", "The verdict")."""

RUN_LINES = 3
"""So many lines coming again in the same order are a piece of the article standing twice."""

TITLE_SHARE = 0.75
"""A line is the headline abridged when it keeps so much of it; a video's title kept 0.83."""

TITLE_EXTRA_WORDS = 4
"""The headline with so many words more is the headline and the site's name."""

TITLE_WORDS = 4
"""Of a shorter headline an abridged form is no longer certain."""


def drop_title_copies(sheet: Sheet) -> None:
    """Removes later lines that say the headline again, verbatim, abridged or with a site's name."""
    if sheet.title is None:
        return
    title = sheet.lines[sheet.title].words
    for i, line in sheet.kept():
        if i != sheet.title and line.words == title:
            sheet.drop(i, "duplicate-title", sheet.title)
        elif i != sheet.title and not line.stopped and _is_near_title(line.words, title):
            sheet.drop(i, "near-duplicate-title", sheet.title)


def _is_near_title(words: tuple[str, ...], title: tuple[str, ...]) -> bool:
    if min(len(words), len(title)) < TITLE_WORDS:
        return False
    with_site = words[: len(title)] == title and len(words) - len(title) <= TITLE_EXTRA_WORDS
    return with_site or is_abridged(words, title, TITLE_SHARE)


def drop_repeats(sheet: Sheet) -> None:
    """Removes lines that stand in the article already."""
    first = _first_places(sheet)
    copies = [(i, first[line.words]) for i, line in sheet.kept() if first.get(line.words, i) != i]
    in_runs = set(_in_runs(copies))
    for i, original in copies:
        line = sheet.lines[i]
        if _is_caption(line, sheet.lines[original]):
            sheet.kinds[original] = sheet.kinds[i] = Kind.CAPTION
            sheet.drop(i, "duplicate-caption", original)
        elif len(line.words) >= LONG_WORDS or i in in_runs or i == original + 1:
            sheet.drop(i, "duplicate-paragraph", original)


def _first_places(sheet: Sheet) -> dict[tuple[str, ...], int]:
    """Where each line stands first."""
    places: dict[tuple[str, ...], int] = {}
    for i, line in sheet.kept():
        if line.words:
            places.setdefault(line.words, i)
    return places


def _is_caption(copy: Line, original: Line) -> bool:
    if Kind.CAPTION in (copy.kind, original.kind):
        return True
    unstopped = not copy.stopped and not original.stopped
    return unstopped and len(copy.words) >= CAPTION_WORDS and copy.kind in RUNNING_KINDS


def _in_runs(copies: list[tuple[int, int]]) -> Iterator[int]:
    """The copies that follow each other as their originals do."""
    run: list[tuple[int, int]] = []
    for copy in [*copies, (-1, -1)]:
        if run and (copy[0] != run[-1][0] + 1 or copy[1] != run[-1][1] + 1):
            if len(run) >= RUN_LINES:
                yield from (i for i, _ in run)
            run = []
        run.append(copy)
