"""What was found as records: hits, highlights, snippets, facets, collapsed copies, export, JSON."""
