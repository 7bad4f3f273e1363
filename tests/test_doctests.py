"""The examples in the docstrings of the public functions are true."""

import doctest

import pytest

import pressmark.search
from pressmark.corpus import model, samples_path
from pressmark.index import Index, open_index, place, writable_index
from pressmark.index.whoosh import api as whoosh_api
from pressmark.search import (
    batch,
    count,
    counting,
    more_like_this,
    new_hits,
    query_batch,
    save_search,
    saved,
    saved_news,
    search,
    similar_articles,
)
from pressmark.search import pipeline as pipeline_module
from pressmark.search.results import export as export_module
from pressmark.search.results import models, whoosh_export
from pressmark.search.suggestions import completion

MODULES = [
    model,
    pressmark.search,
    place,
    writable_index,
    whoosh_api,
    pipeline_module,
    query_batch,
    counting,
    saved,
    similar_articles,
    export_module,
    whoosh_export,
    models,
    completion,
]


@pytest.fixture
def names(tmp_path_factory):
    """What the examples take for granted: an index of the samples, and the functions."""
    index = Index.create(tmp_path_factory.mktemp("doctests") / "index")
    index.add(samples_path())
    functions = {"search": search, "more_like_this": more_like_this, "count": count}
    functions |= {
        "batch": batch,
        "save_search": save_search,
        "saved_news": saved_news,
        "new_hits": new_hits,
    }
    return {"index": index, "Index": Index, "open_index": open_index, **functions}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_the_examples_of_a_module_are_true(module, names, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = doctest.testmod(module, extraglobs=names, optionflags=doctest.ELLIPSIS)
    assert found.failed == 0
    assert found.attempted


def test_every_public_function_has_an_example():
    functions = [
        getattr(pressmark.search, name)
        for name in (
            *(
                "search",
                "count",
                "batch",
                "export",
                "export_whoosh",
                "suggest",
                "save_search",
                "new_hits",
            ),
        )
    ]
    functions += [more_like_this, Index.add, Index.add_articles, Index.get, Index.delete]
    assert [each.__qualname__ for each in functions if ">>>" not in (each.__doc__ or "")] == []
