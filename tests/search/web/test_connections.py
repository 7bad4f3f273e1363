import asyncio
import errno

import httpx2
import pytest
import uvicorn
from anyio.from_thread import start_blocking_portal

from pressmark.search.web import connections
from pressmark.search.web.connections import ConnectionLimit, LimitedConnection, max_connections
from pressmark.search.web.limits import (
    DESCRIPTORS_KEPT,
    FEWEST_CONNECTIONS,
    WARNING_SECONDS,
)

SLOW_REQUESTS = {
    "silence": b"",
    "half a head": b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
    "half a body": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf",
}


async def wait_for_body(scope, receive, send):
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body"})


@pytest.mark.parametrize("sent", SLOW_REQUESTS.values(), ids=SLOW_REQUESTS)
def test_a_sender_that_never_finishes_is_hung_up_on(monkeypatch, sent):
    monkeypatch.setattr(connections, "REQUEST_SECONDS", 0.05)

    async def connect() -> bytes:
        config = uvicorn.Config(wait_for_body, http=LimitedConnection, ws="none")
        state = uvicorn.Server(config).server_state
        config.load()
        listener = await asyncio.get_running_loop().create_server(
            lambda: LimitedConnection(config, state, {}), "127.0.0.1", 0
        )
        async with listener:
            reader, writer = await asyncio.open_connection(*listener.sockets[0].getsockname())
            writer.write(sent)
            with pytest.raises((ConnectionResetError, asyncio.IncompleteReadError)):
                await reader.readuntil(b"never comes")
            writer.close()

    with start_blocking_portal() as portal:
        portal.call(connect)


def test_whole_requests_one_after_another_are_answered(served):
    with httpx2.Client() as client:
        assert [client.get(served).status_code for _ in range(3)] == [200, 200, 200]


async def answer_at_length(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    for _ in range(400):  # more than all buffers on the way take
        await send({"type": "http.response.body", "body": bytes(100_000), "more_body": True})


def test_a_reader_that_takes_nothing_is_hung_up_on(monkeypatch):
    monkeypatch.setattr(connections, "ANSWER_SECONDS", 0.05)

    async def connect() -> None:
        config = uvicorn.Config(answer_at_length, http=LimitedConnection, ws="none")
        state = uvicorn.Server(config).server_state
        config.load()
        listener = await asyncio.get_running_loop().create_server(
            lambda: LimitedConnection(config, state, {}), "127.0.0.1", 0
        )
        async with listener:
            reader, writer = await asyncio.open_connection(*listener.sockets[0].getsockname())
            reader._transport.pause_reading()
            writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            while not state.connections:
                await asyncio.sleep(0.01)
            while state.connections:
                await asyncio.sleep(0.01)
            writer.close()

    with start_blocking_portal() as portal:
        portal.call(connect)


def test_beyond_so_many_connections_the_next_is_refused():
    limit = ConnectionLimit(2, lambda sentence: None)

    async def connect() -> None:
        config = uvicorn.Config(wait_for_body, http=LimitedConnection, ws="none")
        state = uvicorn.Server(config).server_state
        config.load()
        listener = await asyncio.get_running_loop().create_server(
            lambda: LimitedConnection(config, state, {}, limit=limit), "127.0.0.1", 0
        )
        async with listener:
            place = listener.sockets[0].getsockname()
            first, second = [await asyncio.open_connection(*place) for _ in range(2)]
            reader, refused = await asyncio.open_connection(*place)
            assert (await reader.read()).startswith(b"HTTP/1.1 503 ")
            first[1].close()
            await first[1].wait_closed()
            await first[0].read()
            while len(state.connections) > 1:
                await asyncio.sleep(0)
            reader, writer = await asyncio.open_connection(*place)
            writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert (await reader.readline()).startswith(b"HTTP/1.1 204 ")
            for each in (second[1], refused, writer):
                each.close()

    with start_blocking_portal() as portal:
        portal.call(connect)


@pytest.fixture
def limit():
    written, clock = [], [0.0]
    limit = ConnectionLimit(3, written.append, lambda: clock[0])
    limit.written, limit.clock = written, clock
    return limit


def test_connections_beyond_the_limit_are_refused(limit):
    assert [limit.is_exceeded(number) for number in range(6)] == [False] * 4 + [True] * 2


def test_the_warning_is_not_repeated_at_once(limit):
    for _ in range(1_000):
        limit.is_exceeded(4)
    assert len(limit.written) == 1
    limit.clock[0] = WARNING_SECONDS
    limit.is_exceeded(4)
    assert len(limit.written) == 2
    assert limit.written[0].startswith("pressmark: too many connections")


def test_a_failed_accept_is_the_same_sentence_and_other_errors_are_reported_as_usual(limit):
    reported = []

    class Loop(asyncio.SelectorEventLoop):
        def default_exception_handler(self, context):
            reported.append(context["message"])

    loop = Loop()
    try:
        for number in (errno.EMFILE, errno.ENFILE, errno.EMFILE, errno.EPIPE):
            context = {"message": f"errno {number}", "exception": OSError(number, "no")}
            limit.on_error(loop, context)
        limit.on_error(loop, {"message": "other"})
    finally:
        loop.close()
    assert len(limit.written) == 1
    assert reported == [f"errno {errno.EPIPE}", "other"]


@pytest.mark.parametrize(
    ("allowed", "most"),
    [(1024, 1024 - DESCRIPTORS_KEPT), (DESCRIPTORS_KEPT, FEWEST_CONNECTIONS)],
)
def test_connections_leave_descriptors_for_the_index(monkeypatch, allowed, most):
    resource = pytest.importorskip("resource", reason="Windows has no such limit")
    monkeypatch.setattr(resource, "getrlimit", lambda _: (allowed, allowed))
    assert max_connections() == most


def test_where_nothing_is_limited_nobody_is_refused(monkeypatch):
    resource = pytest.importorskip("resource", reason="Windows has no such limit")
    monkeypatch.setattr(resource, "getrlimit", lambda _: (resource.RLIM_INFINITY,) * 2)
    assert max_connections() > 10**9
