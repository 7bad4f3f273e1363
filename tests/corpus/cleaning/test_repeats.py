from pressmark.corpus import Kind

TITLE = "Old bridge over the Lenn stays open after a long night"


def test_the_headline_goes_where_it_comes_again(removed, news):
    assert removed((TITLE, Kind.TITLE), TITLE.upper() + "!", *news) == [
        (TITLE.upper() + "!", "duplicate-title")
    ]


def test_the_headline_goes_abridged_or_with_the_name_of_the_site(removed, news):
    abridged = "Old bridge over Lenn stays open after long night"
    with_site = f"{TITLE} | The Valley Post"
    assert removed((TITLE, Kind.TITLE), abridged, *news, with_site) == [
        (abridged, "near-duplicate-title"),
        (with_site, "near-duplicate-title"),
    ]


def test_a_sub_heading_and_a_sentence_like_the_headline_stay(removed, news):
    lines = ["Old bridge stays", f"{TITLE}, and of much shouting.", "A long night"]
    assert removed((TITLE, Kind.TITLE), *news[:2], *lines, *news[2:]) == []


def test_a_caption_goes_where_it_comes_again_verbatim(removed, kinds, news):
    caption = "The bridge over the Lenn at Tolbridge"
    lines = [news[0], caption, news[1], caption, *news[2:], caption]
    assert removed(*lines) == [(caption, "duplicate-caption")] * 2
    assert kinds(*lines)[caption] is Kind.CAPTION


def test_a_caption_goes_with_another_credit_without_it_or_cut_short(removed, news):
    text = "Cattle cross the bridge at Tolbridge on the morning of the vote."
    cut = "Cattle cross the bridge at Tolbridge on the mor... more"
    lines = [f"{text} Jane Doe for The Post", text, f"{text} (AP Photo/Jane Doe)", cut]
    assert removed(news[0], *lines, *news[1:]) == [
        (line, "duplicate-caption") for line in lines[1:]
    ]


def test_a_caption_goes_with_the_label_of_its_gallery(removed, news):
    caption = "Cattle cross the bridge at Tolbridge on the morning of the vote (AP)"
    labelled = f"1/3 {caption}"
    assert removed(news[0], caption, labelled, *news[1:]) == [(labelled, "duplicate-caption")]


def test_captions_that_differ_by_a_name_a_year_or_a_word_stay(removed, news):
    captions = [
        "The mayor attends a 2023 meeting on the bridge in Tolbridge",
        "The mayor attends a 2023 meeting on the bridge in Vennmouth",
        "The mayor attends a 2024 meeting on the bridge in Vennmouth",
        "The mayor leaves a 2024 meeting on the bridge in Vennmouth",
    ]
    assert removed(news[0], *captions, *news[1:]) == []


def test_a_caption_that_repeats_a_paragraph_goes_and_the_paragraph_stays(removed, news):
    before, after = news[0].rstrip("."), news[3].replace(",", "").rstrip(".")
    assert removed((TITLE, Kind.TITLE), before, *news, after) == [
        (before, "caption-of-paragraph"),
        (after, "caption-of-paragraph"),
    ]


def test_a_long_paragraph_goes_where_it_comes_again(removed, news):
    assert removed(*news, news[1]) == [(news[1], "duplicate-paragraph")]


def test_a_short_sentence_may_be_said_twice(removed, news):
    assert removed(news[0], "He did not reply.", news[1], "He did not reply.", *news[2:]) == []


def test_sub_headings_may_come_again(removed, news):
    lines = ["The verdict", news[0], "Good", news[1], "The verdict", news[2], "Good", news[3]]
    assert removed((TITLE, Kind.TITLE), *lines) == []


def test_an_article_saved_twice_is_kept_once_with_its_short_lines(removed, news):
    piece = [*news[:2], "He did not reply.", *news[2:]]
    assert removed(*piece, *piece) == [(line, "duplicate-paragraph") for line in piece]


def test_advertisements_between_do_not_hide_the_second_copy_of_an_article(removed, news):
    piece = [*news[:2], "He did not reply.", *news[2:]]
    second = [news[0], "Advertisement", *piece[1:]]
    assert [rule for _, rule in removed(*piece, *second)].count("duplicate-paragraph") == 5


def test_an_article_saved_twice_is_kept_once_though_a_line_was_corrected(removed, news):
    corrected = news[1].replace("3.1 million", "3.2 million")
    second = [news[0], corrected, *news[2:]]
    assert removed(*news, *second) == [(line, "duplicate-paragraph") for line in second]


def test_a_list_of_the_same_points_stays_under_each_heading(removed, news):
    points = [
        "Quick and easy set-up for everyone",
        "Charges while in its case",
        "Long battery life",
    ]
    assert removed(news[0], "The small one", *points, news[1], "The large one", *points) == []


def test_list_items_and_table_rows_may_come_again(removed, news):
    rows = [
        ("One pinch of the very best sea salt", kind) for kind in (Kind.LIST_ITEM, Kind.TABLE_ROW)
    ]
    assert removed(*news, *rows, *rows) == []
