"""Every setting of the ranking, each with what it earned on the test collections."""

K3 = 8.0
"""How soon a word repeated in the query stops counting more: nDCG@10 on verbose questions gains
0.06 to 0.08 over counting it once."""


def repeated(count: int) -> float:
    """The weight of a word that stands `count` times in the query; 1.0 for once."""
    return (K3 + 1) * count / (K3 + count)
