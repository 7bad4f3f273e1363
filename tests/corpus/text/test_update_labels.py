import pytest

from pressmark.corpus.text.update_labels import UPDATED, without_updates


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


@pytest.mark.parametrize("line", ["An updating of the list", "Modifications", "The date"])
def test_a_word_that_only_begins_so_is_no_label(line):
    assert not UPDATED.search(line)
