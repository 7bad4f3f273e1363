import pickle

import pytest

from pressmark.corpus import Article, Block, CleanArticle, Kind, Recurring, Removal, clean
from pressmark.corpus.recurring_lines import (
    apply_recurring,
    is_countable,
    line_fingerprint,
    source_of,
)
from pressmark.corpus.rules import default_rules
from pressmark.corpus.text.keys import key_of

SLOGAN = "The paper that the valley reads before it milks the cows."
NEWS = "The ferry was late on Monday morning."


def lines(*texts):
    return frozenset(line_fingerprint(key_of(text)) for text in texts)


def article(*texts, source="Post", kind=Kind.PARAGRAPH):
    blocks = tuple(Block(text, kind, order) for order, text in enumerate(texts))
    return Article(blocks=blocks, source=source)


def rules_of(one, recurring):
    return [removal.rule for removal in clean(one, recurring=recurring).removals]


LEARNED = Recurring({"post": lines(SLOGAN)})


def test_a_learned_line_goes_in_its_source_alone():
    assert rules_of(article(NEWS, SLOGAN), LEARNED) == ["recurring"]
    assert rules_of(article(NEWS, f"“{SLOGAN.upper()}”"), LEARNED) == ["recurring"]
    assert rules_of(article(NEWS, SLOGAN, source="Herald"), LEARNED) == []


def test_an_article_of_learned_lines_alone_keeps_them():
    before = clean(article(SLOGAN))
    assert apply_recurring(before, default_rules(), LEARNED) is before
    assert [block.text for block in clean(article(SLOGAN), recurring=LEARNED).paragraphs] == [
        SLOGAN
    ]
    blocked = apply_recurring(before, default_rules(), Recurring(blocked=lines(SLOGAN)))
    assert blocked.paragraphs == ()


@pytest.mark.parametrize("kind", [Kind.HEADING, Kind.LIST_ITEM, Kind.TABLE_ROW])
def test_a_learned_line_stays_where_its_kind_is_not_learned(kind):
    assert rules_of(article(NEWS, SLOGAN, kind=kind), LEARNED) == []


def test_an_allowed_line_stays_whatever_the_rules_say():
    recurring = Recurring({"post": lines(SLOGAN)}, allowed=lines(SLOGAN.upper(), "Read more"))
    assert rules_of(article(NEWS, SLOGAN, "Read more"), recurring) == []


def test_a_blocked_line_goes_in_every_source_and_of_every_kind():
    recurring = Recurring(blocked=lines("Only a line."))
    blocks = (Block("Only a line.", Kind.LIST_ITEM, 0), Block("Other.", Kind.PARAGRAPH, 1))
    assert rules_of(Article(blocks=blocks), recurring) == ["blocked"]


def test_a_source_is_known_by_its_name_or_else_by_its_site():
    assert source_of("The Post", "https://a.example/1") == "the post"
    assert source_of("", "https://WWW.A.example/1") == "www.a.example"
    assert source_of("", "") == ""
    assert source_of("", "http://[::1") == ""


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (SLOGAN, Kind.PARAGRAPH, True),
        ("Three words, counted", Kind.CAPTION, True),
        ("What next?", Kind.PARAGRAPH, False),
        (SLOGAN * 20, Kind.PARAGRAPH, False),
        (SLOGAN, Kind.LIST_ITEM, False),
    ],
)
def test_only_lines_that_may_be_boilerplate_are_counted(text, kind, expected):
    assert is_countable(text, kind) == expected


def test_it_can_be_sent_to_another_process():
    assert pickle.loads(pickle.dumps(LEARNED)) == LEARNED


@pytest.mark.parametrize(
    "recurring",
    [LEARNED, Recurring(blocked=lines(NEWS)), Recurring(allowed=lines("Read more")), Recurring()],
)
@pytest.mark.parametrize("before", [LEARNED, Recurring(blocked=lines(NEWS)), Recurring()])
def test_applying_recurring_lines_equals_cleaning_again(recurring, before):
    one = article("The title of it all", NEWS, SLOGAN, "Read more", "The last word was hers.")
    expected = clean(one, recurring=recurring)
    applied = apply_recurring(clean(one, recurring=before), default_rules(), recurring)
    assert [b.text for b in applied.paragraphs] == [b.text for b in expected.paragraphs]
    assert [r.rule for r in applied.removals] == [r.rule for r in expected.removals]


def test_applying_recurring_lines_returns_an_unchanged_article_itself():
    before = clean(article(NEWS, SLOGAN), recurring=LEARNED)
    assert apply_recurring(before, default_rules(), LEARNED) is before


def test_a_rule_that_is_off_is_off_when_recurring_lines_are_applied():
    rules = default_rules().without("recurring")
    with_it = clean(article(NEWS, SLOGAN), recurring=LEARNED)
    assert apply_recurring(with_it, rules, LEARNED).removals == ()
    without = clean(article(NEWS, SLOGAN), rules, LEARNED)
    assert apply_recurring(without, rules, LEARNED) is without


def test_a_title_is_never_taken():
    title = Block(SLOGAN, Kind.TITLE, 0)
    one = CleanArticle(Article((title,), source="Post"), (title,), ())
    assert apply_recurring(one, default_rules(), Recurring(blocked=lines(SLOGAN))) is one


def test_what_was_removed_for_another_reason_stays_removed():
    gone = Removal(Block(SLOGAN, Kind.PARAGRAPH, 0), "byline", "")
    one = CleanArticle(Article((gone.block,), source="Post"), (), (gone,))
    assert apply_recurring(one, default_rules(), Recurring()) is one


@pytest.mark.parametrize(
    "line",
    ["この記事の無断転載を禁じます", "本报记者编辑部联系电话", "อ่านข่าวอื่นได้ที่เว็บไซต์ของเรา"],
)
def test_lines_in_languages_without_spaces_are_counted(line):
    assert is_countable(line, Kind.PARAGRAPH)
    assert not is_countable("社会", Kind.PARAGRAPH)
