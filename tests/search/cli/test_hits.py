from dataclasses import replace
from datetime import datetime

import pytest

from pressmark.search.cli.console import Console
from pressmark.search.cli.hits import also_line, show_results, totals
from pressmark.search.results.models import ArticleInfo, Hit, Results, Snippet, Span

ARTICLE = ArticleInfo(
    id="3f2a9c01b7d4",
    title="Ferry resumes",
    source="The Valley Tribune",
    published=datetime(2022, 9, 3, 14, 5),
    url="https://example.org/ferry",
    authors=("Ann Lee",),
    language="en",
)
TEXT = "On Monday the ferry sailed. It was late."


def a_hit(kind: str = "paragraph", start: int = 0, end: int = len(TEXT)) -> Hit:
    marks = (Span(14, 19),)
    snippet = Snippet(TEXT[start:end], start, marks)
    return Hit(1, 2.5, ARTICLE, 3, kind, TEXT, marks, snippet, passages=(snippet,))


def results(*hits: Hit, total: int = 1, offset: int = 0) -> Results:
    return Results(
        query="ferry",
        hits=hits,
        total_paragraphs=total,
        total_articles=1,
        total_stories=1,
        offset=offset,
        limit=10,
        seconds=0.004,
    )


def shown(capsys, *hits: Hit, color: bool = False) -> list[str]:
    show_results(Console(80, color), results(*hits))
    return capsys.readouterr().out.splitlines()


def test_a_hit_shows_where_and_when_it_appeared_and_how_to_open_it(capsys):
    assert shown(capsys, a_hit()) == [
        "  1  Ferry resumes",
        "     The Valley Tribune · 3 Sep 2022 · 3f2a9c01b7d4",
        "     On Monday the ferry sailed. It was late.",
        "",
        "1 article (1 paragraph), 4 ms.",
    ]


def test_a_title_that_was_guessed_is_marked(capsys):
    guessed = replace(ARTICLE, title_guessed=True)
    assert "3 Sep 2022 · title guessed · 3f2" in shown(capsys, replace(a_hit(), article=guessed))[1]


def test_an_article_without_a_title_shows_its_first_words_and_no_title(capsys):
    untitled = replace(ARTICLE, title="", opening="Fog lay on the strait …")
    lines = shown(capsys, replace(a_hit(), article=untitled))
    assert lines[0] == "  1  Fog lay on the strait …"
    assert "· no title ·" in lines[1]


def test_dots_show_on_which_side_the_paragraph_goes_on(capsys):
    assert shown(capsys, a_hit(start=10, end=27))[2] == "     … the ferry sailed. …"


def test_the_mark_moves_with_the_dots(capsys):
    assert (
        "… the \x1b[33m\x1b[1mferry\x1b[0m sailed. …"
        in shown(capsys, a_hit(start=10, end=27), color=True)[2]
    )


def test_a_caption_is_called_one(capsys):
    assert shown(capsys, a_hit(kind="caption"))[2] == f"     [caption] {TEXT}"


def test_a_title_that_matches_is_not_shown_twice(capsys):
    assert len(shown(capsys, a_hit(kind="title"))) == 4


def test_what_else_an_article_holds_is_reported(capsys):
    assert shown(capsys, replace(a_hit(), more=3))[3] == "     +3 more in this article"


def test_totals_show_which_part_of_how_many_is_shown_and_how_to_see_more():
    page = replace(results(a_hit(), offset=10), total_articles=37, total_paragraphs=112)
    page = replace(page, total_stories=37)
    assert totals(page) == "11 of 37 articles (112 paragraphs), 4 ms. More: --page 3"


def test_totals_of_paragraphs_count_paragraphs():
    page = replace(results(a_hit(), a_hit(), total=37), paragraphs=True)
    assert totals(page) == "1 to 2 of 37 paragraphs in 1 article, 4 ms. More: --page 2"


def test_the_last_page_offers_no_further_one():
    page = replace(results(a_hit(), offset=30), total_articles=31)
    assert "More" not in totals(page)


def test_what_was_probably_meant_is_offered(capsys):
    show_results(Console(80, color=False), replace(results(a_hit()), suggestion="ferry bridge"))
    assert "Did you mean: ferry bridge\n" in capsys.readouterr().out


def test_a_story_names_its_other_sources(capsys):
    copies = tuple(
        replace(ARTICLE, source=source) for source in ("Lamp", "Courier", "Herald", "Wire", "Lamp")
    )
    hit = replace(a_hit(), also=6, copies=copies)
    assert shown(capsys, hit)[3] == "     Also in Lamp, Courier, Herald and 2 others"


@pytest.mark.parametrize(
    ("known", "line"),
    [
        ({}, "example.org"),
        ({"url": ""}, "an article of 3 Sep 2022"),
        ({"url": "file:///a", "published": None}, "another copy"),
    ],
)
def test_a_copy_in_no_named_paper_is_called_by_its_site_or_its_day_and_never_by_its_id(
    capsys, known, line
):
    hit = replace(a_hit(), also=1, copies=(replace(ARTICLE, source="", **known),))
    assert shown(capsys, hit)[3] == f"     Also in {line}"


def test_copies_of_which_nothing_is_known_are_counted():
    unknown = replace(ARTICLE, source="", url="", published=None)
    hit = replace(a_hit(), also=3, copies=(unknown,) * 3)
    assert also_line(hit) == "Also in 3 other copies"
    hit = replace(hit, copies=(replace(unknown, source="Lamp"), unknown, unknown))
    assert also_line(hit) == "Also in Lamp and 2 others"


def test_stories_and_the_articles_they_are_in_are_both_counted():
    page = replace(results(a_hit()), total_articles=3, total_paragraphs=8, total_stories=1)
    assert totals(page) == "1 story in 3 articles (8 paragraphs), 4 ms."
