"""Immutable segments: files of memory-mapped arrays with postings, columns and stored fields."""
