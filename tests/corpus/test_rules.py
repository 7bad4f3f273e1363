"""Each rule with lines it must take and, beside them, lines it must leave."""

import pytest

from pressmark.corpus import (
    Article,
    Block,
    Kind,
    clean,
    default_rules,
    read_bytes,
)

NEWS = [
    "The council met on Monday and voted, after four hours of debate, to keep the old bridge.",
    "Its repair will cost 3.1 million crowns and take two summers, the surveyor told members.",
    "Farmers on the far bank had threatened to withhold their milk if the crossing was closed.",
    "A further vote on the toll is expected before the spring, when the river is at its highest.",
]

DROPPED = {
    "read-more": [
        "↯↯↯ Read More On The Topic ↯↯↯",
        "ALSO READ: Bridge to stay",
        "» Read next",
        "MORE SPORT >>>",
        "Lesen Sie auch: Die Brücke bleibt",
        "À lire aussi : le pont restera",
        "Lee también: El puente",
        "Leia mais: A ponte fica",
        "Leggi anche: Il ponte resta",
        "Читайте також: Міст залишиться",
        "Читайте также: Мост останется",
        "Read more about bridges",
        "Explore maps →",
    ],
    "related-links": [
        "Most read",
        "RELATED STORIES",
        "Meistgelesen",
        "Les plus lus",
        "Lo más leído",
        "Mais lidas",
        "I più letti",
        "Популярне",
        "Самое читаемое",
        "Our Latest Stories",
        "Popular on the Courier",
        "MORE STORIES LIKE THIS ONE",
        "Weitere Artikel aus der Region",
        "Autres articles sur le pont",
        "Noticias más leídas",
        "Mais notícias sobre a ponte",
        "Notizie correlate",
        "Інші новини за темою",
        "Самые популярные статьи",
        "関連ニュース",
        "많이 본 뉴스",
        "推荐阅读",
        "الأكثر قراءة",
    ],
    "tags": [
        "Tags: bridge, river, council",
        "Filed under: Local",
        "Теги: міст, рада",
        "Tagged with: bridge, river",
        "This Article is related to: Bridges",
        "Ключові слова: міст",
    ],
    "share-bar": [
        "This story has been shared 12,345 times.",
        "Follow Ada Bell on Twitter: @adabell",
        "Share this article",
        "Facebook Twitter WhatsApp",
        "Share on Facebook | Tweet | Email",
        "Artikel teilen",
        "Partager sur Facebook",
        "Síguenos en Twitter",
        "Copiar link",
        "Condividi su Facebook",
        "Auf WhatsApp teilen",
        "Compartilhe no Facebook",
        "Поділитися у Telegram",
        "Поделиться ВКонтакте",
        "شارك على فيسبوك",
        "Folgen Sie uns auf Facebook und Instagram.",
        "Siga o canal do rio no WhatsApp",
        "Підписуйтесь на наш канал",
        "Поделиться ссылкой",
        "👍 Follow us on Instagram",
        "Share All sharing options for: The bridge",
        "FacebookTwitterPinterestEmail",
        "Click to share on X (Opens in new window)",
        "Cliquez pour partager (ouvre dans une nouvelle fenêtre)",
        "Follow the Courier on Twitter and Facebook.",
        "1,204 views",
        "공유하기 ",
    ],
    "comments": [
        "Comments will be moderated before they appear.",
        "Les commentaires sont modérés.",
        "View Comments",
        "12 comments",
        "Kommentar schreiben",
        "Laisser un commentaire",
        "Оставить комментарий",
        "Leave a Reply Cancel reply",
        "Your email address will not be published. Required fields are marked *",
        "10 thoughts on “The bridge”",
        "Kommentar abschicken",
        "Votre adresse e-mail ne sera pas publiée.",
        "Deja un comentario",
        "Deixe um comentário",
        "Il tuo indirizzo email non sarà pubblicato.",
        "Залишити відповідь",
        "Отменить ответ",
        "コメントを残す",
    ],
    "player": ["More videos (1 of 9)", "Embed this video", "Artikel anhören", "Смотреть видео"],
    "gallery": ["1 of 3 |", "Image 1 of / 4", "Back to Gallery", "Bild 3 von 12", "Фото 2 из 9"],
    "page-furniture": [
        "Skip to main content",
        "Nach oben",
        "Click here to get the app",
        "Edit ProfileSign Out",
        "You are signed in as",
        "Zum Hauptinhalt springen",
        "1 2 3 4 5 6 7 8",
        "발행인 : 김민수 | 등록번호 : 서울 123",
    ],
    "sign-up": [
        "Sign up for our newsletter",
        "Get the latest updates right in your inbox. Subscribe to it.",
        "By clicking “Sign Up”, you accept our Terms of Service and Privacy Policy.",
        "Jetzt anmelden",
        "Erhalten Sie jeden Morgen unseren Newsletter.",
        "Abonnez-vous",
        "Suscríbete a nuestro boletín",
        "Receba nossa newsletter",
        "Iscriviti alla newsletter",
        "Підпишіться на нашу розсилку",
        "Подпишитесь на нашу рассылку",
        "Like this story? Subscribe to our newsletter today.",
        "Sign up for the free daily newsletter.",
    ],
    "support-us": [
        "Donate",
        "Enjoyed this story? Support our work by joining",
        "Jetzt spenden",
        "Faire un don",
        "Підтримайте нас",
    ],
    "cookie-notice": [
        "We use cookies to make this page better.",
        "Alle akzeptieren",
        "Nous utilisons des cookies.",
        "Utilizamos cookies.",
        "Цей сайт використовує cookies.",
        "Staying here means consent to the use of cookies.",
        "Rogers Media uses cookies for personalization.",
    ],
    "advertisement": [
        "ADVERTISEMENT",
        "- Anzeige -",
        "Publicité",
        "Реклама",
        "Continua após a publicidade",
        "This post may contain affiliate and/or referral links.",
        "Click to Skip Ad",
    ],
    "copyright": [
        "© 2024 The Valley Post",
        "Copyright 2023 Post. All rights reserved.",
        "Alle Rechte vorbehalten.",
        "Всі права захищені.",
        "جميع الحقوق محفوظة",
        "무단 전재 및 재배포 금지",
    ],
    "reading-time": ["4 min read", "Reading time: 1 minute", "Lesezeit: 1 Minute"],
    "timestamp": [
        "Published: 09:41 BST, 3 June 2021 | Updated: 09:52 BST, 3 June 2021",
        "3. März 2024, 9:05 Uhr",
        "Publié le 3 mars 2024 à 9h05",
        "Publicado el 3 de marzo de 2024",
        "3 hours ago",
        "Опубліковано 3 березня 2024, 9:05",
        "21 October 2025 • Duqm",
        "il y a 2 heures",
        "3 години тому",
        "نشر في: 12 مارس 2024",
        "입력 2024.03.05 14:20 수정 2024.03.05 15:10",
        "Published Wed, Nov 20 20194:29 AM ESTUpdated an hour ago",
    ],
    "photo-credit": [
        "Photo: Jane Doe",
        "Shutterstock",
        "Alex Wong | Getty Images",
        "Foto: dpa",
        "Crédit photo : AFP",
        "Фото: Укрінформ",
        "EFE/Juan Pérez",
        "Bildquelle: picture alliance / dpa",
        "Photo d'illustration",
        "Reprodução/TV Globo",
        "© Aaron Schwartz",
        "Автор фото, Reuters",
    ],
    "byline": ["Written by", "Author:", "김민수 기자 minsu@example.kr"],
    "bare-link": ["https://example.org/news/1", "The map: https://example.org"],
    "separator": ["___", "* * *", "«»", "⬇️⬇️"],
    "markup": [
        '<script src="x.js"></script>',
        "[/caption]",
        "{* backButton *}",
        "[button link=”https://x.example”]Send us yours[/button]",
    ],
    "author-contact": [
        "You can follow Ada Bell on Twitter @adabell.",
        "Email Ada Bell at ada@courier.example",
        "Contact the author:",
        "Have a tip? Write to us",
        "Do you have a tip? Email the newsroom at tips@courier.example.",
    ],
    "author-bio": ["About the author", "Über den Autor"],
    "reporting-credit": [
        "(Reporting by Jane Doe; Editing by John Roe)",
        "Jane Doe contributed to this report.",
        "Com informações da Reuters",
    ],
}

