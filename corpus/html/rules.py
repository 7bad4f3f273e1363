"""The structure rules by name: what the user is told, and the names that pages give such parts.

A part's name is its `class` and `id`; the words are those that templates of many sites share.
"""

import re

REASONS = {
    "hidden": "the page does not show it",
    "navigation": "it is part of the site's navigation",
    "page-footer": "it is part of the page's footer",
    "sidebar": "it stands beside the article",
    "form": "it is a form or a control",
    "overlay": "it lies over the page",
    "comments": "it is a reader's comment or belongs to the comments",
    "related-links": "it links to other articles",
    "share-bar": "it offers to share the article",
    "newsletter": "it offers a subscription",
    "advertisement": "it is an advertisement",
    "author-note": "it is about the author",
    "tags": "it lists the article's topics",
    "outside-article": "it stands outside the article's body",
    "credit": "it names who made a picture",
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

NAMES = {
    "comments": r"""comment s? -? (area|list|section|wrap\w*|form|thread|container|block|box)?
        | commentlist | disqus (-thread)? | respond | fb-comments | replies""",
    "related-links": r"""related \w* | recommend \w* | read-?more
        | more-? (stories|news|from|articles|posts|on) | most-? (read|popular|viewed|shared)
        | trending | popular (-?posts)? | also-? (read|like|on) | you-? (may|might) \w* | up-?next
        | (next|prev (ious)?) -? (post|article|story) | post-?nav \w* | outbrain | taboola
        | teasers? | yarpp | jp-relatedposts | see-?also""",
    "share-bar": r"""share \w* | sharing | social \w* | addthis \w* | addtoany \w*
        | sharedaddy | follow-?us""",
    "newsletter": r"""newsletters? \w* | sign-?up | subscri \w+ | paywall
        | mailing-?list | mc-?embed \w*""",
    "advertisement": r"""ads? | advert \w* | sponsor \w* | promo \w* | dfp | adsbygoogle
        | ad-? (slot|unit|container|wrapper|box|label) \w*""",
    "author-note": r"""author-? (bio \w* | box | info | card | description | profile | note)
        | about-? (the-)? author | bio | biography""",
    "tags": r"""tags? (-? (list|links|cloud))? | (post|entry) -? tags
        | topics? | keywords | categories | cat-?links""",
    "navigation": r"""nav \w* | menu \w* | breadcrumbs? | pagination | pager | masthead
        | skip-? (link|to) \w* | site-?header | topbar | toolbar""",
    "page-footer": r"footer \w* | copyright | site-?footer | colophon",
    "sidebar": r"side-?bar \w* | rail | widgets? | right-? (col|rail) \w*",
    "overlay": r"""modal \w* | popup \w* | overlay \w* | cookies? \w*
        | gdpr \w* | consent \w* | lightbox""",
    "hidden": "sr-only | screen-reader-text | visually-?hidden | hidden | hide",
}
NAMED = re.compile(
    r"(?<![a-z0-9]) (?:"
    + "|".join(f"(?P<{rule.replace('-', '_')}> {words})" for rule, words in NAMES.items())
    + r") (?![a-z0-9])",
    re.VERBOSE,
)
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def rule_of_name(name: str) -> str | None:
    """The rule that a part's `class` and `id` fall under, if any."""
    found = NAMED.search(CAMEL.sub("-", name).lower().replace("_", "-"))
    return found.lastgroup.replace("_", "-") if found and found.lastgroup else None
