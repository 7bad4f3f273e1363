import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.search.results.person_names import person_name


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ann Lee", ("Ann", "Lee")),
        ("John F. Kennedy", ("John F.", "Kennedy")),
        ("J.R. Ewing", ("J.R.", "Ewing")),
        ("Conor O'Neill", ("Conor", "O'Neill")),
        ("Jean-Luc Picard", ("Jean-Luc", "Picard")),
        ("Ludwig van Beethoven", ("Ludwig", "van Beethoven")),
        ("Ирина Петрова", ("Ирина", "Петрова")),
        ("Rui Ma", ("Rui", "Ma")),
    ],
)
def test_names_of_persons_have_a_given_and_a_family_name(name, parts):
    assert person_name(name) == parts


@pytest.mark.parametrize(
    "name",
    [
        *("Press Association", "BBC News", "The Guardian", "Le Monde", "Agence France-Presse"),
        *("Gabriel García Márquez", "Ann", "ann lee", "ANN LEE", "Lee, Ann", "王小明", "", "A. B."),
        *("admin 2", "Salt & Sand", "van Gogh", "Staff Reporter"),
    ],
)
def test_what_may_be_no_name_of_a_person_stays_whole(name):
    assert person_name(name) is None


def test_the_paper_itself_and_languages_with_the_family_name_first_are_left():
    assert person_name("Evening Sun", source="evening sun") is None
    assert person_name("Orbán Viktor", language="hu") is None


@given(st.text(st.sampled_from("aAé.'- vdnö"), max_size=20))
def test_no_letter_is_lost(name):
    found = person_name(name)
    if found:
        assert f"{found.given} {found.family}" == " ".join(name.split())