KEPT = {
    "read-more": [
        "Read more than a few pages of the report and a pattern emerges.",
        "“Read more,” he told the pupils.",
        "Lesen Sie auch das Kleingedruckte, rät der Anwalt.",
        "<The Palace: Jang Noksu>",
        "The council will vote again in spring, the mayor said. Click here to read his letter.",
    ],
    "related-links": [
        "The most read paper of the valley was founded in 1843.",
        "Related costs will rise.",
        "Latest figures",
        "Other stories were told by the miller, and nobody believed them.",
        "Más de mil personas cruzaron el puente",
        "Главное",
    ],
    "tags": ["Tags on the sheep showed that they came from Skeld."],
    "share-bar": [
        "This story has been told in the valley for years.",
        "Share prices on the exchange fell by a tenth.",
        "Facebook",
        "Share prices rise at Facebook",
        "Der Rat will das Foto teilen, auch auf Facebook.",
        "Folgen der Flut noch lange spürbar",
        "Мешканці діляться новинами у Telegram.",
        "Google",
        "Follow the river on the map and you reach the mill.",
        "Options were shared among the heirs.",
    ],
    "comments": [
        "Comments by the minister made things worse.",
        "Reply",
        "He had no reply to the comments of the miller.",
    ],
    "player": ["Video of the collapse was shown in court.", "Close"],
    "gallery": ["One of 3 bridges is closed.", "More"],
    "page-furniture": [
        "Home",
        "News of the vote travelled fast.",
        "“Thank you.”",
        "The score was 1 2 3 in the first three frames",
    ],
    "sign-up": [
        "“Sign up for our newsletter,” the site urged its readers.",
        "The firm said users had to subscribe to its newsletter.",
        "Subscribe",
        "Why did they sign up? Nobody knows.",
        "The paper launched a free newsletter for farmers in May.",
    ],
    "support-us": [
        "Donate blood, the hospital asked after the crash.",
        "Support for the bridge grew.",
    ],
    "cookie-notice": [
        "The bakery sold cookies to its members.",
        "Officials accept all of it.",
        "The regulator fined the firm over its use of cookies.",
        "El regulador multó a la firma por el uso de cookies.",
    ],
    "advertisement": [
        "Advertisements for the bank were banned.",
        "The site earned most of its money with affiliate links, the court heard.",
    ],
    "copyright": [
        "Copyright law protects the map.",
        "The 2024 copyright case was dropped.",
        "Scrabble is a registered trademark of Mattel, the judge noted.",
    ],
    "reading-time": ["Reading time is what pupils lack.", "4 minutes later it rained."],
    "timestamp": [
        "The vote is on 3 March 2024.",
        "May 2024 be better",
        "Three hours ago it rained",
        "12 muertos en tres días",
        "Три години тривала нарада",
        "3월 5일 회의가 열렸다.",
        "4:14 p.m.",
        "Saturday, October 26; Monday, November 4; Friday, November 8",
    ],
    "photo-credit": [
        "Reuters Wins Pulitzer Prize",
        "Photo finish at the derby",
        "Getty was a rich man.",
        "Reprodução de peixes cresce no rio",
        "EFE/Juan Pérez wins the prize of the year",
        "© stands for copyright in most countries",
    ],
    "byline": [
        "By the River",
        "Author of the plan was a farmer.",
        "김민수 기자는 현장에서 그 장면을 보았다.",
    ],
    "bare-link": ["The map at https://example.org shows where the river may rise by night."],
    "separator": ["1843"],
    "markup": ["The tag <b> makes text bold."],
    "author-bio": ["About the author nothing is known."],
    "author-contact": [
        "Email was not what the mayor wanted to talk about at the meeting.",
        "You could follow the river to the mill.",
        "Follow him down the lane and you reach the mill.",
    ],
    "reporting-credit": [
        "The flood contributed to the delay.",
        "Reporting by telephone cost a fortune.",
    ],
}


