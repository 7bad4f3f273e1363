"""The local engine: finds, counts and reads in the segments of a directory."""
