"""Pages that are no news of today: old layouts, forums, blogs, recipes, other scripts."""

import json

import pytest

from pressmark.corpus import clean
from pressmark.corpus.html.page import structured_article
from pressmark.corpus.model import BODY_KINDS, Kind


def body_of(html: str | bytes) -> list[str]:
    return [block.text for block in structured_article(html).blocks if block.kind in BODY_KINDS]


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
    article = structured_article(
        f'<html lang="{language}"><body><nav><a href="/">≡</a></nav><h1>{title}</h1>'
        f"<div>{text}</div>"
        "<footer>© 2024</footer></body></html>"
    )
    assert article.language == language
    assert article.title == title
    assert [block.text for block in article.blocks if block.kind is Kind.PARAGRAPH] == paragraphs


@pytest.mark.parametrize("tag", ["article", "main", "section"])
def test_a_page_with_neither_body_nor_html_tag_is_read(tag):
    html = f"<title>River rises</title><{tag}><p>{FIRST}</p><p>{SECOND}</p></{tag}><p>x</p>"
    assert body_of(html) == [FIRST, SECOND]


@pytest.mark.parametrize("html", ["<p>Two hurt in fire<div><b>Mill shut</b>", "Two hurt in fire"])
def test_a_page_of_a_few_words_is_not_empty(html):
    assert body_of(html)[0] == "Two hurt in fire"


def test_a_gallery_keeps_its_captions_and_not_its_links():
    captions = ["The weir on Wednesday", "Ida Marsh on the stairs"]
    figures = "".join(f"<figure><img><figcaption>{text}</figcaption></figure>" for text in captions)
    article = structured_article(f"<h1>The flood</h1>{figures}<a href=/2>Ferry back in service</a>")
    assert [block.text for block in article.blocks] == ["The flood", *captions]


def test_every_post_of_a_thread_counts_whatever_its_colour_and_its_answer_s_heading():
    posts = "".join(
        f'<div class="post bg{n % 2}" id="p{n}"><h3><a href="#p{n}">Re: The bridge</a></h3>'
        f'<div class="content">Answer {n}. {FIRST}</div><div class="signature">Row on</div></div>'
        for n in range(4)
    )
    html = f"<h1>Rowers</h1><h2 class=topic-title>The bridge</h2>{posts}"
    kept = body_of(html)
    assert [text for text in kept if text.startswith("Answer")] == [
        f"Answer {n}. {FIRST}" for n in range(4)
    ]
    assert "Row on" not in kept


def test_posts_of_different_templates_are_not_one_article():
    html = (
        f'<div><div class="post full"><p>{FIRST}</p><p>{SECOND}</p></div>'
        f'<div class="post short"><p>{SECOND}</p></div></div>'
    )
    assert body_of(html) == [FIRST, SECOND]


def test_a_cookie_notice_above_the_headline_is_no_article_however_long():
    notice = "We and our 842 partners store and access information on a device. " * 6
    html = f"<div class=m><p>{notice}</p></div><div><h1>River rises</h1><p>{FIRST}</p></div>"
    assert body_of(html) == [FIRST]


def test_a_list_keeps_its_first_heading_and_its_introduction():
    walks = "".join(
        f"<section class=walk><h2>Walk {n}</h2><div><p>{n}. {FIRST} {SECOND}</p></div></section>"
        for n in range(3)
    )
    html = f"<h1>Walks</h1><div class=intro><p>{SECOND}</p></div><div class=x>{walks}</div>"
    assert body_of(html)[:3] == [SECOND, "Walk 0", f"0. {FIRST} {SECOND}"]


def test_a_question_that_opens_is_a_heading():
    html = f"<details open><summary>Is it safe?</summary><p>{FIRST}</p></details>"
    article = structured_article(html)
    assert [(block.kind, block.text) for block in article.blocks] == [
        (Kind.HEADING, "Is it safe?"),
        (Kind.PARAGRAPH, FIRST),
    ]


