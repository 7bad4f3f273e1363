import pickle
import re
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from operator import itemgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.errors import AskError
from pressmark.index.analysis import analyzers as analysis
from pressmark.index.analysis.analyzers import (
    ALTERNATIVES,
    TermFilter,
    languages,
    name_analyzer,
    surface_analyzer,
    text_analyzer,
    words_in,
)
from pressmark.index.analysis.folding import fold, plain_form
from pressmark.index.analysis.word_pattern import WordPattern, marks

ENGLISH = text_analyzer("en")
WORDY = st.text(st.sampled_from("aZé’'&.,-+# 1٣東カß\u0301\u00adİ_𠀀م\u064eΣ€\n"), max_size=30)

EDGES = st.text(st.sampled_from("a1.'+#’\u200d\u02ff\u0300\u1fff\u2000\u2bff\u2c00"), max_size=30)


def terms(text, analyzer=ENGLISH):
    """The first term of each word."""
    return [token.text for token in analyzer(text, mode="query")]


def all_terms(text, analyzer=ENGLISH):
    """Each position with its terms."""
    tokens = ((token.pos, token.text) for token in analyzer(text, positions=True))
    return [[text for _, text in forms] for _, forms in groupby(tokens, key=itemgetter(0))]


def test_a_word_with_accents_has_the_terms_of_its_forms_without_them():
    assert all_terms("Müller ate", ENGLISH) == [["muller", "mueller"], ["ate"]]
    assert all_terms("economía", text_analyzer("es")) == [["econom", "economi"]]
    assert all_terms("economia", text_analyzer("es")) == [["economi"]]
    assert all_terms("Häuser", text_analyzer("de")) == [["haus"]]
    assert all_terms("Café, cafe", surface_analyzer()) == [["cafe", "café"], ["cafe"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferries were sailing", ["the", "ferri", "were", "sail"]),
        ("don’t don't", ["don't", "don't"]),
        ("the mayor’s", ["the", "mayor"]),
        ("U.S. US U.S.A.", ["us", "us", "usa"]),
        ("It ended.Then it began", ["it", "end", "then", "it", "began"]),
        ("covid-19", ["covid", "19"]),
        ("AT&T, R&B", ["at&t", "r&b"]),
        ("C++, C# (F#); a+b, A+, C+++ #c C#x", ["c++", "c#", "f#", "a", "b", "a", *"ccc", "x"]),
        (
            "3.5 million, 1,000 or 1000; version 1.2.3",
            ["3.5", "million", "1000", "or", "1000", "version", "1.2.3"],
        ),
        ("São Paulo, Müller, Łódź, Straße", ["sao", "paulo", "muller", "lodz", "strass"]),
        ("news\u00adpaper", ["newspap"]),
        ("snake_case #tag @name", ["snake", "case", "tag", "name"]),
        ("'quoted' rock 'n' roll", ["quot", "rock", "n", "roll"]),
        ("東京は", ["東", "京", "は"]),
        ("서울시는", ["서울시는"]),
        ("", []),
    ],
)
def test_words_are_parted_and_stemmed_as_the_module_says(text, expected):
    assert terms(text) == expected


def test_a_mark_written_apart_belongs_to_its_letter():
    for text in ("café naïve Zürich", "مُحَمَّد", "कितने"):
        assert len(terms(unicodedata.normalize("NFD", text))) == len(text.split())
    assert terms("cafe\u0301") == terms("café")


def test_short_words_before_an_apostrophe_are_words_of_their_own():
    assert terms("l’eau d'économie QU’IL dell'arte", text_analyzer("none")) == (
        ["l", "eau", "d", "economie", "qu", "il", "dell", "arte"]
    )
    assert terms("O'Brien don’t T's aujourd’hui", text_analyzer("none")) == (
        ["o'brien", "don't", "t's", "aujourd'hui"]
    )
    assert terms("об’єкт об'єкт обʼєкт", text_analyzer("none")) == ["об'єкт"] * 3


def test_words_as_written_keep_their_points_and_commas_and_have_the_places_of_the_stemmed():
    text = "The U.S. and US: 1,000 Müllers’ cafés, C++."
    written = terms(text, surface_analyzer())
    assert written == ["the", "u.s", "and", "us", "1,000", "mullers", "cafes", "c++"]
    assert len(written) == len(terms(text))


def test_names_are_not_stemmed():
    assert terms("The Valley Tribune’s", name_analyzer()) == ["the", "valley", "tribune's"]


@given(WORDY | st.text())
def test_every_letter_and_digit_is_in_exactly_one_word(text):
    spans = [(token.startchar, token.endchar) for token in ENGLISH(text, chars=True, mode="query")]
    covered = [place for start, end in spans for place in range(start, end)]
    assert covered == sorted(set(covered))
    assert {n for n, char in enumerate(text) if char.isalnum()} <= set(covered)


@given(WORDY | EDGES | st.text())
def test_text_of_plain_letters_has_the_words_that_the_whole_expression_finds(text):
    words = WordPattern()
    whole = list(re.finditer(words.pattern, text))
    assert [match.span() for match in words.finditer(text)] == [match.span() for match in whole]
    assert words.findall(text) == [match[0] for match in whole]


