from pressmark.corpus import Kind

HEADLINE = "Old bridge over the Lenn stays open"


def test_what_stands_above_the_headline_is_the_section(removed, news):
    assert removed("Local News", HEADLINE, *news) == [("Local News", "section-label")]


def test_a_byline_with_role_and_date_goes(removed, news):
    lines = ["Jane Doe", "Senior Reporter", "3 March 2024", "By John Roe and Ann Lee"]
    assert removed(HEADLINE, *lines[3:], *lines[1:2], *lines[:1], lines[2], *news) == [
        (lines[3], "byline"),
        (lines[1], "byline"),
        (lines[0], "byline"),
        (lines[2], "timestamp"),
    ]


def test_a_name_that_is_no_byline_stays(removed, news):
    assert removed(HEADLINE, *news[:2], "Jane Doe", *news[2:]) == []


def test_a_line_that_is_some_caption_s_credit_is_a_credit(removed, news):
    caption = "The launch site in the desert south of Duqm. Etlaq"
    assert removed(HEADLINE, "Etlaq", *news[:2], caption, *news[2:]) == [("Etlaq", "photo-credit")]


def test_a_tweet_keeps_its_link_and_its_signature(removed, news):
    tweet = ["⬇️ https://t.co/abc", "— Jane Doe (@janedoe) November 18, 2019"]
    assert removed(HEADLINE, news[0], *tweet, *news[1:]) == []


def test_quotes_tables_and_embeds_are_never_taken_for_furniture(removed, news):
    fixed = [("Read more", kind) for kind in (Kind.QUOTE, Kind.TABLE_ROW, Kind.EMBED)]
    assert removed(HEADLINE, news[0], *fixed, *news[1:]) == []


def test_weak_words_go_in_company_only(removed, news):
    assert removed(*news[:2], "Close", *news[2:]) == []
    assert removed(*news[:2], "UP NEXT", "X", "Close", *news[2:]) == [
        ("UP NEXT", "player"),
        ("X", "share-bar"),
        ("Close", "player"),
    ]
