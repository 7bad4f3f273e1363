"""Matching and ranking over the arrays of the local engine."""
