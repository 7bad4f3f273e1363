"""What can be said about a line or a word: dates, author lines, credits, word forms."""
