"""What hangs at an article's end: a heading of what was taken away, a button alone."""

from pressmark.corpus.cleaning.wordings import weak_rule
from pressmark.corpus.cleaning.worksheet import Sheet
from pressmark.corpus.model import Kind


def drop_hanging(sheet: Sheet) -> None:
    """Removes last lines that nothing follows: headings of removed lines, and weak wordings.

    Beside the article's end stands the page, so a weak wording is in company there.
    """
    for at in range(len(sheet.lines) - 1, -1, -1):
        if at in sheet.findings:
            continue
        ends = sheet.lines[at].end == "."
        rule = _heads(at, sheet) or ("" if ends else weak_rule(at, sheet))
        if not rule or at == sheet.title:
            return
        sheet.drop(at, rule)


def _heads(at: int, sheet: Sheet) -> str:
    """The rule of the line below, if this is a heading and that was removed."""
    below = sheet.findings.get(at + 1)
    is_heading = sheet.kind(at) is Kind.HEADING and bool(sheet.lines[at].words)
    return below.rule if below is not None and is_heading else ""
