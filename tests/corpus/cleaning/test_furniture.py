import pytest

from pressmark.corpus import Article, Block, Kind, Removal, clean

HEADLINE = "Old bridge over the Lenn stays open"


def test_a_line_above_the_headline_is_the_section(removed, news):
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
        ("Close", "page-furniture"),
    ]


def ruled(lines, news, **more):
    """What cleaning says of lines that a page marks, between its headline and its text."""
    head = [Block(HEADLINE, Kind.TITLE, 0)]
    head += [Block(text, kind, order) for order, (text, kind) in enumerate(lines, 1)]
    text = [Block(line, Kind.PARAGRAPH, len(head) + n) for n, line in enumerate(news)]
    other = Removal(Block("Home", Kind.PARAGRAPH, 99), "navigation", "it is")
    article = Article((*head, *text), title=HEADLINE, discarded=(other,), **more)
    removed = {removal.block.text: removal.rule for removal in clean(article).removals}
    return [removed.get(line, "") for line, _ in lines]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("3 March 2024", "timestamp"),
        ("10:45 am", "timestamp"),
        ("By Ann Lee", "byline"),
        ("Ann Lee", "byline"),
        ("Staff Writer", "byline"),
        ("Ann Lee | 3 March 2024", "byline"),
        ("Facebook", "share-bar"),
        ("5 Min Read", "reading-time"),
        ("-", "separator"),
        ("2,093", "details"),
        ("gullwatcher", "details"),
    ],
)
def test_a_line_in_the_bar_of_author_and_date_has_the_reason_of_what_it_says(news, line, rule):
    assert ruled([(line, Kind.BYLINE)], news, authors=("Ann Lee",)) == [rule]


def test_a_long_sentence_in_the_bar_of_author_and_date_is_text(news):
    line = f"{news[0]} {news[1]}"
    assert ruled([(line, Kind.BYLINE)], news) == [""]


def test_agencies_sign_their_reports_and_captions_are_credited_to_them(news):
    assert ruled([("Source: statista.com", Kind.CAPTION)], news) == ["photo-credit"]


@pytest.mark.parametrize("amount", ["$499.95", "€150", "10%–50%", "+3"])
def test_an_amount_is_no_button(removed, news, amount):
    assert amount not in dict(removed(HEADLINE, *news[:2], "Next", amount, "Next", *news[2:]))


def test_a_number_among_buttons_is_one(removed, news):
    gone = removed(HEADLINE, *news[:2], "Next", "12", "Previous", *news[2:])
    assert dict(gone)["12"] == "page-furniture"


def test_many_labels_above_the_headline_are_a_menu(removed, news):
    labels = ("Harbour", "Mills", "Council", "Weather")
    assert removed(*labels, HEADLINE, *news, title=HEADLINE) == [(t, "menu") for t in labels]


def test_nothing_above_a_headline_that_comes_again_within_the_text_is_a_section(removed, news):
    assert removed(*news[:2], "The Bridge", HEADLINE, *news[2:], title=HEADLINE) == []


def test_a_caption_of_a_file_photo_is_none_of_its_maker(removed, news):
    assert removed(HEADLINE, news[0], ("Ann Lee (file photo)", Kind.CAPTION), *news[1:]) == []


@pytest.mark.parametrize(
    "line",
    [
        "Saturday, January 19, 2030 Mill Hall 2:00 – 7:30 pm",
        "Where: Mill Hall, January 19, 2030",
    ],
)
def test_an_event_is_no_timestamp(removed, news, line):
    assert removed(HEADLINE, line, *news) == []


def test_a_name_over_each_post_of_a_forum_goes_with_its_time(removed, news):
    post = "Gullwatcher · 03/03/2026 21:09"
    said = [f"The warden counted the nests of gulls on rock {n} of the stack." for n in range(60)]
    assert removed(HEADLINE, *said[:30], post, *said[30:]) == [(post, "timestamp")]


def test_what_is_written_on_a_page_in_capitals_stays(news):
    heading = "SECTION TWO: A PLAN FOR THE REPAIR OF THE OLD BRIDGE"
    assert ruled([(heading, Kind.PARAGRAPH)], news) == [""]


@pytest.mark.parametrize("line", ["What You Will Learn Here", "What You Will Learn:"])
def test_a_label_of_every_entry_of_a_page_stays(news, line):
    lines = [(line, Kind.PARAGRAPH), (news[0], Kind.PARAGRAPH), (line, Kind.PARAGRAPH)]
    assert ruled(lines, news[1:]) == ["", "", ""]


def test_a_paragraph_that_a_page_says_twice_is_a_paragraph_repeated(news):
    assert ruled([(news[0].rstrip("."), Kind.PARAGRAPH)], news) == ["duplicate-paragraph"]


def test_a_heading_of_a_page_is_no_button(news):
    lines = [("Facebook", Kind.HEADING), ("Share this", Kind.PARAGRAPH)]
    assert ruled(lines, news) == ["", "share-bar"]


def test_a_key_and_its_address_in_code_are_no_link(removed, news):
    code = '"receipt_url": "https://paper.example/receipts/1"'
    assert removed(HEADLINE, news[0], code, *news[1:]) == []


def test_a_title_with_its_year_is_no_credit(removed, news):
    title = "Division of Bridges/Surveyor Handbook, 1998"
    assert removed(HEADLINE, news[0], title, *news[1:]) == []
