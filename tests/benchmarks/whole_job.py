"""The whole job of a search, compared with tantivy on the same paragraphs in one run.

    python tests/benchmarks/whole_job.py DIRECTORY [--paragraphs N] [--queries N] [--json FILE]

Both answer a query with the ten best hits, the exact total, the stored fields and highlighted
snippets; with facets they also count by source and month, with all facets Pressmark alone by
author, kind, language, name and column too. The paragraphs are those of
`releases.py`, indexed below DIRECTORY if they are not there yet. Each query is answered once to
warm up and then in every way in turn. A cell is the median and the 95th percentile in milliseconds;
a ratio is tantivy's median divided by Pressmark's, so that more is better.
"""

import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import tantivy
from harness import arguments, in_turns, median_and_p95, save
from releases import index_of
from whoosh.searching import Searcher

from pressmark.index import Index
from pressmark.search import search

REPEATS = 3
SEED = 5
LIMIT = 10
FACETS = ("source", "month")
WRITER_BYTES = 512_000_000


def paragraphs(searcher: Searcher, count: int, rng: random.Random) -> Iterator[list[str]]:
    """The words of some random paragraphs that are long enough to make queries of."""
    while count:
        text = searcher.stored_fields(rng.randrange(searcher.doc_count_all()))["text"]
        words = [word for word in text.split() if word.isalpha()]
        if len(words) > 15:
            count -= 1
            yield words


def kinds(texts: list[list[str]], rng: random.Random) -> dict[str, list[str]]:
    """Queries made of the words of real paragraphs, by kind."""
    return {
        "OR of 3": [" ".join(rng.sample(words, 3)) for words in texts],
        "question": [" ".join(words[2 : 2 + rng.randint(6, 10)]) for words in texts],
        "phrase": [f'"{" ".join(words[4:6])}"' for words in texts],
        "AND of 3": [" AND ".join(rng.sample(words, 3)) for words in texts],
    }


class Tantivy:
    """The same paragraphs in an index of tantivy."""

    def __init__(self, directory: Path, index: Index) -> None:
        if directory.exists():
            self._index = tantivy.Index.open(str(directory))
        else:
            directory.mkdir(parents=True)
            self._index = self._written(directory, index)

    @staticmethod
    def _written(directory: Path, index: Index) -> tantivy.Index:
        fields = tantivy.SchemaBuilder()
        for name in ("text", "title"):
            fields.add_text_field(name, stored=True, tokenizer_name="en_stem")
        fields.add_text_field("source", stored=True, tokenizer_name="raw", fast=True)
        fields.add_date_field("published", stored=True, indexed=True, fast=True)
        made = tantivy.Index(fields.build(), path=str(directory))
        writer = made.writer(WRITER_BYTES, 2)
        with index.reader() as reader:
            for row in reader.all_stored_fields():
                if row["kind"] == "title":
                    continue
                named = {name: row.get(name) or "" for name in ("text", "title", "source")}
                document = tantivy.Document(**named)
                if row.get("published"):
                    document.add_date("published", row["published"])
                writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        made.reload()
        return made

    def answer(self, query: str, *, facets: bool) -> None:
        """The whole job."""
        searcher = self._index.searcher()
        parsed = self._index.parse_query(query, ["text", "title"])
        found = searcher.search(parsed, LIMIT, count=True)
        snippets = tantivy.SnippetGenerator.create(searcher, parsed, self._index.schema, "text")
        for _, address in found.hits:
            snippets.snippet_from_doc(searcher.doc(address)).highlighted()
        if facets:
            months = {"date_histogram": {"field": "published", "fixed_interval": "30d"}}
            sources = {"terms": {"field": "source", "size": LIMIT}}
            searcher.aggregate(parsed, {"source": sources, "month": months})


def ways(index: Index, peer: Tantivy) -> dict[str, Callable[[str], object]]:
    """Each way to answer a query, by its name."""
    return {
        "tantivy": lambda query: peer.answer(query, facets=False),
        "tantivy, facets": lambda query: peer.answer(query, facets=True),
        "articles": lambda query: search(index, query, limit=LIMIT),
        "articles, facets": lambda query: search(index, query, limit=LIMIT, facet=FACETS),
        "articles, all facets": lambda query: search(index, query, limit=LIMIT, facets=True),
        "paragraphs": lambda query: search(index, query, limit=LIMIT, paragraphs=True, copies=True),
    }


def measure(
    answers: dict[str, Callable[[str], object]], queries: list[str]
) -> dict[str, list[float]]:
    """For each way the milliseconds of every counted answer."""
    times: dict[str, list[float]] = {name: [] for name in answers}
    for query in queries:
        calls = {name: partial(answer, query) for name, answer in answers.items()}
        for name, taken in in_turns(calls, REPEATS).items():
            times[name] += taken
    return times


def summary(times: dict[str, list[float]]) -> dict[str, dict[str, float]]:
    """The median, 95th percentile and ratio to tantivy of each way."""
    figures = {name: median_and_p95(values) for name, values in times.items()}
    for name, of in figures.items():
        peer = figures["tantivy, facets" if "facets" in name else "tantivy"]
        of["ratio"] = round(peer["median"] / of["median"], 2)
    return figures


def main() -> None:
    """Print a line for each kind of query and way; `queries` are so many of each kind."""
    options = arguments(__doc__, "directory", paragraphs=1_000_000, queries=60)
    index = index_of(options.directory / "pressmark", options.paragraphs)
    peer, rng = Tantivy(options.directory / "tantivy", index), random.Random(SEED)
    with index.searcher() as searcher:
        texts = list(paragraphs(searcher, options.queries, rng))
    figures = {}
    for kind, queries in kinds(texts, rng).items():
        figures[kind] = summary(measure(ways(index, peer), queries))
        for name, row in figures[kind].items():
            print(
                f"{kind:10} {name:20} {row['median']:8.2f} {row['p95']:8.2f} {row['ratio']:6.2f}x"
            )
    save(figures, options)


if __name__ == "__main__":
    main()
