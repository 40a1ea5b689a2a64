"""Searches in processes of their own beside this one, a core each, which tell each other the best they find.

A step is more Python than solver, so that threads would wait for one another. The processes are started as programs
of their own, not forked, and need nothing of the caller's main module.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.domain.plan import Plan
from planner.domain.scenario import Scenario
from planner.model.problem import Problem
from planner.model.roster import Roster
from planner.model.schedule import Schedule
from planner.solving.budget import Budget
from planner.solving.goals import Goal
from planner.solving.improving import Improvement
from planner.solving.posting import Post
from planner.solving.search import News, Search
from planner.solving.valuing import Valued, valued

SEEDS_APART = 10**6
PROGRAM = "from planner.solving.islands import main; main()"


@dataclass(frozen=True, slots=True)
class Setup:
    """What an island is for, told once."""

    scenario: Scenario
    frame: Plan
    seed: int
    steady: bool


@dataclass(frozen=True, slots=True)
class Task:
    """Improve from `start` towards `goal` for so many seconds."""

    start: Schedule
    goal: Goal
    seconds: float


class Islands:
    """The processes beside this one; closed, they end at once."""

    def __init__(self, scenario: Scenario, frame: Plan, count: int, seed: int) -> None:
        self._processes = [started() for _ in range(count)]
        self._posts = [_post(process) for process in self._processes]
        for number, post in enumerate(self._posts, 1):
            post.send(Setup(scenario, frame, SEEDS_APART * number + seed, steady=number % 2 == 1))

    def _all(self, message: object) -> None:
        for post in self._posts:
            post.send(message)

    def improve(self, search: Search, start: Schedule, until: float) -> None:
        """Set all of them to work until that share of the budget is used."""
        seconds = search.budget.seconds * until - search.budget.spent()
        self._all(Task(start, search.goal, seconds))

    def tell(self, news: News) -> None:
        """Let all know a new best."""
        self._all(news)

    def heard(self) -> Iterator[News]:
        """What they have found; each hears of the others' too."""
        for post in self._posts:
            for news in post.heard():
                if news is not None:
                    for other in self._posts:
                        if other is not post:
                            other.send(news)
                    yield news

    def close(self) -> None:
        """End them."""
        for process in self._processes:
            process.kill()
            process.wait()


@contextmanager
def islands(scenario: Scenario, frame: Plan, count: int, seed: int) -> Iterator[Islands]:
    """So many processes, ended with the block."""
    found = Islands(scenario, frame, count, seed)
    try:
        yield found
    finally:
        found.close()


def improved(search: Search, start: Valued, beside: Islands, until: float) -> Valued:
    """The best that the search here and those beside find from `start` until that share of the budget is used."""
    beside.improve(search, start.schedule, until)
    here = Improvement(search, start, beside, until)
    here.sketch()
    return here.work()


def started() -> subprocess.Popen[bytes]:
    """A process that will be an island. It finds modules where this one does, and not in the working folder, which may
    hold another state of this program."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path or str(Path.cwd()) for path in sys.path)}
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-P", "-c", PROGRAM], stdin=pipe, stdout=pipe, env=environment)  # noqa: S603 - this very program


def _post(process: subprocess.Popen[bytes]) -> Post:
    assert process.stdout is not None
    assert process.stdin is not None
    return Post(process.stdout, process.stdin)


class _Mainland:
    """The process that started this one, as a search here sees it. A new task ends the one in hand."""

    def __init__(self, incoming: Any, outgoing: Any) -> None:
        self.stop = threading.Event()
        self._post = Post(incoming, outgoing, self._end)
        self._ended = False
        self._next: Task | None = None

    def _end(self) -> None:
        self._ended = True
        self.stop.set()

    def setup(self) -> Setup | None:
        """What is told first, None where nothing is."""
        found: Setup | None = self._post.wait()
        return found

    def tasks(self) -> Iterator[Task]:
        """Tasks one after another; `stop` is set when the one in hand is to be left."""
        while not self._ended:
            message = self._next or self._post.wait()
            self._next = None
            if isinstance(message, Task):
                self.stop.clear()
                if not self._ended:
                    yield message

    def tell(self, news: News) -> None:
        """Let it know a new best."""
        self._post.send(news)

    def heard(self) -> Iterable[News]:
        """What it has sent since."""
        for message in self._post.heard():
            if isinstance(message, Task):
                self._next = message
                self.stop.set()
            elif message is not None:
                yield message


def main() -> None:
    """Be an island: hear what to do on standard input, tell what is found on standard output.

    Ctrl-C is left to the process that started this one.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    incoming, outgoing = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    mainland = _Mainland(incoming, outgoing)
    setup = mainland.setup()
    if setup is None:
        return
    problem = Problem(setup.scenario)
    for task in mainland.tasks():
        budget = Budget(task.seconds, stop=mainland.stop)
        search = Search(problem, setup.frame, budget, lambda _: None, task.goal, setup.seed, setup.steady)
        start = valued(problem, Roster(problem, task.start.assignment), task.start, setup.frame)
        Improvement(search, start, mainland).work()
