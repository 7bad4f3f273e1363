"""Links to other stories within the text: lists under a label, and single headlines."""

from collections.abc import Iterator

from pressmark.corpus.cleaning.line import Line
from pressmark.corpus.cleaning.state import FIXED_KINDS, State
from pressmark.corpus.duplicates.near_duplicates import SAME_BEGINNING, is_form_of
from pressmark.corpus.model import Kind
from pressmark.corpus.text.words import LONG_LETTERS, content_words

MAX_HEADLINE_WORDS = 30
"""The longest headline of the measured lists has 18 words; a numbered list in one line more."""

SUBHEADING_WORDS = 5
"""A line at most so long between a list of longer headlines and a paragraph is a sub-heading."""

MAX_HEADLINE_CHARACTERS = 200
"""Longer lines are no headlines whatever their words."""

LABEL_WORDS = 6
"""A label has the name of a section or a paper after its wording: "Next Up In Science & Health"."""

CAPITALS_WORDS = 8
"""A line so long all in capitals is a link; sub-headings in capitals have three words or four."""

CASED_SHARE = 0.75
"""So many of a line's letters must have capitals: one "CNN" in Arabic sets nothing in capitals."""

MOSTLY_CAPITALS = 0.5
"""Where so much of an article is in capitals, they are how it was written: old wire reports."""

HEADLINE_WORDS = range(6, 26)
"""A headline set between paragraphs; a sub-heading is seldom so long and written so."""

CAPITALS_SHARE = 0.8
"""So many of a headline's longer words are capitalised where headlines are set in title case;
shorter ones may not be."""

KNOWN_SHARE = 0.5
"""A sub-heading is on the article's topic: more than this of its longer words occur elsewhere.
Of the measured headlines of other stories at most 0.44 do."""

MIN_HEADLINES = 2
"""A site that sets headlines between paragraphs does so more than once."""


def drop_lists(state: State) -> None:
    """Removes the headlines below a bare label such as "Most read"."""
    for i, finding in sorted(state.findings.items()):
        longest = state.rules.rules[finding.rule].list_lines
        if longest and _is_label(i, finding.rule, state):
            for at in _list_below(i, longest, state):
                state.drop(at, finding.rule)


def _is_label(at: int, rule: str, state: State) -> bool:
    """Whether a line heads a list: a bare wording, or "More from …" in a few words."""
    short = rule == "related-links" and len(state.lines[at].words) <= LABEL_WORDS
    return state.is_bare(at) or short


def _list_below(label: int, longest: int, state: State) -> list[int]:
    """The places of a list's lines, up to the first that reads like text; none if too many."""
    places: list[int] = []
    for i in range(label + 1, len(state.lines)):
        if len(places) > longest:
            return []
        line = state.lines[i]
        if i == state.title or not (i in state.findings or _is_entry(i, len(places), state)):
            return _without_subheading(places, line, state)
        places.append(i)
    return places


def _is_entry(at: int, so_far: int, state: State) -> bool:
    line = state.lines[at]
    if state.kind(at) in FIXED_KINDS or state.kind(at) is Kind.CAPTION:
        return False
    if line.end == ":" or (line.end == "." and not _is_marked_entry(at, so_far, state)):
        return False
    return len(line.words) <= MAX_HEADLINE_WORDS or line.text[:1].isdigit()


def _is_marked_entry(at: int, so_far: int, state: State) -> bool:
    """Whether a sentence is an entry: below its number, or alone below the date of its story."""
    if so_far < 1:
        return False
    if state.lines[at - 1].text.strip(".").isdigit():
        return True
    above = state.findings.get(at - 1)
    alone = at + 1 == len(state.lines) or not state.lines[at + 1].stopped
    return so_far > 1 and alone and above is not None and above.rule == "timestamp"


