"""Random adding, changing, deleting and removing, compared with what a dict would hold."""

from collections import Counter, defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from pressmark.index import Index

pytestmark = pytest.mark.slow

names = st.sampled_from(["a.txt", "b.txt", "sub/c.txt", "sub/d.txt"])
articles = st.lists(
    st.sampled_from(["A\none", "B\ntwo\n- noise", "C\nthree\nfour", "D"]), max_size=3, unique=True
)


class Life(RuleBasedStateMachine):
    """`disk` is what the files hold, `held` what the index should hold of each, `removed` what a
    user removed of each."""

    def __init__(self):
        super().__init__()
        self.folder = TemporaryDirectory()
        self.news = Path(self.folder.name) / "news"
        (self.news / "sub").mkdir(parents=True)
        self.index = Index.create(Path(self.folder.name) / "index", wait=0)
        self.disk, self.held, self.removed = {}, {}, defaultdict(set)

    def teardown(self):
        self.folder.cleanup()

    @rule(name=names, texts=articles)
    def write(self, name, texts):
        # the same text in two files would be one article once its file is gone
        own = [text.replace("\n", f" of {name}\n", 1) for text in texts]
        (self.news / name).write_text("\n\n".join(own))
        self.disk[name] = dict(enumerate(own))

    @rule(name=names)
    def delete(self, name):
        (self.news / name).unlink(missing_ok=True)
        self.disk.pop(name, None)

    @rule(prune=st.booleans(), under=st.sampled_from(["", "sub"]), restore=st.booleans())
    def add(self, prune, under, restore):
        report = self.index.add([self.news / under], prune=prune, restore=restore)
        assert report.problems == ()
        before = {name: dict(texts) for name, texts in self.held.items()}
        for name in [name for name in self.held if name.startswith(under)]:
            if prune and name not in self.disk:
                del self.held[name]
        for name in [name for name in self.disk if name.startswith(under)]:
            if restore:
                self.removed[name].difference_update(self.disk[name].values())
            texts = self.disk[name].items()
            self.held[name] = {n: text for n, text in texts if text not in self.removed[name]}
        lost = 0
        for name, texts in before.items():
            old = Counter(texts.values())
            new = Counter(self.held.get(name, {}).values())
            lost += max(0, (old - new).total() - (new - old).total())
        assert report.pruned == lost

    @precondition(lambda self: any(self.held.values()))
    @rule(data=st.data())
    def remove_one(self, data):
        name = data.draw(st.sampled_from(sorted(name for name in self.held if self.held[name])))
        number = data.draw(st.sampled_from(sorted(self.held[name])))
        with self.index.searcher() as searcher:
            found = searcher.documents(origin=str(self.news / name), kind="title")
            title = self.held[name][number].splitlines()[0]
            id_ = next(row["article"] for row in found if row["text"] == title)
        assert self.index.delete(id_) == 1
        self.removed[name].add(self.held[name].pop(number))

    @precondition(lambda self: any(self.held.values()))
    @rule(data=st.data())
    def remove_file(self, data):
        name = data.draw(st.sampled_from(sorted(name for name in self.held if self.held[name])))
        gone = self.held.pop(name).values()
        assert self.index.delete(str(self.news / name)) == len(gone)
        self.removed[name].update(gone)

    @rule()
    def reopen(self):
        self.index = Index.open(self.index.path, wait=0)

    @invariant()
    def holds_what_the_dict_holds(self):
        held = [text.splitlines() for texts in self.held.values() for text in texts.values()]
        kept = sorted(line for lines in held for line in lines if not line.startswith("-"))
        with self.index.searcher() as searcher:
            assert sorted(row["text"] for row in searcher.documents()) == kept
        stats = self.index.stats()
        noise = sum(line.startswith("-") for lines in held for line in lines)
        assert (stats.articles, stats.paragraphs) == (len(held), len(kept))
        assert sum(stats.removed_by_rule.values()) == noise


def test_an_index_holds_what_a_dict_would_hold():
    run_state_machine_as_test(
        Life, settings=settings(max_examples=25, stateful_step_count=15, deadline=None)
    )
