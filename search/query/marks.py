"""The marks of the grammar, as nodes of Whoosh's query parser: brackets, signs, operators …"""

from whoosh.qparser import syntax

from pressmark.search.query.fields import Field


class Whitespace(syntax.Whitespace):
    """White space."""


class Mark(syntax.SyntaxNode):
    """A bracket, a sign, an operator or another mark of the grammar."""

    def __init__(self, text: str) -> None:
        self.text = text


class Open(Mark):
    """An opening bracket."""


class Close(Mark):
    """A closing bracket."""


class Infix(Mark):
    """An operator between two parts, `AND` or `OR` in whatever way it is written."""

    def __init__(self, text: str, operator: str = "") -> None:
        super().__init__(text)
        self.operator = operator or text


class NearMark(Infix):
    """`NEAR/5`, with the most words in between."""

    def __init__(self, text: str, gaps: int) -> None:
        super().__init__(text, "NEAR")
        self.gaps = gaps


class Negation(Mark):
    """`NOT`, or a minus before a word."""


class Plus(Mark):
    """A plus before a word."""


class Weight(Mark):
    """`^2` after a word."""


class FieldName(Mark):
    """The name of a field and its colon."""

    def __init__(self, text: str, field: Field) -> None:
        super().__init__(text)
        self.field = field
