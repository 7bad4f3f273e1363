from datetime import datetime

from pressmark.corpus.html import parse_html
from pressmark.corpus.model import Kind

PAGE = """
<!doctype html><html lang="en-GB"><head><title>River rises | The Valley Tribune</title>
<meta property="og:site_name" content="The Valley Tribune">
<link rel="canonical" href="https://tribune.example/2024/03/05/river">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "River rises",
"datePublished": "2024-03-05T07:30:00+02:00", "author": {"name": "Ada Quill"}}</script></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>River rises</h1>
<p>The river rose by two metres on Tuesday night, the water board said, and more rain is due.</p>
<p>Three villages in the lower valley were cut off from the main road for most of the day.</p>
</article>
<footer>Copyright The Valley Tribune</footer></body></html>
"""


def test_the_page_says_what_the_article_is():
    article = parse_html(PAGE)
    assert article.title == "River rises"
    assert article.source == "The Valley Tribune"
    assert article.url == "https://tribune.example/2024/03/05/river"
    assert article.published == datetime(2024, 3, 5, 7, 30)
    assert article.authors == ("Ada Quill",)
    assert article.language == "en"
    assert article.origins["published"] == "json-ld"


def test_the_prose_is_kept_and_the_rest_says_why_not():
    article = parse_html(PAGE)
    assert [block.kind for block in article.blocks] == [
        Kind.TITLE,
        Kind.PARAGRAPH,
        Kind.PARAGRAPH,
    ]
    assert [removal.rule for removal in article.discarded] == ["navigation", "page-footer"]


def test_an_empty_page_is_an_article_without_blocks():
    assert parse_html(b"").blocks == ()
    assert parse_html("   ").blocks == ()
