"""Which line of a text is taken for its headline."""

import pytest

from pressmark.corpus import read_bytes

HEADLINE = "Council keeps the old bridge after four hours of debate"
NEWS = (
    "The council met on Monday and voted, after four hours of debate, to keep the old bridge.",
    "Its repair will cost 3.1 million crowns and take two summers, the surveyor told members.",
    "Farmers on the far bank had threatened to withhold their milk if the crossing was closed.",
)


def title_of(*lines):
    (article,) = read_bytes("\n\n".join(lines).encode(), "story.txt")
    return article.title


def test_the_first_line_over_a_text_is_its_headline():
    assert title_of(HEADLINE, "By Ada Bell", *NEWS) == HEADLINE


def test_headlines_of_other_stories_above_are_not():
    others = ("Ferry fares to rise for the third time", "Rovers win a derby nobody saw")
    assert title_of(*others, "News", HEADLINE, "By Ada Bell", *NEWS) == HEADLINE


def test_a_long_menu_above_is_not():
    menu = [f"Section number {n} of many" for n in range(120)]
    assert title_of("Skip to content", *menu, "Local", HEADLINE, *NEWS) == HEADLINE


def test_a_notice_above_is_not_the_beginning_of_the_text():
    notice = "This site uses cookies to remember what its readers like, unless they tell it not to."
    assert title_of(notice, *["Home", "News"] * 5, HEADLINE, *NEWS) == HEADLINE


def test_a_playful_headline_above_its_standfirst_is_found():
    assert title_of("Never mind the span", "The council keeps its old bridge", *NEWS) == (
        "Never mind the span"
    )


@pytest.mark.parametrize("label", ["Image caption", "Media caption", "Підпис до фото,"])
def test_a_labelled_caption_is_no_headline(label):
    caption = f"{label} The old bridge as it looked last Monday"
    assert title_of(caption, HEADLINE, *NEWS) == HEADLINE


def test_a_japanese_headline_is_found_among_others():
    lines = (
        "フェリー運賃、今年三度目の値上げへ",
        "灯台守、四十一年の務めを終える",
        "市議会、古い橋の存続を決める",
        "市議会は月曜、四時間の討論の末に古い橋の存続を決めた。",
        "橋の修理には二夏かかり、費用は三百万に上ると測量士は語った。",
    )
    assert title_of(*lines) == "市議会、古い橋の存続を決める"


def test_signs_alone_are_no_headline():
    assert title_of("---", "Just a rule above.") != "---"
