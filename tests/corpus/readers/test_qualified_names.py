import pytest

from pressmark.corpus.readers.qualified_names import AFTER_KNOWN, qualified_roles, roles_of_column


def fields(name):
    return {field for field, _ in roles_of_column(name)}


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Texto de la noticia", "text"),
        ("Corpo da notícia", "text"),
        ("Testo dell'articolo", "text"),
        ("Text článku", "text"),
        ("Заголовок статьи", "title"),
        ("Текст новости", "text"),
        ("تاريخ الخبر", "date"),
        ("articleHeadline", "title"),
        ("Story Text (clean)", "text"),
        ("title_s", "title"),
        ("CONTENT_TITLE", "title"),
        ("body_en", "text"),
        ("pub_dt", "date"),
        ("Adres URL", "url"),
        ("Artikelüberschrift", "title"),
        ("기사 제목", "title"),
        ("新聞標題", "title"),
    ],
)
def test_a_name_with_words_for_the_article_means_what_is_left_of_it(name, field):
    assert field in fields(name)


@pytest.mark.parametrize(
    "name",
    [
        *("article_id", "full_name", "title_length", "source_text", "image_url", "word_count"),
        *("", "the of", "date_modified", "author_url", "comment_text", "read_time"),
        "How often do you read the news text of your paper in an ordinary week?",
    ],
)
def test_a_name_of_something_else_is_no_field(name):
    assert not qualified_roles(name)


def test_a_name_that_is_known_as_a_whole_goes_first():
    assert roles_of_column("text")[0][1] < AFTER_KNOWN < qualified_roles("text_s")[0][1]
