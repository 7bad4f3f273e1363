"""An index of many languages: each article in its own, each query in all of them."""

import pytest

from pressmark.corpus import Article
from pressmark.search import search

FAMILIES = {
    "en": "bridge bridges, minister ministers, city cities, vote voted, strike strikes, report "
    "reported, school schools, court courts, market markets, flood floods, election elections, "
    "farmer farmers, hospital hospitals, train trains, promise promises, worker workers, price "
    "prices, reform reforms, company companies, attack attacks",
    "de": "Haus Häuser, Brücke Brücken, Stadt Städte, Schule Schulen, Wahl Wahlen, Preis Preise, "
    "Arbeiter Arbeiters, Kind Kinder, Zug Züge, Bauer Bauern, Gericht Gerichte, Krankenhaus "
    "Krankenhäuser, Minister Ministern, Regierung Regierungen, Markt Märkte, Land Länder, "
    "Gesetz Gesetze, Bericht Berichte, Partei Parteien, Fluss Flusses",
    "fr": "cheval chevaux, maison maisons, école écoles, élection élections, ministre ministres, "
    "journal journaux, ville villes, hôpital hôpitaux, travailleur travailleurs, prix prix, "
    "réforme réformes, marché marchés, train trains, député députés, loi lois, grève grèves, "
    "attaque attaques, société sociétés, fermier fermiers, inondation inondations",
    "es": "canción canciones, puente puentes, ciudad ciudades, elección elecciones, ministro "
    "ministros, escuela escuelas, hospital hospitales, trabajador trabajadores, precio precios, "
    "reforma reformas, mercado mercados, tren trenes, diputado diputados, ley leyes, huelga "
    "huelgas, ataque ataques, empresa empresas, inundación inundaciones, juez jueces, voto votos",
    "ru": "мост мосты, дом дома, город города, школа школы, выборы выборов, министр министра, "
    "больница больницы, рабочий рабочего, цена цены, реформа реформы, рынок рынка, поезд поезда, "
    "депутат депутатов, закон законы, забастовка забастовки, атака атаки, компания компании, "
    "наводнение наводнения, суд суда, голос голоса",
    "uk": "місто міста, школа школи, вибори виборів, міністр міністра, лікарня лікарні, робітник "
    "робітники, ціна ціни, реформа реформи, потяг потяги, депутат депутатів, закон закони, "
    "страйк страйки, атака атаки, компанія компанії, повінь повені, суд суду, голос голоси, "
    "уряд уряду, область області, дорога дороги",
    "ar": "معلم معلمون, مدرسة المدرسة, مدينة المدينة, وزير الوزير, حكومة الحكومة, مستشفى المستشفى, "
    "عامل عاملون, سعر السعر, شركة الشركة, هجوم الهجوم, قانون القانون, محكمة المحكمة, انتخاب "
    "انتخابات, اجتماع اجتماعات, قرار قرارات, مهندس مهندسون, سيارة سيارات, طائرة طائرات, "
    "صحيفة الصحيفة, جسر الجسر",
}
PAIRS = [
    (language, *pair.split()) for language, pairs in FAMILIES.items() for pair in pairs.split(", ")
]
FOUND = 0.95


@pytest.fixture
def index(new_index):
    return new_index()


def _article(language, text, key):
    return Article.from_text(text, key=key, language=language)


@pytest.fixture(scope="module")
def mixed(new_index):
    index = new_index()
    index.add_articles(
        _article(language, f"{word}.", f"{language}-{number}-{form}")
        for number, (language, *words) in enumerate(PAIRS)
        for form, word in enumerate(words)
    )
    return index


def _found(index, query, language):
    return {hit.text.rstrip(".") for hit in search(index, f"{query} language:{language}").hits}


@pytest.mark.parametrize("language", FAMILIES)
def test_plurals_and_cases_are_found_in_each_language_of_a_mixed_index(mixed, language):
    pairs = [words for each, *words in PAIRS if each == language]
    found = sum(other in _found(mixed, word, language) for word, other in pairs)
    found += sum(word in _found(mixed, other, language) for word, other in pairs)
    assert found >= FOUND * 2 * len(pairs)


