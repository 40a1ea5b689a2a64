"""Cases spread over the processes of this machine, or over a Dask cluster; results as they come."""

from __future__ import annotations

import importlib
import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from planner.comparing.sweeps import Case, Result
from planner.domain.faults import Refused

Work = Callable[[Case], Result]
"""Solves a case, alone on one core. It is sent to other processes, hence a function of a module."""
Arrival = tuple[Case, Result | BaseException]

TRIES = 5
"""A case whose workers die is given up after so many of them."""
PATIENCE = 0.5
CONNECT_SECONDS = "10s"


def locally(work: Work, cases: Sequence[Case], processes: int, stop: threading.Event) -> Iterator[Arrival]:
    """Results from `processes` of this machine; ends early once `stop` is set, and then kills what still runs."""
    pool = ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), initializer=_deaf)
    waiting: dict[Future[Result], Case] = {pool.submit(work, case): case for case in cases}
    try:
        while waiting and not stop.is_set():
            done, _ = wait(waiting, timeout=PATIENCE, return_when=FIRST_COMPLETED)
            for future in done:
                case, problem = waiting.pop(future), future.exception()
                if isinstance(problem, BrokenProcessPool):
                    raise Refused("a process was killed from outside; run the same command again, it will go on")
                yield case, problem or future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for child in multiprocessing.active_children() if waiting else ():
            child.terminate()


def _deaf() -> None:
    """Ctrl-C is for the parent, which decides."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def on_cluster(
    work: Work, cases: Sequence[Case], address: str, stop: threading.Event, timeout: str = CONNECT_SECONDS
) -> Iterator[Arrival]:
    """Results from the workers of the Dask scheduler at `address`; a case of a dead worker is given to another.

    Raises Refused without the extra, or where no scheduler answers.
    """
    try:
        dask: Any = importlib.import_module("distributed")
    except ImportError:
        raise Refused("--cluster needs Dask: pip install 'planner[cluster]'") from None
    try:
        client: Any = dask.Client(address, timeout=timeout, set_as_default=False)
    except (OSError, ValueError) as problem:
        raise Refused(f"no Dask scheduler answers at {address}: {problem}") from None
    with client, client.as_current():
        waiting: dict[Any, Case] = {
            client.submit(work, case, key=f"planner-{case.key}", retries=TRIES): case for case in cases
        }
        while waiting and not stop.is_set():
            for future in _done(dask, list(waiting)):
                yield waiting.pop(future), future.exception() or future.result()
        client.cancel(list(waiting))


def _done(dask: Any, futures: list[Any]) -> Sequence[Any]:
    """Those that have come to an end; none after a little patience."""
    try:
        return tuple(dask.wait(futures, timeout=PATIENCE, return_when="FIRST_COMPLETED").done)
    except TimeoutError:
        return ()
