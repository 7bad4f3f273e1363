"""The learner compared with a recount, and lines that it must not learn."""

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.model import Block, Kind, Removal
from pressmark.corpus.recurring_lines import MIN_ARTICLES, MIN_COUNT, MIN_SHARE
from pressmark.index.boilerplate import learner
from pressmark.index.boilerplate.known_lines import Boilerplate
from pressmark.index.boilerplate.learner import lines_of
from pressmark.index.boilerplate.line_files import LineFiles

SLOGAN = "The paper that the valley reads before it milks the cows."
FOREVER = "Any other line that comes back in what the valley reads."


def article(number, *more, source="Post", kind=Kind.PARAGRAPH, removed=()):
    own = [
        f"Report number {number} tells of what happened in the {number}th street that morning.",
        f"A witness of case {number} said that nothing like it had been seen since {number}.",
    ]
    blocks = [Block(text, Kind.PARAGRAPH, order) for order, text in enumerate(own)]
    blocks += [Block(text, kind, order) for order, text in enumerate(more, 2)]
    removals = [Removal(Block(text, kind, 99), "recurring", "") for text in removed]
    return lines_of(source, "", blocks, removals)


def nothing_learned(folder):
    return {"runs": [], "known": Boilerplate().write(folder, 0)}


@pytest.fixture
def empty(tmp_path):
    return tmp_path, nothing_learned(tmp_path)


def learned(empty, articles):
    files = LineFiles(*empty, 1)
    for number, lines in enumerate(articles):
        files.learner.put(str(number), lines)
    files.seal()
    known = files.learner.known
    return [(line.source, line.text, line.count, line.articles) for line in known.lines()]


def test_a_line_that_recurs_in_one_source_is_learned(empty):
    found = learned(empty, [article(n, SLOGAN) for n in range(MIN_ARTICLES)])
    assert found == [("post", SLOGAN, MIN_ARTICLES, MIN_ARTICLES)]


def test_each_source_has_lines_of_its_own(empty):
    posts = [article(n, SLOGAN) for n in range(MIN_ARTICLES)]
    heralds = [article(n, source="Herald") for n in range(MIN_ARTICLES)]
    assert {source for source, *_ in learned(empty, [*posts, *heralds])} == {"post"}


@pytest.mark.parametrize("count", [1, 3, MIN_ARTICLES - 1])
def test_nothing_is_learned_from_a_source_with_few_articles(empty, count):
    assert learned(empty, [article(n, SLOGAN) for n in range(count)]) == []


@pytest.mark.parametrize("count", range(MIN_COUNT))
def test_a_line_in_few_articles_is_not_learned(empty, count):
    articles = [article(n, *[SLOGAN] * (n < count)) for n in range(2 * MIN_ARTICLES)]
    assert learned(empty, articles) == []


def test_background_repeated_in_a_series_of_reports_is_not_learned(empty):
    run = MIN_COUNT + 2
    total = int(run / MIN_SHARE) + 1
    assert learned(empty, [article(n, *[SLOGAN] * (n < run)) for n in range(total)]) == []


def test_nothing_is_learned_from_copies_of_one_article(empty):
    assert learned(empty, [article(n % 3, SLOGAN) for n in range(50)]) == []


def test_a_long_disclaimer_under_briefs_is_learned(empty):
    disclaimer = f"{SLOGAN} {FOREVER} {SLOGAN}"
    briefs = [
        lines_of("Post", "", [Block(text, Kind.PARAGRAPH, 0) for text in (brief, disclaimer)], ())
        for n in range(MIN_ARTICLES)
        for brief in [f"In street number {n} a cat was found on roof {n} and taken down again."]
    ]
    assert [text for _, text, *_ in learned(empty, briefs)] == [disclaimer]


def test_lines_removed_as_recurring_are_still_counted(empty):
    articles = [article(n, removed=[SLOGAN]) for n in range(MIN_ARTICLES)]
    assert [count for *_, count, _ in learned(empty, articles)] == [MIN_ARTICLES]


@pytest.mark.parametrize("kind", [Kind.HEADING, Kind.LIST_ITEM, Kind.TABLE_ROW, Kind.TITLE])
def test_parts_of_a_common_form_are_not_learned(empty, kind):
    line = "A pinch of sea salt"
    assert learned(empty, [article(n, line, kind=kind) for n in range(MIN_ARTICLES)]) == []


