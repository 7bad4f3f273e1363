"""A process that asks an index again and again, for `test_readers.py`.

Run as `python reading.py INDEX STOP`: until the file STOP is there it prints, as JSON, what each
searcher found of every article: by a query, by its stored fields, and as a count.
"""

import json
import sys
import time
from pathlib import Path

from whoosh.query import Term

from pressmark.index import Index

PAUSE = 0.05


def main(path: str, stop: Path) -> None:
    """One line an answer."""
    while not stop.exists():
        index = Index.open(path)
        with index.searcher() as searcher:
            found = [hit["text"] for hit in searcher.search(Term("text", "commit"), limit=None)]
            stored = [row["text"] for row in searcher.documents()]
            print(json.dumps([found, stored, searcher.doc_count()]), flush=True)
        time.sleep(PAUSE)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
