import pytest

NOTE = "Weir Mills grinds rye and oats for bakers in three valleys and was founded by two brothers."


@pytest.mark.parametrize("label", ["About Weir Mills", "Über Weir Mills:", "Acerca de Weir Mills"])
def test_a_note_about_a_company_at_the_end_is_removed(removed, news, label):
    note = "organization-note"
    assert removed(*news, label, NOTE) == [(label, note), (NOTE, note)]


def test_the_name_may_have_an_article_in_the_text(removed, news):
    text = f"The {NOTE}"
    assert (text, "organization-note") in removed(*news, "About Weir Mills", text)


def test_what_follows_the_note_goes_with_it(removed, news):
    more = "Questions are answered by the office of the mill on every working day until noon."
    assert [text for text, _ in removed(*news, "About Weir Mills", NOTE, more)][-1] == more


@pytest.mark.parametrize(
    ("label", "text"),
    [
        (
            "About the floods of spring",
            "The floods of spring took two bridges and half of a mill.",
        ),
        (
            "About Weir Mills",
            "Nobody in the valley remembers a spring as wet as this was.",
        ),
        ("Weir Mills", NOTE),
    ],
)
def test_a_chapter_of_the_article_stays(removed, news, label, text):
    assert removed(*news, label, text) == []


def test_a_note_with_much_text_below_it_stays(removed, news):
    others = [
        f"Mill {n} ground {n * 7} sacks of rye in the last week of the autumn." for n in range(7)
    ]
    assert removed(*news, "About Weir Mills", NOTE, *others) == []
