"""What follows an article's last paragraph."""

import pytest

TITLE = "Council keeps the old bridge after four hours of debate"
OTHERS = (
    "Ferry to Skerrin delayed again as gearbox fails",
    "Dredger lifts an anchor older than the harbour",
)


@pytest.mark.parametrize("closing", ["View Comments", "Tags: bridge, river", "© 2023 Valley News"])
def test_headlines_of_others_below_the_page_s_end_go(removed, news, closing):
    gone = removed(TITLE, *news, closing, *OTHERS, title=TITLE)
    assert [text for text, _ in gone] == [closing, *OTHERS]


def test_lines_below_the_last_paragraph_stay_while_the_article_is_not_over(removed, news):
    assert removed(TITLE, *news, *OTHERS, title=TITLE) == []


def test_what_speaks_of_the_article_stays_even_below_its_end(removed, news):
    line = "The vote of the council on the old bridge, as it was held on Monday"
    assert line not in dict(removed(TITLE, *news, "View Comments", line, title=TITLE))


def test_entries_with_numbers_stay(removed, news):
    entry = "3 tablespoons of freshly ground pepper and some salt"
    assert entry not in dict(removed(TITLE, *news, "View Comments", entry, title=TITLE))


def test_a_sub_heading_that_begins_with_more_stays(removed, news):
    assert removed(TITLE, *news[:2], "More in store", *news[2:], title=TITLE) == []


def test_what_somebody_said_is_no_comment(removed, news):
    lines = ("On 15 November the mayor said:", "“A fine bridge, that.”")
    assert removed(TITLE, *news[:2], *lines, *news[2:], title=TITLE) == []


def test_a_weak_wording_at_the_very_end_goes(removed, news):
    assert removed(TITLE, *news, "Comments", title=TITLE) == [("Comments", "comments")]
    assert removed(TITLE, *news, "“Thank you.”", title=TITLE) == []
