"""What is done for a visitor who hung up ends at once."""

import asyncio
from threading import Event

import pytest
from anyio.from_thread import start_blocking_portal

from pressmark.search.web.disconnects import CancelOnDisconnect
from pressmark.search.web.threadpool import ThreadPool

SCOPE = {"type": "http"}
WHOLE = {"type": "http.request", "body": b"", "more_body": False}
GONE = {"type": "http.disconnect"}


def messages(*some):
    """A `receive` that gives these and then nothing more."""
    waiting = list(some)

    async def receive():
        return waiting.pop(0) if waiting else await asyncio.Event().wait()

    return receive


async def send(message):
    pass


def run(visit):
    with start_blocking_portal() as portal:
        return portal.call(visit)


def test_a_search_that_waits_for_a_client_that_disconnected_makes_room_for_another():
    async def visit():
        threads, gate, ran = ThreadPool(at_once=1, waiting=1), Event(), []
        running = asyncio.create_task(threads.run(gate.wait))
        await asyncio.sleep(0)

        async def app(scope, receive, send):
            await threads.run(lambda: ran.append("for nobody"))

        await CancelOnDisconnect(app)(SCOPE, messages(WHOLE, GONE), send)
        waiting = asyncio.create_task(threads.run(lambda: ran.append("for somebody")))
        await asyncio.sleep(0)
        gate.set()
        await asyncio.gather(running, waiting)
        assert ran == ["for somebody"]

    run(visit)


def test_an_answer_and_an_error_pass_through():
    async def visit():
        sent = []

        async def app(scope, receive, send):
            assert await receive() == WHOLE
            await send("answer")

        async def note(message):
            sent.append(message)

        await CancelOnDisconnect(app)(SCOPE, messages(WHOLE), note)
        assert sent == ["answer"]

        async def fail(scope, receive, send):
            raise KeyError("a fault")

        with pytest.raises(KeyError, match="a fault"):
            await CancelOnDisconnect(fail)(SCOPE, messages(WHOLE), send)

    run(visit)


def test_an_answer_that_is_sent_in_parts_can_see_its_client_leave():
    async def visit():
        seen = []

        async def app(scope, receive, send):
            try:
                seen.append([await receive(), await receive()])
            except asyncio.CancelledError:
                seen.append("cancelled")
                raise

        await CancelOnDisconnect(app)(SCOPE, messages(WHOLE, GONE), send)
        assert seen in ([[WHOLE, GONE]], ["cancelled"])

    run(visit)


def test_what_is_no_request_passes_as_it_is():
    async def visit():
        async def app(scope, receive, send):
            assert receive is own

        own = messages()
        await CancelOnDisconnect(app)({"type": "lifespan"}, own, send)

    run(visit)
