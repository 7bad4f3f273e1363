"""Clean paragraphs become a Whoosh index on disk."""

from pressmark.index.documents import StoredArticle
from pressmark.index.index import Index
from pressmark.index.report import IngestReport, Progress
from pressmark.index.tally import IndexStats

__all__ = ["Index", "IndexStats", "IngestReport", "Progress", "StoredArticle"]
