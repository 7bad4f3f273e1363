"""The query language: what a person types becomes a Whoosh query tree."""

from whoosh import qparser
from whoosh.fields import Schema
from whoosh.query import Query


def parse(text: str, schema: Schema) -> Query:
    """The query tree of `text`; plain words are joined by OR, best matches first."""
    plugins = [
        qparser.FieldsPlugin(),
        qparser.PhrasePlugin(),
        qparser.GroupPlugin(),
        qparser.OperatorsPlugin(),
        qparser.PlusMinusPlugin(),
    ]
    parser = qparser.QueryParser("text", schema, plugins=plugins, group=qparser.OrGroup)
    return parser.parse(text)
