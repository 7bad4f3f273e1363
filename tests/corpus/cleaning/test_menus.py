import pytest

from pressmark.corpus import Article, Block, Kind, Removal, clean

TITLE = "Council keeps the old bridge after four hours of debate"
MENU = ("U.S.", "Politics", "Business", "Tech", "Gull watch", "Obituaries", "The Upshot")


def test_a_row_of_short_lines_is_a_menu_where_some_are_known(removed, news):
    gone = removed(TITLE, *news, *MENU, title=TITLE)
    assert gone == [(entry, "menu") for entry in MENU]


def test_a_menu_ends_at_its_last_known_entry_where_the_text_goes_on(removed, news):
    gone = removed(TITLE, *news[:2], *MENU[:6], "What comes next", *news[2:], title=TITLE)
    assert [text for text, _ in gone] == list(MENU[:6])


def test_a_list_of_the_article_s_own_stays_whole(removed, news):
    winners = ("Ada Bell", "Tom Ferris", "Ines Holloway", "Ida Marsh", "Tor Vell", "Una Skerry")
    assert removed(TITLE, *news, *winners, title=TITLE) == []


def test_a_list_stays_although_a_menu_follows(removed, news):
    winners = ("Ada Bell", "Tom Ferris", "Ines Holloway")
    gone = removed(TITLE, *news, *winners, *MENU, title=TITLE)
    assert [text for text, _ in gone] == list(MENU)


@pytest.mark.parametrize(
    "labels",
    [
        ("Startseite", "Politik", "Wirtschaft", "Leute", "Kultur", "Impressum"),
        ("Accueil", "Politique", "Société", "Gens", "Culture", "Mentions légales"),
        ("Inicio", "Política", "Economía", "Gente bien", "Deportes", "Contacto"),
        ("Início", "Política", "Economia", "Povo", "Esportes", "Anuncie"),
        ("Home", "Politica", "Cronaca", "Persone", "Sport", "Redazione"),
        ("Головна", "Політика", "Економіка", "Люди", "Спорт", "Реклама"),
        ("Главная", "Политика", "Экономика", "Люди", "Спорт", "Реклама"),
    ],
)
def test_menus_are_known_in_eight_languages(removed, news, labels):
    assert len(removed(TITLE, *news, *labels, title=TITLE)) == len(labels)


def test_lines_above_the_headline_are_removed(removed, news):
    others = ("Ferry fares to rise for the third time", "Rovers win a derby nobody saw")
    gone = dict(removed("Home", "Shop", "Vote", *others, TITLE, *news, title=TITLE))
    assert set(gone) == {"Home", "Shop", "Vote", *others}
    assert {gone[other] for other in others} == {"related-headline"}


def test_a_caption_above_the_headline_stays(removed, news):
    caption = "The old bridge and the farmers of the far bank with their milk"
    assert removed(caption, TITLE, *news, title=TITLE) == []


def test_an_opening_without_a_full_stop_above_a_wrong_headline_stays(removed, news):
    opening = f"{news[0]} {news[1]} {news[2]} and so it went on until the morning of the next day"
    assert removed(opening, "Ferry fares to rise for the third time", TITLE, title=TITLE) == []


@pytest.mark.parametrize(
    "line",
    [
        "MarketsBusinessOpinionShop",
        "Home » News » Council",
        "About / Advertise / Tip Us / Contact",
        "Editorial Standards | Ethics Statement | Privacy Policy | Terms of Use",
    ],
)
def test_links_run_together_and_rows_of_links_go(removed, news, line):
    assert removed(TITLE, *news[:2], line, *news[2:], title=TITLE) == [(line, "menu")]


@pytest.mark.parametrize(
    "line",
    [
        "Richard BurrThom TillisAlma AdamsMark Meadows",
        "Wins / losses / draws",
        "YouTube and WhatsApp fined by AstraZeneca's judge",
        "McDonald's » prices » up",
    ],
)
def test_names_brands_and_other_strokes_stay(removed, news, line):
    assert removed(TITLE, *news[:2], line, *news[2:], title=TITLE) == []


def test_a_page_whose_structure_was_read_has_no_menus_left_to_look_for(news):
    blocks = tuple(Block(t, Kind.PARAGRAPH, i) for i, t in enumerate((*news, *MENU)))
    ruled_out = Removal(Block("Home", Kind.PARAGRAPH, 99), "navigation", "it is navigation")
    assert not clean(Article(blocks, discarded=(ruled_out,))).removals[:-1]
