"""Learned lines of two writers who began with the same ones."""

from copy import deepcopy

from pressmark.index.boilerplate.known_lines import Boilerplate, KnownLine, KnownSource


def merged_lines(before: Boilerplate, own: Boilerplate, theirs: Boilerplate) -> Boilerplate:
    """What they committed, with the changes from `before` to `own`."""
    merged = deepcopy(theirs)
    for text in own.allowed:
        if text not in before.allowed:
            merged.allow(text)
    for text in own.blocked:
        if text not in before.blocked:
            merged.block(text)
    for name, source in own.sources.items():
        _add(merged.source(name), source, before.sources.get(name, KnownSource()))
    return merged


def _add(into: KnownSource, own: KnownSource, before: KnownSource) -> None:
    into.articles += own.articles - before.articles
    for line, known in own.lines.items():
        counted = known.count - (before.lines[line].count if line in before.lines else 0)
        if line in into.lines:
            into.lines[line].count += counted
        else:
            into.lines[line] = KnownLine(known.text, known.count)
