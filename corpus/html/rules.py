"""The structure rules: their reasons, and the names that pages give such parts.

A part's name is its `class` and `id`; the words are those that templates of many sites share.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

REASONS = {
    "hidden": "not shown on the page",
    "navigation": "site navigation",
    "page-footer": "part of a footer",
    "sidebar": "part of a sidebar",
    "form": "a form or a control",
    "overlay": "an overlay on the page",
    "comments": "readers' comments",
    "related-links": "links to other stories or pages",
    "share-bar": "a button or label of a share bar",
    "newsletter": "an offer to subscribe",
    "advertisement": "an advertisement or a promotion, or the label of one",
    "author-note": "a note about the author",
    "tags": "keywords of the article",
    "outside-article": "outside the article's body",
    "in-page-data": "part of the full text in the page's data",
    "reading": "a pronunciation aid",
    "graphic": "lettering in a drawing",
}

TAG_RULES = {
    "nav": "navigation",
    "menu": "navigation",
    "footer": "page-footer",
    "aside": "sidebar",
    "form": "form",
    "button": "form",
    "select": "form",
    "input": "form",
    "textarea": "form",
    "label": "form",
    "dialog": "overlay",
    "rt": "reading",
    "rtc": "reading",
    "svg": "graphic",
}

ROLE_RULES = {
    "navigation": "navigation",
    "menu": "navigation",
    "search": "form",
    "contentinfo": "page-footer",
    "complementary": "sidebar",
    "dialog": "overlay",
    "alertdialog": "overlay",
}

ROLES = {
    "figcaption": r"""captions? (-? (text|wrap\w*|container|body|content))? | \w* -? caption
        | (image|photo|media|picture|img|video)
          -? (credits?|info|meta|description|attribution|source)
        | credits? | slide-?show \w* | gallery \w* | galleria""",
    "byline": r"""by-?line \w* | authors? (-? (name|names|line|wrap\w*|list))? | date-?line
        | (pub|post|entry|article|publish|published|story|news) -? (date|time|meta\w*) \w*
        | time-?stamp \w* | posted-?(on|by|in) | meta-?(data|info|line|bar)? | dates? | datetime
        | published | updated""",
    "standfirst": r"""stand-?first | dek | deck | strapline | sub-?(head(line|ing)? | title)
        | (article|story|entry|post|news) -? (dek|deck|subtitle|subhead\w*)""",
    "post": r"""twitter-?(tweet|video) \w* | tweet \w* | instagram-?media | fb-?post
        | social-?(media-?)?embed | (tiktok|bluesky|mastodon)-?embed
        | embed-?(twitter|tweet|instagram|facebook|social)\w*""",
}
"""Names of parts, by the tag that replaces their own."""

NAMES = {
    "comments": r"""comment s? -? (area|list|section|wrap\w*|form|thread|container|block|box)?
        | commentlist | disqus (-thread)? | respond | fb-comments | replies""",
    "related-links": r"""related \w* | recommend \w* | read-?more
        | more-? (stories|news|from|articles|posts|on) | most-? (read|popular|viewed|shared)
        | trending | popular (-?posts)? | also-? (read|like|on) | you-? (may|might) \w* | up-?next
        | (next|prev (ious)?) -? (post|article|story) | post-?nav \w* | outbrain | taboola
        | teasers? | yarpp | jp-relatedposts | see-?also""",
    "share-bar": r"""share (s|bar|box|this|tools?|links?|buttons?|icons?|daddy)? | sharing \w*
        | social \w* | addthis \w* | addtoany \w* | follow-?us""",
    "newsletter": r"""newsletters? \w* | sign-?up | subscribe (?!r) \w* | subscriptions? \w*
        | paywall-?(banner|message|overlay|prompt|box) | mailing-?list | mc-?embed \w*""",
    "advertisement": r"""ads? | advert \w* | sponsor \w* | promo \w* | dfp | adsbygoogle
        | ad-? (slot|unit|container|wrapper|box|label) \w*""",
    "author-note": r"""author-? (bio \w* | box | info | card | description | profile | note)
        | about-? (the-)? author | bio | biography | signature
        | (post|user|poster|member) -? (profile|info|details|stats|card)""",
    "tags": r"""tags? (-? (list|links|cloud))? | (post|entry) -? tags
        | topics? (?! -? (title|body|post|name|header|content|head)) | keywords | categories
        | cat-?links""",
    "navigation": r"""nav (bar|igation|igator|menu|list|links?)? | menu \w* | breadcrumbs?
        | pagination | pager | masthead
        | skip-? (link|to) \w* | site-?header | topbar | toolbar""",
    "page-footer": r"footer \w* | copyright | site-?footer | colophon",
    "sidebar": r"side-?bar \w* | rail | (?<!elementor-) widgets? | right-? (col|rail) \w*",
    "overlay": r"""modal \w* | \w* popup \w* | overlay \w* | tool-?tip \w* | pop-?over \w*
        | hover-?card \w* | rollover -? (block|box|card|people-block|content) | cookies? \w*
        | gdpr \w* | consent \w* | lightbox | sp-message \w* | onetrust \w* | didomi \w*
        | qc-cmp \w* | cybot \w* | usercentrics \w* | truste \w* | iubenda \w*
        | cmp-? (box|wrap\w*|container)
        | (privacy|tracking) -? (banner|notice|bar|prompt|wall)""",
    "hidden": """sr-only | screen-reader-text | visually-?hidden
        | (?<!-) (hidden|hide) (?!-)""",
}
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
TOPIC = re.compile(r"(?<!\S)(?:tag|category)-\S+")
"""Classes that WordPress gives a post of a topic: `tag-cookies` holds no cookie notice."""

BODY_NAME = re.compile(
    r"""(?<![a-z]) (?:article|story|post|entry|news|blog|rich) [-_]*
        (?:body|content|text|copy) (?![a-z])""",
    re.VERBOSE | re.IGNORECASE,
)
"""Names that templates of many sites give the article's body."""

LINKED_RULES = frozenset({"related-links", "tags", "navigation"})
"""Rules for parts that lead elsewhere: one without a link is named so for another reason."""

ITEM_ROLES = {
    "datePublished": "byline",
    "dateModified": "byline",
    "dateCreated": "byline",
    "author": "byline",
    "caption": "figcaption",
}
"""Roles of parts by microdata."""


def _pattern(names: Mapping[str, str]) -> re.Pattern[str]:
    parts = "|".join(f"(?P<{name.replace('-', '_')}> {words})" for name, words in names.items())
    return re.compile(
        rf"(?<!\w) (?<!no-) (?<!has-) (?<!with-) (?:{parts}) (?![a-z0-9])", re.VERBOSE
    )


_RULE = _pattern(NAMES)
_ROLE = _pattern(ROLES)


@lru_cache(maxsize=4096)  # the pages of one site use the same few names
def meaning(name: str) -> tuple[str, str]:
    """The rule and the role of a part by its `class` and `id`, each "" for none."""
    words = CAMEL.sub("-", TOPIC.sub("", name)).lower().replace("_", "-")
    rule, role = _RULE.search(words), _ROLE.search(words)
    return (
        rule.lastgroup.replace("_", "-") if rule and rule.lastgroup else "",
        role.lastgroup if role and role.lastgroup else "",
    )
