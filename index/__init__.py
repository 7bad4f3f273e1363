"""Clean paragraphs become a Whoosh index on disk."""
