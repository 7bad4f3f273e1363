import pytest

from pressmark.corpus.text.update_labels import (
    ends_with_update_label,
    has_published_label,
    is_label,
    without_updates,
)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Published 5 March 2023", "Published 5 March 2023"),
        ("Last updated 2 January 2024", ""),
        ("Published 5 March 2023 | Updated 6 March 2023", "Published 5 March 2023 |"),
        ("Updated: 6 March 2023. First published: 5 March 2023", "First published: 5 March 2023"),
        ("5. März 2023, zuletzt aktualisiert am 6. März", "5. März 2023,"),
        ("Publié le 5 mars 2023, mis à jour le 6 mars", "Publié le 5 mars 2023,"),
        ("Опубликовано 5 марта 2023, обновлено 6 марта", "Опубликовано 5 марта 2023,"),
    ],
)
def test_the_date_of_an_update_goes_with_its_label(line, kept):
    assert without_updates(line) == kept


@pytest.mark.parametrize("line", ["An updating of the list", "Modifications", "A stand of oaks"])
def test_a_word_that_only_begins_so_is_no_label(line):
    assert not ends_with_update_label(line)


@pytest.mark.parametrize("text", ["Last updated on", "Published 5 March 2023 | Updated by Ada:"])
def test_a_date_behind_a_word_for_an_update_is_that_of_the_update(text):
    assert ends_with_update_label(text)


@pytest.mark.parametrize("text", ["Updated 7 March 2023 |", "Updated by Ada, published", "By Ada"])
def test_a_date_behind_another_label_or_date_is_not_that_of_the_update(text):
    assert not ends_with_update_label(text)


def test_a_label_has_nothing_behind_it():
    assert is_label("Last updated:")
    assert not is_label("Updated by Ada")


def test_only_words_for_publication_say_that_it_was_published():
    assert has_published_label("First published on 5 March")
    assert not has_published_label("Updated on 5 March")
