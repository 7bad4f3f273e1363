"""Reads and cleans files and articles in the worker pool; results come in the order of the input.

Small files go to a process in batches. A large one, which may hold any number of articles, is read
by one process and cleaned, part by part, by all.
"""

import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TypeVar

from pressmark.corpus.errors import InputError
from pressmark.corpus.model import Article
from pressmark.index.ingest.worker_tasks import (
    Broken,
    Done,
    Item,
    Opened,
    TaskRequest,
    TaskRunner,
    in_parts,
    letters_of,
)
from pressmark.index.workers.process_pool import WorkerLost
from pressmark.index.workers.worker_pool import WorkerPool

BATCH_BYTES = 1 << 18
"""Small files that go together: cleaning a page of 100 KB takes 30 ms, sending it 2 ms."""

BATCH_FILES = 64
"""As many files at most go together, so that progress is reported often."""

LARGE_BYTES = 1 << 21
"""Files beyond this are read part by part: hardly a page is so large, and few dumps are smaller."""

PROCESSES_FROM_BYTES = 1 << 22
"""Input from which processes are started: one alone takes some 2 s for it, starting one 0.3 s."""

Pool = WorkerPool[TaskRunner]
Result = tuple[Opened, list[Done]]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A requested file, its state when it was opened, and its items."""

    request: TaskRequest
    opened: Opened
    items: Iterable[Done] = ()


def read_files(pool: Pool, files: Iterable[TaskRequest]) -> Iterator[ReadFile]:
    """The files in order; the items of each are to be consumed before the next one."""
    if pool.ahead:
        return _in_order(pool, (_read_batch(pool, batch) for batch in _batches(files)))
    return (_read_here(pool, request) for request in files)


def _read_here(pool: Pool, request: TaskRequest) -> ReadFile:
    opened = request.opened or pool.runner.open(request)
    return ReadFile(request, opened, pool.runner.items(request, opened))


def prepare_articles(
    pool: Pool, articles: Iterable[Article | InputError], origin: str
) -> Iterator[Done]:
    """Clean articles that come from no file, in processes once they are many."""
    return _in_order(pool, _clean_articles(pool, articles, origin))


def _in_order(pool: Pool, begun: Iterable[Callable[[], Iterable[T]]]) -> Iterator[T]:
    """The results of tasks in order, with `pool.ahead` tasks under way."""
    waiting: deque[Callable[[], Iterable[T]]] = deque()
    for result in begun:
        waiting.append(result)
        while len(waiting) > pool.ahead:
            yield from waiting.popleft()()
    while waiting:
        yield from waiting.popleft()()


def _clean_articles(
    pool: Pool, articles: Iterable[Article | InputError], origin: str
) -> Iterator[Callable[[], list[Done]]]:
    letters = 0
    for part in in_parts(articles):
        yield _clean_part(pool, part, origin)
        letters += sum(map(letters_of, part))
        if letters > PROCESSES_FROM_BYTES:
            pool.start()


def _clean_part(pool: Pool, part: list[Item], origin: str) -> Callable[[], list[Done]]:
    if pool.ahead:
        try:
            return _clean_packed(pool, pickle.dumps(part), origin)
        except (pickle.PicklingError, AttributeError, TypeError):
            pass  # a caller's own kind of article, which no other process knows
    return lambda: pool.runner.clean(part, origin)


def _clean_packed(pool: Pool, packed: bytes, origin: str) -> Callable[[], list[Done]]:
    cleaned: Future[list[Done]] = pool.submit("clean_packed", packed, origin)

    def result() -> list[Done]:
        try:
            return cleaned.result()
        except WorkerLost:
            return _one_by_one(pool, pickle.loads(packed), origin)

    return result


def _one_by_one(pool: Pool, part: list[Item], origin: str) -> list[Done]:
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


def _batches(files: Iterable[TaskRequest]) -> Iterator[list[TaskRequest]]:
    """The files in lists that are read together; a large one is alone in its list."""
    batch: list[TaskRequest] = []
    size = 0
    for request in files:
        if _is_large(request):
            yield from filter(None, (batch, [request]))
            batch, size = [], 0
            continue
        batch.append(request)
        size += 0 if request.opened else request.size
        if size > BATCH_BYTES or len(batch) >= BATCH_FILES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _is_large(request: TaskRequest) -> bool:
    return request.size > LARGE_BYTES and not request.opened


def _read_batch(pool: Pool, batch: Sequence[TaskRequest]) -> Callable[[], Iterable[ReadFile]]:
    if _is_large(batch[0]):
        return lambda: [_streamed(pool, batch[0])]
    unopened = [request for request in batch if not request.opened]
    read = pool.submit("files", unopened) if unopened else None

    def result() -> Iterator[ReadFile]:
        results = iter(_results(pool, unopened, read) if read else ())
        for request in batch:
            opened, items = (request.opened, []) if request.opened else next(results)
            yield ReadFile(request, opened, items)

    return result


def _results(
    pool: Pool, requests: Sequence[TaskRequest], read: "Future[list[Result]]"
) -> list[Result]:
    try:
        return read.result()
    except WorkerLost:
        return [_read_alone(pool, request) for request in requests]


def _read_alone(pool: Pool, request: TaskRequest) -> Result:
    """Read a file by itself, after one among several ended the process."""
    read: Future[list[Result]] = pool.submit("files", [request])
    try:
        return read.result()[0]
    except WorkerLost as lost:
        return Opened(problem=_problem(str(request.path), lost)), []


def _streamed(pool: Pool, request: TaskRequest) -> ReadFile:
    """A large file, read while earlier parts of it are cleaned."""
    parts = pool.stream("packed", request)
    try:
        opened: Opened = next(parts)
    except WorkerLost as lost:
        return ReadFile(request, Opened(problem=_problem(str(request.path), lost)))
    return ReadFile(request, opened, _in_order(pool, _clean_stream(pool, parts, str(request.path))))


def _clean_stream(
    pool: Pool, parts: Iterator[bytes], origin: str
) -> Iterator[Callable[[], list[Done]]]:
    try:
        for part in parts:
            yield _clean_packed(pool, part, origin)
    except WorkerLost as lost:
        broken = Broken(_problem(origin, lost))
        yield lambda: [broken]
