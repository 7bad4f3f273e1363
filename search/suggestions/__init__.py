"""Completions, spelling corrections, broader queries and unknown values."""
