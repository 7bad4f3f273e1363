from collections import Counter

import pytest

from pressmark.corpus import samples_path
from pressmark.corpus.html import restored_text
from pressmark.corpus.html.charset import decode
from pressmark.corpus.html.page import parse_html, structured_article
from pressmark.corpus.html.parsing import parse
from pressmark.corpus.html.restored_text import (
    ScoredRun,
    structure_of,
    with_restored_text,
)
from pressmark.corpus.html.text_runs import text_runs
from pressmark.corpus.model import Kind

BIRDS = ("gull", "tern", "skua", "petrel", "auk", "fulmar")
PAGES = sorted(samples_path().rglob("*.html"))


def prose(name: str) -> str:
    return (
        f"The {name} colony on the north stack was counted again in June, and the wardens found "
        f"three hundred nests more than in the year before, most of them on the western ledges."
    )


SPLIT = f"""<html><head><title>Birds</title></head><body><h1>Birds return</h1>
<div class="lead"><p>{prose("gull")}</p><p>{prose("tern")}</p></div>
<div class="rest"><p>{prose("skua")}</p><p>{prose("petrel")}</p><p>{prose("auk")}</p>
<p>{prose("fulmar")}</p></div>
<div class="widget">Menu <p>{prose("gannet")}</p> Close</div></body></html>"""


def words_of(article):
    texts = [block.text for block in article.blocks]
    texts += [removal.block.text for removal in article.discarded]
    return Counter(word for text in texts for word in text.split())


def choose(monkeypatch, *texts):
    """Scores as a model would give them that finds just these texts."""

    def scored(page, article):
        _, rules = structure_of(page, article)
        for run, rule in zip(page.runs, rules, strict=True):
            if rule in restored_text.RESTORED_RULES:
                yield ScoredRun(run.text, Kind.PARAGRAPH, float(run.text in texts))

    monkeypatch.setattr(restored_text, "scored_runs", scored)


def test_chosen_text_becomes_a_block_in_its_place(monkeypatch):
    choose(monkeypatch, prose("gull"), prose("tern"), prose("gannet"))
    article = parse_html(SPLIT)
    texts = [block.text for block in article.blocks if block.kind is Kind.PARAGRAPH]
    assert texts == list(map(prose, (*BIRDS, "gannet")))
    assert article.origins["body"] == restored_text.ORIGIN
    assert [r.block.text for r in article.discarded if r.rule == "sidebar"] == ["Menu", "Close"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_word_is_lost_or_added(page, monkeypatch):
    text = decode(page.read_bytes(), None)
    structured = structured_article(text)
    choose(monkeypatch, *(run.text for run in text_runs(parse(text)).runs[::2]))
    monkeypatch.setattr(restored_text, "SURE_CHARACTERS", 1 << 30)
    restored = with_restored_text(structured, text)
    assert words_of(restored) == words_of(structured)
    orders = sorted(
        [b.order for b in restored.blocks] + [r.block.order for r in restored.discarded]
    )
    assert orders == list(range(len(orders)))


def test_a_page_that_states_that_it_is_an_article_stays_as_structure_found_it(monkeypatch):
    choose(monkeypatch, prose("gull"))
    stated = SPLIT.replace("<head>", '<head><meta property="og:type" content="article">')
    assert parse_html(stated) == structured_article(stated)


def test_nothing_is_restored_where_nothing_scores_high(monkeypatch):
    choose(monkeypatch)
    assert parse_html(SPLIT) == structured_article(SPLIT)


def test_the_split_body_of_a_plain_page_is_found():
    texts = {block.text for block in parse_html(SPLIT).blocks}
    assert set(map(prose, BIRDS)) <= texts
