"""The exit statuses, which are grep's."""

DONE = 0
"""Found, or done."""

NOTHING = 1
"""Nothing found; or, on reading files, some had to be skipped."""

ERROR = 2
"""It could not be done as asked."""
