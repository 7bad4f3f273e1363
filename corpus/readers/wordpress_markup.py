"""Posts as WordPress keeps them: line breaks are shown, captions are in brackets, and pictures and
menu items are posts too."""

import re
from html import escape

from pressmark.corpus.readers.markup import BLOCK_TAG, has_blocks

_CAPTION = re.compile(
    r"\[(wp_)?caption\b([^\]]{0,1000})\](.{0,5000}?)\[/(?:wp_)?caption\]", re.DOTALL
)
_STATED = re.compile(r"""\bcaption=(?:"([^"]*)"|'([^']*)')""")
_PICTURE = re.compile(r"\s*+(?:<a\b[^<>]*+>\s*+)?+<img\b[^<>]*+>\s*+(?:</a>)?")
_MEDIA = r"\[(gallery|embed|audio|video|playlist)\b[^\]\n]{0,1000}\]"
_MEDIA_LINE = re.compile(rf"^[ \t]*{_MEDIA}(?:[^\[\n]{{0,1000}}\[/\1\])?[ \t\r]*$", re.MULTILINE)
_ITS_OWN = re.compile(rf"<!--more|{_MEDIA}")
"""What no other program writes: only with one are single line breaks surely meant to be shown."""

_BLANK_LINES = re.compile(r"\n[ \t\r]*+\n\s*+")
_PAGE = re.compile(r"<(?:html|body|head)\b", re.IGNORECASE)
_TAG_NAME = re.compile(r"</?(\w+)")
_WITHOUT_END = frozenset({"br", "hr", "embed", "img", "link", "meta", "source"})


_NO_ARTICLES = frozenset(
    {"attachment", "revision", "nav_menu_item", "custom_css", "customize_changeset"}
    | {"oembed_cache", "user_request", "wp_block", "wp_template", "wp_template_part"}
    | {"wp_global_styles", "wp_navigation", "wp_font_family", "wp_font_face"}
)
"""The types of posts that WordPress itself keeps beside articles and pages."""

_DISCARDED = frozenset({"trash", "auto-draft"})


def is_article(post_type: object, status: object) -> bool:
    """Whether a post of this type and status is an article or a page, whatever site has it."""
    return post_type not in _NO_ARTICLES and status not in _DISCARDED


def as_shown(text: str) -> str:
    """The markup that WordPress makes of a text before it shows it."""
    captions = 0
    if "caption]" in text:
        text, captions = _CAPTION.subn(_figure, text)
    if "\n" in text and has_blocks(text) and not _PAGE.search(text):
        breaks = bool(captions) or _ITS_OWN.search(text) is not None
        text = _MEDIA_LINE.sub(r"\n\n\g<0>\n\n", text)
        return _with_paragraphs(text, breaks=breaks)
    return text


def _figure(found: re.Match[str]) -> str:
    attributes, content = found[2], found[3]
    stated = _STATED.search(attributes)
    picture = _PICTURE.match(content)
    if stated:  # before WordPress 3.4 the caption was an attribute
        shown = escape(stated[1] or stated[2] or "", quote=False)
        return f"<figure>{content}<figcaption>{shown}</figcaption></figure>"
    end = picture.end() if picture else 0
    return f"<figure>{content[:end]}<figcaption>{content[end:]}</figcaption></figure>"


def _with_paragraphs(text: str, *, breaks: bool) -> str:
    """The text with paragraphs of what blank lines part, where no element is open; with `breaks`,
    single line breaks in these are shown too."""
    parts = _BLANK_LINES.split(text)
    if len(parts) == 1 and not breaks:
        return text
    depth, shown = 0, []
    for part in parts:
        tags = [tag for tag in BLOCK_TAG.findall(part) if _name(tag) not in _WITHOUT_END]
        is_line = not depth and not tags and part.strip()
        line = part.replace("\n", "<br>\n") if breaks else part
        shown.append(f"<p>{line}</p>" if is_line else part)
        for tag in tags:
            depth = max(0, depth - 1) if tag.startswith("</") else depth + (not tag.endswith("/>"))
    return "\n\n".join(shown)


def _name(tag: str) -> str:
    name = _TAG_NAME.match(tag)
    return name[1].lower() if name else ""
