"""Applies the lines learned from other articles to articles that were cleaned before."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pressmark.corpus import RuleSet, default_rules
from pressmark.corpus.recurring_lines import Recurring, apply_recurring
from pressmark.index.articles.documents import StoredArticle, from_documents
from pressmark.index.ingest.prepared_article import Prepared, prepare


def updated(
    article: Prepared, rules: RuleSet | None, before: Recurring, recurring: Recurring
) -> Prepared:
    """An article that was prepared with the lines known `before`, as those known now change it."""
    name = article.lines.source
    differing = recurring.of(name).learned ^ before.of(name).learned
    if not article.lines.lines.keys() & differing:
        return article
    stored = from_documents(map(_as_stored, article.documents))
    again = changed(stored, rules, recurring)
    if again is None:
        return article
    return replace(again, identity=article.identity, key=article.key, content=article.content)


def changed(stored: StoredArticle, rules: RuleSet | None, recurring: Recurring) -> Prepared | None:
    """A stored article as the known lines now change it; None where they change nothing."""
    clean = stored.as_cleaned()
    again = apply_recurring(clean, default_rules() if rules is None else rules, recurring)
    return None if again is clean else prepare(again)


def _as_stored(document: Mapping[str, Any]) -> Mapping[str, Any]:
    prefix = "_stored_"
    stored = {
        name.removeprefix(prefix): value
        for name, value in document.items()
        if name.startswith(prefix)
    }
    return {**document, "article": "", "origin": "", **stored}
