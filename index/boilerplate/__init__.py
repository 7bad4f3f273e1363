"""Lines that recur within a source: counted, learned, and confirmed or refused by the user."""
