"""A block with the features that the cleaner uses."""

from dataclasses import dataclass
from functools import cached_property

from pressmark.corpus.model import Block, Kind
from pressmark.corpus.text.credits import split_credit
from pressmark.corpus.text.keys import key_of, numberless
from pressmark.corpus.text.words import words_of

BEGINNING = 16
"""Bytes of a key that differ for most lines; a whole key costs ten times as much."""

PARAGRAPH_WORDS = 12
"""A line that ends in a stop and has so many words is a paragraph."""

_SURELY_ENOUGH = 64
"""So many characters of ordinary text have a key at least so long."""

_CLOSERS = "\"'”’»›)]*_ "
_FULL_STOPS = frozenset(".!?…‼⁇⁈⁉。．｡！？؟۔։՜՞।॥።፧။។៕།")
"""Marks that end a sentence, in Latin, East Asian, Arabic, Urdu, Armenian, Indian, Ethiopic,
Burmese, Khmer and Tibetan script."""

_STOPS = _FULL_STOPS | frozenset(":;,")


@dataclass(frozen=True)
class Line:
    """A block with features for the cleaning steps; the expensive ones are computed on first use.

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
        """Letters and digits alone, for finding copies."""
        return key_of(self.text)

    @cached_property
    def beginning(self) -> bytes:
        """The first bytes of the key: lines that differ in them have other keys."""
        head = key_of(self.text[:_SURELY_ENOUGH])[:BEGINNING]
        return head if len(head) == BEGINNING else self.key[:BEGINNING]

    def has_key(self, key: bytes) -> bool:
        """Whether that is the key, which is only made where it may be."""
        return self.beginning == key[:BEGINNING] and self.key == key

    @cached_property
    def parts(self) -> tuple[str, str]:
        """The text without the photo credit it ends in, and the credit, as `split_credit`."""
        return split_credit(self.text)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words without case and punctuation."""
        return words_of(self.text)

    @cached_property
    def is_paragraph(self) -> bool:
        """Whether it ends in a stop and is too long for a button or a headline."""
        if not self.stopped:
            return False
        is_long = self.text.count(" ") >= PARAGRAPH_WORDS + 2  # cheaper than to find its words
        return is_long or len(self.words) >= PARAGRAPH_WORDS

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
