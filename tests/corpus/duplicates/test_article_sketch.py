"""Copies of one story are distinguished from reports on one form."""

from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.duplicates.article_sketch import SHORTEST, WIDTH, ArticleText, fingerprint

STORY = [
    "The ferry Gull of Skerrin ran aground on the bar off Vennmouth early on Tuesday with 84 "
    "people on board, and was pulled free by the evening tide.",
    "Nobody was hurt. The harbour master, Ida Brandt, said the buoy that marks the channel had "
    "been carried off by Monday's gale and that no warning had been sent to the ships.",
    "Passengers were given soup and blankets by the crew while they waited for the water to rise. "
    "Many of them had been on their way to the sheep fair in Tolbridge.",
    "The owners of the ferry want the channel dredged before winter. The council decides on it in "
    "November, and has put the cost at 120,000 crowns.",
]
OTHER = [
    "A school in Upper Lenn has found a Roman kiln beneath its football pitch, complete with a "
    "row of bowls that were never taken out after the last firing.",
    "Archaeologists think that the potter fled from a flood. The bowls will be shown in the town "
    "hall from next month, and the team will play its matches in Tolbridge until then.",
]


def form(department: str, town: str, chief: str, dollars: str) -> list[str]:
    return [
        f"Senator Maud Perle announced today that the {department} in {town} receives a grant of "
        f"${dollars} from the fund for the fire brigades of the country.",
        f"“Our fire fighters stand ready at all hours, and the grant makes sure that {town} keeps "
        f"the tools it needs to protect homes and lives,” said Perle.",
        "The fund helps brigades to buy engines, ladders, hoses and protective clothing, and to "
        "train volunteers. Departments apply each spring, and a panel of experts from all parts of "
        "the country reads what they have written before the money is given out in autumn.",
        f"{chief}, who leads the brigade in {town}, said the grant pays for new radios. {chief} "
        "has been in the service since leaving school and knows every hydrant of the district.",
    ]


TUESDAY = datetime(2024, 10, 8, 9)
WIRE = ("Courier", TUESDAY), ("The Lamp", TUESDAY + timedelta(days=1))
OTHER_TIME = ("Courier", TUESDAY), ("The Lamp", TUESDAY + timedelta(days=30))
OTHER_PAGE = ("Courier", TUESDAY), ("COURIER", TUESDAY)
AGAIN = ("Courier", TUESDAY), ("Courier", TUESDAY + timedelta(days=30))
UNKNOWN = ("", None), ("", None)


def is_copy(one: list[str], other: list[str], printed=WIRE) -> bool:
    gists = [
        ArticleText.of(text, *place) for text, place in zip((one, other), printed, strict=True)
    ]
    answer = gists[0].is_copy_of(gists[1])
    assert answer == gists[1].is_copy_of(gists[0])
    return answer


@pytest.mark.parametrize(
    "changed",
    [
        ["NORTH SHORE WIRE — " + STORY[0], *STORY[1:]],
        [text.replace("’", "'").replace("  ", " ").upper() for text in STORY],
        [" ".join(STORY)],
        STORY[:3],
        STORY[:2],
        [*STORY[:3], "Nothing else was reported."],
        [STORY[0].replace("early on Tuesday", "on Tuesday morning"), *STORY[1:]],
        [STORY[0], STORY[2], STORY[1], STORY[3]],
    ],
    ids=["dateline", "capitals", "one paragraph", "cut", "halved", "end", "edited", "reordered"],
)
def test_a_story_is_known_however_a_paper_prints_it(changed):
    assert is_copy(STORY, changed)


@pytest.mark.parametrize("printed", [WIRE, OTHER_TIME, OTHER_PAGE, AGAIN, UNKNOWN])
def test_the_same_words_are_a_copy_wherever_and_whenever_they_are_printed(printed):
    assert is_copy(STORY, [" ".join(STORY)], printed)


