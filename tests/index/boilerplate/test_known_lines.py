import pytest

from pressmark.corpus import clean
from pressmark.corpus.model import Article, Block, Kind
from pressmark.corpus.recurring_lines import MIN_ARTICLES
from pressmark.index import Index
from pressmark.index.boilerplate import learner
from pressmark.index.ingest import worker_tasks

SLOGAN = "The Tribune has served the valley since the days of the first ferry"
TREES = "alder birch cedar dogwood elm fir gorse hazel ivy juniper larch maple"
FILLERS = TREES.split()


@pytest.fixture(autouse=True)
def real_cleaner(small_corpus, monkeypatch):
    monkeypatch.setattr(worker_tasks, "clean", clean)


@pytest.fixture
def filled(index, news) -> Index:
    """A source whose every article ends in the same line."""
    for tree in FILLERS:
        body = f"Workers felled the old {tree} behind the {tree} school."
        (news / f"{tree}.txt").write_text(f"The {tree} was felled\n{body}\n{SLOGAN}.")
    index.add([news])
    return index


def lines(index):
    return [(line.text, line.count) for line in index.boilerplate().lines()]


def texts(index):
    with index.searcher() as searcher:
        return {row["text"] for row in searcher.documents()}


def test_a_recurring_line_is_listed_and_stays_until_recleaned(filled, news):
    assert len(FILLERS) >= MIN_ARTICLES
    assert lines(filled) == [(f"{SLOGAN}.", len(FILLERS))]
    assert f"{SLOGAN}." in texts(filled)
    report = filled.add([news], reclean=True)
    assert (report.replaced, report.unchanged) == (len(FILLERS), 0)
    assert report.removed_by_rule["recurring"] == len(FILLERS)
    assert f"{SLOGAN}." not in texts(filled)


def test_what_was_learned_cleans_what_is_added_later_and_is_still_counted(filled, news):
    filled.add([news], reclean=True)
    (news / "new.txt").write_text(f"A new ferry\nThe new ferry sails on Monday.\n{SLOGAN}.")
    reopened = Index.open(filled.path)
    assert reopened.add([news]).removed_by_rule == {"recurring": 1}
    assert lines(reopened) == [(f"{SLOGAN}.", len(FILLERS) + 1)]


def test_an_allowed_line_is_restored_and_a_blocked_one_removed(filled, news):
    filled.add([news], reclean=True)
    elm = "Workers felled the old elm behind the elm school."
    filled.mark_lines(allow=[f"{SLOGAN}."], block=[elm])
    filled.add([news], reclean=True)
    assert f"{SLOGAN}." in texts(filled)
    assert elm not in texts(filled)
    assert filled.boilerplate().allowed == (f"{SLOGAN}.",)
    filled.mark_lines(block=[f"{SLOGAN}."])
    assert filled.boilerplate().blocked[-1] == f"{SLOGAN}."


def test_nothing_is_learned_from_a_few_articles(index, news):
    for tree in FILLERS[:3]:
        (news / f"{tree}.txt").write_text(f"The {tree}\nOld {tree} was felled.\n{SLOGAN}.")
    index.add([news])
    assert lines(index) == []
    index.add([news], reclean=True)
    assert f"{SLOGAN}." in texts(index)


def test_recleaning_alone_changes_no_count(filled, news):
    before = filled.stats()
    filled.mark_lines(allow=[f"{SLOGAN}."])
    filled.add([news], reclean=True)
    after = filled.stats()
    assert (after.articles, after.paragraphs) == (before.articles, before.paragraphs)


def test_articles_from_no_file_are_cleaned_with_what_was_learned(filled, news):
    filled.add([news], reclean=True)
    blocks = (
        Block("The bus sails not.", Kind.PARAGRAPH, 0),
        Block(f"{SLOGAN}.", Kind.PARAGRAPH, 1),
    )
    report = filled.add_articles([Article(blocks)], origin="wire")
    assert report.removed_by_rule == {"recurring": 1}


def test_recleaning_everything_reaches_articles_that_no_file_brings_back(filled, news):
    wire = (
        Block("The bus stood still.", Kind.PARAGRAPH, 0),
        Block(f"{SLOGAN}.", Kind.PARAGRAPH, 1),
    )
    filled.add_articles([Article(wire, key="bus")], origin="wire")
    (gone := news / "elm.txt").unlink()
    report = filled.add(reclean=True)
    assert report.problems == ()
    assert report.replaced == len(FILLERS)
    assert f"{SLOGAN}." not in texts(filled)
    assert filled.get(str(gone)).removals[-1].rule == "recurring"
    assert filled.add(reclean=True).replaced == len(FILLERS) - 1  # those that are read again
    filled.mark_lines(allow=[SLOGAN])
    filled.add(reclean=True)
    assert [block.text for block in filled.get("wire").paragraphs][-1] == f"{SLOGAN}."
    assert filled.add_articles([Article(wire, key="bus")], origin="wire").replaced == 1


def test_what_is_learned_in_a_run_cleans_the_articles_that_come_later_in_it(
    index, news, monkeypatch
):
    monkeypatch.setattr(learner, "FIRST_LINES", 40)
    for number in range(4 * MIN_ARTICLES):
        body = "\n".join(f"Tree {number}{name} of {name} was felled." for name in FILLERS[:3])
        (news / f"{number:03}.txt").write_text(f"The felling {number}\n{body}\n{SLOGAN}.")
    report = index.add([news])
    assert 0 < report.removed_by_rule["recurring"] < 4 * MIN_ARTICLES
    assert lines(index) == [(f"{SLOGAN}.", 4 * MIN_ARTICLES)]
    index.add([news], reclean=True)
    assert f"{SLOGAN}." not in texts(index)
    assert lines(index) == [(f"{SLOGAN}.", 4 * MIN_ARTICLES)]


def test_counts_do_not_grow_by_reading_the_same_files_and_fall_when_articles_go(filled, news):
    for _ in range(3):
        for path in news.iterdir():
            path.touch()
        filled.add([news], reclean=True)
    assert lines(filled) == [(f"{SLOGAN}.", len(FILLERS))]
    filled.delete(str(news / "elm.txt"))
    assert lines(filled) == [(f"{SLOGAN}.", len(FILLERS) - 1)]
    filled.delete(str(news))
    assert lines(filled) == []
