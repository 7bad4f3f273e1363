"""Saved searches: their queries, and the articles of each that were shown."""
