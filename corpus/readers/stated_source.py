"""The name of an article's source where the article does not state it: as the user gives it."""

from dataclasses import replace
from pathlib import PurePath

from pressmark.corpus.model import Article
from pressmark.corpus.readers.source import Source
from pressmark.corpus.text.addresses import site_of


def with_source(article: Article, source: Source) -> Article:
    """The article with the source that the options name, unless it states one itself."""
    name = source.options.source
    if source.options.source_from_folder:
        name = folder_of(source.place) or name
    if not name or _states_source(article):
        return article
    origins = {**article.origins, "source": "folder" if name != source.options.source else "option"}
    return replace(article, source=name, origins=origins)


def folder_of(place: str) -> str:
    """The name of the folder that a file is in, within its archive where there is one.

    >>> folder_of("/data/courier/a.txt"), folder_of("/data/all.zip!lamp/2021/b.txt")
    ('courier', '2021')
    """
    *outer, inner = place.split("!")
    return PurePath(inner).parent.name or (folder_of("!".join(outer)) if outer else "")


def _states_source(article: Article) -> bool:
    """Whether the source is more than the host of the address."""
    from_address = article.origins.get("source") in (None, "url")
    return bool(article.source) and not (from_address and article.source == site_of(article.url))