@pytest.mark.parametrize("gap", ["\n\n", "\n   ", "\n \n   "])
def test_a_wire_story_in_fixed_type_is_cut_at_its_indents_and_empty_lines(gap):
    first, second = (text.replace(" the ", " the\n", 1) for text in (FIRST, SECOND))
    assert body_of(f"<pre>\n{first}{gap}{second}\n</pre>") == [FIRST, SECOND]


def test_a_heading_before_one_short_link_is_kept():
    html = (
        f"<p>{FIRST}</p><div><h2>Grandmother's tart</h2><a href=/p>Print</a></div><p>{SECOND}</p>"
    )
    assert "Grandmother's tart" in body_of(html)


def page_drawn_by_a_script(shown: str) -> str:
    held = json.dumps({"props": {"post": [{"html": f"<p>{FIRST}</p><p>{SECOND}\nR&amp;D</p>"}]}})
    return f'<div>{shown}</div><script type="application/json">{held}</script>'


def test_an_article_that_only_a_script_would_draw_is_read_from_its_data():
    assert body_of(page_drawn_by_a_script("Loading...")) == [FIRST, f"{SECOND} R&D"]


def test_what_a_script_holds_is_left_where_the_page_shows_its_article():
    assert body_of(page_drawn_by_a_script(f"<p>{FIRST * 3}</p>")) == [FIRST * 3]


def clean_body_of(html: str) -> list[str]:
    return [block.text for block in clean(structured_article(html)).body]


def test_sixty_teasers_below_an_article_do_not_outweigh_it():
    cards = "".join(
        f"<div class=card><h3><a href=/{n}>Another story number {n} about the ferry</a></h3>"
        f"<p>{n}. {FIRST}</p></div>"
        for n in range(60)
    )
    html = f"<main><div><h1>River rises</h1><p>{FIRST}</p><p>{SECOND}</p></div>{cards}</main>"
    assert body_of(html) == [FIRST, SECOND]
    in_a_grid = html.replace(cards, f"<div class=grid>{cards}</div>")
    assert body_of(in_a_grid) == [FIRST, SECOND]


def test_linked_spam_below_an_article_makes_it_no_teaser():
    spam = "<p><a href=//spam.example>Download premium themes for free</a></p>" * 8
    html = f"<div class=a><h1>River rises</h1><p>{FIRST}</p><p>{SECOND}</p>{spam}</div>"
    assert body_of(html)[:2] == [FIRST, SECOND]


def test_readers_may_write_more_than_the_article_has():
    notes = "".join(f"<li><p>Reader {n}: {SECOND}</p></li>" for n in range(60))
    html = (
        f"<div><div class=a><h1>River rises</h1><p>{FIRST}</p><p>{SECOND}</p></div>"
        f"<div id=disqus_thread><ul>{notes}</ul></div></div>"
    )
    assert body_of(html) == [FIRST, SECOND]


def test_the_next_article_that_scrolling_brings_is_another():
    two = "".join(
        f"<article class=story><h1>{title}</h1><p>{text}</p><p>{text}</p></article>"
        for title, text in (("River rises", SECOND), ("Ferry late", FIRST))
    )
    assert FIRST not in body_of(f"<div>{two}</div>")
    entries = two.replace("h1>", "h2>")
    assert FIRST in body_of(f"<h1>Live</h1><div>{entries}</div>")


@pytest.mark.parametrize(
    "aside",
    [
        '<span class="tooltip-text">A body of water</span>',
        '<a href=/x><span class="sr-only">(opens in a new tab)</span></a>',
        '<span class="rollover-block"><a href=/2>Another story about the river</a></span>',
    ],
)
def test_a_line_goes_on_behind_what_appears_over_a_word(aside):
    html = f"<h1>River rises</h1><p>{FIRST[:9]}{aside}{FIRST[9:]}</p><p>{SECOND}</p>"
    assert body_of(html) == [FIRST, SECOND]


