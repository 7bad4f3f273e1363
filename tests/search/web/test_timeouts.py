import asyncio

import httpx2
import pytest
import uvicorn
from anyio.from_thread import start_blocking_portal

from pressmark.search.web import timeouts
from pressmark.search.web.connection_limit import Crowd

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
    monkeypatch.setattr(timeouts, "REQUEST_SECONDS", 0.05)

    async def connect() -> bytes:
        config = uvicorn.Config(wait_for_body, http=timeouts.TimeoutProtocol, ws="none")
        state = uvicorn.Server(config).server_state
        config.load()
        listener = await asyncio.get_running_loop().create_server(
            lambda: timeouts.TimeoutProtocol(config, state, {}), "127.0.0.1", 0
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
    monkeypatch.setattr(timeouts, "ANSWER_SECONDS", 0.05)

    async def connect() -> None:
        config = uvicorn.Config(answer_at_length, http=timeouts.TimeoutProtocol, ws="none")
        state = uvicorn.Server(config).server_state
        config.load()
        listener = await asyncio.get_running_loop().create_server(
            lambda: timeouts.TimeoutProtocol(config, state, {}), "127.0.0.1", 0
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


def test_beyond_so_many_connections_the_next_is_told_to_come_back():
    crowd = Crowd(2, lambda sentence: None)

    async def connect() -> None:
        config = uvicorn.Config(wait_for_body, http=timeouts.TimeoutProtocol, ws="none")
        state = uvicorn.Server(config).server_state
        config.load()
        listener = await asyncio.get_running_loop().create_server(
            lambda: timeouts.TimeoutProtocol(config, state, {}, crowd=crowd), "127.0.0.1", 0
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
