import pickle
from datetime import datetime

from pressmark.corpus.errors import InputError
from pressmark.corpus.model import Article, Block, CleanArticle, Kind, Removal
from pressmark.index.ingest.prepared_article import prepare

BLOCK = Block("The ferry sails.", Kind.PARAGRAPH, 0)


def test_what_was_prepared_elsewhere_is_what_is_prepared_here():
    article = Article((BLOCK,), title="Ferry", published=datetime(2024, 1, 1), authors=("Ann",))
    clean = CleanArticle(article, (BLOCK,), (Removal(BLOCK, "noise", "why", BLOCK),))
    sent = pickle.loads(pickle.dumps(clean))
    assert sent == clean
    assert pickle.loads(pickle.dumps(prepare(sent))) == prepare(clean)


def test_an_article_of_which_nothing_is_left_has_no_summary():
    prepared = prepare(CleanArticle(Article((), key="k"), (), ()))
    assert (prepared.key, prepared.documents, prepared.summary) == ("k", (), None)


def test_a_problem_says_the_same_in_another_process():
    problem = InputError("a.html", "breaks off", "fetch it again")
    sent = pickle.loads(pickle.dumps(problem))
    assert (str(sent), sent.path, sent.hint) == (str(problem), "a.html", "fetch it again")
