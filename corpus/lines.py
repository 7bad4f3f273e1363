"""A block as the cleaner looks at it."""

from dataclasses import dataclass
from functools import cached_property

from pressmark.corpus.model import Block, Kind
from pressmark.corpus.words import key_of, numberless, words_of

_CLOSERS = "\"'”’»›)]*_ "
_FULL_STOPS = frozenset(".!?…。！？؟।")
_STOPS = _FULL_STOPS | frozenset(":;,")


@dataclass(frozen=True)
class Line:
    """A block with what the steps of cleaning ask of it; the dearer things when first asked for.

    `end` is the mark a sentence ends in, "" for none, and "…" for three dots too; a line is
    `stopped` if a sentence may end so.
    """

    block: Block
    text: str
    kind: Kind
    end: str
    stopped: bool

    @cached_property
    def key(self) -> bytes:
        """Letters and digits alone, to tell copies by."""
        return key_of(self.text)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words without case and punctuation."""
        return words_of(self.text)

    @cached_property
    def wording(self) -> tuple[str, ...]:
        """The words as wordings of rules write them."""
        return numberless(self.words)


def line_of(block: Block) -> Line:
    """A block as a line."""
    bare = block.text.rstrip(_CLOSERS)
    end = "…" if bare.endswith("...") else bare[-1:]
    end = end if end in _STOPS else ""
    return Line(block, block.text, block.kind, end, end in _FULL_STOPS)
