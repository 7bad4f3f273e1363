import json
from html import escape

from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus import Article, Block, Kind, clean, read, read_bytes

SEED_KINDS = {
    "headline": Kind.TITLE,
    "paragraph": Kind.PARAGRAPH,
    "caption": Kind.CAPTION,
    "heading": Kind.HEADING,
}


def labelled_lines(folder):
    lines = (folder / "article.txt").read_text("utf-8").splitlines()
    labels = json.loads((folder / "labels.json").read_text("utf-8"))
    return [(lines[row["line"] - 1].strip(), row["label"], row["kind"]) for row in labels]


def verdicts(cleaned):
    kept = [(block.order, block.text, "keep", block.kind) for block in cleaned.paragraphs]
    gone = [(r.block.order, r.block.text, "drop", r.rule) for r in cleaned.removals]
    return [row[1:] for row in sorted(kept + gone)]


def expected(rows):
    return [
        (text, "drop", kind) if label == "drop" else (text, "keep", SEED_KINDS[kind])
        for text, label, kind in rows
    ]


def test_the_seed_is_cleaned_as_labelled_line_by_line(shared):
    rows = labelled_lines(shared / "seed")
    (article,) = read(shared / "seed" / "article.txt")
    assert verdicts(clean(article)) == expected(rows)


def test_the_seed_wrapped_in_html_is_cleaned_as_labelled(shared):
    rows = labelled_lines(shared / "seed")
    page = "".join(f"<p>{escape(text)}</p>" for text, _, _ in rows)
    (article,) = read_bytes(f"<html><body>{page}</body></html>".encode(), "seed.html")
    assert verdicts(clean(article)) == expected(rows)


def test_every_duplicate_of_the_seed_names_the_line_it_repeats(shared):
    (article,) = read(shared / "seed" / "article.txt")
    repeats = {r.rule: r.repeats for r in clean(article).removals}
    assert repeats["duplicate-title"].kind is Kind.TITLE
    assert repeats["duplicate-caption"].kind is Kind.CAPTION
    assert repeats["near-duplicate-caption"].kind is Kind.CAPTION
    assert repeats["read-more"] is None


blocks = st.lists(
    st.tuples(
        st.one_of(
            st.text(min_size=1, max_size=40),
            st.sampled_from(["Read more", "A caption here", "The mill closed on Monday.", "Share"]),
        ),
        st.sampled_from(Kind),
    ),
    max_size=20,
)


@given(blocks, st.text(max_size=20))
def test_paragraphs_and_removals_together_are_the_whole_article_in_order(rows, title):
    article = Article(
        blocks=tuple(Block(text, kind, i) for i, (text, kind) in enumerate(rows)), title=title
    )
    cleaned = clean(article)
    kept = [(block.order, block.text) for block in cleaned.paragraphs]
    gone = [(removal.block.order, removal.block.text) for removal in cleaned.removals]
    assert kept == sorted(kept)
    assert gone == sorted(gone)
    assert sorted(kept + gone) == [(i, text) for i, (text, _) in enumerate(rows)]
    assert all(removal.rule and removal.reason for removal in cleaned.removals)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_reported(data):
    from pressmark.corpus.errors import InputError

    try:
        for item in read_bytes(data, "x.txt"):
            assert isinstance(item, Article | InputError)
    except InputError as error:
        assert str(error).startswith("x.txt: ")
