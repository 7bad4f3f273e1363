import asyncio
from contextlib import ExitStack
from threading import Event

import pytest
from anyio.from_thread import start_blocking_portal

from pressmark.search.web.limits import EXPORTS_AT_ONCE
from pressmark.search.web.threadpool import ThreadPool, ThreadPoolFull


def test_an_answer_comes_back_and_so_does_an_error():
    async def visit():
        threads = ThreadPool()
        assert await threads.run(lambda: 7) == 7
        with pytest.raises(KeyError):
            await threads.run(lambda: {}["missing"])

    with start_blocking_portal() as portal:
        portal.call(visit)


def test_beyond_the_queue_clients_are_turned_away_until_work_ends():
    async def visit():
        threads, gate = ThreadPool(at_once=1, waiting=1), Event()
        running = [asyncio.create_task(threads.run(gate.wait)) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(ThreadPoolFull):
            await threads.run(lambda: 7)
        gate.set()
        await asyncio.gather(*running)
        assert await threads.run(lambda: 7) == 7

    with start_blocking_portal() as portal:
        portal.call(visit)


def test_a_search_that_outlives_its_client_still_takes_up_its_place():
    async def visit():
        threads, gate = ThreadPool(at_once=1, waiting=0, seconds=0.01), Event()
        with pytest.raises(ThreadPoolFull, match="too long"):
            await threads.run(gate.wait)
        with pytest.raises(ThreadPoolFull, match="Too many"):
            await threads.run(lambda: 7)
        gate.set()

    with start_blocking_portal() as portal:
        portal.call(visit)


def test_patterns_wait_for_each_other_and_nobody_else_for_them():
    async def visit():
        threads, gate = ThreadPool(at_once=1, waiting=0), Event()
        slow = asyncio.create_task(threads.run(gate.wait, "brid* OR *ge"))
        await asyncio.sleep(0)
        with pytest.raises(ThreadPoolFull):
            await threads.run(lambda: 7, "wi?d")
        for plain in ("who sank it? nobody", '"near words"~5', "*", ""):
            assert await threads.run(lambda: 7, plain) == 7
        gate.set()
        await slow

    with start_blocking_portal() as portal:
        portal.call(visit)


def test_so_many_exports_run_at_once_and_nobody_else_waits_for_them():
    async def visit():
        threads, gate = ThreadPool(at_once=1, waiting=0), Event()
        with ExitStack() as under_way:
            exports = [under_way.enter_context(threads.exporting()) for _ in range(EXPORTS_AT_ONCE)]
            with pytest.raises(ThreadPoolFull, match="exports"), threads.exporting():
                pass
            parts = [asyncio.create_task(each.run(gate.wait)) for each in exports]
            await asyncio.sleep(0)
            assert await threads.run(lambda: 7) == 7
            gate.set()
            assert all(await asyncio.gather(*parts))
        with threads.exporting() as export:
            assert await export.run(lambda: 7) == 7

    with start_blocking_portal() as portal:
        portal.call(visit)
