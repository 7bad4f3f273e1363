"""What is highlighted: the words that made the paragraph match, and nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.search import search

pytestmark = pytest.mark.slow


def marked(make_index, query, text):
    """The text with what was marked in square brackets."""
    hits = search(make_index(text), query).hits
    assert len(hits) == 1, "the paragraph was not found"
    pieces, at = [], 0
    for mark in hits[0].highlights:
        pieces += [text[at : mark.start], "[", text[mark.start : mark.end], "]"]
        at = mark.end
    return "".join([*pieces, text[at:]])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # words
        ("bridge", "The [bridge] stands."),
        ("bridges", "The [bridge] stands."),
        ("BRIDGE", "A [bridge], a [Bridge] and [bridges]."),
        ("bridge stand", "The [bridge] [stands]."),
        ("bridge bridge", "The [bridge] stands."),
        ("bridge ferry", "The [bridge] stands."),
        ("march", "They [marched], [marching] on in [March]."),
        ("naive", "A [naïve] plan."),
        ("naïve", "A [naive] plan."),
        ("zürich", "From [Zürich] by train."),
        ("who is the mayor of the town", "The [mayor] of the [town] is out."),
        ("the", "[The] bridge over [the] river."),
        # words that are more than letters
        ("covid-19", "After [covid]-[19] and covid, or 19 more."),
        ("don't", "They [don’t] know."),
        ("AT&T", "The [AT&T] line."),
        ("U.S.", "A [U.S]. ship."),
        ("1,000", "Some [1,000] people."),
        ("ann@example.org", "Write to [ann]@[example].[org] now."),
        ("C++", "In [C++], not c or C#."),
        ("https://example.org/a", "See [https]://[example].[org]/[a] or example."),
        ("mayor's", "The [mayor’s] son, a [mayor]."),
        ("l'eau", "De [l]’[eau] ici."),
        # operators
        ("bridge AND river", "A [bridge] over the [river]."),
        ("bridge +river", "A [bridge] over the [river]."),
        ("bridge -ferry", "A [bridge] stands."),
        ("bridge NOT ferry", "A [bridge] stands."),
        ("river OR (bridge AND ferry)", "A bridge over the [river]."),
        ("river OR (bridge AND ferry)", "A [bridge] and a [ferry]."),
        ("river OR (bridge NOT river)", "A bridge over the [river]."),
        ("river OR NOT ferry", "A bridge over the [river]."),
        ("-ferry", "A bridge stands."),
        ("*", "A bridge stands."),
        ("* bridge", "A [bridge] stands."),
        # quotation marks
        ('"river bridge"', "A river, a bridge, a [river] [bridge]."),
        ('"river bridge"', "[River] [bridges]; no bridge river."),
        ('"river bridge" ferry', "A [river] by a [bridge], a [ferry]."),
        ('"river bridge" AND ferry', "A river by a bridge, a [river] [bridge], a [ferry]."),
        ('"the river"', "By [the] [river], the old river."),
        ('"march march"', "They [march] [march] on, then march."),
        ('"marching"', "They march, [marching] on, marched."),
        ('"MARCHING"', "They march, [Marching] on."),
        ('"bridge river"~1', "A [river] [bridge] and far from any other a river."),
        ('"bridge river"~2', "A [bridge] over the [river]; a bridge far from any other river."),
        ('"river river"~2', "The [river] and the [river]; but no third river."),
        ('-"river bridge" river', "A bridge by the [river]."),
        # patterns
        ("bri*", "A [bridge], a [brick], a break."),
        ("br?ck", "A [brick] and a [brack], no broock."),
        ("*dge", "A [bridge] on the [edge], edges."),
        ("negotiat*", "They [negotiated]; [negotiations] failed."),
        ("bridge~", "A [bridge], a [bride], a break."),
        ("birdge~", "A [bridge] stands."),
        ("bri* AND river", "A [bridge] over the [river]."),
        ("bri* -river", "A [bridge] stands."),
        # weights and fields
        ("bridge^3 river", "A [bridge] over the [river]."),
        ("text:bridge", "A [bridge] stands."),
        ("kind:paragraph bridge", "A [bridge] paragraph."),
        ("kind:paragraph", "A bridge paragraph."),
        ('"bridge"^2', "A [bridge], no bridges."),
        ('bridge -"river bridge"', "A [bridge] over the river."),
        ("+bridge +(river OR ferry) -(sea AND lake)", "A [bridge], a [ferry] at sea."),
        ('"at the bridge" river', "[At] [the] [bridge], at a [bridge]; the [river]."),
        ("before:2030 OR bridge", "A [bridge] stands."),
        ("NOT NOT bridge", "A [bridge] stands."),
        # writing systems
        ("สวัสดี", "บอก [ส][วั][ส][ดี] ครับ"),
        ("हिन्दी", "यह [हिन्दी] है"),
        ("مُحَمَّد", "قال [مُحَمَّد] هنا"),
        ("ΟΔΌΣ", "Η [οδός] εδώ"),
        ("e\u0301te\u0301", "Un [été] chaud, un [e\u0301te\u0301]."),
        ("straße", "Die [Strasse], die [Straße]."),
        ("news\u00adpaper", "A [newspaper] and a [news\u00adpaper]."),
        ("שלום", "אמר [שלום] לעולם"),
        ("мост", "Старый [мост] у реки"),
        ("東京", "彼は[東][京]に住む"),
        ("bridge", "🎉🎉 [bridge] 🎉"),
        ("bridge", "\u202eA [bridge]\u202c stands."),
        ("café", "A [cafe\u0301] open late."),
        ("bridge", "<b>[bridge]</b> & <script>"),
    ],
)
def test_what_matched_is_marked_and_nothing_else(make_index, query, expected):
    text = re.sub(r"[\[\]]", "", expected)
    assert marked(make_index, query, text) == expected


def test_a_title_query_marks_the_title_and_not_the_paragraph(make_index, paragraph):
    index = make_index(paragraph("The bridge is gone.", title="Old bridge down"))
    hit = search(index, "title:bridges").hits[0]
    assert [hit.article.title[mark.start : mark.end] for mark in hit.title_highlights] == ["bridge"]
    assert hit.highlights == ()


def test_a_title_that_is_found_as_a_paragraph_is_marked_too(make_index, paragraph):
    index = make_index(paragraph("Old bridge down", title="Old bridge down", kind="title"))
    hit = search(index, "title:bridge").hits[0]
    assert [hit.text[mark.start : mark.end] for mark in hit.highlights] == ["bridge"]


def test_words_of_the_query_are_marked_in_the_title_and_banned_ones_are_not(make_index, paragraph):
    index = make_index(paragraph("The bridge and the river.", title="Ferry at the old bridges"))
    hit = search(index, "bridge AND river NOT ferry").hits[0]
    assert [hit.article.title[mark.start : mark.end] for mark in hit.title_highlights] == [
        "bridges"
    ]


WORDS = ["bridge", "bridges", "river", "ferry", "marched", "the", "Über", "covid-19", "don’t"]


@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=30),
    st.lists(st.sampled_from(["bridge", "rivers", "march", "uber", "19"]), min_size=1, max_size=3),
)
def test_marks_are_exactly_the_words_that_the_analyzer_makes_alike(make_index, words, asked):
    text = " ".join(words)
    index = make_index(text)
    with index.reader() as reader:
        analyzer = reader.schema["text"].analyzer
        stems = {token.text for word in asked for token in analyzer(word)}
        alike = [
            (token.startchar, token.endchar)
            for token in analyzer(text, chars=True)
            if token.text in stems
        ]
    hits = search(index, " ".join(asked)).hits
    assert [(mark.start, mark.end) for hit in hits for mark in hit.highlights] == alike
