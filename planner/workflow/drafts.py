"""A plan folder is whole or untouched: it is made beside its place and renamed into it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planner.domain.faults import Refused

PLAN_FILE = "plan.json"


def refuse_strange(target: Path, mark: str = PLAN_FILE) -> None:
    """Raise `Refused` where `target` exists and holds something other than what this program wrote there."""
    if target.is_dir() and ((target / mark).is_file() or not any(target.iterdir())):
        return
    if target.exists():
        raise Refused(f"{target} exists and holds no {mark}; name another folder with --out")


@contextmanager
def made_aside(target: Path) -> Iterator[Path]:
    """An empty folder beside `target` that takes its place when the block ends well, and vanishes when it does not."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    aside.chmod(0o755)
    try:
        yield aside
        _swap(aside, target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _swap(made: Path, target: Path) -> None:
    """Put `made` where `target` is; what was there goes only once its successor stands."""
    if not target.exists():
        made.rename(target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
    target.rename(old / target.name)
    try:
        made.rename(target)
    except OSError:
        (old / target.name).rename(target)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)
