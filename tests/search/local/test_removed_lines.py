"""Articles by the rule that removed lines of them."""

from memory_engine import MemoryEngine

from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index
from pressmark.search.engine import open_snapshot


def article(number: int) -> Article:
    lines = [f"The ferry of quay {number} left with the tide and came back with the mail."]
    lines += ["Read more: Ten lighthouses worth a detour"] if number % 3 == 0 else []
    return Article(
        tuple(Block(text, Kind.PARAGRAPH, at) for at, text in enumerate(lines)), key=str(number)
    )


def test_a_removed_article_is_no_example(tmp_path):
    index = Index.create(tmp_path / "index")
    index.add_articles(map(article, range(9)))
    (rule,) = index.stats().removed_by_rule
    with open_snapshot(index) as snapshot:
        first, *others = snapshot.removed_by(rule, 100)
    index.delete(first)
    with open_snapshot(index) as snapshot:
        assert snapshot.removed_by(rule, 100) == others


def test_the_articles_of_a_rule_are_those_whose_removals_name_it(tmp_path):
    index = Index.create(tmp_path / "index")
    index.add_articles(map(article, range(9)))
    index.add_articles(map(article, range(9, 18)))
    (rule,) = index.stats().removed_by_rule
    with open_snapshot(index) as snapshot, MemoryEngine.copy_of(index).snapshot() as memory:
        found = snapshot.removed_by(rule, 100)
        assert len(found) == 6
        assert set(found) == set(memory.removed_by(rule, 100))
        for id_ in found:
            assert rule in {removal.rule for removal in snapshot.article(id_).removals}
        assert snapshot.removed_by(rule, 2) == found[:2]
        assert snapshot.removed_by("no-such-rule", 100) == []
