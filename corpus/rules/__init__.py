"""The cleaning rules as data: their names, the sentence each shows, and their wordings."""

from pressmark.corpus.rules.model import Rule, RuleSet
from pressmark.corpus.rules.rulefile import default_rules, load_rules

__all__ = ["Rule", "RuleSet", "default_rules", "load_rules"]
