"""Kinds and ages decide between what answers equally well, and no more."""

from datetime import datetime, timedelta

import pytest

from pressmark.search import search
from pressmark.search.ranking.similarity import RECENCY

NOW = datetime.now()


def ids(results):
    return [hit.article.id for hit in results.hits]


@pytest.mark.parametrize("kind", ["caption", "heading"])
def test_a_paragraph_of_reporting_comes_before_a_lesser_kind_with_the_same_words(
    make_index, paragraph, kind
):
    lesser = paragraph("the old bridge", article="a", ordinal=1, kind=kind)
    report = paragraph("the old bridge", article="a", ordinal=2)
    index = make_index(lesser, report, "a lamp")
    assert [hit.kind for hit in search(index, "bridge", paragraphs=True).hits] == [
        "paragraph",
        kind,
    ]
    assert search(index, "bridge").hits[0].kind == "paragraph"


def test_a_caption_that_answers_better_comes_first(make_index, paragraph):
    caption = paragraph("the old bridge", article="a", kind="caption")
    report = paragraph("a bridge and much else that nobody asked for", article="b")
    assert ids(search(make_index(caption, report), "old bridge")) == ["a", "b"]


def test_an_explanation_shows_the_malus_of_a_caption(make_index, paragraph):
    index = make_index(paragraph("the old bridge", kind="caption"), "a lamp")
    [hit] = search(index, "bridge", paragraphs=True, explain=True).hits
    [part] = [part for part in hit.explanation.parts if part.name == "kind"]
    assert part.score < 0
    assert part.sentence == "Captions and headings score 0.95 times as much as a paragraph."


def dated(make_index, paragraph, *texts_and_times, segments=1):
    return make_index(
        *(
            paragraph(text, article=name, **({"published": time} if time else {}))
            for name, text, time in texts_and_times
        ),
        segments=segments,
    )


@pytest.mark.parametrize("segments", [1, 3])
@pytest.mark.parametrize("paragraphs", [False, True])
def test_of_equal_answers_the_newer_comes_first_where_recent_ones_are_favoured(
    make_index, paragraph, segments, paragraphs
):
    rows = [
        ("undated", "the bridge", None),
        ("old", "the bridge", datetime(2012, 1, 1)),
        ("new", "the bridge", datetime(2022, 3, 1)),
        ("last month", "the bridge", datetime(2022, 2, 1)),
    ]
    index = dated(make_index, paragraph, *rows, segments=segments)
    recent = search(index, "bridge", sort="recent", paragraphs=paragraphs)
    assert ids(recent) == ["new", "last month", "old", "undated"]
    plain = search(index, "bridge", paragraphs=paragraphs)
    assert len({round(hit.score, 6) for hit in plain.hits}) == 1


def test_age_is_counted_from_the_newest_article_that_is_still_there(make_index, paragraph):
    rows = [
        ("old", "the bridge", datetime(2012, 1, 1)),
        ("newer", "the bridge", datetime(2013, 1, 1)),
        ("gone", "the bridge", datetime(2022, 1, 1)),
    ]
    index = dated(make_index, paragraph, *rows)
    index.delete("gone")
    best, plain = (search(index, "bridge", sort=sort).hits[0] for sort in ("recent", "newest"))
    assert best.article.id == plain.article.id == "newer"
    assert best.score == pytest.approx(plain.score * (1 + RECENCY))


def test_a_new_article_that_hardly_answers_does_not_come_first(make_index, paragraph):
    rows = [
        ("answer", "the old bridge over the river", datetime(2012, 1, 1)),
        ("new", "a river and much else that nobody has asked for", datetime(2022, 3, 1)),
    ]
    index = dated(make_index, paragraph, *rows)
    assert ids(search(index, "bridge river", sort="recent")) == ["answer", "new"]


def test_a_date_to_come_makes_no_article_old(make_index, paragraph):
    rows = [
        ("to come", "the bridge", NOW + timedelta(days=3000)),
        ("new", "the bridge", NOW - timedelta(days=1)),
        ("old", "the bridge", NOW - timedelta(days=100)),
    ]
    hits = search(dated(make_index, paragraph, *rows), "bridge", sort="recent").hits
    scores = {hit.article.id: hit.score for hit in hits}
    assert scores["to come"] == pytest.approx(scores["new"])
    assert scores["new"] > 1.1 * scores["old"]


def test_what_an_article_gains_for_being_new_is_told(make_index, paragraph):
    index = dated(make_index, paragraph, ("new", "the bridge", datetime(2022, 3, 1)))
    [hit] = search(index, "bridge", sort="recent", explain=True).hits
    [part] = [part for part in hit.explanation.parts if part.name == "recency"]
    assert part.sentence == "Recent article: 1.25 times the score."
    assert part.score == pytest.approx(hit.score - hit.score / 1.25)
