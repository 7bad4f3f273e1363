"""The cleaner: steps that mark lines of an article for removal, each by a rule with a reason."""

from collections.abc import Callable
from dataclasses import replace

from pressmark.corpus.cleaning.authors import drop_author_lines
from pressmark.corpus.cleaning.below_text import drop_below_text
from pressmark.corpus.cleaning.captions import (
    drop_descriptions,
    drop_paraphrases,
    mark_credited,
    mark_next_to_captions,
)
from pressmark.corpus.cleaning.discarded import reclassified
from pressmark.corpus.cleaning.enclosed import drop_in_boxes
from pressmark.corpus.cleaning.furniture import (
    drop_bylines,
    drop_known_credits,
    drop_recurring,
    drop_section_labels,
    drop_shapes,
    mark_tweets,
)
from pressmark.corpus.cleaning.headings import mark_headings
from pressmark.corpus.cleaning.last_text import keep_last_text, with_text_of_page
from pressmark.corpus.cleaning.menus import (
    drop_above_headline,
    drop_link_rows,
    drop_menus,
)
from pressmark.corpus.cleaning.organizations import drop_organization_notes
from pressmark.corpus.cleaning.related import (
    drop_capital_headlines,
    drop_lists,
    drop_off_topic_headlines,
)
from pressmark.corpus.cleaning.repeats import drop_repeats, drop_title_copies
from pressmark.corpus.cleaning.state import State
from pressmark.corpus.cleaning.trailing import drop_trailing
from pressmark.corpus.cleaning.wordings import (
    drop_confirmed_wordings,
    drop_edge_wordings,
    drop_wordings,
)
from pressmark.corpus.model import Article, CleanArticle
from pressmark.corpus.recurring_lines import Recurring
from pressmark.corpus.rules import RuleSet, default_rules

_STEPS: tuple[Callable[[State], None], ...] = (
    mark_tweets,
    drop_recurring,
    drop_wordings,
    drop_shapes,
    drop_capital_headlines,
    drop_known_credits,
    drop_recurring,
    drop_bylines,
    drop_edge_wordings,
    drop_confirmed_wordings,
    drop_link_rows,
    drop_menus,
    drop_section_labels,
    drop_in_boxes,
    drop_title_copies,
    mark_credited,
    drop_lists,
    drop_repeats,
    mark_next_to_captions,
    drop_above_headline,
    drop_paraphrases,
    drop_descriptions,
    drop_off_topic_headlines,
    drop_author_lines,
    drop_organization_notes,
    drop_below_text,
    drop_trailing,
    keep_last_text,
    mark_headings,
)
"""Steps that look at one line come first: later ones look at its neighbours as well."""


def clean(
    article: Article, rules: RuleSet | None = None, recurring: Recurring | None = None
) -> CleanArticle:
    """The article without what the rules remove; None means the built-in rules.

    `recurring` holds the lines that recur in the article's source; it is not changed here.
    `paragraphs` and `removals` together are the article's blocks and what its structure had
    ruled out, each in source order.
    """
    rules = default_rules() if rules is None else rules
    if article.discarded:
        article = with_text_of_page(article)
        article = replace(article, discarded=tuple(reclassified(article.discarded, rules)))
    state = State(article, rules, recurring)
    for step in _STEPS:
        step(state)
    return state.result()
