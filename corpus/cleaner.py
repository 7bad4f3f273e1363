"""An article becomes a clean one: step by step lines are marked, each by a rule with a reason."""

from collections.abc import Callable

from pressmark.corpus.cleaning.captions import drop_paraphrases, mark_captions
from pressmark.corpus.cleaning.kinds import mark_headings
from pressmark.corpus.cleaning.repeats import drop_repeats, drop_title_copies
from pressmark.corpus.cleaning.sheet import Sheet
from pressmark.corpus.cleaning.wordings import drop_wordings
from pressmark.corpus.model import Article, CleanArticle
from pressmark.corpus.rules import RuleSet, default_rules

_STEPS: tuple[Callable[[Sheet], None], ...] = (
    drop_wordings,
    drop_title_copies,
    drop_repeats,
    mark_captions,
    drop_paraphrases,
    mark_headings,
)


def clean(article: Article, rules: RuleSet | None = None) -> CleanArticle:
    """The article without what the rules remove; None means the built-in rules.

    `paragraphs` and `removals` together are the article's blocks and what its structure had
    ruled out, each in source order.
    """
    sheet = Sheet(article, default_rules() if rules is None else rules)
    for step in _STEPS:
        step(sheet)
    return sheet.result()
