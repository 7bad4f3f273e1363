"""Groups of spellings: made, joined, read from TOML and kept with an index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.errors import IndexBusy, IndexCorrupt, SpellingsError
from pressmark.index import Index
from pressmark.index.spellings import MOST_GROUPS, Spellings, key, load_spellings
from pressmark.index.storage import kept_spellings
from pressmark.index.storage.lock import writer_lock

NAMES = st.text(st.characters(categories=("Ll", "Lu", "Lo")), min_size=1, max_size=8)
GROUPS = st.lists(NAMES, min_size=2, max_size=4, unique_by=key).filter(
    lambda group: () not in map(key, group)
)


@given(st.lists(GROUPS, max_size=6), st.booleans())
def test_groups_are_read_as_they_are_kept(groups, defaults):
    made = Spellings(defaults=defaults)
    for group in groups:
        made = made.with_group(group)
    assert Spellings.from_table(made.to_json()) == made


@given(st.lists(GROUPS, max_size=6))
def test_each_word_is_in_one_group_that_works_both_ways(groups):
    made = Spellings()
    for group in groups:
        made = made.with_group(group)
    members = [key(each) for group in made.both_ways for each in group]
    assert len(members) == len(set(members))
    assert set(members) == {key(each) for group in groups for each in group}


@given(GROUPS)
def test_a_word_taken_out_is_in_no_group(group):
    left = Spellings().with_group(group).without(group[0].upper())
    assert all(key(group[0].upper()) != key(each) for own in left.both_ways for each in own)
    assert bool(left) == (len({*map(key, group)} - {key(group[0].upper())}) > 1)


def test_one_way_groups_of_one_word_are_joined():
    made = Spellings().with_group(["EU", "European Union"], one_way=True)
    made = made.with_group(["eu", "European Commission"], one_way=True)
    assert [group[1:] for group in made.one_way] == [("European Union", "European Commission")]


def test_a_file_has_groups_both_ways_and_one_way(tmp_path):
    path = tmp_path / "spellings.toml"
    path.write_text(
        'defaults = false\nboth_ways = [["Kyiv", "Kiev"]]\n[one_way]\n"EU" = ["European Union"]\n'
    )
    groups = (("Kyiv", "Kiev"),), (("EU", "European Union"),)
    assert load_spellings(path) == Spellings(*groups, defaults=False)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("both_ways = [[", "not valid TOML"),
        ('both_ways = [["Kyiv"]]', "fewer than two different words: only Kyiv"),
        ('both_ways = [["Kyiv", "kyiv"]]', "fewer than two"),
        ('both_ways = [["Kyiv", "…"]]', "without a word"),
        ('both_ways = ["Kyiv", "Kiev"]', "a list of texts"),
        ('bothways = [["Kyiv", "Kiev"]]', "no 'bothways'"),
        ("defaults = 1", "true or false"),
        ('one_way = ["EU"]', "a table"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_fault(tmp_path, text, part):
    path = tmp_path / "spellings.toml"
    path.write_text(text)
    with pytest.raises(SpellingsError, match=part) as raised:
        load_spellings(path)
    assert str(path) in str(raised.value)


def test_kept_spellings_are_those_of_every_later_opening(tmp_path):
    index = Index.create(tmp_path / "index")
    before = index.version()
    group = Spellings().with_group(["Zelensky", "Zelenskyy"])
    index.keep_spellings(group)
    assert Index.open(tmp_path / "index").kept_spellings() == group
    assert index.version() != before
    assert index.verify() == ()


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"both_ways": [["a"]]}', b"\xff"])
def test_a_damaged_file_is_corrupt(tmp_path, content):
    index = Index.create(tmp_path / "index")
    (tmp_path / "index" / kept_spellings.NAME).write_bytes(content)
    with pytest.raises(IndexCorrupt):
        index.kept_spellings()


def test_groups_are_merged_once_and_joined_where_they_share_a_word():
    own = Spellings((("Kyiv", "Kiev"),), (("EU", "European Union"),))
    other = Spellings((("Kiew", "Kiev"), ("Lviv", "Lvov")), (("EU", "European Commission"),))
    merged = own.merged_with(other)
    assert merged.both_ways == (("Kyiv", "Kiev", "Kiew"), ("Lviv", "Lvov"))
    assert merged.one_way == (("EU", "European Union", "European Commission"),)
    assert merged.merged_with(other) == merged.merged_with(own) == merged


def test_more_groups_than_can_be_read_again_are_not_kept(tmp_path):
    index = Index.create(tmp_path / "index")
    many = Spellings(tuple((f"one{n}", f"other{n}") for n in range(MOST_GROUPS + 1)))
    for each in (many, Spellings((("word", "w\udc80rd"),))):
        with pytest.raises(SpellingsError):
            index.keep_spellings(each)
    assert index.kept_spellings() == Spellings()


def test_changes_of_two_processes_follow_one_another(tmp_path):
    index = Index.create(tmp_path / "index")
    other = Index.open(tmp_path / "index", wait=0)

    def with_kyiv(before):
        with pytest.raises(IndexBusy):  # the other waits, so it cannot lose this group
            other.change_spellings(lambda kept: kept.with_group(["Lviv", "Lvov"]))
        return before.with_group(["Kyiv", "Kiev"])

    index.change_spellings(with_kyiv)
    other.change_spellings(lambda kept: kept.with_group(["Lviv", "Lvov"]))
    assert index.kept_spellings().both_ways == (("Kyiv", "Kiev"), ("Lviv", "Lvov"))


def test_spellings_are_kept_while_another_process_indexes(tmp_path):
    Index.create(tmp_path / "index")
    with writer_lock(tmp_path / "index", 0):
        index = Index.open(tmp_path / "index", wait=0)
        index.keep_spellings(Spellings().with_group(["Kyiv", "Kiev"]))
    assert index.kept_spellings().both_ways == (("Kyiv", "Kiev"),)
    assert index.verify() == ()
