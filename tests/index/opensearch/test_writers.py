import os
from datetime import UTC, datetime, timedelta

import pytest

from pressmark.index.opensearch import writers
from pressmark.index.opensearch.state import Names
from pressmark.index.opensearch.writers import LEASE, Writer, _has_ended


@pytest.fixture
def entry():
    return Writer(None, Names.of("news")).entry()


def after(time):
    return (datetime.now(UTC) - time).isoformat()


def test_on_its_machine_a_writer_has_ended_with_its_process(entry):
    pid = os.fork()
    if not pid:
        os._exit(0)
    os.waitpid(pid, 0)
    assert not _has_ended(entry, after(2 * LEASE))
    assert _has_ended({**entry, "process": pid}, after(timedelta(0)))


@pytest.mark.parametrize("own", ["this one", ""])
def test_elsewhere_it_has_ended_when_it_has_not_renewed_its_entry(entry, monkeypatch, own):
    monkeypatch.setattr(writers, "_machine", lambda: own)
    other = {**entry, "machine": "another", "process": 2**22 + 1}
    for each in (other, {**other, "machine": ""}):
        assert not _has_ended(each, after(timedelta(minutes=1)))
        assert _has_ended(each, after(LEASE + timedelta(minutes=1)))


def test_one_without_an_entry_has_ended(entry):
    assert _has_ended(entry, None)
