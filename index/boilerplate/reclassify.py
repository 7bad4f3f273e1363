"""Applies the lines learned from other articles to articles that were cleaned before."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pressmark.corpus import RuleSet, default_rules
from pressmark.corpus.recurring_lines import Recurring, apply_recurring
from pressmark.index.documents import StoredArticle, from_documents
from pressmark.index.ingest.prepared_article import Prepared, prepare


def without(article: Prepared, rules: RuleSet | None, recurring: Recurring) -> Prepared:
    """An article about to be put in, without what was learned while it was being prepared."""
    if not article.lines.lines.keys() & recurring.of(article.lines.source).learned:
        return article
    judged = anew(from_documents(map(_as_stored, article.documents)), rules, recurring)
    return replace(judged, key=article.key) if judged else article


def anew(stored: StoredArticle, rules: RuleSet | None, recurring: Recurring) -> Prepared | None:
    """An article as it is to be stored from now on; None where it stays as it is."""
    clean = stored.as_cleaned()
    judged = apply_recurring(clean, default_rules() if rules is None else rules, recurring)
    return None if judged is clean else prepare(judged)


def _as_stored(document: Mapping[str, Any]) -> Mapping[str, Any]:
    authors = document.get("_stored_author", [])
    return {**document, "article": "", "origin": "", "author": authors}
