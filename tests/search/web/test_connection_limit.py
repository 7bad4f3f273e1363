import asyncio
import errno

import pytest

from pressmark.search.web.connection_limit import Crowd, most_connections
from pressmark.search.web.limits import (
    DESCRIPTORS_KEPT,
    FEWEST_CONNECTIONS,
    SAID_AGAIN_SECONDS,
)


@pytest.fixture
def crowd():
    said, clock = [], [0.0]
    crowd = Crowd(3, said.append, lambda: clock[0])
    crowd.said, crowd.clock = said, clock
    return crowd


def test_so_many_may_come_and_no_more(crowd):
    assert [crowd.is_too_large(number) for number in range(6)] == [False] * 4 + [True] * 2


def test_the_terminal_is_told_once_in_a_while(crowd):
    for _ in range(1_000):
        crowd.is_too_large(4)
    assert len(crowd.said) == 1
    crowd.clock[0] = SAID_AGAIN_SECONDS
    crowd.is_too_large(4)
    assert len(crowd.said) == 2
    assert crowd.said[0].startswith("pressmark: too many connections")


def test_a_failed_accept_is_the_same_sentence_and_other_errors_are_reported_as_usual(crowd):
    reported = []

    class Loop(asyncio.SelectorEventLoop):
        def default_exception_handler(self, context):
            reported.append(context["message"])

    loop = Loop()
    try:
        for number in (errno.EMFILE, errno.ENFILE, errno.EMFILE, errno.EPIPE):
            context = {"message": f"errno {number}", "exception": OSError(number, "no")}
            crowd.on_error(loop, context)
        crowd.on_error(loop, {"message": "other"})
    finally:
        loop.close()
    assert len(crowd.said) == 1
    assert reported == [f"errno {errno.EPIPE}", "other"]


@pytest.mark.parametrize(
    ("allowed", "most"),
    [(1024, 1024 - DESCRIPTORS_KEPT), (DESCRIPTORS_KEPT, FEWEST_CONNECTIONS)],
)
def test_connections_leave_descriptors_for_the_index(monkeypatch, allowed, most):
    resource = pytest.importorskip("resource", reason="Windows has no such limit")
    monkeypatch.setattr(resource, "getrlimit", lambda _: (allowed, allowed))
    assert most_connections() == most


def test_where_nothing_is_limited_nobody_is_refused(monkeypatch):
    resource = pytest.importorskip("resource", reason="Windows has no such limit")
    monkeypatch.setattr(resource, "getrlimit", lambda _: (resource.RLIM_INFINITY,) * 2)
    assert most_connections() > 10**9