@pytest.mark.parametrize("tag", ["noscript", "template"])
def test_what_a_page_holds_in_reserve_is_read_where_it_shows_nothing(tag):
    held = f"<{tag}><article><p>{FIRST}</p><p>{SECOND}</p></article></{tag}>"
    assert body_of(f"<h1>River rises</h1>{held}") == [FIRST, SECOND]
    assert body_of(f"<h1>River rises</h1><p>{SECOND}</p>{held}") == [SECOND]


def test_a_page_of_frames_gives_what_it_says_to_browsers_without():
    html = (
        "<html><frameset cols='20%,*'><frame src=n><frame src=m><noframes><body>"
        f"<h1>River rises</h1><p>{FIRST}</p><p>{SECOND}</p></body></noframes></frameset></html>"
    )
    assert body_of(html) == [FIRST, SECOND]


def test_links_to_places_on_the_page_make_no_post_a_teaser():
    posts = "".join(
        f'<div class="post bg{n}"><h3><a href="#p{n}">Re: Council closes the swimming baths</a>'
        f'</h3><p class=author>by <a href="#u">user</a></p><div class=content>{n}. {FIRST}</div>'
        "</div>"
        for n in range(3)
    )
    assert sum(FIRST in text for text in body_of(f"<h1>Baths</h1>{posts}")) == 3


def test_whose_a_tweet_at_the_end_is_stays_with_it():
    signature = "— Ada Bell (@ada) November 18, 2019"
    html = (
        f"<div><p>{FIRST}</p><p>{SECOND}</p><blockquote class=twitter-tweet><p>The river is in my "
        f"kitchen, and so is the cat.</p>{signature}</blockquote></div><div>Share</div>"
    )
    assert body_of(html)[-1] == signature


def test_a_part_named_as_a_standfirst_further_down_is_a_sub_heading():
    html = f"<h1>R</h1><p>{FIRST}</p><div class=subhead>Our ruling</div><p>{SECOND}</p>"
    kinds = {block.text: block.kind for block in structured_article(html).blocks}
    assert kinds["Our ruling"] is Kind.HEADING


def test_the_heading_of_removed_lines_goes_with_them():
    lines = "<h3>Send us feedback</h3><p>We appreciate your input!</p>"
    html = f"<nav>Home</nav><div><h1>R</h1><p>{FIRST}</p><p>{SECOND}</p>{lines}</div>"
    assert clean_body_of(html) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "line",
    [
        "The stairs on Wednesday, photos © Ida Marsh, 2018",
        "The stairs on Wednesday. Photo: Ida Marsh",
        "Image caption The stairs on Wednesday were still wet",
        "[button link=”http://x.example”]Send us your own[/button]",
    ],
)
def test_captions_and_shortcodes_set_as_paragraphs_are_no_body(line):
    html = f"<nav>Home</nav><div><h1>R</h1><p>{FIRST}</p><p>{line}</p><p>{SECOND}</p></div>"
    assert clean_body_of(html) == [FIRST, SECOND]


def test_a_signature_in_capitals_is_no_credit():
    letter = f"{FIRST} Am I right to be angry? ANGRY IN TOLBRIDGE"
    html = f"<nav>Home</nav><div><h1>R</h1><p>{letter}</p><p>{SECOND}</p></div>"
    assert clean_body_of(html) == [letter, SECOND]


@pytest.mark.parametrize("mark", ["\u00ad", "&shy;", "&#173;\n  ", "&#xAD;\n", "\u00ad\n"])
def test_a_word_that_may_be_divided_is_whole(mark):
    html = f"<nav>Home</nav><div><h1>R</h1><p>The tim{mark}ber. {FIRST}</p><p>{SECOND}</p></div>"
    assert clean_body_of(html) == [f"The timber. {FIRST}", SECOND]