def _without_subheading(places: list[int], below: Line, state: State) -> list[int]:
    """The places without a last one that is the sub-heading of the paragraph below."""
    if len(places) < 2 or places[-1] in state.findings or not below.stopped:
        return places
    last, *others = (state.lines[at] for at in reversed(places))
    longer = all(len(line.words) > SUBHEADING_WORDS for line in others)
    is_short = len(last.words) <= SUBHEADING_WORDS and longer
    return places[:-1] if is_short or last.kind is Kind.HEADING else places


def drop_capital_headlines(state: State) -> None:
    """Removes long lines in capitals: links to other stories in the midst of the text."""
    if not state.is_plain:
        return  # the structure was read, so links are known
    found = [i for i, line in state.kept() if _is_capital_headline(line)]
    if not found or _is_mostly_capitals(state):
        return
    for i in found:
        state.drop(i, "related-headline")


def drop_off_topic_headlines(state: State) -> None:
    """Removes headlines between paragraphs that are on another topic than the article.

    Only where they are set in title case or capitals, so in languages that have such a style.
    """
    candidates = list(_headlines_between_paragraphs(state)) if state.is_plain else []
    if len(candidates) < MIN_HEADLINES:
        return
    vocabulary = Vocabulary(state, without=set(candidates))
    foreign = [i for i in candidates if is_off_topic(state.lines[i], vocabulary)]
    if len(foreign) >= MIN_HEADLINES:
        for i in foreign:
            state.drop(i, "related-headline")


def _headlines_between_paragraphs(state: State) -> Iterator[int]:
    kept = list(state.kept())
    for (_, before), (i, line), (_, after) in zip(kept, kept[1:], kept[2:], strict=False):
        if (
            before.stopped
            and before.end != "?"  # what follows a question is its answer
            and after.stopped
            and not line.stopped
            and state.kind(i) is Kind.PARAGRAPH
            and len(line.text) <= MAX_HEADLINE_CHARACTERS
            and len(line.words) in HEADLINE_WORDS
            and _is_set_as_headline(line.text)
        ):
            yield i


def _is_capital_headline(line: Line) -> bool:
    is_headline = line.kind is Kind.PARAGRAPH and not line.stopped
    if not is_headline or len(line.text) > MAX_HEADLINE_CHARACTERS or not line.text.isupper():
        return False
    if len(line.words) < CAPITALS_WORDS or _capitals(line.text) < CASED_SHARE:
        return False
    return 2 * sum(map(str.isalpha, line.words)) > len(line.words)  # prices have no words


def _is_mostly_capitals(state: State) -> bool:
    """Whether most of the text below the headline is written in capitals."""
    text = "".join(line.text for i, line in state.kept() if i != state.title)
    return _capitals(text) >= MOSTLY_CAPITALS


def _capitals(text: str) -> float:
    """The share of a text's letters that are capitals."""
    letters = sum(map(str.isalpha, text))
    return sum(map(str.isupper, text)) / letters if letters else 0.0


def _is_set_as_headline(text: str) -> bool:
    long_words = [word for word in _bare_words(text) if len(word) >= LONG_LETTERS]
    capitals = sum(word[0].isupper() or word[0].isdigit() for word in long_words)
    return len(long_words) > 1 and capitals >= CAPITALS_SHARE * len(long_words)


def _bare_words(text: str) -> Iterator[str]:
    return (bare for word in text.split() if (bare := word.strip("'\"‘’“”,;:.!?()«»")))


def is_off_topic(line: Line, vocabulary: "Vocabulary") -> bool:
    """Whether at most half of a line's content words are in the vocabulary."""
    words = content_words(line.words)
    return sum(word in vocabulary for word in words) <= KNOWN_SHARE * len(words)


class Vocabulary:
    """The words of an article in any form."""

    def __init__(self, state: State, without: set[int]) -> None:
        self._forms: dict[str, set[str]] = {}
        for i, line in state.kept():
            for word in line.words if i not in without else ():
                self._forms.setdefault(word[:SAME_BEGINNING], set()).add(word)

    def __contains__(self, word: str) -> bool:
        forms = self._forms.get(word[:SAME_BEGINNING], set())
        return word in forms or any(is_form_of(word, form) for form in forms)
