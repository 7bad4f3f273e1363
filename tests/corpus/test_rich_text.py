"""Text as the objects of editors: every form gives the same blocks."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus import Kind, read_bytes
from pressmark.corpus.errors import InputError
from pressmark.corpus.readers.rich_text import rich_article

HEAD = "At the weir"
FIRST = "The old weir was opened at noon, the warden said."
SAID = "Nobody was hurt."
CAPTION = "The weir at noon."


def span(text, **more):
    return {"type": "text", "text": text, **more}


SPANS = ["The ", "old weir", " was opened at noon, the warden said."]

FORMS = {
    "plain objects": [
        {"type": "h2", "text": HEAD},
        {"type": "p", "text": FIRST},
        {"type": "quote", "text": SAID},
        {"type": "image", "url": "https://w.example/a.jpg", "caption": CAPTION},
    ],
    "objects with values": [
        {"type": "heading", "value": HEAD},
        {"type": "text", "value": FIRST},
        {"type": "blockquote", "value": SAID},
        {"type": "image", "value": "https://w.example/a.jpg", "caption": CAPTION},
    ],
    "sanity": [
        {"_type": "block", "style": "h2", "children": [{"_type": "span", "text": HEAD}]},
        {"_type": "block", "style": "normal", "markDefs": [],
         "children": [{"_type": "span", "text": text, "marks": []} for text in SPANS]},
        {"_type": "block", "style": "blockquote", "children": [{"_type": "span", "text": SAID}]},
        {"_type": "image", "asset": {"_ref": "image-1"}, "caption": CAPTION, "alt": "A weir"},
    ],
    "gutenberg": [
        {"name": "core/heading", "attributes": {"content": HEAD, "level": 2}, "innerBlocks": []},
        {"name": "core/paragraph", "innerBlocks": [],
         "attributes": {"content": FIRST.replace("old weir", "<b>old weir</b>")}},
        {"name": "core/quote", "attributes": {"value": ""},
         "innerBlocks": [{"name": "core/paragraph", "attributes": {"content": SAID}}]},
        {"name": "core/image", "attributes": {"url": "https://w.example/a.jpg",
                                              "caption": CAPTION}, "innerBlocks": []},
    ],
    "gutenberg, parsed": [
        {"blockName": "core/heading", "attrs": {"level": 2}, "innerHTML": f"<h2>{HEAD}</h2>"},
        {"blockName": "core/paragraph", "attrs": {}, "innerHTML": f"\n<p>{FIRST}</p>\n"},
        {"blockName": "core/quote", "attrs": {},
         "innerHTML": f"<blockquote><p>{SAID}</p></blockquote>"},
        {"blockName": "core/image", "attrs": {"id": 3}, "innerHTML":
         f"<figure><img src='a.jpg'><figcaption>{CAPTION}</figcaption></figure>"},
    ],
    "editor.js": {"time": 1, "version": "2", "blocks": [
        {"type": "header", "data": {"text": HEAD, "level": 2}},
        {"type": "paragraph", "data": {"text": FIRST.replace("old", "<i>old</i>")}},
        {"type": "quote", "data": {"text": SAID, "caption": ""}},
        {"type": "image", "data": {"file": {"url": "https://w.example/a"}, "caption": CAPTION}},
    ]},
    "draft.js": {"entityMap": {}, "blocks": [
        {"key": "a", "text": HEAD, "type": "header-two", "inlineStyleRanges": []},
        {"key": "b", "text": FIRST, "type": "unstyled", "entityRanges": []},
        {"key": "c", "text": SAID, "type": "blockquote"},
        {"key": "d", "text": CAPTION, "type": "caption"},
    ]},
    "prosemirror": {"type": "doc", "content": [
        {"type": "heading", "attrs": {"level": 2}, "content": [span(HEAD)]},
        {"type": "paragraph", "content": [span(text) for text in SPANS]},
        {"type": "blockquote", "content": [{"type": "paragraph", "content": [span(SAID)]}]},
        {"type": "figure", "content": [{"type": "image", "attrs": {"src": "https://w.example/a"}},
                                       {"type": "figcaption", "content": [span(CAPTION)]}]},
    ]},
    "slate": [
        {"type": "heading-two", "children": [{"text": HEAD}]},
        {"type": "paragraph", "children": [
            {"text": SPANS[0]},
            {"type": "link", "url": "https://w.example", "children": [{"text": SPANS[1]}]},
            {"text": SPANS[2], "bold": True},
        ]},
        {"type": "block-quote", "children": [{"text": SAID}]},
        {"type": "image", "url": "https://w.example/a.jpg", "children": [{"text": CAPTION}]},
    ],
    "lexical": {"root": {"type": "root", "children": [
        {"type": "heading", "tag": "h2", "children": [span(HEAD)]},
        {"type": "paragraph", "children": [span(text, format=0) for text in SPANS]},
        {"type": "quote", "children": [span(SAID)]},
        {"type": "image", "src": "https://w.example/a", "caption": CAPTION},
    ]}},
    "contentful": {"nodeType": "document", "data": {}, "content": [
        {"nodeType": "heading-2", "data": {}, "content": [{"nodeType": "text", "value": HEAD}]},
        {"nodeType": "paragraph", "data": {},
         "content": [{"nodeType": "text", "value": text} for text in SPANS]},
        {"nodeType": "blockquote", "content": [
            {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": SAID}]}]},
        {"nodeType": "embedded-asset-image", "caption": CAPTION, "content": []},
    ]},
    "quill": {"ops": [
        {"insert": HEAD}, {"insert": "\n", "attributes": {"header": 2}},
        *({"insert": text, "attributes": {"bold": True}} for text in SPANS), {"insert": "\n"},
        {"insert": SAID}, {"insert": "\n", "attributes": {"blockquote": True}},
        {"insert": {"image": "https://w.example/a.jpg"}},
        {"insert": CAPTION}, {"insert": "\n", "attributes": {"caption": True}},
    ]},
}  # fmt: skip

WANTED = [
    (Kind.HEADING, HEAD),
    (Kind.PARAGRAPH, FIRST),
    (Kind.QUOTE, SAID),
    (Kind.CAPTION, CAPTION),
]


def blocks_of(content, name="a.json"):
    data = json.dumps({"title": "Weir", "content": content})
    (article,) = read_bytes(data.encode(), name)
    return [(block.kind, block.text) for block in article.blocks if block.kind is not Kind.TITLE]


@pytest.mark.parametrize("form", FORMS)
def test_the_objects_of_editors_are_blocks_of_their_kinds(form):
    assert blocks_of(FORMS[form]) == WANTED


@pytest.mark.parametrize("form", ["editor.js", "prosemirror", "plain objects"])
def test_objects_in_a_string_are_read_too(form):
    assert blocks_of(json.dumps(FORMS[form])) == WANTED
    assert blocks_of(repr(FORMS[form])) == WANTED


def test_items_of_a_list_are_items():
    item = {"type": "listItem", "content": [{"type": "paragraph", "content": [span("One.")]}]}
    tree = {"type": "doc", "content": [{"type": "bulletList", "content": [item]}]}
    assert blocks_of(tree) == [(Kind.LIST_ITEM, "One.")]
    editor = [{"type": "list", "data": {"style": "unordered", "items": ["One.", "Two."]}}]
    assert blocks_of(editor) == [(Kind.LIST_ITEM, "One."), (Kind.LIST_ITEM, "Two.")]


def test_text_as_it_is_rendered_is_read():
    assert blocks_of({"rendered": f"<h2>{HEAD}</h2><p>{FIRST}</p>"}) == WANTED[:2]


@pytest.mark.parametrize("content", [[{"ref": 1}], {"a": {"b": [1, 2]}}, [[1], [2]]])
def test_a_form_that_is_not_read_is_an_error_that_names_the_field(content):
    (error,) = read_bytes(json.dumps({"title": "Weir", "content": content}).encode(), "a.json")
    assert isinstance(error, InputError)
    assert "text in a form that is not read, in “content”" in str(error)


trees = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["type", "text", "content", "children", "data", "insert", "ops", "name"]
            ),
            inner,
            max_size=3,
        )
    ),
)


@given(trees)
def test_no_block_of_any_tree_is_the_code_of_an_object(tree):
    texts = [block.text for block in rich_article(tree).blocks]
    assert all("{'" not in text and "['" not in text for text in texts)
    assert all(texts)


def test_objects_nested_without_end_are_read_to_a_depth():
    tree = {"text": "deep"}
    for _ in range(500):
        tree = {"content": [{"type": "p", "content": [tree]}, {"type": "p", "text": FIRST}]}
    assert FIRST in [block.text for block in rich_article(tree).blocks]
