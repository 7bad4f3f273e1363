"""Every threshold of the segment format and its writer, with the measurement that set it."""

PAGE_BYTES = 1 << 16
"""Bytes under one checksum. A page costs 30 µs to check when first touched; four times as much
made the first query 2 ms slower, a quarter makes the table of checksums four times as large."""

READ_WHOLE = 1 << 20
"""A file of at most so many bytes is read into memory when it is opened, in 0.03 ms, and what
then becomes of it harms no reader; a larger one is mapped."""

STORED_BLOCK_BYTES = 1 << 15
"""Stored text compressed together. On press releases zstd level 3 leaves 0.40 of the text in
blocks of 16 KB, 0.37 in 32 KB, 0.35 in 64 KB; opening one costs 0.03, 0.05 and 0.11 ms."""

STORED_BLOCK_LEVEL = 3
"""zstd level: 1 leaves 6 % more than 3, 6 leaves 4 % less but takes 2.5 times as long."""

STORED_MOST_BYTES = 1 << 23
"""A block of stored text may hold so much whatever its size …"""

STORED_MOST_RATIO = 100
"""… and more only where it takes a hundredth of that in the file. Text seldom compresses to less
than a tenth, but 65 KB of zstd can hold 2 GB."""

SPOOL_BYTES = 1 << 20
"""A section under construction moves from memory to a temporary file beyond this size, and one that
is copied is read so much at a time. A merge has some 25 of them open; 4 MB were no faster."""

BATCH_PARAGRAPHS = 1 << 14
"""Paragraphs inverted together, in arrays of some 5 MB. Of 200,000 paragraphs, batches of 16,000
took 2.4 s of a processor and merging them 0.5 s; batches of 32,000 took 2.55 and 0.45 s, and twice
the memory."""

BATCH_BYTES = 1 << 23
"""Characters of new values inverted together, which bounds the memory of long paragraphs."""

LEARNED_CHUNKS = 1 << 18
"""Distinct chunks that a writer remembers, some 60 MB with their terms; then it starts over, which
costs 0.4 s of a processor for those of press releases."""

KNOWN_VALUES = 1 << 12
"""Values without words of which a writer remembers the terms, for each field: of dates, as many as
eleven years have days."""

LONG_VALUE = 1 << 20
"""A value of more characters is a batch by itself, so that its positions fit with its term."""

TOKENIZED_BYTES = 1 << 20
"""Text cut into chunks at a time, in arrays of that size, which stay in the processor's cache; four
times as much takes half as long again."""

MERGED_POSTINGS = 1 << 19
"""Occurrences of terms merged at a time, in arrays of 4 MB; a term with more is merged by itself,
and part by part."""

TERM_POSTINGS = 1 << 16
"""Postings of such a term that are read at a time, independent of the size of the segment."""

MERGED_ROWS = 1 << 16
"""Rows of which everything but terms is merged at a time, in arrays of half a megabyte."""

MERGED_TERMS = 1 << 17
"""Terms merged at a time, each counted once for each segment that has it: some 30 MB."""

SHARED_POSTINGS = 1 << 20
"""Postings of a field that justify merging in several processes: some 50 ms of one, and a file
more to be written and read for each of them."""

COPIED_ROWS = 1 << 12
"""Stored values of a segment with deletions written at a time: a megabyte or two of paragraphs."""

TIER = 8
"""So many segments of like size are merged. A query pays some 0.1 ms for each segment; a paragraph
is rewritten once a tier, which costs about a fifth of inverting it."""

SMALL_SEGMENT = 1 << 12
"""Smaller segments are of one size for the merger: rewriting so many paragraphs takes 50 ms."""

FREE_MERGE = 1 << 16
"""Paragraphs that any commit may rewrite, however little it adds: less than a second's work."""

PREFIX_POSTINGS = 300_000
"""Postings looked through for the words that complete a beginning: chosen so that the answer comes
between two keys."""

PREFIX_TERMS = 40
"""Of a beginning with more of them, so many of its commonest words are counted, one by one: chosen
above what a list of completions shows; their postings are cached for the next key."""

DECODED_SHARE = 0.35
"""Decoded postings cached per segment, in bytes for each byte of its file. With them a process that
has answered a thousand queries of all kinds takes 1.2 times the files (`benchmarks/resident.py`),
and 1.8 times where each is a whole search with its facets; with 0.25 that takes an eighth longer
and 1.65 times the files."""

COLUMNS_SHARE = 0.35
"""The same for arrays of whole columns, which queries of common words would evict: to make those of
the names of a million paragraphs again takes 0.7 s. They take 0.2 if all facets are asked for."""

DECODED_LEAST = 1 << 25
"""Minimum of this cache in bytes, a limit that segments below 10,000 paragraphs do not reach. Of
100,000 paragraphs, 160 queries of 600 words found their postings in 10 MB seldom, in 32 MB mostly,
and then took half the time."""

ARRAY_BYTES = 300
"""Overhead of a cached array in bytes: one under a short key took 330 bytes, three
under a long one 895. For infrequent words, which are many, that is nearly all."""

BITS_SHARE = 64
"""A term in more than one of so many paragraphs is cached as a bitset with ranks, 1.5 bits a
paragraph, in place of its doc ids, 32 bits a posting: in a million, 10,000 lookups take 0.05 ms,
and 0.5 ms by bisection."""

KNOWN_COUNTS = 1 << 14
"""Document frequencies by article that are cached, some 3 MB, before the cache starts over:
counting one again takes up to 0.5 ms in a million paragraphs."""

KNOWN_TERMS = 4096
"""Terms whose number a dictionary caches, 0.3 KB each; finding one again takes 0.04 ms."""

LIKELY_BINS = 12
"""Equal bins of 64 from which the texts of two articles are compared: of texts of which one is a
quarter of the other, 87 of 100 have so many; of texts with a twentieth in common, 1 of 10,000."""

NEIGHBOURS = 16
"""Articles before it with which a new one is compared where they agree in two neighbouring bins.
More than any duplicate group of the press releases, and a bound where thousands share a form."""

FEW_ARTICLES = 16
"""So many new articles are compared with all others bin by bin, at some 0.7 ms for 100,000 others;
more together are looked for at 10 ms by their bins side by side."""

COMPARED_AT_ONCE = 1 << 16
"""Pairs of fingerprints compared together: arrays of 16 MB."""

CACHED_TEXTS = 1 << 10
"""Texts cached for comparison, some 10 KB each; similar texts are close to each other."""
