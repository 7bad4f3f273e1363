import pytest

from pressmark.corpus import Kind

STORIES = (
    "Ferry to Skerrin delayed again as gearbox fails",
    "Rovers win the derby that nobody saw",
    "Dredger lifts an anchor older than the harbour",
)


@pytest.mark.parametrize("label", ["Most read", "Read more:", "RELATED STORIES", "Meistgelesen"])
def test_the_headlines_below_a_bare_label_go_with_it(removed, news, label):
    gone = removed(*news[:2], label, *STORIES, *news[2:])
    assert [text for text, _ in gone] == [label, *STORIES]


def test_a_numbered_list_of_stories_goes_with_its_numbers(removed, news):
    numbered = [line for i, story in enumerate(STORIES, 1) for line in (str(i), story + ".")]
    gone = removed(*news, "Most popular", *numbered, "View Comments")
    assert [text for text, _ in gone] == ["Most popular", *numbered, "View Comments"]


def test_stories_with_author_date_and_summary_go(removed, news):
    summary = "The ship's engineer said that it would take a week to mend."
    entry = [STORIES[0], "Jane Doe", "3:10 pm", summary, STORIES[1], "John Roe", "Mar. 1"]
    gone = removed(*news, "Latest stories", *entry)
    assert [text for text, _ in gone] == ["Latest stories", *entry]


def test_a_sub_heading_after_the_list_stays(removed, kinds, news):
    lines = [*news[:2], "Read more", *STORIES[:2], "What comes next", *news[2:]]
    assert "What comes next" not in dict(removed(*lines))
    assert kinds(*lines)["What comes next"] is Kind.HEADING


def test_a_caption_between_a_list_and_its_credit_stays(removed, news):
    caption = "The mayor urged the public to keep off the bridge."
    gone = removed(news[0], "RELATED ARTICLES", *STORIES, caption, "Picture: iStock", *news[1:])
    assert caption not in dict(gone)


def test_a_long_list_of_the_article_s_own_stays_below_read_more(removed, news):
    points = [f"Point number {n} of the plan for the bridge" for n in range(12)]
    assert removed(*news[:2], "Read more", *points, *news[2:]) == [("Read more", "read-more")]


FOREIGN = (
    "Boy Lost at Orlow Ferry Landing Turns Up at School",
    "Late-Night Fire Leaves Four Families Homeless Near Skerrin Heights",
)


def test_headlines_of_other_things_between_paragraphs_go(removed, news):
    lines = [news[0], FOREIGN[0], news[1], FOREIGN[1], *news[2:]]
    assert removed(*lines) == [(line, "related-headline") for line in FOREIGN]


def test_a_long_line_in_capitals_goes_and_a_heading_in_capitals_stays(removed, news):
    shouted = "WORN-OUT FERRY OWNER STARTS SIGNATURE DRIVE AGAINST THE WARDEN: ‘IT IS ENOUGH’"
    lines = [news[0], shouted, news[1], "POINT GUARDS BEHAVE", *news[2:]]
    assert removed(*lines) == [(shouted, "related-headline")]


UNCASED = (
    "قالت قناة CNN إن العبارة القديمة ستعود إلى العمل في الربيع بعد إصلاح المحرك",
    "לפי BBC המעבורת הישנה תחזור לפעול באביב אחרי תיקון המנוע",
    "기관 수리가 끝나면 낡은 연락선이 봄에 다시 운항한다고 KBS 방송이 보도했다",
    "古い渡し船は機関の修理が終われば春にまた動き出すとNHKが伝えた",
    "據CNN報道，舊渡輪在引擎修理完畢後將於春天恢復航行",
    "สถานี BBC รายงานว่าเรือข้ามฟากลำเก่าจะกลับมาเดินเรือในฤดูใบไม้ผลิ",
)


@pytest.mark.parametrize("line", UNCASED)
def test_a_name_in_capitals_sets_no_script_without_capitals_in_capitals(removed, news, line):
    assert removed(news[0], line, *news[1:]) == []


def test_an_article_written_in_capitals_stays(removed, news):
    wire = [line.upper().rstrip(".") for line in news]
    assert removed("BRIDGE TO STAY", *wire, title="BRIDGE TO STAY") == []


def test_a_paragraph_in_capitals_is_too_long_for_a_headline(removed, news):
    notice = " ".join(news[:3]).upper().rstrip(".")
    assert removed(news[0], notice, *news[1:]) == []


@pytest.mark.parametrize("stop", "۔։।።။។")
def test_a_sentence_in_capitals_ends_in_the_stop_of_any_script(removed, news, stop):
    said = f"THE TOLL OF THE OLD BRIDGE WILL RISE AGAIN IN THE SPRING{stop}"
    assert removed(news[0], said, *news[1:]) == []


def test_one_such_headline_alone_stays(removed, news):
    assert removed(news[0], FOREIGN[0], *news[1:]) == []


def test_sub_headings_in_title_case_stay(removed, news):
    own = ("Council Voted to Keep the Bridge", "Farmers Threatened to Withhold Their Milk")
    assert removed(news[0], own[0], news[1], own[1], *news[2:]) == []


def test_an_answer_in_capitals_stays(removed, news):
    answers = (
        "Bob Marley, Bruno Mars, Frank Sinatra, Eagles",
        "Istanbul, Turkey, Cape Town, Rome",
    )
    asked = ("What do you listen to when you are not at work?", "Which is the city you like best?")
    assert removed(news[0], asked[0], answers[0], asked[1], answers[1], *news[1:]) == []
