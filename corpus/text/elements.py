"""HTML elements that begin a line; all others, unknown ones too, are part of a line."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

HTML_BLOCKS = HEADINGS | frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "col", "colgroup",
        "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure",
        "footer", "form", "frameset", "head", "header", "hgroup", "hr", "html", "legend", "li",
        "listing", "main", "marquee", "menu", "nav", "ol", "optgroup", "option", "p", "plaintext",
        "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
        "ul", "xmp",
    }
)  # fmt: skip
"""Elements that begin a line of their own."""

ROLE_TAGS = frozenset({"byline", "post", "standfirst"})
"""Tags that the parts of a page get by their class; they begin a line as well."""

BLOCKS = HTML_BLOCKS | ROLE_TAGS

LINE_TAGS = frozenset({"a", "b", "em", "i", "strong", "time"})
"""Inline tags that rules look at."""

PLAIN_INLINE = frozenset(
    {
        "abbr", "acronym", "bdi", "bdo", "big", "br", "button", "cite", "code", "data", "del",
        "dfn", "font", "img", "input", "ins", "kbd", "label", "mark", "meter", "nobr", "output",
        "q", "rb", "ruby", "s", "samp", "select", "small", "span", "strike", "sub", "sup",
        "textarea", "tt", "u", "var", "wbr",
    }
)  # fmt: skip
"""Inline tags that no rule looks at; they hold no block, or do not separate it from its line."""
