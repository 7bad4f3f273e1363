"""Files and articles through the pool and back, in the order in which they were asked for.

Small files go to a process in handfuls. A large one, which may hold any number of articles, is read
by one process and cleaned, part by part, by all.
"""

import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from pressmark.corpus.errors import InputError
from pressmark.corpus.model import Article
from pressmark.index.ingest.process_pool import WorkerLost
from pressmark.index.ingest.worker_pool import WorkerPool
from pressmark.index.ingest.worker_tasks import (
    Broken,
    Done,
    Item,
    Opened,
    TaskRequest,
    in_parts,
    letters_of,
)

HANDFUL_BYTES = 1 << 18
"""Small files that go together: cleaning a page of 100 KB takes 30 ms, sending it 2 ms."""

HANDFUL_FILES = 64
"""As many files at most go together, so that the progress told stays lively."""

LARGE_BYTES = 1 << 21
"""Files beyond this are read part by part: hardly a page is so large, and few dumps are smaller."""

WORTH_PROCESSES = 1 << 22
"""Bytes worth starting processes for: alone they take some 2 s, a process needs 0.3 s to start."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was asked for, how it was when it was opened, and what is in it."""

    asked: TaskRequest
    opened: Opened
    items: Iterable[Done] = ()


def read_files(pool: WorkerPool, files: Iterable[TaskRequest]) -> Iterator[ReadFile]:
    """What was asked for, in order; each reading's items are to be taken before the next one."""
    if pool.ahead:
        return _ordered(pool, map(_begun(pool), _handfuls(files)))
    return (_read_here(pool, asked) for asked in files)


def _read_here(pool: WorkerPool, asked: TaskRequest) -> ReadFile:
    opened = asked.opened or pool.bench.open(asked)
    return ReadFile(asked, opened, pool.bench.items(asked, opened))


def prepare_articles(
    pool: WorkerPool, articles: Iterable[Article | InputError], origin: str
) -> Iterator[Done]:
    """Clean articles that come from no file, here at first, elsewhere too when they are many."""
    letters = 0
    waiting: deque[Callable[[], list[Done]]] = deque()
    for part in in_parts(articles):
        waiting.append(_cleaned(pool, part, origin))
        letters += sum(map(letters_of, part))
        if letters > WORTH_PROCESSES:
            pool.call_in()
        while len(waiting) > pool.ahead:
            yield from waiting.popleft()()
    while waiting:
        yield from waiting.popleft()()


def _cleaned(pool: WorkerPool, part: list[Item], origin: str) -> Callable[[], list[Done]]:
    """Have a part cleaned; what to call for the result."""
    if pool.ahead:
        try:
            return _cleaned_elsewhere(pool, pickle.dumps(part), origin)
        except (pickle.PicklingError, AttributeError, TypeError):
            pass  # a caller's own kind of article, which no other process knows
    return lambda: pool.bench.clean(part, origin)


def _cleaned_elsewhere(pool: WorkerPool, packed: bytes, origin: str) -> Callable[[], list[Done]]:
    cleaned = pool.submit("clean_packed", packed, origin)

    def result() -> list[Done]:
        try:
            done: list[Done] = cleaned.result()
        except WorkerLost:
            return _one_by_one(pool, pickle.loads(packed), origin)
        return done

    return result


def _one_by_one(pool: WorkerPool, part: list[Item], origin: str) -> list[Done]:
    """Clean a part of which an article ended the process, so that only this one is left out."""
    done: list[Done] = []
    for item in part:
        try:
            done += pool.submit("clean_packed", pickle.dumps([item]), origin).result()
        except WorkerLost as lost:
            done.append(_problem(origin, lost))
    return done


def _problem(origin: str, lost: WorkerLost) -> InputError:
    reason = f"the process that read it ended: {lost.how}"
    return InputError(origin or "an article", reason, "give more --memory, or leave it out")


def _handfuls(files: Iterable[TaskRequest]) -> Iterator[list[TaskRequest]]:
    """The files in lists that are read together; a large one is alone in its list."""
    some: list[TaskRequest] = []
    size = 0
    for asked in files:
        if _is_large(asked):
            yield from filter(None, (some, [asked]))
            some, size = [], 0
            continue
        some.append(asked)
        size += 0 if asked.opened else asked.size
        if size > HANDFUL_BYTES or len(some) >= HANDFUL_FILES:
            yield some
            some, size = [], 0
    if some:
        yield some


def _is_large(asked: TaskRequest) -> bool:
    return asked.size > LARGE_BYTES and not asked.opened


def _ordered(
    pool: WorkerPool, begun: Iterator[Callable[[], Iterable[ReadFile]]]
) -> Iterator[ReadFile]:
    waiting: deque[Callable[[], Iterable[ReadFile]]] = deque()
    for readings in begun:
        waiting.append(readings)
        if len(waiting) > pool.ahead:
            yield from waiting.popleft()()
    while waiting:
        yield from waiting.popleft()()


def _begun(pool: WorkerPool) -> Callable[[Sequence[TaskRequest]], Callable[[], Iterable[ReadFile]]]:
    """What has a handful read, and returns what to call for the readings."""

    def begin(some: Sequence[TaskRequest]) -> Callable[[], Iterable[ReadFile]]:
        if _is_large(some[0]):
            return lambda: [_streamed(pool, some[0])]
        unknown = [asked for asked in some if not asked.opened]
        read = pool.submit("files", unknown) if unknown else None
        return lambda: _readings(pool, some, read)

    return begin


def _readings(
    pool: WorkerPool, some: Sequence[TaskRequest], read: "Future[Any] | None"
) -> Iterator[ReadFile]:
    answers = iter(_answers(pool, [a for a in some if not a.opened], read) if read else ())
    for asked in some:
        yield ReadFile(asked, asked.opened) if asked.opened else ReadFile(asked, *next(answers))


def _answers(
    pool: WorkerPool, unknown: Sequence[TaskRequest], read: "Future[Any]"
) -> list[tuple[Opened, list[Done]]]:
    try:
        answers: list[tuple[Opened, list[Done]]] = read.result()
    except WorkerLost:
        return [_answer(pool, asked) for asked in unknown]
    return answers


def _answer(pool: WorkerPool, asked: TaskRequest) -> tuple[Opened, list[Done]]:
    """Read a file by itself, after one among several ended the process."""
    try:
        answer: tuple[Opened, list[Done]] = pool.submit("files", [asked]).result()[0]
    except WorkerLost as lost:
        return Opened(problem=_problem(str(asked.path), lost)), []
    return answer


def _streamed(pool: WorkerPool, asked: TaskRequest) -> ReadFile:
    """A large file, read while what was read of it before is cleaned."""
    parts = pool.stream("packed", asked)
    try:
        opened: Opened = next(parts)
    except WorkerLost as lost:
        return ReadFile(asked, Opened(problem=_problem(str(asked.path), lost)))
    return ReadFile(asked, opened, _cleaned_stream(pool, parts, str(asked.path)))


def _cleaned_stream(pool: WorkerPool, parts: Iterator[bytes], origin: str) -> Iterator[Done]:
    waiting: deque[Callable[[], list[Done]]] = deque()
    end: list[Done] = []
    try:
        for part in parts:
            waiting.append(_cleaned_elsewhere(pool, part, origin))
            if len(waiting) > pool.ahead:
                yield from waiting.popleft()()
    except WorkerLost as lost:
        end = [Broken(_problem(origin, lost))]
    while waiting:
        yield from waiting.popleft()()
    yield from end
