"""The steps of cleaning, each of which looks at a whole article and marks lines in it."""
