"""The form that work takes which may be done elsewhere, for work that is done here."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any


def at_once(call: Callable[..., Any], *args: Any) -> "Future[Any]":
    """Make the call now; what it returned or raised."""
    future: Future[Any] = Future()
    try:
        future.set_result(call(*args))
    except Exception as error:  # whatever it is goes to whoever asks for the result
        future.set_exception(error)
    return future
