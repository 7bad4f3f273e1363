from collections import Counter
from datetime import date
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from pressmark.index.articles.documents import Summary
from pressmark.index.statistics import Tally

names = st.sampled_from(["", "Tribune", "Herald"])
summaries = st.builds(
    Summary,
    source=names,
    published=st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 5)),
    paragraphs=st.integers(1, 5),
    removed_by_rule=st.dictionaries(
        st.sampled_from(["share-bar", "navigation"]), st.integers(1, 5)
    ),
    missing=st.sets(st.sampled_from(["date", "author"])).map(tuple),
)


@given(st.lists(summaries), st.data())
def test_counting_out_undoes_counting_in(articles, data):
    tally = Tally()
    for article in articles:
        tally.add(article)
    taken = data.draw(st.lists(st.sampled_from(articles), unique_by=id)) if articles else []
    for article in taken:
        tally.take(article)
    left = [article for article in articles if not any(article is each for each in taken)]
    assert tally.articles == len(left)
    assert tally.paragraphs == sum(article.paragraphs for article in left)
    assert tally.sources == Counter(article.source for article in left if article.source)
    assert set(tally.days) == {str(article.published) for article in left if article.published}
    assert tally.removed == sum((Counter(article.removed_by_rule) for article in left), Counter())
    assert tally.missing == Counter(name for article in left for name in article.missing)
    assert Tally.from_json(tally.to_json()) == tally


def tally_of(*parts):
    tally = Tally()
    for each in chain.from_iterable(parts):
        tally.add(each)
    return tally


@given(*[st.lists(summaries, max_size=5)] * 3)
def test_the_changes_of_two_writers_add_up(before, own, theirs):
    merged = tally_of(before, theirs).changed(tally_of(before, own), tally_of(before))
    assert merged == tally_of(before, theirs, own)
    gone = tally_of(before, own, theirs).changed(tally_of(before), tally_of(before, own))
    assert gone == tally_of(before, theirs)
