import json

from hypothesis import given
from hypothesis import strategies as st

from pressmark.search.escape import harmless, harmless_json

TERMINAL_COMMANDS = [*range(0x20), *range(0x7F, 0xA0)]
DIRECTION = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"


@given(st.text(st.characters(codec="utf-8")))
def test_no_control_character_reaches_the_terminal(text):
    assert not any(ord(character) in TERMINAL_COMMANDS for character in harmless(text))


@given(st.text())
def test_offsets_into_the_text_stay_true(text):
    assert len(harmless(text)) == len(text)


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"])))
def test_ordinary_text_of_any_script_is_left_as_it_is(text):
    assert harmless(text) == text


def test_an_escape_sequence_is_shown_instead_of_obeyed():
    assert harmless("\x1b]0;owned\x07") == "␛]0;owned␇"


def test_text_cannot_turn_the_direction_of_what_follows():
    assert not set(harmless(f"a{DIRECTION}b")) & set(DIRECTION)


@given(st.text())
def test_json_keeps_every_character_and_no_terminal_obeys_it(text):
    written = harmless_json(json.dumps({"text": text}, ensure_ascii=False))
    assert json.loads(written) == {"text": text}
    assert not any(ord(character) in TERMINAL_COMMANDS for character in written)


def test_what_the_encoding_lacks_is_spelled_with_what_it_has():
    text = "“Café” – 5 € … кот\u2060"
    assert text.encode("ascii", "pressmark-plain") == b'"Cafe" - 5 ? ... ???'
