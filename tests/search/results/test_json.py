import json
from datetime import datetime

from pressmark.search import ArticleInfo, Hit, Results, Snippet, Span
from pressmark.search.results.json import to_json

ARTICLE = ArticleInfo(
    id="0123456789ab",
    title="Bridge gone",
    source="The Valley Tribune",
    published=datetime(2022, 10, 2, 8, 30),
    url="https://example.org/1",
    authors=("Ann Lee",),
    language="en",
)


def make_results() -> Results:
    mark = Span(7, 13)
    snippet = Snippet(text="A bridge.", start=5, highlights=(mark,))
    hit = Hit(
        1, 2.5, ARTICLE, 3, "caption", "Gone. A bridge.", (mark,), snippet, passages=(snippet,)
    )
    return Results(
        query="bridge",
        hits=(hit,),
        total_paragraphs=1,
        total_articles=1,
        total_stories=1,
        offset=0,
        limit=10,
        seconds=0.001,
    )


def test_the_shape_of_a_page_of_results():
    shape = to_json(make_results())
    assert json.loads(json.dumps(shape)) == {
        "query": "bridge",
        "offset": 0,
        "limit": 10,
        "paragraphs": False,
        "copies": False,
        "all_words": False,
        "total_paragraphs": 1,
        "total_articles": 1,
        "total_stories": 1,
        "total_all_words": None,
        "total_any_word": None,
        "seconds": 0.001,
        "notes": [],
        "suggestion": "",
        "also_written": [],
        "broader": "",
        "facets": [],
        "hits": [
            {
                "rank": 1,
                "score": 2.5,
                "article": {
                    "id": "0123456789ab",
                    "title": "Bridge gone",
                    "source": "The Valley Tribune",
                    "published": "2022-10-02T08:30:00",
                    "url": "https://example.org/1",
                    "authors": ["Ann Lee"],
                    "language": "en",
                    "title_guessed": False,
                    "opening": "",
                    "extra": {},
                    "origin": "",
                    "place": {},
                    "added": None,
                },
                "ordinal": 3,
                "kind": "caption",
                "more": 0,
                "also": 0,
                "copies": [],
                "text": "Gone. A bridge.",
                "snippet": {"text": "A bridge.", "start": 5, "end": 14},
                "passages": [{"text": "A bridge.", "start": 5, "end": 14}],
                "highlights": [[7, 13]],
                "title_highlights": [],
                "explanation": None,
            }
        ],
    }
