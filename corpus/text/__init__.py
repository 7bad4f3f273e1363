"""Features of lines and words: dates, bylines, credits, addresses, word forms."""