def test_the_stem_of_one_language_is_not_the_word_of_another(index):
    index.add_articles([_article("en", "A new pier.", "1"), _article("fr", "Les news.", "2")])
    assert [hit.text for hit in search(index, "news").hits] == ["Les news."]


@pytest.mark.parametrize(
    ("query", "text", "language"),
    [
        ("cafe", "Un café.", "fr"),
        ("resume", "My résumé.", "en"),
        ("jose", "José canta.", "es"),
        ("economia", "La economía crece.", "es"),
        ("studentow", "Wielu studentów.", "pl"),
        ("Muenchen", "In München.", "de"),
        ("München", "In Muenchen.", "de"),
        ("Strasse", "Die Straße.", "de"),
        ("Αθηνα", "Στην Αθήνα.", "el"),
        ("l'économie", "Pour l’économie.", "fr"),
        ("economie", "Pour d'économie.", "fr"),
    ],
)
def test_a_word_finds_its_other_spellings(index, query, text, language):
    index.add_articles([_article(language, text, "1"), _article("en", "Another text.", "2")])
    assert [hit.text for hit in search(index, query).hits] == [text]


def test_a_word_finds_itself_behind_other_short_words_and_first_its_own(index):
    texts = ["Pour l’économie.", "Pour d'économie.", "Une économie.", "Une maison."]
    index.add_articles(_article("fr", text, str(n)) for n, text in enumerate(texts))
    hits = [hit.text for hit in search(index, "d’économie").hits]
    assert hits[0] == texts[1] and set(hits) == set(texts[:3])


def test_with_accents_the_exact_form_is_first(index):
    texts = ["The resume is here.", "The résumé is here.", "The resume was here."]
    index.add_articles(_article("en", text, str(n)) for n, text in enumerate(texts))
    hits = [hit.text for hit in search(index, "résumé").hits]
    assert hits[0] == texts[1] and len(hits) == len(texts)
    assert len(search(index, "resume").hits) == len(texts)


def test_a_word_of_two_languages_counts_as_one(index, new_index):
    """Half of the articles in another language: the scores are those of one language."""
    words = ["Paris", "Berlin", "Rome", "Oslo"]
    texts = [f"{word} {other}." for word in words for other in words]
    index.add_articles(_article("en", text, str(n)) for n, text in enumerate(texts))
    two = new_index()
    two.add_articles(
        _article("none" if n % 2 else "en", text, str(n)) for n, text in enumerate(texts)
    )
    for query in ("Paris", "Paris Oslo", '"Rome Oslo"', "Berlin -Rome"):
        one, other = (
            [(round(hit.score, 9), hit.text) for hit in search(each, query, limit=20).hits]
            for each in (index, two)
        )
        assert sorted(one) == sorted(other)


def test_the_language_of_a_text_is_detected_counted_and_searched(index):
    text = (
        "Die Häuser der Stadt, die von der alten Werft zu den Inseln führen, sind für den Verkehr "
        "gesperrt, und das wird auch im Winter nicht anders sein, weil die Stadt nicht zahlt."
    )
    index.add_articles([Article.from_text(text, key="1"), Article.from_text("Ja.", key="2")])
    assert index.stats().languages == {"de": 1}
    [hit] = search(index, "Haus").hits
    assert hit.article.language == "de"
    assert [text[mark.start : mark.end] for mark in hit.highlights] == ["Häuser"]
    facets = {facet.name: facet for facet in search(index, "Haus", facets=True).facets}
    assert [row.value for row in facets["language"].values][:1] == ["de"]


def test_an_index_of_one_language_stems_all_in_it(new_index):
    index = new_index(language="de")
    index.add_articles([_article("en", "Zwei Häuser.", "1")])
    assert [hit.text for hit in search(index, "Haus").hits] == ["Zwei Häuser."]


JOINED = (
    *("co-operation cooperation", "e-mail email", "wi-fi wifi", "online on-line"),
    *("covid-19 covid19", "ceasefire cease-fire", "non-profit nonprofit"),
    *("8,000 8000", "12,000 12000"),
)


