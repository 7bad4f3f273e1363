"""The fields of a paragraph in the index.

| field | what it holds | searched as |
| --- | --- | --- |
| text | the paragraph | stemmed words, with positions |
| surface | the paragraph | lower-case words as written, for exact words and patterns |
| title | the title of its article, on every paragraph of it | stemmed words |
| kind | its role: title, paragraph, caption, … | exact |
| source, author | the paper; the people (stored as a list) | lower-case words |
| paper, byline | source, and authors each on a line, as printed | exact, for counting |
| names | names in its article, each on a line | exact, each line |
| url, language | of its article | exact |
| published | the article's date and time as printed, without a zone | date, range, order |
| published_end | where only its year, month or week is known: when that ends | range |
| added | when its article was first indexed, in UTC | date, range, order |
| article, ordinal | id of its article; place in it, where 0 is the title | exact, order |
| origin | absolute path of the file, or the name an article was added under | exact |
| extra | further columns of the record (`extra_terms`); stored as JSON | exact, ranges |
| fingerprint | sketch that finds copies of the article; none if it is short | not |
| place | where in the file the article is: record, archive member …; stored as JSON | not |
| record | on the first paragraph of each article: its removals and more, in JSON | not |
"""

from whoosh.fields import DATETIME, ID, NUMERIC, STORED, TEXT, Schema

from pressmark.corpus.duplicates.article_sketch import WIDTH
from pressmark.index.analysis.analyzers import name_analyzer, surface_analyzer, text_analyzer
from pressmark.index.articles.extra_terms import extra_field
from pressmark.index.segment.fixed_width_column import FIXED
from pressmark.index.segment.value_list_field import ValueList


def make_schema(language: str, held: tuple[str, ...] = ()) -> Schema:
    """The schema of an index whose text is analyzed in `language`, or with `auto` in that of each
    article; a query then has the terms of all languages `held`."""
    text, name = text_analyzer(language, held), name_analyzer()
    schema = Schema(
        text=TEXT(analyzer=text, stored=True, multitoken_query="phrase"),
        surface=TEXT(analyzer=surface_analyzer(), phrase=False),
        title=TEXT(analyzer=text, stored=True, sortable=True, multitoken_query="phrase"),
        kind=ID(stored=True, sortable=True),
        source=TEXT(analyzer=name, stored=True, sortable=True, multitoken_query="phrase"),
        author=TEXT(analyzer=name, stored=True, sortable=True, multitoken_query="phrase"),
        url=ID(stored=True),
        paper=ID(sortable=True),
        byline=ID(sortable=True),
        names=ValueList(),
        language=ID(stored=True, sortable=True),
        published=DATETIME(stored=True, sortable=True),
        published_end=DATETIME(stored=True, sortable=True),
        added=DATETIME(stored=True, sortable=True),
        article=ID(stored=True, sortable=True),
        ordinal=NUMERIC(int, stored=True, sortable=True),
        origin=ID(stored=True),
        extra=extra_field(),
        fingerprint=FIXED(WIDTH),
        place=STORED(),
        record=STORED(),
    )
    for field in _TEXTS:
        schema[field].stored_as = "text"
    schema["author"].stored_as = "texts"
    for field in _STEMMED:
        schema[field].spelled_in = "surface"
    return schema


_STEMMED = ("text", "title")

_TEXTS = (
    *("text", "title", "kind", "source", "url", "language", "article", "origin", "extra"),
    *("place", "record"),
)
"""Fields that store a text, or nothing; any other value in a crafted file is refused."""

GUESSED_TITLE = '{"title":"guessed",'
"""Start of a `record` whose title no field or markup states. Hits read only this prefix: parsing
all removals of a web page would take longer than finding it."""


def has_guessed_title(record: str) -> bool:
    """Whether the article with this record has a title that no field or markup states."""
    return record.startswith(GUESSED_TITLE)
