from collections import Counter
from types import SimpleNamespace

import numpy as np
import pytest

from pressmark.corpus import clean, samples_path
from pressmark.corpus.html import page, scored_body
from pressmark.corpus.html.charset import decode
from pressmark.corpus.html.page import parse_html, structured_article
from pressmark.corpus.html.scored_body import entries_of, fates_of
from pressmark.corpus.model import BODY_KINDS, Block, Kind, Removal

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
STATED = SPLIT.replace("<head>", '<head><meta property="og:type" content="article">')


def words_of(article):
    texts = [block.text for block in article.blocks]
    texts += [removal.block.text for removal in article.discarded]
    return Counter(word for text in texts for word in text.split())


def body_of(article):
    return [block.text for block in article.blocks if block.kind in BODY_KINDS]


def score(monkeypatch, score_of):
    """Scores as a model would give them that asks this of each text, on every page."""

    def scores(page, features, sizes, kept):
        return np.array([score_of(run.text) for run in page.runs])

    monkeypatch.setattr(page, "structure_is_sure", lambda article, is_stated: False)
    monkeypatch.setattr(scored_body, "leaf_model", lambda: SimpleNamespace(scores=scores))


def choose(monkeypatch, *texts):
    score(monkeypatch, lambda text: 0.99 if text in texts else 0.01)


def test_the_chosen_text_is_the_body_in_its_place(monkeypatch):
    wanted = list(map(prose, ("gull", "tern", "auk", "gannet")))
    choose(monkeypatch, *wanted)
    article = parse_html(SPLIT)
    assert body_of(article) == wanted
    assert article.origins["body"] == scored_body.ORIGIN
    removed = [(r.rule, r.block.text) for r in article.discarded]
    assert ("sidebar", "Menu") in removed
    assert ("sidebar", "Close") in removed
    assert ("outside-article", prose("skua")) in removed


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_no_word_is_lost_or_added(path, monkeypatch):
    text = decode(path.read_bytes(), None)
    structured = structured_article(text)
    score(monkeypatch, lambda text: 0.9 if len(text) % 2 else 0.1)
    monkeypatch.setattr(scored_body, "MUCH_BETTER", -1.0)
    monkeypatch.setattr(scored_body, "BETTER", -1.0)
    scored = parse_html(text)
    assert scored.origins["body"] == scored_body.ORIGIN
    assert words_of(scored) == words_of(structured)
    orders = sorted([b.order for b in scored.blocks] + [r.block.order for r in scored.discarded])
    assert orders == list(range(len(orders)))


def test_a_stated_article_stays_as_structure_found_it_if_little_is_gained(monkeypatch):
    choose(monkeypatch, *map(prose, BIRDS[1:]), prose("gannet"))
    structured = body_of(structured_article(STATED))
    monkeypatch.setattr(scored_body, "MUCH_BETTER", 0.9)
    assert body_of(parse_html(STATED)) == structured
    monkeypatch.setattr(scored_body, "MUCH_BETTER", 0.0)
    assert body_of(parse_html(STATED)) != structured


def test_text_that_structure_took_for_a_caption_may_be_body(monkeypatch):
    text = prose("gull")
    html = f"<h1>Birds</h1><figure><img>{text}</figure><p>{prose('tern')}</p>"
    choose(monkeypatch, text, prose("tern"))
    assert body_of(parse_html(html)) == [text, prose("tern")]


def test_hidden_text_is_no_body_beside_other_text(monkeypatch):
    html = f"<p>{prose('tern')}</p><div style='display:none'><p>{prose('gull')}</p></div>"
    choose(monkeypatch, prose("gull"), prose("tern"))
    assert body_of(parse_html(html * 2)) == [prose("tern")] * 2


def test_hidden_text_is_body_where_the_page_shows_next_to_none(monkeypatch):
    html = f"<p>Please wait.</p><div style='display:none'><p>{prose('gull')}</p></div>"
    choose(monkeypatch, prose("gull"))
    assert body_of(parse_html(html)) == [prose("gull")]


def test_the_fates_of_runs_are_those_of_the_blocks_they_are_in():
    entries = [
        Block("Birds return", Kind.TITLE, 0),
        Removal(Block("Home News Sport", Kind.PARAGRAPH, 1), "navigation", ""),
        Block("Gull: 300", Kind.TABLE_ROW, 2),
        Removal(Block("Not shown", Kind.PARAGRAPH, 3), "hidden", ""),
    ]
    texts = ["Birds return", "Home", "News", "Sport", "Gull:", "300", "Not shown", "Elsewhere"]
    runs = SimpleNamespace(runs=[SimpleNamespace(text=text) for text in texts])
    fates = fates_of(runs, entries)
    assert fates.entries == [0, 1, 1, 1, 2, 2, 3, -1]
    assert fates.rules == ["", *["navigation"] * 3, "", "", "hidden", ""]
    assert fates.kept.tolist() == [0, 0, 0, 0, 1, 1, 0, 0]
    assert fates.may_be.tolist() == [False, True, True, True, True, True, True, False]
    entries.append(Block(prose("gull") * 2, Kind.PARAGRAPH, 4))
    assert fates_of(runs, entries).may_be.tolist() == [False, *[True] * 5, False, False]


def test_the_split_body_of_a_plain_page_is_found():
    texts = {block.text for block in parse_html(SPLIT).blocks}
    assert set(map(prose, BIRDS)) <= texts


def test_the_confidence_is_the_expected_agreement(monkeypatch):
    choose(monkeypatch, *map(prose, BIRDS))
    assert parse_html(SPLIT).confidence > 0.9
    score(monkeypatch, lambda text: 0.3)
    assert parse_html(SPLIT).confidence < 0.6
    assert clean(parse_html(SPLIT)).article.confidence == parse_html(SPLIT).confidence


def test_entries_are_in_the_order_of_the_page():
    entries = entries_of(structured_article(SPLIT))
    assert [scored_body.block_of(entry).order for entry in entries] == list(range(len(entries)))
