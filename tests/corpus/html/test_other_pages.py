"""Pages that are no news of today: old layouts, forums, blogs, recipes, other scripts."""

import pytest

from pressmark.corpus.html import parse_html
from pressmark.corpus.model import BODY_KINDS, Kind


def body_of(html: str | bytes) -> list[str]:
    return [block.text for block in parse_html(html).blocks if block.kind in BODY_KINDS]


FIRST = "The river rose by two metres on Tuesday night, the water board said in a statement."
SECOND = "Three villages in the lower valley were cut off from the main road for most of the day."


def test_a_table_layout_gives_its_middle_column():
    html = (
        "<TABLE><TR><TD><A HREF=/>Home</A><BR><A HREF=/n>News</A></TD><TD><FONT SIZE=5>River rises"
        f"</FONT><BR><BR>{FIRST}<BR><BR>{SECOND}</TD><TD>Ladders, ropes.<BR>We deliver.</TD></TR>"
        "<TR><TD COLSPAN=3>Copyright 1999 Valley Newspapers. All rights reserved.</TD></TR></TABLE>"
    )
    assert [text for text in body_of(html) if text != "River rises"] == [FIRST, SECOND]


def test_unclosed_paragraphs_are_paragraphs():
    html = f"<HTML><BODY><H1>River rises</H1><DIV><P>{FIRST}<P>{SECOND}</DIV></BODY>"
    assert body_of(html) == [FIRST, SECOND]


def test_the_posts_of_a_forum_thread_are_all_kept():
    posts = [f"Post number {n}: {FIRST} {SECOND}" for n in range(4)]
    rows = "".join(
        f'<div class="post"><b class="author">user{n}</b><div class="content">{post}</div></div>'
        for n, post in enumerate(posts)
    )
    html = f"<h1>Will the bridge hold?</h1><div class=thread>{rows}</div>"
    assert [text for text in body_of(html) if text.startswith("Post")] == posts


def test_the_entries_of_a_live_blog_are_all_kept():
    entries = "".join(
        f'<div class="entry"><time>1{n}:05</time><h2>Update {n}</h2><p>{FIRST}</p>'
        f"<p>{SECOND}</p></div>"
        for n in range(3)
    )
    html = f"<h1>Flood: live</h1><div class=stream>{entries}</div>"
    assert body_of(html).count(FIRST) == 3


def test_a_recipe_keeps_its_lists():
    items = ("two eggs", "100 g of flour", "a pinch of salt")
    html = (
        f"<h1>Pancakes</h1><div class=recipe><p>{FIRST}</p><h2>Ingredients</h2><ul>"
        + "".join(f"<li>{item}</li>" for item in items)
        + "</ul><h2>Method</h2><ol><li>Mix all of it well in a bowl and let it rest a while.</li>"
        f"<li>Fry it.</li></ol><p>{SECOND}</p></div>"
    )
    kept = body_of(html)
    assert [text for text in kept if text in items] == list(items)
    assert "Ingredients" in kept
    assert "Fry it." in kept


def test_a_blog_keeps_the_post_and_not_its_comments():
    comments = "".join(f"<li class=comment><p>I think so too. {FIRST}</p></li>" for _ in range(9))
    html = (
        f'<h1><a href="/">A blog</a></h1><div class="entry-content"><p>{FIRST}</p><p>{SECOND}</p>'
        f'</div><ol class="commentlist">{comments}</ol>'
    )
    assert body_of(html) == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("language", "title", "paragraphs"),
    [
        (
            "ko",
            "강물이 불어나다",
            [
                "화요일 밤 강물이 2미터 불어났다고 수자원 당국이 성명에서 밝혔다.",
                "하류의 세 마을은 하루 대부분 큰길에서 고립되었고 주민들은 집에 머물러야 했다.",
            ],
        ),
        (
            "ar",
            "ارتفاع منسوب النهر",
            [
                "ارتفع منسوب النهر مترين ليلة الثلاثاء، وفق بيان أصدرته هيئة المياه.",
                "وانقطعت ثلاث قرى في أسفل الوادي عن الطريق الرئيسي معظم ساعات النهار.",
            ],
        ),
        (
            "uk",
            "Річка піднялася",
            [
                "У вівторок уночі річка піднялася на два метри, повідомило водне управління.",
                "Три села в нижній долині були відрізані від головної дороги більшу частину дня.",
            ],
        ),
    ],
)
def test_other_scripts_are_read_alike(language, title, paragraphs):
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    article = parse_html(
        f'<html lang="{language}"><body><nav><a href="/">≡</a></nav><h1>{title}</h1>'
        f"<div>{text}</div>"
        "<footer>© 2024</footer></body></html>"
    )
    assert article.language == language
    assert article.title == title
    assert [block.text for block in article.blocks if block.kind is Kind.PARAGRAPH] == paragraphs
