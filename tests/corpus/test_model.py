import pickle
from dataclasses import dataclass

from pressmark.corpus.model import Article, Block, CleanArticle, Kind, Removal


def test_the_body_leaves_out_title_and_captions():
    title = Block("Ferry resumes", Kind.TITLE, 0)
    caption = Block("The ferry on Monday", Kind.CAPTION, 1)
    paragraph = Block("The ferry sails again.", Kind.PARAGRAPH, 2)
    article = Article(blocks=(title, caption, paragraph))
    assert CleanArticle(article, (title, caption, paragraph), ()).body == (paragraph,)


@dataclass(frozen=True, slots=True)
class NumberedArticle(Article):
    number: int = 0


def test_articles_arrive_whole_in_other_processes():
    removal = Removal(Block("Share", Kind.PARAGRAPH, 1), "wording", "a button", None)
    article = NumberedArticle((Block("Text.", Kind.PARAGRAPH, 0),), extra={"n": 1}, number=7)
    sent = [article, CleanArticle(article, article.blocks, (removal,))]
    assert pickle.loads(pickle.dumps(sent)) == sent
