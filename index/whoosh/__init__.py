"""Whoosh's interfaces over an index, and its export to an index of stock Whoosh."""
