"""Whoosh's queries over the arrays of our segments: the same paragraphs and scores, much sooner."""
