"""The same documents in an OpenSearch cluster: one document an article, its paragraphs nested."""
