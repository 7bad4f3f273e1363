"""Spellings kept in a cluster, whose answers are those of a small stand-in."""

from one_document import OneDocument

from pressmark.index.opensearch import kept_spellings
from pressmark.index.opensearch.state import Names

NAMES = Names.of("news")


def test_no_group_is_lost_where_two_add_one_at_once():
    cluster = OneDocument()

    def add(group, *, meanwhile=lambda: None):
        def changed(before):
            meanwhile()
            return before.with_group(group)

        kept_spellings.change(cluster, NAMES, changed)

    add(["Kyiv", "Kiev"])
    others = iter([["Lviv", "Lvov"], ["Odesa", "Odessa"]])

    def other():
        if (group := next(others, None)) is not None:
            add(group)

    add(["Dnipro", "Dnepr"], meanwhile=other)
    kept = kept_spellings.read(cluster, NAMES)
    assert {group[0] for group in kept.both_ways} == {"Kyiv", "Lviv", "Odesa", "Dnipro"}


def test_two_who_keep_the_first_group_at_once_both_keep_it():
    cluster = OneDocument()
    calls = []

    def changed(before):
        if not calls:
            calls.append(before)
            kept_spellings.change(cluster, NAMES, lambda kept: kept.with_group(["Lviv", "Lvov"]))
        return before.with_group(["Kyiv", "Kiev"])

    after = kept_spellings.change(cluster, NAMES, changed)
    assert after == kept_spellings.read(cluster, NAMES)
    assert after.both_ways == (("Lviv", "Lvov"), ("Kyiv", "Kiev"))


def test_what_is_not_changed_is_not_written():
    cluster = OneDocument()
    kept_spellings.change(cluster, NAMES, lambda kept: kept.with_group(["Kyiv", "Kiev"]))
    kept_spellings.change(cluster, NAMES, lambda kept: kept.with_group(["Kiev", "Kyiv"]))
    assert cluster.changes == 1
