"""Completion of what is being typed: words, names and titles of the index."""
