"""Parses queries to Whoosh query trees."""
