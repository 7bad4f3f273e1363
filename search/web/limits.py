"""What one visitor may ask of the server, gathered in one place."""

PAGE_SIZE = 10
"""Hits on a page: what fits on two screens of a laptop."""

LARGEST_LIMIT = 100
"""Hits in one answer of the API; more are read page by page."""

SUGGESTIONS = 8
"""Ways to complete what is being typed: as many as an eye takes in between two keys."""

LARGEST_NUMBER = 10**9
"""Largest page or offset that is read as a number: beyond any index, and cheap to compare."""

QUERY_CHARACTERS = 2_000
"""A question longer than this is no question: four times the longest (504) of the 3,149 questions
in the measuring data."""

SEARCHES_AT_ONCE = 4
"""Threads that search: beyond the number of cores they only take turns at the interpreter."""

SEARCHES_WAITING = 64
"""Searches that may queue before further ones are told to come back."""

PATTERNS_WAITING = 8
"""Searches with a `begin*`, `wi?d` or `fuzzy~` that may queue: one takes up to 2 s on 100,000
paragraphs, so that further ones would lose patience."""

SEARCH_SECONDS = 10.0
"""Longest wait for one answer; people leave a page before that."""

RETRY_AFTER_SECONDS = 2
"""When to come back after being told that all threads are taken."""

REQUEST_SECONDS = 10.0
"""Time for a request to arrive whole; one of this page fits a single packet."""

ANSWER_SECONDS = 30.0
"""Time for a peer to take some of an answer that waits for it: a telephone in a tunnel returns."""

REQUEST_HEAD_BYTES = 32 * 1024
"""Longest request line with headers: a query of the greatest length, percent-encoded, fits."""

CLOSING_SECONDS = 2
"""How long answers under way may take after Ctrl-C."""

SHORTEST_TOKEN = 16
"""Characters of a token: beyond guessing over a network."""

EXPORTS_AT_ONCE = 8
"""Files being written at the same time; each gets an eighth of one thread."""

EXPORT_HITS = 100_000
"""Hits in one exported file: a spreadsheet still opens it; the command line has no such limit."""

EXPORT_HITS_AT_ONCE = 100
"""Hits written before another export gets its turn: as much work as a search."""

VALUES_SHOWN = 6
"""Values of a facet at first sight; most choices fall on the first three."""

VALUES_UNFOLDED = 20
"""Values of a facet in all: a longer list is quicker narrowed by typing, and twice as many would
not fit into the first paint."""

SOURCES_LISTED = 200
"""Sources on the page about the index: an archive of the web may have a million."""

PLACES_SHOWN = 12
"""Paragraphs named above an article as holding a hit: two lines on a phone."""

NAMES_SHOWN = 3
"""Authors above an article; its citation names all."""

COMPRESSION = 6
"""Level of gzip: 4 sends 3 % more, which the first paint has no room for, and saves 0.3 ms of a
page; 9 sends 1 % less."""

DESCRIPTORS_KEPT = 128
"""File descriptors that connections must leave: the index has some 20 files open, each search maps
a few more while others commit."""

FEWEST_CONNECTIONS = 16
"""Connections that are let in even where the system allows hardly any files."""

SAID_AGAIN_SECONDS = 60.0
"""The terminal is told of too many connections no more often than that."""

BACKLOG = 128
"""Connections that may wait to be accepted; when descriptors run out, asyncio of Python 3.11 tries
each of them and reports every failure."""
