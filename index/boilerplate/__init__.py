"""Lines that recur within a source: counted, learned, and allowed or blocked by the user."""
