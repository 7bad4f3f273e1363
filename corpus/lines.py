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
    """A block with what the steps of cleaning ask of it, worked out when it is first asked for."""

    block: Block

    @property
    def text(self) -> str:
        """The text as it stands."""
        return self.block.text

    @property
    def kind(self) -> Kind:
        """The kind the reader gave."""
        return self.block.kind

    @cached_property
    def end(self) -> str:
        """The mark a sentence ends in, "" for none, and "…" for three dots too."""
        bare = self.block.text.rstrip(_CLOSERS)
        end = "…" if bare.endswith("...") else bare[-1:]
        return end if end in _STOPS else ""

    @cached_property
    def stopped(self) -> bool:
        """Whether the line ends as a sentence does."""
        return self.end in _FULL_STOPS

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
