"""Immutable segments of memory-mapped arrays: the engine beneath the index."""