@pytest.mark.parametrize("printed", [OTHER_TIME, OTHER_PAGE, UNKNOWN])
def test_less_may_differ_where_it_is_not_known_that_two_papers_print_it_in_one_week(printed):
    edited = [STORY[0].replace("early on Tuesday", "on Tuesday morning"), *STORY[1:]]
    assert is_copy(STORY, edited, printed)
    reprinted = [STORY[0], STORY[2], STORY[1], STORY[3]]
    assert is_copy(STORY, reprinted)
    assert not is_copy(STORY, reprinted, printed)


def test_what_a_paper_prints_again_later_is_a_copy_only_if_it_is_the_same():
    later = [STORY[0].replace("ran aground", "is still aground"), *STORY[1:]]
    assert is_copy(STORY, later, OTHER_PAGE)
    assert is_copy(STORY, later, OTHER_TIME)
    assert not is_copy(STORY, later, AGAIN)


def test_one_other_name_makes_another_case_in_one_paper_and_a_written_out_title_in_two():
    one, other = (form("brigade", "Skerrin", chief, "9") for chief in ("Lind", "Marsh"))
    assert is_copy(one, other)
    assert not is_copy(one, other, OTHER_PAGE)


def test_another_story_is_no_copy():
    assert not is_copy(STORY, OTHER)


def test_a_report_on_the_same_form_with_other_numbers_is_no_copy():
    one = form("fire department", "Skerrin", "Ole Lind", "21,601")
    other = form("fire department", "Skerrin", "Ole Lind", "143,124")
    assert not is_copy(one, other)


def test_a_number_in_letters_distinguishes_reports_like_one_in_figures():
    one, other = (
        [
            f"For the {nth} year running the brigade won the prize.",
            *form("brigade", "Skerrin", "Lind", "9"),
        ]
        for nth in ("sixth", "ninth")
    )
    assert not is_copy(one, other, OTHER_PAGE)
    assert is_copy(one, [one[0].replace("year running", "time"), *one[1:]], OTHER_PAGE)


def test_a_report_on_the_same_form_about_other_people_is_no_copy():
    one = form("brigade", "Skerrin", "Lind", "21,601")
    other = form("brigade", "Vennmouth", "Marsh", "21,601")
    assert not is_copy(one, other)


def test_a_story_quoted_in_a_long_round_up_is_no_copy_of_it():
    rng = np.random.default_rng(1)
    letters = np.array(list("abcdefghij "))
    rest = ["".join(rng.choice(letters, 600)) for _ in range(6)]
    assert is_copy(STORY, [*STORY, rest[0]])
    assert not is_copy(STORY, [*STORY, *rest])


def test_a_note_is_too_short_to_be_a_copy():
    note = ["The road is closed."]
    assert not is_copy(note, note)
    assert fingerprint(note) == b""


@pytest.mark.slow
@given(st.lists(st.text(), max_size=5))
def test_any_text_has_a_fingerprint_of_one_width_or_none(paragraphs):
    assert len(fingerprint(paragraphs)) in (0, WIDTH)
    ArticleText.of(paragraphs).is_copy_of(ArticleText.of(paragraphs))


@given(st.text(alphabet="abcdefghij 漢字ß", min_size=SHORTEST * 2))
def test_a_text_is_a_copy_of_itself_if_it_is_long_enough(text):
    gist = ArticleText.of([text])
    assert gist.is_copy_of(gist) == (len(gist.shingles) >= SHORTEST)


def test_equal_bins_estimate_the_share_of_common_shingles():
    rng = np.random.default_rng(2)
    words = ["".join(rng.choice(list("abcdefghijklmnop"), 7)) for _ in range(3000)]
    for shared in (500, 1000, 1500):
        one, other = " ".join(words[:1500]), " ".join(words[1500 - shared : 3000 - shared])
        bins = [np.frombuffer(fingerprint([text]), "<u2") for text in (one, other)]
        share = shared / (3000 - shared)
        assert np.mean(bins[0] == bins[1]) == pytest.approx(share, abs=0.2)


def test_a_fingerprint_never_changes_between_machines_and_versions():
    assert fingerprint(STORY).hex()[:32] == "75565bbf77b8ac3895d34756ab5f52a9"
