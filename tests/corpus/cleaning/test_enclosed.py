def test_short_lines_between_two_lines_of_a_box_are_removed(removed, news):
    box = [
        "Join Our Newsletter",
        "Fearless news. Delivered to you.",
        "Arrives Weekly",
        "Sign up",
    ]
    gone = removed(*news[:2], *box, *news[2:])
    assert [text for text, _ in gone] == box


def test_a_paragraph_between_two_boxes_stays(removed, news):
    gone = removed(*news[:2], "Join Our Newsletter", news[2], "Sign up", news[3])
    assert [text for text, _ in gone] == ["Join Our Newsletter", "Sign up"]


def test_a_short_sentence_between_two_boxes_stays(removed, news):
    gone = removed(*news[:2], "Sign up", "He was later fired.", "Sign up", *news[2:])
    assert [text for text, _ in gone] == ["Sign up", "Sign up"]
