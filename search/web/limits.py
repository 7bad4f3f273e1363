"""The limits of the server and of its page."""

PAGE_SIZE = 10
"""Hits on a page: they fit on two screens of a laptop."""

LARGEST_LIMIT = 100
"""Hits in one answer of the API; more are read page by page."""

SUGGESTIONS = 8
"""Completions of a query: a user reads no more between two keys."""

LARGEST_NUMBER = 10**9
"""Largest page or offset: beyond any index."""

FORM_BYTES = 1 << 16
"""The largest form that is sent: some spellings and the address of a search."""

QUERY_CHARACTERS = 2_000
"""Longest query: four times the longest (504) of the 3,149 questions in the measuring data."""

SEARCHES_AT_ONCE = 4
"""Threads that search: more than the cores only wait for the interpreter lock."""

SEARCHES_WAITING = 64
"""Queued searches; further ones are refused."""

PATTERNS_WAITING = 8
"""Queued searches with a `begin*`, `wi?d` or `fuzzy~`: one takes up to 2 s on 100,000 paragraphs,
so that further ones would wait too long."""

SEARCH_SECONDS = 10.0
"""Longest wait for one answer; users leave a page before that."""

RETRY_AFTER_SECONDS = 2
"""Retry-After of an answer 503."""

REQUEST_SECONDS = 10.0
"""Time for a request to arrive; one of this page fits a single packet."""

ANSWER_SECONDS = 30.0
"""Time for a peer to read a part of a blocked answer: a phone in a tunnel reconnects."""

REQUEST_HEAD_BYTES = 32 * 1024
"""Longest request line with headers: a query of the greatest length, percent-encoded, fits."""

CLOSING_SECONDS = 2
"""Time for running answers after Ctrl-C."""

SHORTEST_TOKEN = 16
"""Characters of a token: it cannot be guessed over a network."""

EXPORTS_AT_ONCE = 8
"""Exports at the same time; each gets an eighth of one thread."""

EXPORT_HITS = 100_000
"""Hits in an exported file: a spreadsheet opens it; the command line has no such limit."""

EXPORT_HITS_AT_ONCE = 100
"""Hits written before the next export has its turn: as much work as a search."""

FEED_ENTRIES = 50
"""Entries of a feed: what comes between two visits of a feed reader."""

VALUES_SHOWN = 6
"""Values of a facet that are shown first; users choose the first three most often."""

VALUES_UNFOLDED = 20
"""Values of a facet in all: typing narrows a longer list faster, and twice as many would exceed the
size of the first paint."""

SOURCES_FIRST = 8
"""Sources on the front page and where nothing is found: a list to be taken in at a glance."""

NEWEST_SHOWN = 5
"""Articles on the front page: with the examples they fill one screen."""

MOST_MONTHS = 240
"""Months in the chart of all articles: of more, bars would be thinner than a pixel on a phone."""

SOURCES_LISTED = 200
"""Sources on the page about the index: an archive of the web may have a million."""

PLACES_SHOWN = 12
"""Links above an article to paragraphs with highlights: two lines on a phone."""

REMOVED_SHOWN = 20
"""Articles with examples of what a rule removed: enough to see what it does."""

RULES_NAMED = 3
"""Rules that the line above removed lines names: it fits on a phone."""

NAMES_SHOWN = 3
"""Authors above an article; its citation names all."""

COMPRESSION = 6
"""Level of gzip: level 4 sends 3 % more, too much for the first paint, and saves 0.3 ms a page;
level 9 sends 1 % less."""

DESCRIPTORS_KEPT = 128
"""File descriptors kept for the index: it has some 20 files open, and each search maps a few more
while others commit."""

FEWEST_CONNECTIONS = 16
"""Connections that are accepted even if the system allows hardly any files."""

WARNING_SECONDS = 60.0
"""Between two warnings about too many connections."""

BACKLOG = 128
"""Connections that may wait for `accept`; without descriptors, asyncio of Python 3.11 tries each of
them and reports each failure."""

MOST_FACETS = 20
"""Columns that one request counts by: 100,000 hits with different values take 60 ms each."""

ARTICLE_NAMES = 25
"""Names above an article: three lines on a desktop, seven on a phone."""

MOST_LINES = 5
"""Lines in one chart: more colours cannot be distinguished."""

MOST_POINTS = 800
"""Points of a line: twice as many as there are pixels would draw a blot, and a table of them would
be too long to read."""
