"""Which elements part lines: HTML treats all others, unknown ones too, as part of the line."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

BLOCKS = HEADINGS | frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "col", "colgroup",
        "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure",
        "footer", "form", "frameset", "head", "header", "hgroup", "hr", "html", "legend", "li",
        "listing", "main", "marquee", "menu", "nav", "ol", "optgroup", "option", "p", "plaintext",
        "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
        "ul", "xmp",
        "byline", "post", "standfirst",
    }
)  # fmt: skip
"""Elements that begin a line of their own; the last row are the names of roles."""

LINE_TAGS = frozenset({"a", "b", "em", "i", "strong", "time"})
"""Inline tags that rules ask for."""

PLAIN_INLINE = frozenset(
    {
        "abbr", "acronym", "bdi", "bdo", "big", "br", "button", "cite", "code", "data", "del",
        "dfn", "font", "img", "input", "ins", "kbd", "label", "mark", "meter", "nobr", "output",
        "q", "rb", "ruby", "s", "samp", "select", "small", "span", "strike", "sub", "sup",
        "textarea", "tt", "u", "var", "wbr",
    }
)  # fmt: skip
"""Inline tags that no rule asks for; they hold no block, or do not part it from what is around."""
