"""Names are read from runs of capitalised words, by the rules of the module."""

import pytest

from pressmark.corpus import clean, read
from pressmark.corpus.text.names import names_in

EXPECTED = (
    "Zelensky|Liz Truss|Serhiy Gaidai|Denis Pushilin|Leonid Pasechnik|Oleh Synehubov"
    "|Serhiy Bolvinov|Dmitry Peskov|Bilohorivka|Izyum|Kharkiv|Luhansk|Donetsk People's Republic"
    "|Kherson|Reuters"
)


def test_the_example_article_has_its_people_and_places_among_the_first_25(shared):
    (article,) = read(shared / "seed/article.txt")
    found = list(names_in(block.text for block in clean(article).paragraphs))[:25]
    for name in EXPECTED.split("|"):
        assert any(name in each for each in found), (name, found)
    assert not {"Overnight", "Monday", "Governor", "However"} & set(found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Yesterday President Emmanuel Macron spoke.", "Emmanuel Macron"),
        ("He met Ursula von der Leyen and Ann Lee.", "Ann Lee|Ursula von der Leyen"),
        ("They say Bashar al-Assad fled.", "Bashar al-Assad"),
        ("We asked the Bank of England about it.", "Bank of England"),
        ("It is Ukraine’s Defense Ministry.", "Defense Ministry|Ukraine"),
        ("He saw J.K. Rowling and John F. Kennedy Jr. there.", "J.K. Rowling|John F. Kennedy Jr."),
        ("She left the Donetsk People’s Republic on Monday.", "Donetsk People's Republic"),
        ("However, it rained. Overnight it froze.", ""),
        ("A Moscow-backed head of the Department of Justice.", "Department of Justice|Moscow"),
        ("The Senate Majority Leader Mitch McConnell left.", "Mitch McConnell"),
        ("It was Rep. Ann Lee (D-CT) of Hartford, CT.", "Ann Lee|Hartford"),
        ("О переговорах сообщил Владимир Зеленский в Киеве.", "Владимир Зеленский|Киеве"),
        ("総理大臣は東京で会見した。", ""),
        ("قال الرئيس إن الاجتماع في القاهرة", ""),
    ],
)
def test_a_sentence_has_these_names(text, names):
    assert "|".join(sorted(names_in([text]))) == names


def test_a_last_name_counts_for_the_one_full_name_that_ends_with_it():
    text = (
        "Premier Liz Truss left. Truss said so, and Truss's aide too. They told Ann Lee and Bo Lee."
    )
    assert names_in([text, "Later Lee came."]) == {
        "Liz Truss": 4,
        "Ann Lee": 2,
        "Bo Lee": 2,
        "Lee": 1,
    }


def test_an_acronym_counts_for_the_name_with_its_initials():
    text = "They joined the European Space Agency (ESA) early. The ESA paid."
    assert list(names_in([text])) == ["European Space Agency"]


def test_the_first_word_of_a_sentence_is_a_name_only_where_it_is_one_elsewhere():
    assert names_in(["Reuters was unable to say. Workers told Reuters so."]) == {"Reuters": 2}
    assert names_in(["Workers left. Firemen came."]) == {}


def test_german_nouns_are_no_names():
    text = "Der Kanzler und die Ministerin sprachen mit Olaf Scholz über den Haushalt der Länder."
    assert list(names_in([text])) == ["Olaf Scholz"]
    assert list(names_in(["Der Haushalt freut den Minister Olaf Scholz."], "de")) == ["Olaf Scholz"]
