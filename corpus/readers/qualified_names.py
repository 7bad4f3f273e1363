"""Names of columns that say more than a known one: `Texto de la noticia`, `title_s`, `pub_dt`.

What says which text is meant, or of what type the column is, is left out, and the rest looked up.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from pressmark.corpus.readers.field_names import Role, roles_of
from pressmark.corpus.text.language_names import NAMES
from pressmark.corpus.text.normalized_names import normalized_name

AFTER_KNOWN = 500
"""Added to the rank of a known name, so that a column which has no more than that goes first."""

_LONGEST = 60
"""Characters of a name; a longer one is of a question in a survey, or a text."""

_WORDS = re.compile(r"[^\W_]+(?:[’'](?=[^\W\d_]))?")
_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")

_ARTICLE = (
    # words for the article, as far as they do not say which part of it is meant
    "article articles news story post report release press item entry page web web document"
    " articulo noticia nota artigo materia reportagem articolo notizia actualite depeche"
    " artikel beitrag beitrags nachricht nachrichten meldung zeitungs artikels nieuws bericht"
    " noticies article artykul artykulu wiadomosc wiadomosci clanok clanku clanek zpravy spravy"
    " clanak clanka vijest vijesti vesti vest cikk cikke hir hirek uutinen uutisen artikkelin"
    " nyhet nyhets nyheten nyhed artikkel articol articolului stire stirii artiklar"
    " haber haberin yazi yazinin makale berita artikel kabar bai viet tin tuc habari"
    " статья статьи статью новость новости публикации публикация материала материал"
    " стаття статті новина новини публікації статия статията новина новината чланка вести вест"
    " αρθρο αρθρου ειδηση ειδησης"
    " الخبر خبر المقال مقال المقالة مقالة التقرير خبرها مقاله خبرکا مضمون"
    " הכתבה כתבה לכתבה הידיעה המאמר समाचार लेख खबर খবর সংবাদ"
)
_WHOLE = (
    "full complete whole main raw clean cleaned plain extracted original orig final"
    " completo completa integral integrale integro principal principale entier"
    " volltext vollstandiger volledige volledig compleet pelny pelna pelen cely cele cela"
    " teljes koko fullstandig hele tam lengkap penuh day du целиком полный полная повний"
    " كامل الكامل کامل מלא המלא पूरा"
)
_SMALL_WORDS = (
    "of the a an to for in de del della dello dell la el le les l d da do das dos des der die das"
    " du di il lo van het den i w z o na u s k pro per zu zum und and y e et ja og och ve"
    " на к для о та до за στο του της no"
)
_LEFT_OUT = frozenset(map(normalized_name, f"{_ARTICLE} {_WHOLE} {_SMALL_WORDS}".split()))

_JOINED = (
    "article news story post full complete main raw clean cleaned plain scraped artikel"
    " nachrichten beitrags zeitungs nyhets uutis cikk hir berita haber"
    " 新闻 新聞 文章 稿件 报道 報道 記事 ニュース 기사 뉴스 보도"
)
_ATTACHED = tuple(sorted(_JOINED.split(), key=len, reverse=True))
"""The same where no space is between them."""

_FIRST = frozenset({"content", "doc", "item", "record", "text", "story"})
"""Words that say the same at the start of a name: `CONTENT_TITLE`."""

_SHORT = {
    "txt": "text",
    "dt": "date",
    "ts": "timestamp",
    "pub": "publication",
    "publ": "publication",
    "pubd": "publicationdate",
    "auth": "author",
    "src": "source",
    "lang": "language",
    "desc": "description",
    "cat": "category",
    "hl": "headline",
    "hdl": "headline",
    "ttl": "title",
    "descr": "description",
}
"""What words are shortened to."""

_TYPE_NAMES = "s t ss tt str string txt i dt dts tdt sort raw keyword clean cleaned v1 v2"
_TYPES = frozenset(_TYPE_NAMES.split())
"""The ends by which Solr and others know the type of a field."""

_OTHER_WORDS = frozenset({"id", "no", "is", "or", "as", "am", "to", "my"})
"""Codes of languages that more often are words of a name, as in `article_id`."""

_ENDS = _TYPES | {code for code in NAMES if code not in _OTHER_WORDS}

_TOO_GENERAL = frozenset({"name", "head", "subject", "id", "by", "host", "lead", "time", "lang"})
"""Names that mean a field only by themselves: `full_name` is that of a person."""


@lru_cache(maxsize=4096)
def qualified_roles(name: str) -> tuple[Role, ...]:
    """The fields that a column of that name may hold, going by a part of the name.

    >>> [qualified_roles(name)[0][0] for name in ("pub_dt", "title_s", "Texto de la noticia")]
    ['date', 'title', 'text']
    """
    if len(name) > _LONGEST:
        return ()
    for part in _parts(name):
        if part not in _TOO_GENERAL and (roles := roles_of(part)):
            return tuple((field, AFTER_KNOWN + rank) for field, rank in roles)
    return _shared_roles(name)


def _shared_roles(name: str) -> tuple[Role, ...]:
    """The fields that each word of a name may mean: `Adres URL`."""
    first, *others = [dict(roles_of(word)) for word in _words(name)] or [{}]
    common = set(first).intersection(*others)
    return tuple((field, AFTER_KNOWN + first[field]) for field in first if field in common)


def _parts(name: str) -> Iterator[str]:
    """The names that are left of a name, the longest first."""
    words = _words(name)
    if len(words) > 1 and words[-1] in _ENDS:
        yield "".join(words[:-1])
    yield "".join(_SHORT.get(word, word) for word in words)
    kept = [_SHORT.get(word, word) for word in words if word not in _LEFT_OUT]
    yield "".join(kept)
    if len(kept) > 1 and kept[-1] in _ENDS:
        yield "".join(kept[:-1])
    if len(kept) > 1 and kept[0] in _FIRST:
        yield "".join(kept[1:])
    if len(kept) == 1:
        attached = (each for each in _ATTACHED if kept[0].startswith(each))
        yield kept[0].removeprefix(next(attached, ""))


def _words(name: str) -> list[str]:
    words = (normalized_name(word) for word in _WORDS.findall(_CAMEL.sub(" ", name)))
    return [word for word in words if word]


@lru_cache(maxsize=4096)
def roles_of_column(name: str) -> tuple[Role, ...]:
    """The fields that a column of that name may hold, known as a whole or by a part."""
    return roles_of(normalized_name(name)) or qualified_roles(name)