def test_short_and_very_long_lines_are_not_learned(empty):
    lines = ("What next?", SLOGAN * 20)
    assert learned(empty, [article(n, *lines) for n in range(MIN_ARTICLES)]) == []


def test_learned_lines_apply_to_the_rest_of_the_run(empty, monkeypatch):
    monkeypatch.setattr(learner, "FIRST_LINES", 10)
    made = LineFiles(*empty, 1).learner
    before = made.recurring
    for number in range(4 * MIN_ARTICLES):
        made.put(str(number), article(number, SLOGAN))
    assert before.learned == {}
    assert (
        made.recurring.learned["post"] == article(0, SLOGAN).lines.keys() - article(0).lines.keys()
    )


COMMITS = st.lists(
    st.lists(
        st.tuples(
            st.integers(0, 12),  # an article's id
            st.integers(0, 6),  # its own text
            st.sets(st.sampled_from([SLOGAN, FOREVER]), max_size=2),
            st.sampled_from(["Post", "Herald"]),
            st.booleans(),  # whether it is taken out instead
        ),
        max_size=12,
    ),
    max_size=5,
)


@pytest.mark.slow
@given(COMMITS, st.sampled_from([1, 7, 256]), st.sampled_from([1, 1 << 17]))
def test_counts_equal_a_recount_after_any_changes(tmp_path_factory, commits, waiting, pending):
    folder = tmp_path_factory.mktemp("learner")
    state = nothing_learned(folder)
    oracle = _Recount()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(learner, "FIRST_LINES", waiting)
        patched.setattr(learner, "PENDING", pending)
        patched.setattr(learner, "MIN_COUNT", 1)
        for generation, commit in enumerate(commits, 1):
            files = LineFiles(folder, state, generation)
            made = files.learner
            for id_, own, more, source, goes in commit:
                before = oracle.drop(id_)
                if before:
                    made.drop(str(id_), before)
                if not goes:
                    lines = article(own, *sorted(more), source=source)
                    oracle.put(id_, lines)
                    made.put(str(id_), lines)
            state = files.seal()
    known = Boilerplate.read(folder, state["known"])
    for name, source in known.sources.items():
        assert source.articles == oracle.articles(name)
        for line, known_line in source.lines.items():
            assert known_line.count == oracle.count(name, line)
    for name, line in oracle.frequent():
        assert line in known.sources[name].lines


class _Recount:
    """The articles in the index, counted from scratch on every call."""

    def __init__(self):
        self.there = {}
        self.counted = set()

    def drop(self, id_):
        self.counted.discard(id_)
        return self.there.pop(id_, None)

    def put(self, id_, lines):
        sizes = {line: len(text) for line, text in lines.lines.items()}
        new = sum(size for line, size in sizes.items() if not self.count(lines.source, line))
        if new >= learner.MIN_NEW_SHARE * sum(sizes.values()):
            self.counted.add(id_)
        self.there[id_] = lines

    def articles(self, source):
        return sum(self.there[id_].source == source for id_ in self.counted)

    def count(self, source, line):
        mine = (self.there[id_] for id_ in self.counted)
        return sum(line in lines.lines for lines in mine if lines.source == source)

    def frequent(self):
        counts = defaultdict(int)
        for id_ in self.counted:
            for line in self.there[id_].lines:
                counts[self.there[id_].source, line] += 1
        return [(s, line) for (s, line), n in counts.items() if n >= MIN_SHARE * self.articles(s)]


def test_allowed_and_blocked_lines_are_kept_from_commit_to_commit(empty):
    folder, state = empty
    files = LineFiles(folder, state, 1)
    files.learner.mark(["Keep this line."], ["Never show that."])
    files = LineFiles(folder, files.seal(), 2)
    files.learner.mark(["Never show that."], [])
    known = Boilerplate.read(folder, files.seal()["known"])
    assert known.allowed == ("Keep this line.", "Never show that.")
    assert known.blocked == ()


def test_a_commit_that_changes_nothing_writes_nothing(empty):
    folder, state = empty
    before = sorted(folder.iterdir())
    assert LineFiles(folder, state, 1).seal() == state
    assert sorted(folder.iterdir()) == before
