"""The same sweep here and on a real Dask scheduler with two workers, one of which is killed on the way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from planner.reading import write_folder
from tests.handmade import tiny_scenario

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
VARY = (
    "engagements.lab-visit.minutes=60,75,90,105",
    "programme.grid_minutes=5,15",
    "programme.day_start=07:30,08:00,08:30",
)
VARIANTS = 24
PATIENCE = 300


def rows(folder: Path) -> dict[str, object]:
    return {path.stem: json.loads(path.read_text()) for path in (folder / "rows").glob("*.json")}


def command(folder: Path, out: str, *options: str) -> list[str]:
    varied = [part for vary in VARY for part in ("--vary", vary)]
    start = [sys.executable, "-m", "planner", "sweep", str(folder / "tiny"), "--out", str(folder / out)]
    return [*start, "--seconds", "1", *varied, *options]


@contextmanager
def started(*parts: str) -> Iterator[subprocess.Popen[bytes]]:
    """A Dask process that is killed at the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", *parts],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT)}


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_sweep_on_a_cluster_that_loses_a_worker_gives_what_a_local_one_gives(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    write_folder(tiny_scenario(), tmp_path / "tiny")
    subprocess.run(command(tmp_path, "local"), cwd=ROOT, env=environment(), check=True, timeout=PATIENCE)
    file = tmp_path / "scheduler.json"
    scheduler = ("--scheduler-file", str(file), "--no-dashboard")
    worker = ("distributed.cli.dask_worker", *scheduler, "--nthreads", "1", "--no-nanny")
    with (
        started("distributed.cli.dask_scheduler", *scheduler, "--host", "127.0.0.1", "--port", "0"),
        started(*worker) as first,
        started(*worker),
    ):
        until(file.is_file)
        address = json.loads(file.read_text())["address"]
        sweep = subprocess.Popen(command(tmp_path, "dask", "--cluster", address), cwd=ROOT, env=environment())
        until(lambda: len(rows(tmp_path / "dask")) >= VARIANTS // 4 or sweep.poll() is not None)
        first.kill()
        assert len(rows(tmp_path / "dask")) < VARIANTS, "the worker was killed too late to matter"
        assert sweep.wait(PATIENCE) == 0
    assert len(rows(tmp_path / "dask")) == VARIANTS
    assert rows(tmp_path / "dask") == rows(tmp_path / "local")
    assert (tmp_path / "dask" / "results.csv").read_bytes() == (tmp_path / "local" / "results.csv").read_bytes()


def test_a_killed_sweep_goes_on_and_ends_as_one_that_was_not(tmp_path: Path) -> None:
    write_folder(tiny_scenario(), tmp_path / "tiny")
    sweep = subprocess.Popen(command(tmp_path, "killed"), cwd=ROOT, env=environment(), start_new_session=True)
    until(lambda: len(rows(tmp_path / "killed")) >= 2)
    os.killpg(sweep.pid, 9)
    sweep.wait()
    before = rows(tmp_path / "killed")
    assert 2 <= len(before) < VARIANTS
    again = subprocess.run(
        command(tmp_path, "killed"), cwd=ROOT, env=environment(), check=True, capture_output=True, timeout=PATIENCE
    )
    assert f"{len(before)} of them solved before" in again.stdout.decode()
    after = rows(tmp_path / "killed")
    assert len(after) == VARIANTS
    assert before.items() <= after.items()
