"""Text becomes terms: words of every script, their folded forms and stems by language."""
