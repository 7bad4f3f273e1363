"""A stock Whoosh index of paragraphs, which Whoosh opens without Pressmark.

Its schema is that of the index, with Whoosh's own tokenizer and filters, configured to make the
same terms: of a word with accents the first of its terms, in the default language of the index. Of
the fields, `record`, `place` and `fingerprint` are left out, and `author` stores its names as one
text, a name a line, since Whoosh sorts by the first of a list.
"""

import os
import secrets
import shutil
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whoosh.analysis import (
    CharsetFilter,
    LowercaseFilter,
    RegexTokenizer,
    StemFilter,
    SubstitutionFilter,
)
from whoosh.fields import ID, Schema
from whoosh.index import create_in
from whoosh.lang import has_stemmer

from pressmark.corpus.errors import IndexStateError, IndexWriteFailed
from pressmark.index.analysis.analyzers import ACCENTLESS, NO_STEMMING, default_of
from pressmark.index.analysis.folding import (
    LONGEST,
    NEEDLESS,
    SPELLINGS,
    compatibility_forms,
    variants,
    without_accents,
)
from pressmark.index.analysis.word_pattern import WordPattern
from pressmark.index.articles.extra_columns import extra_fields
from pressmark.index.articles.published import published_fields
from pressmark.index.schema import make_schema

if TYPE_CHECKING:
    from pressmark.index.articles.documents import StoredArticle

_LEFT_OUT = ("record", "place", "fingerprint", "added")
_ANALYZED_AS = {
    "text": "text",
    "title": "text",
    "surface": "written",
    "source": "names",
    "author": "names",
}


def stock_schema(language: str) -> Schema:
    """The schema of an exported index, all of whose classes are Whoosh's."""
    language = default_of(language)
    schema = make_schema(language)
    for name in _LEFT_OUT:
        schema.remove(name)
    schema.remove("names")
    schema.add("names", ID(analyzer=RegexTokenizer(r"[^\n]+")))
    for name, kind in _ANALYZED_AS.items():
        schema[name].analyzer = _analyzer(language, kind)
    return schema


def _analyzer(language: str, kind: str) -> Any:
    """The analyzer of `index.analysis` made of Whoosh's parts, without normalization."""
    if kind == "names":
        language = NO_STEMMING
    cut = SubstitutionFilter(rf"(?s)^(.{{{LONGEST}}}).+", r"\1")
    found = RegexTokenizer(WordPattern().pattern) | cut | CharsetFilter(SPELLINGS)
    found |= CharsetFilter(compatibility_forms()) | LowercaseFilter() | CharsetFilter(variants())
    fold = CharsetFilter(without_accents())
    if kind == "written":
        return found | fold
    found |= SubstitutionFilter(NEEDLESS, "")
    # Whoosh has Snowball for fewer languages
    if language == NO_STEMMING or not has_stemmer(language):
        return found | fold
    stem = StemFilter(lang=language)
    return found | fold | stem if language in ACCENTLESS else found | stem | fold


def documents(article: "StoredArticle", only: int | None = None) -> Iterator[dict[str, Any]]:
    """The paragraphs of an article as Whoosh's `add_document` takes them, or that ordinal alone."""
    names = "\n".join(article.authors)
    always: dict[str, Any] = {"article": article.id, "origin": article.origin}
    known = {
        "title": article.title,
        "url": article.url,
        "source": article.source,
        "paper": article.source,
        "author": names,
        "byline": names,
        "names": "\n".join(article.names),
        "language": article.language,
        **published_fields(article.published),
    }
    always |= {name: value for name, value in known.items() if value}
    always |= extra_fields(article.extra, article.title)
    for ordinal, block in article.numbered:
        if only is None or ordinal == only:
            own = {"ordinal": ordinal, "kind": str(block.kind), "text": block.text}
            yield _normalized(always | own | {"surface": block.text})


def _normalized(document: Mapping[str, Any]) -> dict[str, Any]:
    """Words indexed in the Unicode form of the terms, which no filter of Whoosh's makes."""
    words = {name: document[name] for name in _ANALYZED_AS if name in document}
    indexed = {name: unicodedata.normalize("NFC", text) for name, text in words.items()}
    return {**document, **indexed, **{f"_stored_{name}": text for name, text in words.items()}}


def write_stock_index(
    documents: Iterable[Mapping[str, Any]], directory: str | Path, language: str
) -> int:
    """Write documents to a stock Whoosh index in a new or empty directory; their number.

    It is written next to the directory and then renamed: there is a whole index or none. Raises
    IndexStateError if there is anything in the directory, IndexWriteFailed if the disk refuses.
    """
    directory = Path(directory).absolute()
    _check_empty(directory)
    unfinished = directory.with_name(f".{directory.name}-{secrets.token_hex(4)}")
    try:
        unfinished.mkdir(parents=True)
        written = _write(documents, unfinished, language)
        if directory.is_dir():
            directory.rmdir()  # fails where something came into it in the meantime
        unfinished.rename(directory)
    except OSError as error:
        raise IndexWriteFailed(
            f"The Whoosh index in {directory} cannot be written ({error.strerror or error}).",
            "Nothing was written there. Make room or see to its permissions, and try again.",
        ) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return written


def _check_empty(directory: Path) -> None:
    if os.path.lexists(directory) and not (directory.is_dir() and not any(directory.iterdir())):
        raise IndexStateError(
            f"{directory} is there and is no empty directory.",
            "Choose a new or an empty directory for the Whoosh index.",
        )


def _write(documents: Iterable[Mapping[str, Any]], directory: Path, language: str) -> int:
    writer = create_in(str(directory), stock_schema(language)).writer()
    written = 0
    try:
        for document in documents:
            writer.add_document(**document)
            written += 1
    except BaseException:
        writer.cancel()
        raise
    writer.commit()
    return written
