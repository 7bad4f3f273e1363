from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from pressmark.corpus.errors import AskError, IndexMissing
from pressmark.search.cli.commands.index import open_or_create

pytestmark = pytest.mark.slow

AT_ONCE = 4


def test_all_who_begin_an_index_at_once_get_the_same_one(tmp_path):
    together = Barrier(AT_ONCE)

    def begin(path):
        together.wait()
        return open_or_create(path, None)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for round_ in range(10):
            indexes = list(pool.map(begin, [tmp_path / str(round_)] * AT_ONCE))
            assert [index.stats().articles for index in indexes] == [0] * AT_ONCE


def test_the_language_of_an_index_is_never_changed(tmp_path):
    open_or_create(tmp_path / "index", "de")
    assert open_or_create(tmp_path / "index", None).language == "de"
    with pytest.raises(AskError, match="the language “de”"):
        open_or_create(tmp_path / "index", "fr")


def test_where_none_may_be_made_none_is(tmp_path):
    with pytest.raises(IndexMissing):
        open_or_create(tmp_path / "index", None, may_create=False)
    assert not (tmp_path / "index").exists()
