from copy import deepcopy

from hypothesis import given
from hypothesis import strategies as st

from pressmark.index.boilerplate.known_lines import Boilerplate, KnownLine
from pressmark.index.opensearch.merged_lines import merged_lines

CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["Post", "Herald"]),
        st.dictionaries(st.integers(0, 3), st.integers(1, 5), max_size=3),
    ),
    max_size=4,
)


def counted(known, changes):
    """The lines after more articles of some sources, with more of each line."""
    known = deepcopy(known)
    for name, lines in changes:
        source = known.source(name)
        source.articles += max(lines.values(), default=1)
        for line, count in lines.items():
            source.lines.setdefault(line, KnownLine(str(line), 0)).count += count
    return known


def counts(known):
    return {
        name: (source.articles, {line: each.count for line, each in source.lines.items()})
        for name, source in known.sources.items()
    }


@given(CHANGES, CHANGES, CHANGES)
def test_counts_of_two_writers_add_up_whoever_commits_first(before, own, theirs):
    start = counted(Boilerplate(), before)
    merged = merged_lines(start, counted(start, own), counted(start, theirs))
    assert counts(merged) == counts(counted(counted(start, theirs), own))


def test_what_either_user_allowed_or_blocked_stays():
    before, own, theirs = Boilerplate(), Boilerplate(), Boilerplate()
    own.allow("A line.")
    theirs.block("Another line.")
    merged = merged_lines(before, own, theirs)
    assert (merged.allowed, merged.blocked) == (("A line.",), ("Another line.",))
