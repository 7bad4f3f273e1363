"""Trailing lines of an article: headings of removed lines and single buttons."""

from pressmark.corpus.cleaning.state import State
from pressmark.corpus.cleaning.wordings import weak_rule
from pressmark.corpus.model import Kind


def drop_trailing(state: State) -> None:
    """Removes last lines that nothing follows: headings of removed lines, and weak wordings.

    Below the article is the rest of the page, which confirms a weak wording.
    """
    for at in range(len(state.lines) - 1, -1, -1):
        if at in state.findings:
            continue
        ends = state.lines[at].end == "."
        rule = _heads(at, state) or ("" if ends else weak_rule(at, state))
        if not rule or at == state.title:
            return
        state.drop(at, rule)


def _heads(at: int, state: State) -> str:
    """The rule of the line below, if this is a heading and that was removed."""
    below = state.findings.get(at + 1)
    is_heading = state.kind(at) is Kind.HEADING and bool(state.lines[at].words)
    return below.rule if below is not None and is_heading else ""
