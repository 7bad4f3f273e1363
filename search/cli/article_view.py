"""A cleaned article as a terminal shows it, with or without what cleaning took away."""

from collections.abc import Sequence

from pressmark.corpus.model import Block, Kind, Removal
from pressmark.search.cli.console import DROPPED, PLAIN, QUIET, RULE, STRONG, Console, Look

_LOOKS: dict[Kind, Look] = {
    Kind.TITLE: STRONG,
    Kind.HEADING: STRONG,
    Kind.STANDFIRST: {"italic": True},
    Kind.CAPTION: QUIET,
    Kind.BYLINE: QUIET,
}
_BULLET = {Kind.LIST_ITEM: "• ", Kind.QUOTE: "│ ", Kind.EMBED: "│ "}


def show_text(out: Console, paragraphs: Sequence[Block]) -> None:
    """Write the kept blocks, a blank line between them."""
    for block in paragraphs:
        _show_kept(out, block, "")


def show_explained(out: Console, paragraphs: Sequence[Block], removals: Sequence[Removal]) -> None:
    """Write kept and removed blocks in the order of the source; a removed one says why."""
    parts: list[Block | Removal] = [*paragraphs, *removals]
    for part in sorted(parts, key=_order):
        if isinstance(part, Removal):
            _show_removed(out, part)
        else:
            _show_kept(out, part, "  ")


def _order(part: Block | Removal) -> int:
    return part.block.order if isinstance(part, Removal) else part.order


def _show_kept(out: Console, block: Block, margin: str) -> None:
    bullet = _BULLET.get(block.kind, "")
    hanging = margin + ("│ " if bullet == "│ " else " " * len(bullet))
    out.prose(block.text, first=margin + bullet, indent=hanging, look=_LOOKS.get(block.kind, PLAIN))
    out.say()


def _show_removed(out: Console, removal: Removal) -> None:
    out.prose(removal.block.text, first=out.set("- ", DROPPED), indent="  ", look=DROPPED)
    rule = "    " + out.set(removal.rule, RULE) + "  "
    out.prose(_why(removal), first=rule, indent="    ", look=QUIET)
    out.say()


def _why(removal: Removal) -> str:
    """The reason; for a paraphrase also the line that it repeats in other words."""
    if removal.repeats is None or removal.repeats.text == removal.block.text:
        return removal.reason
    return f"{removal.reason}: “{removal.repeats.text}”"
