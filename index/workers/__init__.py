"""Worker processes: they call the methods of an object that each of them has a copy of."""
