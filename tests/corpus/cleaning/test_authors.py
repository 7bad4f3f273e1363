import pytest


@pytest.mark.parametrize(
    "bio",
    [
        "Jane Doe is a freelance journalist based in New York City.",
        "Jane Doe covers the valley for the Post.",
        "Jane Doe ist Redakteurin im Lokalen.",
    ],
)
def test_a_bio_of_a_known_author_at_the_end_is_removed(removed, news, bio):
    assert removed(*news, bio, authors=("Jane Doe",)) == [(bio, "author-bio")]


def test_a_bio_of_a_journalist_at_the_end_is_removed(removed, news):
    bio = "John Roe is a writer for the Post."
    assert removed(*news, bio) == [(bio, "author-bio")]


@pytest.mark.parametrize(
    "bio",
    [
        "Lucía Herrera es periodista especializada en educación.",
        "Marco Bianchi è giornalista del Corriere.",
        "Олена Шевченко — кореспондентка відділу новин.",
        "Ирина Соколова – журналист, пишет об образовании.",
    ],
)
def test_a_journalist_at_the_end_goes_in_other_languages_too(removed, news, bio):
    assert removed(*news, bio) == [(bio, "author-bio")]


def test_a_dash_alone_makes_no_journalist(removed, news):
    assert removed(*news, "John Roe – a farmer on the far bank – said no more.") == []


def test_how_to_reach_the_author_goes(removed, news):
    contact = "Jane Doe jane.doe@example.org @jane_doe on X"
    assert removed(*news, contact, authors=("Jane Doe",)) == [(contact, "author-contact")]


def test_the_last_line_below_about_the_author_is_removed(removed, news):
    gone = removed(*news, "About the author", "She has been to Skerrin twice.")
    assert [rule for _, rule in gone] == ["author-bio", "author-bio"]


def test_a_journalist_in_the_report_stays(removed, news):
    told = "John Roe is a journalist who was on the bridge when it shook."
    assert removed(news[0], told, *news[1:], *(f"{line} So they said." for line in news)) == []


def test_others_at_the_end_stay(removed, news):
    assert removed(*news, "John Roe is a farmer on the far bank.") == []
