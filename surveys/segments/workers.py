"""Many small pieces of work on all cores, with progress and a way to stop.

Threads, because NumPy lets go of the interpreter while it computes: nothing is
pickled, no process is started, and it works inside a server and on Windows.
"""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from typing import TypeVar

from threadpoolctl import threadpool_limits

Task, Found = TypeVar("Task"), TypeVar("Found")
_HEARTBEAT_S = 0.2  # the caller is heard at least this often, so that stopping is quick


def spread(
    work: Callable[[Task], Found], tasks: Iterable[Task], report: Callable[[float], None]
) -> list[Found]:
    """Return the work on each task, in the order of the tasks.

    Parameters
    ----------
    work
        Function of one task; tasks must not share a random generator.
    tasks
        What to do; each should take well below a second.
    report
        Called from the calling thread with the share done (0..1). If it
        raises, what has not begun is dropped and the error goes on.

    Examples
    --------
    >>> spread(abs, [-3, 1, -2], lambda share: None)
    [3, 1, 2]
    """
    tasks = list(tasks)
    pool = ThreadPoolExecutor(os.cpu_count() or 1)
    with threadpool_limits(1, "blas"):
        try:
            jobs = [pool.submit(work, task) for task in tasks]
            left = set(jobs)
            while left:
                _, left = wait(left, _HEARTBEAT_S, FIRST_COMPLETED)
                report(1 - len(left) / len(jobs))
            return [job.result() for job in jobs]
        finally:
            pool.shutdown(cancel_futures=True)
