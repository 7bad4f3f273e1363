"""Readers and one writer at the same time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index

COMMITS = 25


def version(number: int) -> list[Article]:
    """Three articles that all say which commit they are of."""
    text = (Block(f"commit {number}", Kind.PARAGRAPH, 0),)
    return [Article(text, key=key) for key in "abc"]


def test_readers_see_whole_commits_only_and_in_order(index):
    index.add_articles(version(0))
    done = Event()

    def write():
        writer = Index.open(index.path)
        for number in range(1, COMMITS + 1):
            writer.add_articles(version(number))
        done.set()

    def look():
        seen = []
        while not done.is_set():
            with index.searcher() as searcher:
                seen.append([row["text"] for row in searcher.documents()])
        return seen

    with ThreadPoolExecutor(3) as pool:
        readers = [pool.submit(look) for _ in range(2)]
        pool.submit(write).result()
        for reader in readers:
            seen = reader.result()
            assert all(len(texts) == 3 and len(set(texts)) == 1 for texts in seen)
            numbers = [int(texts[0].split()[1]) for texts in seen]
            assert numbers == sorted(numbers)
    with index.searcher() as searcher:
        assert {row["text"] for row in searcher.documents()} == {f"commit {COMMITS}"}
