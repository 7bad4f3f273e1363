"""The sample articles that ship with Pressmark: the newspapers of an imaginary region.

Four sites, each with its own addresses, markup and noise: two of HTML pages, one of plain text and
an agency whose stories are in one JSON Lines file and, a little reworded, in the papers.
"""

from pathlib import Path


def samples_path() -> Path:
    """Return the folder of sample articles inside the installed package."""
    return Path(__file__).with_name("samples")
