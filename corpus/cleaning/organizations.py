"""Notes about a company or an organization below the text, as press releases end with."""

from pressmark.corpus.cleaning.line import Line
from pressmark.corpus.cleaning.state import RUNNING_KINDS, State
from pressmark.corpus.text.vocabulary import ABOUT_WORDS
from pressmark.corpus.text.words import words_of

MAX_LABEL_WORDS = 8
"""The longest name in "About NAME" of the measured releases has five words."""

MAX_NOTE_LINES = 6
"""A note is a paragraph or two; a longer part is a chapter of the article."""


def drop_organization_notes(state: State) -> None:
    """Removes "About NAME" in the second half and what follows, if that begins with the name."""
    kept = [(at, line) for at, line in state.kept() if line.kind in RUNNING_KINDS]
    half = len(state.lines) // 2
    for place, (at, line) in enumerate(kept[:-1]):
        name = _name(line) if at >= half and at != state.title else ()
        if not name or len(kept) - place - 1 > MAX_NOTE_LINES:
            continue
        below = kept[place + 1 :]
        if _begins_with(name, below[0][1]):
            for number, _ in ((at, line), *below):
                state.drop(number, "organization-note")
            return


def _name(line: Line) -> tuple[str, ...]:
    """The words of the name in "About NAME", written with capitals; none for any other line."""
    if line.stopped or len(line.words) > MAX_LABEL_WORDS:
        return ()
    for about in ABOUT_WORDS:
        if line.words[: len(about)] == about:
            words = line.text.rstrip(" :").split()[len(about) :]
            name = words_of(" ".join(words))
            return name if name and all(map(_is_of_name, words)) else ()
    return ()


def _is_of_name(word: str) -> bool:
    return not word[:1].islower() or len(word) <= len("and")


def _begins_with(name: tuple[str, ...], line: Line) -> bool:
    """Whether the line begins with the name, at most an article before it."""
    return line.is_paragraph and name in (
        line.words[: len(name)],
        line.words[1 : 1 + len(name)],
    )
