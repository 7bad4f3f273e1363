"""Evaluates Whoosh queries over array segments: the same matches and scores, much faster."""
