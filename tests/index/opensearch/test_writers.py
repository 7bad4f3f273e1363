import os
from datetime import UTC, datetime, timedelta

import pytest

from pressmark.index.opensearch import writers
from pressmark.index.opensearch.state import Names
from pressmark.index.opensearch.writers import LEASE, Writer, _has_ended


@pytest.fixture
def entry():
    return Writer(None, Names.of("news")).entry()


NOW = datetime(2024, 5, 1, tzinfo=UTC)


def ended(entry, since):
    """Whether a writer has ended that renewed its entry so long ago."""
    return _has_ended(entry, (NOW - since).isoformat(), NOW)


def test_on_its_machine_a_writer_has_ended_with_its_process(entry):
    pid = os.fork()
    if not pid:
        os._exit(0)
    os.waitpid(pid, 0)
    assert not ended(entry, 2 * LEASE)
    assert ended({**entry, "process": pid}, timedelta(0))


@pytest.mark.parametrize("own", ["this one", ""])
def test_elsewhere_it_has_ended_when_it_has_not_renewed_its_entry(entry, monkeypatch, own):
    monkeypatch.setattr(writers, "_machine", lambda: own)
    other = {**entry, "machine": "another", "process": 2**22 + 1}
    for each in (other, {**other, "machine": ""}):
        assert not ended(each, timedelta(minutes=1))
        assert ended(each, LEASE + timedelta(minutes=1))


def test_one_without_an_entry_has_ended(entry):
    assert _has_ended(entry, None, NOW)