BEGINNINGS = [
    ("share-bar", "Síguenos en Facebook y Twitter para más noticias."),
    ("comments", "Join the conversation in the comments below."),
    ("sign-up", "Get the latest from the harbour every morning."),
    ("advertisement", "If you buy something through a link, the paper may get a share."),
]


def rule_for(line, at=2):
    """The rule that removes a line between paragraphs of news."""
    texts = [*NEWS[:at], line, *NEWS[at:]]
    blocks = tuple(Block(text, Kind.PARAGRAPH, order) for order, text in enumerate(texts))
    removed = {r.block.text: r.rule for r in clean(Article(blocks=blocks)).removals}
    assert not set(NEWS) & set(removed)
    return removed.get(line, "")


@pytest.mark.parametrize(
    ("rule", "line"), [(r, line) for r, lines in DROPPED.items() for line in lines]
)
def test_a_rule_takes_the_lines_it_is_for(rule, line):
    assert rule_for(line) == rule


@pytest.mark.parametrize(("rule", "line"), BEGINNINGS)
def test_a_sentence_that_begins_with_a_wording_goes_above_and_below_the_text_alone(rule, line):
    assert [rule_for(line, at) for at in range(len(NEWS) + 1)] == [rule, *[""] * 3, rule]


def test_no_wording_that_is_only_a_beginning_takes_a_sentence_within_the_text():
    cues = {cue for rule in default_rules() for cue in rule.cues}
    beginnings = [
        start.removesuffix("*").strip()
        for rule in default_rules()
        for start in rule.starts
        if start.endswith("*") and ":" not in start and not any(cue in start for cue in cues)
    ]
    assert len(beginnings) > 100
    for start in beginnings:
        sentence = f"{start.capitalize()} harbour wall before the tide turns, the guide says."
        assert rule_for(sentence) == "", sentence


