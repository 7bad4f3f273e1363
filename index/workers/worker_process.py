"""A worker process: runs the tasks that arrive on its standard input, in that order.

It ends with the process that started it, however that ends: its input is then closed.
"""

import os
import pickle
import struct
from collections.abc import Iterator
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any

_LENGTH = struct.Struct("<Q")

PART, END, FAILED = "part", "end", "failed"
"""Kind of a reply: one value, the end of the values, or the error that was raised."""


def send(pipe: IO[bytes], message: bytes) -> None:
    """Write one message; OSError where the reader is gone."""
    pipe.write(_LENGTH.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes:
    """Read one message; EOFError where the other side is gone."""
    (length,) = _LENGTH.unpack(_read(pipe, _LENGTH.size))
    return _read(pipe, length)


def _read(pipe: IO[bytes], length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data


def main() -> None:
    """Take an object, then names of its methods with arguments; reply with what they return."""
    requests, replies = os.fdopen(0, "rb", closefd=False), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between the replies
    runner = pickle.loads(receive(requests))
    messages: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(requests, messages), daemon=True).start()
    try:
        while True:
            for kind, value in _replies(runner, messages.get()):
                send(replies, pickle.dumps((kind, value), pickle.HIGHEST_PROTOCOL))
    except BrokenPipeError:
        os._exit(0)  # the reader is gone


def _listen(requests: IO[bytes], messages: "SimpleQueue[bytes]") -> None:
    """Receive messages while others are processed; end the process when the sender has gone."""
    try:
        while True:
            messages.put(receive(requests))
    except EOFError:
        os._exit(0)


def _replies(runner: object, message: bytes) -> Iterator[tuple[str, Any]]:
    try:
        name, args = pickle.loads(message)
        result = getattr(runner, name)(*args)
        if isinstance(result, Iterator):
            for part in result:
                yield PART, part
        else:
            yield PART, result
    except Exception as error:  # raised again in the parent
        yield FAILED, _sendable(error)
    yield END, None


def _sendable(error: Exception) -> Exception:
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # pickling runs the error's own code, which may raise anything
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