@pytest.mark.parametrize("pair", JOINED)
def test_joined_and_hyphenated_forms_find_each_other(index, pair):
    one, other = pair.split()
    texts = {f"The {one} was here.", f"The {other} was here."}
    index.add_articles(_article("en", text, text) for text in (*texts, "The event was here."))
    for query in (one, other):
        assert {hit.text for hit in search(index, query).hits} == texts


@pytest.mark.parametrize("query", ["8 000", "8000", "8,000", "8\u202f000"])
def test_a_number_is_found_however_its_thousands_are_set_off(index, query):
    texts = ["Some 8 000 came.", "About 8000 came.", "Nearly 8,000 came."]
    index.add_articles(_article("en", text, text) for text in (*texts, "At 8 they came."))
    assert {hit.text for hit in search(index, query).hits} == set(texts)


@pytest.mark.parametrize(
    "pair",
    [
        *("organise organized", "colour colors", "neighbourhood neighborhoods", "centre centers"),
        *("recognised recognize", "defence defense", "analysed analyze", "favourite favorites"),
    ],
)
def test_british_and_american_spellings_find_each_other(index, pair):
    one, other = pair.split()
    index.add_articles(_article("en", f"They {word}.", word) for word in (one, other, "prise"))
    assert len(search(index, one).hits) == len(search(index, other).hits) == len((one, other))


def test_a_date_with_hyphens_is_no_word(index):
    index.add_articles(
        [_article("en", "It closed on 2022-10-02.", "1"), _article("en", "A code: 20221002.", "2")]
    )
    assert [hit.text for hit in search(index, "2022-10-02").hits] == ["It closed on 2022-10-02."]


RUNS = {
    "th": "รัฐบาล ประกาศ มาตรการ เกษตรกร โรงเรียน โรงพยาบาล สะพาน ตำรวจ เลือกตั้ง น้ำท่วม",
    "lo": "ລັດຖະບານ ປະກາດ ໂຮງຮຽນ ໂຮງໝໍ ຂົວ ຕຳຫຼວດ ນໍ້າ ຕະຫຼາດ",
    "km": "រដ្ឋាភិបាល ប្រកាស សាលារៀន មន្ទីរពេទ្យ ស្ពាន ប៉ូលិស ផ្សារ",
    "my": "အစိုးရ ကြေညာ ကျောင်း ဆေးရုံ တံတား ရဲ ဈေး",
    "zh": "政府 宣布 学校 医院 大桥 警察 市场",
}


@pytest.mark.parametrize("language", RUNS)
def test_each_word_inside_a_run_without_spaces_is_found_and_alone(index, language):
    words = RUNS[language].split()
    texts = {word: "".join((*words[:n], *words[n + 1 :])) for n, word in enumerate(words)}
    index.add_articles(_article(language, text, word) for word, text in texts.items())
    for word, without in texts.items():
        found = {hit.text for hit in search(index, word, limit=20, copies=True).hits}
        assert found == set(texts.values()) - {without}


def test_a_question_in_thai_finds_what_has_its_words(index):
    index.add_articles([_article("th", "รัฐบาลประกาศเลือกตั้ง", "1"), _article("th", "น้ำท่วมตลาด", "2")])
    hits = search(index, "เมื่อไหร่รัฐบาลจะประกาศวันเลือกตั้ง").hits
    assert [hit.text for hit in hits][:1] == ["รัฐบาลประกาศเลือกตั้ง"]


def test_a_long_query_is_without_the_stop_words_of_its_own_language(index):
    index.add_articles(
        [
            _article("de", "Die Brücke über den Fluss ist gesperrt.", "1"),
            _article("de", "Wann das war und wie es ist, ist nicht die Frage.", "2"),
            _article("en", "The bridge was closed when it rained.", "3"),
        ]
    )
    hits = search(index, "und ist die Brücke über das Wasser nicht für alle").hits
    assert [hit.text for hit in hits] == ["Die Brücke über den Fluss ist gesperrt."]
