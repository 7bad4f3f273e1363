"""Words in a row that a group of spellings has as one: `Ivory Coast` is also Côte d'Ivoire.

In a query they are loose words, as others are, or else the phrase of which they are a spelling.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from whoosh import query as q

from pressmark.index.spellings import Group
from pressmark.search.query.clause import Clause
from pressmark.search.query.compound import join, spelled_phrases, with_weight
from pressmark.search.query.loose_words import LooseWords
from pressmark.search.query.nodes import WordNode
from pressmark.search.query.spelling_groups import words_of
from pressmark.search.query.word_splitting import is_stop_word, stop_words


class SpelledRun(Clause):
    """Loose words that mean `others` together."""

    def __init__(self, parts: Sequence[WordNode], others: Group) -> None:
        super().__init__(" ".join(part.text for part in parts))
        self.parts = parts
        self.others = others

    def query(self, parser: Any) -> Any:
        """The words without stop words, or any of the others."""
        stops = stop_words(parser.language)
        words = [part for part in self.parts if not is_stop_word(part.text, stops, all_caps=False)]
        found = [part.query(parser) for part in words or self.parts]
        loose = [each for each in found if each is not None]
        phrases = spelled_phrases(
            "text", len(loose), [parser.words("text", each) for each in self.others]
        )
        weighted = [with_weight(each, self.parts[0].weight) for each in phrases]
        return join(q.Or, [LooseWords(loose, [True] * len(loose)), *weighted])


def with_spelled_runs(parts: Sequence[Any], parser: Any) -> list[Any]:
    """The parts, those in a row that are one of a group together as one part."""
    found: list[Any] = []
    for is_plain, several in groupby(parts, key=_is_plain):
        together = list(several)
        found += _runs_in(together, parser) if is_plain else together
    return found


def _is_plain(part: Any) -> bool:
    return isinstance(part, WordNode) and part.field is None


def _runs_in(nodes: Sequence[WordNode], parser: Any) -> Iterator[Any]:
    """The nodes, with those of a run of several as one."""
    analyzer = parser.schema["text"].analyzer
    words, of_node, text = [], [], ""
    for number, node in enumerate(nodes):
        own = words_of(node.text, analyzer)
        words += [word._replace(start=word.start + len(text)) for word in own]
        of_node += [number] * len(own)
        text += f"{node.text} "
    kept = 0
    for run in parser.runs(words, "text", text) if len(nodes) > 1 else ():
        first, last = of_node[run.start], of_node[run.end - 1]
        is_begun = run.start > 0 and of_node[run.start - 1] == first
        is_cut = run.end < len(words) and of_node[run.end] == last
        if first < last and not is_begun and not is_cut:
            yield from nodes[kept:first]
            yield SpelledRun(nodes[first : last + 1], run.others)
            kept = last + 1
    yield from nodes[kept:]
