"""Rules of one's own: what a rules file can say, and what is said of one that cannot be used."""

import pickle

import pytest

from pressmark.corpus import Article, Block, Kind, Rule, clean, default_rules, load_rules
from pressmark.corpus.errors import RulesError
from pressmark.corpus.rules import patterns

NEWS = [
    "The council met on Monday and voted, after four hours of debate, to keep the old bridge.",
    "Its repair will cost 3.1 million crowns and take two summers, the surveyor told members.",
    "Farmers on the far bank had threatened to withhold their milk if the crossing was closed.",
    "A further vote on the toll is expected before the spring, when the river is at its highest.",
]


def rules_file(tmp_path, text):
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    return path


def own_rules(tmp_path, pattern):
    return load_rules(
        rules_file(tmp_path, f"[mine]\nreason = \"mine\"\npatterns = ['{pattern}']\n")
    )


def test_a_rule_of_ones_own_removes_its_lines_with_its_reason(tmp_path):
    path = rules_file(tmp_path, '[slogan]\nreason = "our slogan"\nwhole = ["All the news"]')
    article = Article(blocks=(Block("ALL THE NEWS!", Kind.PARAGRAPH, 0),))
    (removal,) = clean(article, load_rules(path)).removals
    assert (removal.rule, removal.reason) == ("slogan", "our slogan")


def test_default_rules_can_be_turned_off(tmp_path):
    path = rules_file(tmp_path, 'off = ["duplicate-title", "read-more"]')
    blocks = tuple(Block(t, Kind.PARAGRAPH, i) for i, t in enumerate(["Read more", *NEWS]))
    assert clean(Article(blocks=blocks), load_rules(path)).removals == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("off = 3", "off must be a list of rule names"),
        ('off = ["no-such"]', "off names an unknown rule: no-such"),
        ('off = ["navigation"]', "the rule navigation cannot be turned off"),
        ("slogan = 3", "slogan must be a table"),
        ("[slogan]", "[slogan] needs a reason"),
        ('[slogan]\nreason = "x"\nwhoel = []', "[slogan] has an unknown key: whoel"),
        ('[slogan]\nreason = "x"\nwhole = "y"', "[slogan] whole must be a list of texts"),
        ('[slogan]\nreason = "x"\nwhole = ["»"]', "[slogan] whole has a text without a word"),
        (
            '[slogan]\nreason = "x"\npatterns = ["("]',
            "[slogan] patterns: '(' is no regular expression",
        ),
        (
            '[slogan]\nreason = "x"\nlist_lines = -1',
            "[slogan] list_lines must be a number of lines",
        ),
        ("[", "is not valid TOML"),
    ],
)
def test_a_rules_file_that_cannot_be_read_says_where_and_why(tmp_path, text, said):
    path = rules_file(tmp_path, text)
    with pytest.raises(RulesError) as caught:
        load_rules(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert said in str(caught.value)


def test_a_missing_rules_file_is_a_rules_error(tmp_path):
    with pytest.raises(RulesError, match="cannot be read"):
        load_rules(tmp_path / "none.toml")


def test_a_rule_replaces_one_of_its_name():
    own = Rule("read-more", "mine", whole=("xyzzy",))
    assert default_rules().with_rules(own).reason("read-more") == "mine"


@pytest.mark.filterwarnings("ignore:Possible nested set:FutureWarning")
def test_an_expression_that_only_pythons_own_module_reads_is_an_error_of_the_file(tmp_path):
    with pytest.raises(RulesError, match=r"cannot be searched for"):
        own_rules(tmp_path, "[[:alpha:]")


@pytest.mark.parametrize(
    "pattern",
    [
        "a{99999999}",
        "(a{999}){999}",
        "((ab){99}c){999}",
        "(?:a?){99999999}",
        "[a{2}]{99999}",
        "(?P<name>a){50000}",
        "(?:a|b){20000,}",
    ],
)
def test_an_expression_that_would_fill_the_memory_is_refused(tmp_path, pattern):
    with pytest.raises(RulesError, match="more than 10,000 characters"):
        own_rules(tmp_path, pattern)


@pytest.mark.parametrize(
    "pattern", ["a{1000}", r"\{99999\}", "[{99999}]", "a{2,99999}", "a{,99999}"]
)
def test_an_expression_of_a_line_s_size_is_taken(tmp_path, pattern):
    own_rules(tmp_path, pattern)


@pytest.mark.parametrize(
    "text", ["x = " + "[" * 3000 + "]" * 3000, f"[x]\nreason='x'\npatterns=['{'(' * 3000}']"]
)
def test_brackets_nested_without_end_are_one_short_sentence(tmp_path, text):
    with pytest.raises(RulesError) as caught:
        load_rules(rules_file(tmp_path, text))
    assert len(str(caught.value)) < 400


def test_an_expression_without_end_is_an_error_that_names_it(tmp_path, monkeypatch):
    monkeypatch.setattr(patterns, "SEARCH_SECONDS", 0.05)
    rules = own_rules(tmp_path, "^(?:a|aa)+$")
    article = Article(
        (Block("a" * 120 + "!", Kind.PARAGRAPH, 0), Block(NEWS[0], Kind.PARAGRAPH, 1))
    )
    with pytest.raises(RulesError, match="mine") as raised:
        clean(article, rules)
    assert raised.value.hint


def test_rules_with_expressions_of_ones_own_can_be_sent_to_another_process(tmp_path):
    rules = own_rules(tmp_path, "^Tel")
    blocks = tuple(Block(text, Kind.PARAGRAPH, n) for n, text in enumerate([*NEWS, "Tel. 12345"]))
    clean(Article(blocks), rules)
    (removal,) = clean(Article(blocks), pickle.loads(pickle.dumps(rules))).removals
    assert (removal.rule, removal.reason) == ("mine", "mine")


def test_a_file_that_is_too_large_to_be_rules_is_refused_before_it_is_read_whole(tmp_path):
    path = tmp_path / "endless.toml"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(RulesError, match="more than"):
        load_rules(path)
