"""Near-copies: of captions and paragraphs within an article, and of whole articles."""
