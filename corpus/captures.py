"""When an article was captured: what crawlers and scrapers note besides the date of publication."""

from collections.abc import Mapping
from datetime import datetime

from pressmark.corpus.text.dates import parse_date
from pressmark.corpus.text.normalized_names import normalized_name

_COLUMNS = (
    "captured capturedat capturedate capturetime scraped scrapedat scrapedon scrapedate"
    " scrapetime scrapeddate datescraped crawled crawledat crawldate crawltime"
    " crawltimestamp datecrawled fetched fetchedat fetchdate fetchtime retrieved"
    " retrievedat retrievedate retrievaldate retrievedon accessed accessedat accessdate"
    " dateaccessed downloaded downloadedat downloaddate downloadtime datedownload"
    " datedownloaded collected collectedat collectiondate datecollected harvested"
    " harvestedat ingestedat extractedat indexedat dateofcapture dateadded addedat"
    " snapshotdate savedat indexeddate collectdate"
)
"""Names of such columns as `normalized_name` makes them; news-please writes `date_download`,
Scrapy's examples `scraped_at`, Media Cloud `indexed_date` and `collect_date`."""
_NAMES = frozenset(_COLUMNS.split())


def capture_time(extra: Mapping[str, object]) -> datetime | None:
    """The time in the first column that states one; None if there is none."""
    for path, value in extra.items():
        if is_capture_column(path) and (moment := parse_date(value)):
            return moment
    return None


def is_capture_column(path: str) -> bool:
    """Whether a column, by its path, holds the time of a capture."""
    return normalized_name(path.rpartition(".")[2]) in _NAMES
