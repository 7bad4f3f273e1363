"""Settings and mapping of the index of articles in a cluster.

One document is one version of an article. Pressmark analyzes: fields of words are sent as terms
with blanks between them, the alternatives of one position with ALTERNATIVES between them, and the
cluster only splits them. So every language has exactly the terms of the local engine.

| field | what it holds | as |
| --- | --- | --- |
| article | id of the article | exact |
| commit | the commit that added this version (`commits`) | exact |
| sequence | order in which articles were added: later ones have a larger number | long |
| origin, url, language | as in the local schema | exact |
| family | id that the articles of a duplicate group share; none if it is alone | exact |
| paper | source as printed | exact |
| byline | each author as printed, a value each | exact, several |
| names | each name in the article, a value each | exact, several |
| name_words | the words of each, in lower case without accents | words, several |
| weighted_names | `name TAB weight` of each | exact, several |
| extra | terms of the further columns (`extra_terms`), a value each | exact, several |
| extra_keys | column and key of each, for counting | exact, several |
| published | date and time as printed, without a zone | date |
| published_end | where only its year, month or week is known: when that ends | date |
| month | `YYYY-MM` of it | exact |
| added | when its article was first indexed, in UTC | date |
| title | stems of the title | words |
| opening | stems of the first paragraph, if there is no title and more than one paragraph | words |
| source, author | words of the paper and of the people | words |
| body, body_surface | stems and written words of all paragraphs, with gaps between | words |
| size | number of paragraphs | integer |
| lengths | positions of fields, summed over the paragraphs (`article_body`) | long |
| terms | all terms of the article (`packed_terms`) | column |
| fingerprint | sketch that finds copies of the article; none if it is short | stored |
| bands | pairs of neighbouring bins of it, of which copies share one | exact, several |
| rules | cleaning rules that removed a line of it | exact, several |
| stored | title, source, authors, extra, place, opening, guessed: as results show them | stored |
| record | removals and more, in JSON | stored |
| paragraphs | nested: `ordinal`, `kind`, `text` (stored), `stems`, `surface` | |

Words are not in `_source`: whoever rewrites a document analyzes its text again.
"""

from collections.abc import Mapping
from typing import Any

from pressmark.index.analysis.analyzers import ALTERNATIVES

FORMAT = 1
"""Version of the mapping and of the side indexes."""

OWNER = "pressmark"
"""Key of the mapping's `_meta` that says that an index is Pressmark's."""

K1 = 0.9
B = 0.6
"""BM25 as the local ranking has it (`search.ranking.similarity`)."""

LONGEST_VALUE = 8191
"""Characters of the longest exact value: Lucene refuses terms of more than 32,766 bytes."""

MOST_PARAGRAPHS = 1_000_000
"""Nested documents of one article; the cluster's default of 10,000 refuses long ones."""

SOURCE_EXCLUDES = (
    *("title", "opening", "source", "author", "names", "weighted_names", "name_words"),
    *("month", "bands", "rules", "extra", "extra_keys", "terms", "lengths"),
    *("paragraphs.stems", "paragraphs.surface"),
)

_EXACT = {"type": "keyword", "ignore_above": LONGEST_VALUE}
_STORED = {"type": "keyword", "index": False, "doc_values": False}
_TIME = {"type": "date", "format": "strict_date_optional_time"}
_WORDS = {"type": "text", "analyzer": "words", "similarity": OWNER}
_NAMES = {**_WORDS, "fielddata": True}
"""Whose terms with some beginning are listed, for patterns."""
_SURFACE = {**_WORDS, "index_options": "freqs"}
_LENGTHS = ("text", "title", "source", "author", "coded")


def settings(shards: int, replicas: int) -> dict[str, Any]:
    """The settings of a new index of articles."""
    bm25 = {"type": "BM25", "k1": K1, "b": B}
    return {
        "index": {
            "number_of_shards": shards,
            "number_of_replicas": replicas,
            "refresh_interval": "-1",
            "replication.type": "SEGMENT",
            "similarity": {OWNER: bm25, "default": bm25},
            "mapping.nested_objects.limit": MOST_PARAGRAPHS,
        },
        "analysis": {
            # blanks alone: to `whitespace` the separators within terms would be blanks too
            "tokenizer": {
                "blanks": {
                    "type": "char_group",
                    "tokenize_on_chars": [" "],
                    "max_token_length": 2048,
                }
            },
            "filter": {
                "alternatives": {
                    "type": "pattern_capture",
                    "preserve_original": False,
                    "patterns": [f"([^{ALTERNATIVES}]+)"],
                }
            },
            "analyzer": {
                "words": {"type": "custom", "tokenizer": "blanks", "filter": ["alternatives"]}
            },
        },
    }


def mappings(meta: Mapping[str, Any]) -> dict[str, Any]:
    """The mapping of a new index; `meta` is kept with it under OWNER."""
    return {
        "dynamic": "strict",
        **_meta(meta),
        "_source": {"excludes": list(SOURCE_EXCLUDES)},
        "properties": {
            **dict.fromkeys(("article", "commit", "origin", "url", "language"), _EXACT),
            **dict.fromkeys(("family", "paper", "byline", "month"), _EXACT),
            **dict.fromkeys(("names", "weighted_names", "extra", "extra_keys", "rules"), _EXACT),
            "sequence": {"type": "long"},
            **dict.fromkeys(("published", "published_end", "added"), _TIME),
            **dict.fromkeys(("title", "source", "author"), _NAMES),
            **dict.fromkeys(("opening", "name_words"), _WORDS),
            "body": _WORDS,
            "body_surface": _SURFACE,
            "size": {"type": "integer"},
            "lengths": {"properties": {name: {"type": "long"} for name in _LENGTHS}},
            "terms": {"type": "binary", "doc_values": True},
            "fingerprint": {"type": "binary"},
            "bands": {**_EXACT, "doc_values": False},
            "stored": {"type": "object", "enabled": False},
            "record": _STORED,
            "paragraphs": {
                "type": "nested",
                "properties": {
                    "ordinal": {"type": "integer"},
                    "kind": _EXACT,
                    "text": _STORED,
                    "stems": {**_WORDS, "copy_to": "body"},
                    "surface": {**_SURFACE, "copy_to": "body_surface", "fielddata": True},
                },
            },
        },
    }


def owned(mapping: Mapping[str, Any], meta: Mapping[str, Any]) -> dict[str, Any]:
    """A mapping that says that the index is Pressmark's."""
    return {**mapping, **_meta(meta)}


def _meta(meta: Mapping[str, Any]) -> dict[str, Any]:
    return {"_meta": {OWNER: {"format": FORMAT, **meta}}}
