from pressmark.corpus.model import Article, Block, CleanArticle, Kind


def test_the_body_leaves_out_title_and_captions():
    title = Block("Ferry resumes", Kind.TITLE, 0)
    caption = Block("The ferry on Monday", Kind.CAPTION, 1)
    paragraph = Block("The ferry sails again.", Kind.PARAGRAPH, 2)
    article = Article(blocks=(title, caption, paragraph))
    assert CleanArticle(article, (title, caption, paragraph), ()).body == (paragraph,)
