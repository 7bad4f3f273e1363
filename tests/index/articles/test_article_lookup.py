import re

import pytest

from pressmark.corpus.errors import ArticleNotFound
from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index


@pytest.fixture
def filled(index, news):
    (news / "a.txt").write_text("A\none\n\nB\ntwo")
    (news / "sub").mkdir()
    (news / "sub" / "c.txt").write_text("C\nthree")
    (news / "submarine.txt").write_text("D\nfour")
    index.add([news])
    text = (Block("five", Kind.PARAGRAPH, 0),)
    index.add_articles([Article(text, url="https://news.example/5?a=1")], origin="wire")
    return index


def title(index: Index, target) -> str:
    return index.get(str(target)).title


def test_an_article_is_found_by_id_by_its_start_by_url_and_by_path(filled, news, monkeypatch):
    id_ = filled.get(str(news / "sub" / "c.txt")).id
    monkeypatch.chdir(news)
    for target in (id_, id_[:4], news / "sub" / "c.txt", "sub/c.txt", news / "sub", "sub/../sub/"):
        assert title(filled, target) == "C"
    assert filled.get("https://news.example/5?a=1").paragraphs[0].text == "five"
    assert filled.get("wire").origin == "wire"


def test_an_empty_name_does_not_mean_the_present_folder(filled, news, monkeypatch):
    monkeypatch.chdir(news)
    with pytest.raises(ArticleNotFound):
        filled.delete("")
    assert filled.stats().articles == 5


@pytest.mark.parametrize(
    "target", ["", "ffffffffffff", "no.txt", "https://news.example/", "zz", "sub*"]
)
def test_what_is_not_there_is_not_found(filled, target):
    with pytest.raises(ArticleNotFound) as missing:
        filled.get(target)
    assert missing.value.hint


def test_a_path_of_several_articles_names_them(filled, news):
    with pytest.raises(ArticleNotFound, match="2 articles") as several:
        filled.get(str(news / "a.txt"))
    ids = re.findall(r"\b[0-9a-f]{12}\b", str(several.value))
    assert sorted(title(filled, id_) for id_ in ids) == ["A", "B"]


def test_the_start_of_several_ids_is_refused_also_for_removing(index):
    texts = [str(number) for number in range(40)]
    articles = [Article((Block(text, Kind.PARAGRAPH, 0),), key=text) for text in texts]
    index.add_articles(articles)
    with index.searcher() as searcher:
        ids = sorted({row["article"] for row in searcher.documents()})
    shared = next(a[:1] for a in ids for b in ids if a != b and a[:1] == b[:1])
    for call in (index.get, index.delete):
        with pytest.raises(ArticleNotFound):
            call(shared)
    assert index.stats().articles == 40


def test_a_folder_is_removed_with_what_is_under_it_and_nothing_beside_it(filled, news):
    assert filled.delete(str(news / "sub")) == 1
    assert title(filled, news / "submarine.txt") == "D"
    assert filled.delete(str(news)) == 3
    assert filled.stats().articles == 1
