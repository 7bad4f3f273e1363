import pytest

from pressmark.corpus import Kind

CAPTION = "Farmers drive their cattle across the newly repaired bridge at Tolbridge, in the valley"
PARAPHRASE = "Farmers driving cattle across the bridge at Tolbridge, which was newly repaired."


@pytest.mark.parametrize("credit", ["(AP Photo/Jane Doe)", "Jane Doe for The Post", "Photo: AFP"])
def test_a_credit_at_its_end_makes_a_line_a_caption(kinds, news, credit):
    line = f"Cattle cross the bridge at Tolbridge. {credit}"
    assert kinds(news[0], line, *news[1:])[line] is Kind.CAPTION


def test_a_credit_below_it_makes_a_line_a_caption(kinds, news):
    line = "Cattle cross the bridge at Tolbridge on Monday."
    assert kinds(news[0], line, "Jane Doe/Getty Images", *news[1:])[line] is Kind.CAPTION


def test_a_paraphrase_of_a_caption_close_below_goes(removed, news):
    lines = [news[0], f"{CAPTION} (AP)", news[1], PARAPHRASE, *news[2:]]
    assert removed(f"{CAPTION} once more than that", *lines) == []
    lines = [news[0], "The old bridge at Tolbridge", "The old bridge at Tolbridge", CAPTION]
    assert (PARAPHRASE, "near-duplicate-caption") in removed(*lines, news[1], PARAPHRASE, *news[2:])


def test_a_paraphrase_far_below_stays(removed, news):
    lines = ["The old bridge at Tolbridge", "The old bridge at Tolbridge", CAPTION, *news]
    assert (PARAPHRASE, "near-duplicate-caption") not in removed(news[0], *lines, PARAPHRASE)


def test_two_lines_without_a_stop_that_say_the_same_are_captions(removed, news):
    first = "The roof of the kirk hall in its new position at Skeld"
    second = "The kirk hall roof in its new position, at Skeld"
    assert removed(news[0], first, news[1], second, *news[2:]) == [
        (second, "near-duplicate-caption")
    ]


def test_two_pictures_of_one_thing_stay(removed, news):
    first = "The jaw of the Skeld whale, which can be walked through"
    second = "The tail of the Skeld whale, which can be climbed upon"
    assert removed(news[0], first, news[1], second, *news[2:]) == []


def test_a_paragraph_that_says_again_what_one_before_it_said_stays(removed, news):
    again = "On Monday the council met and voted, after a debate of four hours, to keep the bridge."
    assert removed(news[0], again, *news[1:]) == []


def test_a_video_s_description_that_is_a_paragraph_goes(removed, news):
    description = f"{news[0]} (Published Monday)"
    lines = [
        ("Old bridge stays open", Kind.TITLE),
        "Embed this video",
        description,
        "More videos (1 of 9)",
        *news,
    ]
    assert (description, "caption-of-paragraph") in removed(*lines)


def test_kinds_from_a_reader_are_kept(kinds, news):
    line = "Cattle cross the bridge at Tolbridge. Jane Doe for The Post"
    assert kinds((news[0], Kind.QUOTE), line, *news[1:])[line] is Kind.PARAGRAPH
