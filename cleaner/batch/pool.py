"""Work on many documents in several processes, with the results in the order of the documents."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future, ProcessPoolExecutor

Item = TypeVar("Item")
Result = TypeVar("Result")

# Documents a process that are under way or wait: enough that none is idle while a long one is worked on, and few
# enough that memory does not grow with the number of documents.
AHEAD = 16


def in_order(
    work: Callable[[Item], Result], items: Iterable[Item], jobs: int, lost: Callable[[Item], Result]
) -> Iterator[Result]:
    """Yield `work(item)` for each item, in order; with one job here, with more in as many processes.

    When a process is killed, what was under way is tried again, each item in a process by itself. `lost` gives the
    result for an item whose process is killed then too.
    """
    if jobs == 1:
        yield from map(work, items)
        return
    workers = _Workers(work, jobs)
    waiting: deque[tuple[Item, Future[Result]]] = deque()
    try:
        for item in items:
            waiting.append((item, workers.submit(item)))
            if len(waiting) == jobs * AHEAD:
                yield workers.result(*waiting.popleft(), lost)
        while waiting:
            yield workers.result(*waiting.popleft(), lost)
    finally:
        workers.stop()


class _Workers(Generic[Item, Result]):
    """A pool of processes that is made anew when one of them was killed."""

    def __init__(self, work: Callable[[Item], Result], jobs: int) -> None:
        self._work, self._jobs = work, jobs
        self._pool = self._new(jobs)

    def submit(self, item: Item) -> Future[Result]:
        """Hand an item to the pool."""
        from concurrent.futures.process import BrokenProcessPool

        try:
            return self._pool.submit(_call, item)
        except BrokenProcessPool:
            self._pool.shutdown()
            self._pool = self._new(self._jobs)
            return self._pool.submit(_call, item)

    def result(self, item: Item, future: Future[Result], lost: Callable[[Item], Result]) -> Result:
        """Wait for an item's result; if its process is killed, try it once more."""
        from concurrent.futures.process import BrokenProcessPool

        try:
            return future.result()
        except BrokenProcessPool:
            pass
        with self._new(1) as alone:
            try:
                again: Result = alone.submit(_call, item).result()
            except BrokenProcessPool:
                return lost(item)
        return again

    def stop(self) -> None:
        """End all processes."""
        self._pool.shutdown(cancel_futures=True)

    def _new(self, jobs: int) -> ProcessPoolExecutor:
        from concurrent.futures import ProcessPoolExecutor

        return ProcessPoolExecutor(jobs, initializer=_begin, initargs=(self._work,))


_work: Callable[[Any], Any]


def _begin(work: Callable[[Any], Any]) -> None:
    """Make a process ready: it leaves Ctrl-C to the one that started it, and ends when that one is killed."""
    import signal
    from threading import Thread

    global _work  # each process has its own, set once
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    import os
    from multiprocessing import parent_process

    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)


def _call(item: Any) -> Any:
    return _work(item)