@given(WORDY | st.text())
def test_every_word_has_a_term_and_case_makes_no_difference_to_it(text):
    assert all(terms(text))
    if text.isascii():
        assert terms(text) == terms(text.upper()) == terms(text.lower())


@given(st.text())
def test_a_term_depends_on_its_word_alone(text):
    words = [
        text[token.startchar : token.endchar] for token in ENGLISH(text, chars=True, mode="query")
    ]
    assert all_terms(text) == [list(TermFilter("en").terms(word)) for word in words]


@pytest.mark.parametrize("code", languages())
def test_every_language_stems_survives_pickling_and_is_equal_to_itself(code):
    analyzer = text_analyzer(code)
    again = pickle.loads(pickle.dumps(analyzer))
    text = "Nachrichten newspapers журналы l’édition"
    assert terms(text, again) == terms(text, analyzer)
    assert TermFilter(code) == TermFilter(code)


def test_a_language_without_stemming_is_refused_with_the_ones_there_are():
    with pytest.raises(AskError) as refused:
        analysis.check_language("klingon")
    assert "en" in refused.value.hint and "none" in refused.value.hint


def test_threads_share_an_analyzer():
    text = " ".join(f"running{n} jumps{n}" for n in range(2000))
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: terms(text), range(8)))
    assert all(result == results[0] for result in results)


def test_every_combining_mark_of_unicode_is_known_and_nothing_else():
    known = re.compile(f"[{marks()}]")
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    assert list(filter(known.match, every)) == [
        char for char in every if unicodedata.category(char) in {"Mn", "Mc", "Me"}
    ]


@pytest.mark.parametrize(
    "same",
    [
        "ﬁnance finance ＦＩＮＡＮＣＥ",
        "covid19 ｃｏｖｉｄ１９ covid١٩ covid۱۹ covid१९",
        "ёлка елка Ёлка е\u0308лка",
        "за\u0301мок замок",
        "Αθήνα ΑΘΗΝΑ αθηνα",
        "ΟΔΟΣ οδος οδοσ",
        "مُحَمَّد محمد مـحـمد",
        "أحمد احمد",
        "إيران ايران",
        "مدرسة مدرسه",
        "کتاب كتاب",
        "ایران ايران",
        "שָׁלוֹם שלום",
        "क़लम क\u093cलम कलम",
        "ർ ര്",
        "が か\u3099",
        "café cafe\u0301 CAFE",
    ],
)
def test_forms_that_only_spelling_distinguishes_are_one(same):
    assert len({fold(plain_form(word)) for word in same.split()}) == 1


@pytest.mark.parametrize("different", ["мой мои", "їжа іжа", "कम काम", "กา กี", "שם שן"])
def test_letters_that_distinguish_words_are_kept(different):
    one, other = different.split()
    assert fold(plain_form(one)) != fold(plain_form(other))


RUNS = {
    "th": "รัฐบาลไทยประกาศมาตรการช่วยเหลือเกษตรกร ประกาศ เกษตรกร รัฐบาล",
    "lo": "ລັດຖະບານລາວປະກາດແຜນພັດທະນາ ປະກາດ ແຜນ",
    "km": "រដ្ឋាភិបាលកម្ពុជាបានប្រកាសផែនការថ្មី កម្ពុជា ផែនការ",
    "my": "မြန်မာနိုင်ငံအစိုးရကကြေညာခဲ့သည် အစိုးရ ကြေညာ",
    "zh": "中国政府宣布新措施 政府 措施",
}


@pytest.mark.parametrize("language", RUNS)
def test_words_are_found_inside_a_run_without_spaces(language):
    run, *words = RUNS[language].split()
    within = terms(run)
    for word in words:
        wanted = terms(word)
        assert any(within[at : at + len(wanted)] == wanted for at in range(len(within)))


@pytest.mark.parametrize(
    "word",
    [
        "తెలుగు",
        "ગુજરાતી",
        "ਪੰਜਾਬੀ",
        "ಕನ್ನಡ",
        "മലയാളം",
        "ଓଡ଼ିଆ",
        "සිංහල",
        "हिन्दी",
        "বাংলা",
        "தமிழ்",
        "བོད",
        "አማርኛ",
        "ქართული",
    ],
)
def test_a_word_of_a_spaced_script_is_one_word(word):
    assert len(terms(word)) == 1


def test_a_letter_below_another_is_no_word_of_its_own():
    assert terms("ខ្មែរ") == ["ខ្មែ", "រ"]


@given(WORDY)
def test_words_found_without_tokens_are_those_that_whooshs_tokens_say(text):
    tokens = ENGLISH(text, positions=True, chars=True)
    by_position = groupby(
        ((token.pos, token.text, (token.startchar, token.endchar)) for token in tokens),
        key=itemgetter(0, 2),
    )
    assert list(words_in(ENGLISH, text)) == [
        (ALTERNATIVES.join(text for _, text, _ in forms), span) for (_, span), forms in by_position
    ]