@pytest.mark.parametrize("line", [line for lines in KEPT.values() for line in lines])
def test_a_line_that_only_resembles_those_of_a_rule_stays(line):
    assert rule_for(line) == ""


def test_every_rule_with_wordings_is_proved_both_ways():
    with_wordings = {
        rule.name
        for rule in default_rules()
        if any((rule.whole, rule.words, rule.starts, rule.cues, rule.patterns))
    }
    assert with_wordings <= set(DROPPED) & set(KEPT)


def test_no_wording_is_claimed_by_two_rules():
    owners = {}
    for rule in default_rules():
        for phrase in (*rule.whole, *rule.weak):
            owners.setdefault(phrase.casefold(), set()).add(rule.name)
    assert {phrase: names for phrase, names in owners.items() if len(names) > 1} == {}


def kept_texts(text):
    (article,) = read_bytes(text.encode(), "a.txt")
    return [block.text for block in clean(article).paragraphs]


def test_every_rule_can_be_turned_off_without_the_others_failing():
    article = Article(blocks=tuple(Block(t, Kind.PARAGRAPH, i) for i, t in enumerate(
        [line for lines in DROPPED.values() for line in lines])))  # fmt: skip
    for rule in default_rules():
        cleaned = clean(article, default_rules().without(rule.name))
        assert rule.name not in {removal.rule for removal in cleaned.removals}
